"""What happened to a plan's action items in a span of days, for the minutes."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import ScalarSelect, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from conversations.highlight import Change, ChangeReference, ChangeSource, ComingUp, CompletedWork, Modification
from plans.item_events import Status
from storage.aliases import alias_of
from storage.items.items import MOVED, cause_of, is_counted, is_open
from storage.models import ActionItemRow, AnswerRow, ItemEventRow, ItemNoteRow, PersonRow
from storage.rows import Columns, rows

CHANGES: Mapping[str, Change] = MappingProxyType(
    {"added": Change.ADDED, "cancelled": Change.CANCELLED, "reopened": Change.REOPENED, MOVED: Change.DATE_MOVED}
)
"""The changes of the plan by the kind of their event."""

_OF_A_CHANGE = (
    *("id", "kind", "due", "reason", "cause", "is_ours", "at", "recorded_on"),
    *("after_due", "after_first_due", "after_times_moved"),
)
_Before, _Cause, _Earlier, _Completion = (alias_of(ItemEventRow) for _ in range(4))


def completed(session: Session, plan_id: int, first: date, last: date) -> list[CompletedWork]:
    """Items reported completed from `first` to `last` (both included) and still completed, each once, by code.

    The evidence is the newest that was typed about it, in a check-in or in the form of the item.
    """
    newest = {
        item.id: (item, event, who)
        for item, event, who in session.execute(_completed(), {"plan_id": plan_id, "first": first, "last": last})
    }
    evidence = evidence_of_items(session, plan_id, first, date.max)
    return [
        CompletedWork(
            code=item.code,
            text=item.text,
            due=item.due,
            completed_on=item.completed_on or event.recorded_on,
            who=who or "",
            on=event.recorded_on,
            evidence=evidence.get(item.id, ""),
        )
        for _, (item, event, who) in sorted(newest.items())
    ]


@cache
def _completed() -> Select[*tuple[Any, ...]]:
    return (
        select(ActionItemRow, ItemEventRow, PersonRow.name)
        .join(ItemEventRow, ItemEventRow.item_id == ActionItemRow.id)
        .outerjoin(PersonRow, PersonRow.id == ItemEventRow.person_id)
        .where(
            ActionItemRow.plan_id == bindparam("plan_id"),
            is_counted(),
            ActionItemRow.completed_on.is_not(None),
            ActionItemRow.cancelled.is_(False),
            ItemEventRow.kind == "completed",
            ItemEventRow.recorded_on.between(bindparam("first"), bindparam("last")),
        )
        .order_by(ItemEventRow.id)
    )


def evidence_of_items(session: Session, plan_id: int, first: date, last: date) -> dict[int, str]:
    """The newest that was typed about each item, in a check-in from `first` to `last` or in the form of the item."""
    in_answers = (
        select(AnswerRow.item_id, AnswerRow.at, AnswerRow.evidence)
        .join(ActionItemRow, ActionItemRow.id == AnswerRow.item_id)
        .where(ActionItemRow.plan_id == plan_id, AnswerRow.on.between(first, last), AnswerRow.evidence != "")
    )
    in_notes = (
        select(ItemNoteRow.item_id, ItemNoteRow.at, ItemNoteRow.reason)
        .join(ActionItemRow, ActionItemRow.id == ItemNoteRow.item_id)
        .where(ActionItemRow.plan_id == plan_id, ItemNoteRow.change == "finished", ItemNoteRow.reason != "")
    )
    typed = [*session.execute(in_answers), *session.execute(in_notes)]
    return {item_id: text for item_id, _at, text in sorted(typed, key=lambda row: row[1]) if item_id is not None}


def changed(session: Session, plan_id: int, first: date, last: date) -> list[Modification]:
    """Items added, cancelled, reopened or given another date from `first` to `last` (both included), in that order."""
    return [_modification(row) for row in rows(session, _changed(), plan_id=plan_id, first=first, last=last)]


@cache
def _changed() -> Select[*tuple[Any, ...]]:
    return (
        select(
            *(getattr(ItemEventRow, name) for name in _OF_A_CHANGE),
            *(ActionItemRow.code, ActionItemRow.text, PersonRow.name.label("who")),
            *(_Before.after_due.label("old_due"), _Cause.reason.label("reported_cause")),
            _Cause.is_ours.label("reported_is_ours"),
        )
        .join(ActionItemRow, ActionItemRow.id == ItemEventRow.item_id)
        .outerjoin(PersonRow, PersonRow.id == ItemEventRow.person_id)
        .outerjoin(_Before, _Before.id == _event_before())
        .outerjoin(_Cause, _Cause.id == cause_of(_Before))
        .where(
            ActionItemRow.plan_id == bindparam("plan_id"),
            is_counted(),
            ItemEventRow.kind.in_(tuple(CHANGES)),
            ItemEventRow.recorded_on.between(bindparam("first"), bindparam("last")),
        )
        .order_by(ItemEventRow.id)
    )


def _event_before() -> ScalarSelect[int]:
    return (
        select(_Earlier.id)
        .where(
            _Earlier.item_id == ItemEventRow.item_id,
            _Earlier.recorded_on <= ItemEventRow.recorded_on,
            _Earlier.id < ItemEventRow.id,
        )
        .order_by(_Earlier.recorded_on.desc(), _Earlier.id.desc())
        .limit(1)
        .correlate(ItemEventRow)
        .scalar_subquery()
    )


def _modification(row: Columns) -> Modification:
    change = CHANGES[row.kind]
    has_moved = change is Change.DATE_MOVED and row.old_due is not None and row.due != row.old_due
    # Without a cause of its own, a move has that of the report before it.
    is_reported = row.reported_cause is not None and not row.cause
    cause, is_ours = (row.reported_cause, row.reported_is_ours) if is_reported else (row.cause, row.is_ours)
    return Modification(
        change=change,
        code=row.code,
        text=row.text,
        reason=row.reason,
        who=row.who or "",
        on=row.recorded_on,
        old_due=row.old_due,
        new_due=row.after_due,
        at=row.at,
        reference=ChangeReference(ChangeSource.ITEM, row.id),
        first_due=row.after_first_due,
        times_moved=row.after_times_moved,
        cause=cause if has_moved else "",
        is_ours=is_ours if has_moved else None,
    )


def moved_before(session: Session, plan_id: int, first: date, today: date) -> list[Modification]:
    """What became of the dates that moved before `first`: items completed by them since, or behind again since."""
    return [
        Modification(
            change=Change.BACK_ON_TRACK if row.completed_on else Change.BEHIND_AGAIN,
            code=row.code,
            text=row.text,
            reason="",
            who="",
            on=row.recorded_on,
            new_due=row.due,
            times_moved=row.after_times_moved,
            completed_on=row.completed_on,
        )
        for row in rows(session, _moved_before(), plan_id=plan_id, first=first, today=today)
    ]


@cache
def _moved_before() -> Select[*tuple[Any, ...]]:
    newest_move = select(func.max(ItemEventRow.id)).where(
        ItemEventRow.item_id == ActionItemRow.id, ItemEventRow.kind == MOVED
    )
    is_completed_since = (
        select(_Completion.id)
        .where(
            _Completion.item_id == ActionItemRow.id,
            _Completion.kind == "completed",
            _Completion.recorded_on.between(bindparam("first"), bindparam("today")),
        )
        .exists()
    )
    passed = and_(is_open(), ActionItemRow.due >= bindparam("first"), ActionItemRow.due < bindparam("today"))
    return (
        select(
            *(ActionItemRow.code, ActionItemRow.text, ActionItemRow.due, ActionItemRow.completed_on),
            *(ItemEventRow.recorded_on, ItemEventRow.after_times_moved),
        )
        .join(ItemEventRow, ItemEventRow.id == newest_move.correlate(ActionItemRow).scalar_subquery())
        .where(
            ActionItemRow.plan_id == bindparam("plan_id"),
            is_counted(),
            ActionItemRow.cancelled.is_(False),
            ItemEventRow.recorded_on < bindparam("first"),
            ItemEventRow.after_times_moved > 0,
            or_(and_(ActionItemRow.completed_on <= ActionItemRow.due, is_completed_since), passed),
        )
        .order_by(ActionItemRow.id)
    )


def coming_up(session: Session, plan_id: int, first: date, last: date) -> list[ComingUp]:
    """Open items due from `first` to `last` (both included), by date."""
    columns = (ActionItemRow.id, ActionItemRow.code, ActionItemRow.text, ActionItemRow.due, ActionItemRow.owner)
    statement = (
        select(*columns, ActionItemRow.status)
        .where(ActionItemRow.plan_id == plan_id, is_open(), ActionItemRow.due.between(first, last))
        .order_by(ActionItemRow.due, ActionItemRow.id)
    )
    return [
        ComingUp(id=id_, code=code, text=text, due=due, owner=owner or "", not_started=status == Status.NOT_STARTED)
        for id_, code, text, due, owner, status in rows(session, statement)
    ]
