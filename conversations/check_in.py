"""The check-in: the status of each topic, and what could get in the way.

Pure: `advance(check_in, move) -> (check_in, effects)`.
"""

from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import assert_never

from conversations.check_in_moves import (
    CheckInFormField,
    Complete,
    Effect,
    ExplainBehind,
    Move,
    MoveDue,
    NameRisk,
    RecordAnswer,
    RecordMitigation,
    RecordRecovery,
    RecordReport,
    RecordRisk,
    RecordRiskOutcome,
    RemoveRisk,
    Reopen,
    ReportAllOnTrack,
    ReportMitigation,
    ReportRecovery,
    ReportRisk,
    ReportStatus,
    ShowResult,
    TurnPage,
)
from conversations.check_in_reports import report
from conversations.check_in_risks import name_risk
from conversations.check_in_state import (
    EARLIER_RISKS_SHOWN,
    MOST_RISKS,
    PAGE_SIZE,
    Answer,
    AnswerPhase,
    CheckIn,
    EarlierRisk,
    Happened,
    ItemReport,
    LastAnswer,
    Risk,
    RiskOutcome,
    Subject,
    Topic,
)
from conversations.rejections import CheckInRejectionCode, Rejection
from plans.item_events import Status

__all__ = [
    "EARLIER_RISKS_SHOWN",
    "MOST_RISKS",
    "PAGE_SIZE",
    "Answer",
    "AnswerPhase",
    "CheckIn",
    "CheckInFormField",
    "Complete",
    "EarlierRisk",
    "Effect",
    "ExplainBehind",
    "Happened",
    "ItemReport",
    "LastAnswer",
    "Move",
    "MoveDue",
    "NameRisk",
    "RecordAnswer",
    "RecordMitigation",
    "RecordRecovery",
    "RecordReport",
    "RecordRisk",
    "RecordRiskOutcome",
    "RemoveRisk",
    "Reopen",
    "ReportAllOnTrack",
    "ReportMitigation",
    "ReportRecovery",
    "ReportRisk",
    "ReportStatus",
    "Risk",
    "RiskOutcome",
    "ShowResult",
    "Subject",
    "Topic",
    "TurnPage",
    "advance",
]

Step = tuple[CheckIn, tuple[Effect, ...]]

YEARS_AHEAD = 2
_MINUTES_TOLD = (NameRisk, ReportRecovery, ReportMitigation, ReportRisk)
"""Moves about the month as a whole, whose minutes do not change once they are published."""


def advance(check_in: CheckIn, move: Move) -> Step:
    if isinstance(move, TurnPage):
        return replace(check_in, page=min(max(move.to, 0), check_in.pages - 1)), ()
    if not check_in.is_open or (isinstance(move, _MINUTES_TOLD) and check_in.phase is AnswerPhase.CORRECTION):
        return check_in, (Rejection(code=CheckInRejectionCode.CLOSED),)
    match move:
        case ReportAllOnTrack():
            return _report_all_on_track(check_in, move)
        case NameRisk():
            return name_risk(check_in, move)
        case ReportRecovery() | ReportMitigation() | ReportRisk():
            return report(check_in, move)
        case ReportStatus() | ExplainBehind() | ShowResult():
            return _about_topic(check_in, move)
        case _:
            assert_never(move)


def _about_topic(check_in: CheckIn, move: ReportStatus | ExplainBehind | ShowResult) -> Step:
    topic = check_in.topic(move.topic)
    if topic is None:
        return check_in, (Rejection(code=CheckInRejectionCode.UNKNOWN_TOPIC),)
    if _is_overtaken(check_in, move):
        return check_in, (Rejection(code=CheckInRejectionCode.ANSWERED_MEANWHILE),)
    match move:
        case ReportStatus():
            return _record(check_in, topic, _plain_answer(check_in, topic, move))
        case ExplainBehind():
            rejections = behind_rejections(topic, move)
            return (check_in, rejections) if rejections else _record(check_in, topic, _behind(move))
        case ShowResult():
            return _show_result(check_in, topic, move)


def _is_overtaken(check_in: CheckIn, move: ReportStatus | ExplainBehind | ShowResult) -> bool:
    """In a team, an answer can be changed only by someone who has seen it."""
    earlier = check_in.answers.get(move.topic)
    return check_in.by_team and earlier is not None and earlier.revision != move.seen_revision and earlier.by != move.by


def _plain_answer(check_in: CheckIn, topic: Topic, move: ReportStatus) -> Answer:
    """A second tap on Done keeps the day and the evidence given with the first."""
    before = check_in.answers.get(topic.key)
    if before is not None and before.status is move.status:
        return replace(before, by=move.by, on=move.on)
    completed_on = move.on if move.status is Status.DONE and topic.is_completable else None
    return Answer(status=move.status, by=move.by, on=move.on, completed_on=completed_on)


def behind_rejections(topic: Topic, move: ExplainBehind) -> tuple[Rejection, ...]:
    """Behind needs a cause, and either a recovery step or a later date with a reason."""
    rejections: list[Rejection] = []
    if not move.cause.strip():
        rejections.append(Rejection(code=CheckInRejectionCode.NO_CAUSE, form_field=CheckInFormField.CAUSE))
    rejections += _step_rejections(move)
    if move.new_due is not None:
        rejections += _date_rejections(topic, move, move.new_due)
    elif move.new_due_reason.strip():
        rejections.append(Rejection(code=CheckInRejectionCode.NO_DATE, form_field=CheckInFormField.NEW_DUE))
    elif not move.recovery.strip():
        rejections.append(Rejection(code=CheckInRejectionCode.NO_WAY_FORWARD, form_field=CheckInFormField.RECOVERY))
    return tuple(rejections)


def _step_rejections(move: ExplainBehind) -> list[Rejection]:
    """The day of a recovery step is not past, and there is a step."""
    if move.recovery_by is None:
        return []
    if not move.recovery.strip():
        return [Rejection(code=CheckInRejectionCode.NO_STEP, form_field=CheckInFormField.RECOVERY)]
    if move.recovery_by < move.on:
        return [Rejection(code=CheckInRejectionCode.DATE_PAST, form_field=CheckInFormField.RECOVERY_BY)]
    return []


def _date_rejections(topic: Topic, move: ExplainBehind, new_due: date) -> list[Rejection]:
    rejections: list[Rejection] = []
    earliest = max(move.on, topic.due or move.on)
    if new_due <= earliest:
        rejections.append(Rejection(code=CheckInRejectionCode.DATE_NOT_LATER, form_field=CheckInFormField.NEW_DUE))
    if new_due.year > move.on.year + YEARS_AHEAD:
        rejections.append(Rejection(code=CheckInRejectionCode.DATE_TOO_FAR, form_field=CheckInFormField.NEW_DUE))
    if not move.new_due_reason.strip():
        rejections.append(Rejection(code=CheckInRejectionCode.NO_REASON, form_field=CheckInFormField.NEW_DUE_REASON))
    return rejections


def _behind(move: ExplainBehind) -> Answer:
    return Answer(
        status=Status.BEHIND,
        by=move.by,
        on=move.on,
        cause=move.cause.strip(),
        recovery=move.recovery.strip(),
        recovery_by=move.recovery_by,
        new_due=move.new_due,
        new_due_reason=move.new_due_reason.strip(),
        support=move.support.strip(),
        support_from=move.support_from,
        support_by=move.support_by,
    )


def _show_result(check_in: CheckIn, topic: Topic, move: ShowResult) -> Step:
    if not topic.is_completable:
        before = check_in.answers.get(topic.key) or Answer(status=Status.DONE, by=move.by, on=move.on)
        return _record(check_in, topic, replace(before, by=move.by, on=move.on, evidence=move.evidence.strip()))
    if rejections := _completion_rejections(topic, move):
        return check_in, rejections
    answer = Answer(
        status=Status.DONE,
        by=move.by,
        on=move.on,
        evidence=move.evidence.strip(),
        completed_on=move.completed_on,
    )
    return _record(check_in, topic, answer)


def _completion_rejections(topic: Topic, move: ShowResult) -> tuple[Rejection, ...]:
    """A milestone is complete only with its evidence."""
    rejections = []
    if move.completed_on > move.on:
        code, form_field = CheckInRejectionCode.FINISHED_LATER, CheckInFormField.COMPLETED_ON
        rejections.append(Rejection(code=code, form_field=form_field))
    if topic.subject is Subject.MILESTONE and not move.evidence.strip():
        rejections.append(Rejection(code=CheckInRejectionCode.NO_EVIDENCE, form_field=CheckInFormField.EVIDENCE))
    return tuple(rejections)


def _report_all_on_track(check_in: CheckIn, move: ReportAllOnTrack) -> Step:
    effects: list[Effect] = []
    for topic in check_in.unanswered():
        answer = Answer(status=Status.ON_TRACK, by=move.by, on=move.on)
        check_in, recorded = _record(check_in, topic, answer)
        effects += recorded
    return check_in, tuple(effects)


def _record(check_in: CheckIn, topic: Topic, answer: Answer) -> Step:
    before = check_in.answers.get(topic.key)
    answer = replace(answer, revision=before.revision + 1 if before else 1)
    answers = MappingProxyType({**check_in.answers, topic.key: answer})
    moved = replace(topic, due=answer.new_due, ongoing=False) if answer.new_due else topic
    topics = tuple(moved if other.key == topic.key else other for other in check_in.topics)
    recorded = RecordAnswer(topic=topic, answer=answer)
    effects = (*_reopening(topic, before, answer), recorded, *_changes(topic, before, answer))
    return replace(check_in, answers=answers, topics=topics), effects


def _completed_before(topic: Topic, before: Answer | None) -> date | None:
    return (before.completed_on if before else None) or topic.completed_on


def _reopening(topic: Topic, before: Answer | None, now: Answer) -> tuple[Effect, ...]:
    """Comes before the answer, because reopening ends what was reported so far."""
    completed_on = _completed_before(topic, before)
    return (Reopen(topic=topic),) if completed_on and now.completed_on != completed_on else ()


def _changes(topic: Topic, before: Answer | None, now: Answer) -> tuple[Effect, ...]:
    """The plan's changes that follow from an answer. Benchmarks and measures have none."""
    if not topic.is_completable:
        return ()
    changes: list[Effect] = []
    shows_anew = topic.subject is Subject.MILESTONE and now.evidence != (before.evidence if before else "")
    if now.completed_on and (now.completed_on != _completed_before(topic, before) or shows_anew):
        changes.append(Complete(topic=topic, completed_on=now.completed_on, evidence=now.evidence))
    if now.new_due and now.new_due != topic.due:
        changes.append(MoveDue(topic=topic, due=now.new_due, reason=now.new_due_reason))
    return tuple(changes)
