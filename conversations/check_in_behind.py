"""What an answer of "behind" needs, and what it records."""

from datetime import date

from conversations.check_in_moves import CheckInFormField, ExplainBehind
from conversations.check_in_state import Answer, CheckIn, Topic
from conversations.rejections import CheckInRejectionCode, Rejection
from plans.item_events import Status

YEARS_AHEAD = 2


def behind_rejections(check_in: CheckIn, topic: Topic, move: ExplainBehind) -> tuple[Rejection, ...]:
    """Behind needs a cause, and either a recovery step or a later date with a reason."""
    rejections: list[Rejection] = []
    before = check_in.typed.get((topic.key, Status.BEHIND))
    if not move.cause.strip():
        rejections.append(Rejection(code=CheckInRejectionCode.NO_CAUSE, form_field=CheckInFormField.CAUSE))
    rejections += _step_rejections(move, before)
    if move.new_due is not None:
        rejections += _date_rejections(topic, move, move.new_due, before)
    elif move.new_due_reason.strip():
        rejections.append(Rejection(code=CheckInRejectionCode.NO_DATE, form_field=CheckInFormField.NEW_DUE))
    elif not move.recovery.strip():
        rejections.append(Rejection(code=CheckInRejectionCode.NO_WAY_FORWARD, form_field=CheckInFormField.RECOVERY))
    return tuple(rejections)


def _step_rejections(move: ExplainBehind, before: Answer | None) -> list[Rejection]:
    """The day of a recovery step is not past, unless it was given earlier, and there is a step."""
    if move.recovery_by is None:
        return []
    if not move.recovery.strip():
        return [Rejection(code=CheckInRejectionCode.NO_STEP, form_field=CheckInFormField.RECOVERY)]
    if move.recovery_by < move.on and (before is None or move.recovery_by != before.recovery_by):
        return [Rejection(code=CheckInRejectionCode.DATE_PAST, form_field=CheckInFormField.RECOVERY_BY)]
    return []


def _date_rejections(topic: Topic, move: ExplainBehind, new_due: date, before: Answer | None) -> list[Rejection]:
    rejections: list[Rejection] = []
    earliest = max(move.on, topic.due or move.on)
    is_unchanged = before is not None and new_due == before.new_due == topic.due
    if new_due <= earliest and not is_unchanged:
        rejections.append(Rejection(code=CheckInRejectionCode.DATE_NOT_LATER, form_field=CheckInFormField.NEW_DUE))
    if new_due.year > move.on.year + YEARS_AHEAD:
        rejections.append(Rejection(code=CheckInRejectionCode.DATE_TOO_FAR, form_field=CheckInFormField.NEW_DUE))
    if not move.new_due_reason.strip():
        rejections.append(Rejection(code=CheckInRejectionCode.NO_REASON, form_field=CheckInFormField.NEW_DUE_REASON))
    return rejections


def behind(check_in: CheckIn, topic: Topic, move: ExplainBehind) -> Answer:
    return Answer(
        status=Status.BEHIND,
        by=move.by,
        on=move.on,
        cause=move.cause.strip(),
        is_ours=move.is_ours,
        cause_category=move.cause_category,
        recovery=move.recovery.strip(),
        recovery_by=move.recovery_by,
        new_due=move.new_due,
        old_due=_old_due(check_in, topic) if move.new_due else None,
        new_due_reason=move.new_due_reason.strip(),
        support=move.support.strip(),
        support_from=move.support_from,
        support_by=move.support_by,
    )


def _old_due(check_in: CheckIn, topic: Topic) -> date | None:
    """The date before this round's answers moved it."""
    before = check_in.typed.get((topic.key, Status.BEHIND))
    is_moved = before is not None and before.new_due is not None and before.new_due == topic.due
    return before.old_due if before is not None and is_moved else topic.due
