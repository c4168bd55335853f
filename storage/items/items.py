"""Action items and their events."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import takewhile
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, bindparam, case, select, union_all
from sqlalchemy.orm import Session

from plans.item_events import Added, Cancelled, Completed, DueMoved, Event, Reopened, Status, StatusReported
from plans.item_progress import ItemProgress, after
from storage.models import ActionItemRow, ItemEventRow, PersonRow, RoleHolderRow
from storage.rows import Columns, rows, stream
from storage.upsert import add, change

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """When a change was recorded: the moment, and the date in the organization's time zone."""

    at: datetime
    on: date
    by: int | None = None
    """Person id; None for changes the program made by itself."""


MOVED, REPORTED = "due_moved", "reported"
"""Kinds of events."""


def record(session: Session, item_id: int, event: Event, stamp: Stamp, *, standing: ItemProgress | None = None) -> None:
    """Add an event to the item's history, with where the item stands after it, and update the item's row to match.

    `standing` is where it stands if the event undoes earlier ones.
    """
    before = None if isinstance(event, Added) else _newest_event(session, item_id)
    row: dict[str, object] = {"item_id": item_id, "at": stamp.at, "recorded_on": event.recorded, "person_id": stamp.by}
    columns: dict[str, object] = {}
    match event:
        case Added(due=due, ongoing=ongoing, reason=reason):
            row |= {"kind": "added", "due": due, "ongoing": ongoing, "reason": reason}
            columns = {"due": due, "ongoing": ongoing}
        case Completed(completed_on=completed_on):
            row |= {"kind": "completed", "completed_on": completed_on}
            columns = {"completed_on": completed_on, "cancelled": False}
        case Reopened():
            row["kind"] = "reopened"
            columns = {"completed_on": None, "cancelled": False, "status": None}
        case DueMoved(due=due, reason=reason, cause=cause, is_ours=is_ours):
            row |= {"kind": MOVED, "due": due, "reason": reason, "cause": cause, "is_ours": is_ours}
            columns = {"due": due, "ongoing": due is None}
        case Cancelled(reason=reason):
            row |= {"kind": "cancelled", "reason": reason}
            columns = {"cancelled": True}
        case StatusReported(status=status, cause=cause, is_ours=is_ours, cause_category=category):
            row |= {"kind": REPORTED, "status": status, "reason": cause, "is_ours": is_ours, "cause_category": category}
            columns = {"status": status}
    if before is not None:
        row["recorded_on"] = max(event.recorded, before.recorded_on)
    standing = standing or after(progress_after(before) if before else None, event)
    add(session, ItemEventRow, row | _after_columns(standing))
    if columns:
        change(session, ActionItemRow, item_id, **columns)


def undo_move(session: Session, item_id: int, move_back: DueMoved, stamp: Stamp) -> None:
    """Return the date to what it was. If only moves followed, none counts and the cause is valid again."""
    statement = (
        select(ItemEventRow.kind, *PROGRESS_COLUMNS)
        .where(ItemEventRow.item_id == item_id)
        .order_by(ItemEventRow.recorded_on.desc(), ItemEventRow.id.desc())
    )
    events = list(session.execute(statement))
    moves = list(takewhile(lambda event: event.kind == MOVED, events))
    before_moves = (progress_after(event) for event in events[1 : len(moves) + 1])
    standing = next((progress for progress in before_moves if progress.due == move_back.due), None)
    record(session, item_id, move_back, stamp, standing=standing)


_PROGRESS = {
    "due": ItemEventRow.after_due,
    "first_due": ItemEventRow.after_first_due,
    "times_moved": ItemEventRow.after_times_moved,
    "completed_on": ItemEventRow.after_completed_on,
    "cancelled": ItemEventRow.after_cancelled,
    "cancelled_overdue": ItemEventRow.after_cancelled_overdue,
    "said_behind": ItemEventRow.after_said_behind,
    "on_track_on": ItemEventRow.after_on_track_on,
}
"""Columns of an event's row by the field of ItemProgress that they store; the cause is an event of its own."""


def cause_of(event: type[ItemEventRow]) -> ColumnElement[int]:
    """The event that gave the cause as of an event: itself or an earlier one."""
    return case((and_(event.kind == REPORTED, event.reason != ""), event.id), else_=event.after_cause_id)


PROGRESS_COLUMNS = (*_PROGRESS.values(), cause_of(ItemEventRow).label("cause_id"))


def progress_after(event: Columns) -> ItemProgress:
    """Where an item stands after the event whose row has these PROGRESS_COLUMNS."""
    stored = {name: getattr(event, column.key) for name, column in _PROGRESS.items()}
    return ItemProgress(**stored, cause=event.cause_id)


def _after_columns(progress: ItemProgress) -> dict[str, object]:
    stored = {column.key: getattr(progress, name) for name, column in _PROGRESS.items()}
    return {**stored, "after_cause_id": progress.cause}


def where_it_stands(session: Session, item_id: int) -> ItemProgress:
    return progress_after(_newest_event(session, item_id))


def _newest_event(session: Session, item_id: int) -> Columns:
    return rows(session, _newest_of_item(), item_id=item_id)[0]


@cache
def _newest_of_item() -> Select[*tuple[Any, ...]]:
    return (
        select(ItemEventRow.recorded_on, *PROGRESS_COLUMNS)
        .where(ItemEventRow.item_id == bindparam("item_id"))
        .order_by(ItemEventRow.recorded_on.desc(), ItemEventRow.id.desc())
        .limit(1)
    )


def newest_event_id(as_of: date) -> ScalarSelect[int]:
    """The newest event of a statement's action item by the end of the day."""
    return _newest(select(ItemEventRow.id).where(ItemEventRow.recorded_on <= as_of))


def _newest(statement: Select[Value]) -> ScalarSelect[Value]:
    of_item = statement.where(ItemEventRow.item_id == ActionItemRow.id)
    newest_first = of_item.order_by(ItemEventRow.recorded_on.desc(), ItemEventRow.id.desc())
    return newest_first.limit(1).correlate(ActionItemRow).scalar_subquery()


class OpenItem(NamedTuple):
    """The fields of an item that decide who is asked about it."""

    id: int
    code: str
    owner: str | None
    owner_key: str
    owner_id: int | None
    milestone_id: int | None


def open_items(session: Session, plan_id: int, *, started_by: date) -> Iterator[OpenItem]:
    """Items neither done nor cancelled that started by that day or were due by then."""
    statement = (
        select(*(getattr(ActionItemRow, name) for name in OpenItem._fields))
        .where(
            ActionItemRow.plan_id == plan_id,
            is_counted(),
            ActionItemRow.completed_on.is_(None),
            ActionItemRow.cancelled.is_(False),
            (ActionItemRow.start.is_(None)) | (ActionItemRow.start <= started_by) | (ActionItemRow.due <= started_by),
        )
        .order_by(ActionItemRow.id)
    )
    return (OpenItem(*row) for row in stream(session, statement))


def codes_due_by(session: Session, plan_id: int, last: date, *, most: int) -> Sequence[str]:
    """Codes of open items due by that day, the earliest first."""
    statement = (
        select(ActionItemRow.code)
        .where(ActionItemRow.plan_id == plan_id, is_open(), ActionItemRow.due <= last)
        .order_by(ActionItemRow.due, ActionItemRow.id)
    )
    return session.scalars(statement.limit(most)).all()


def output_of(session: Session, item_id: int) -> str:
    """The output the plan expects of an action item."""
    return session.scalar(select(ActionItemRow.output).filter_by(id=item_id)) or ""


def owned_by(person_id: int) -> Select[int]:
    """Ids of a person's items, assigned in Slack or by a role they hold. Two queries, each with its own index."""
    given = select(ActionItemRow.id).where(ActionItemRow.owner_id == person_id)
    by_role = (
        select(ActionItemRow.id)
        .join(
            RoleHolderRow,
            (RoleHolderRow.plan_id == ActionItemRow.plan_id) & (RoleHolderRow.role_key == ActionItemRow.owner_key),
        )
        .where(RoleHolderRow.person_id == person_id, ActionItemRow.owner_id.is_(None))
    )
    return select(union_all(given, by_role).subquery().c.id)


def given_to(session: Session, plan_id: int) -> dict[int, PersonRow]:
    """Everyone who was assigned an item of the plan in Slack, by person id."""
    owners = select(ActionItemRow.owner_id).where(ActionItemRow.plan_id == plan_id)
    return {person.id: person for person in session.scalars(select(PersonRow).where(PersonRow.id.in_(owners)))}


def moved_since_report(session: Session, item_id: int) -> bool:
    """Whether the owner's last report was "behind" and its date moved since."""
    status = session.scalar(select(ActionItemRow.status).filter_by(id=item_id))
    return status == Status.BEHIND and not where_it_stands(session, item_id).said_behind


def said_behind() -> ScalarSelect[bool]:
    """Whether the last word of the owner of a statement's action item is "behind", said about its current date."""
    return _newest(select(ItemEventRow.after_said_behind))


def is_counted() -> ColumnElement[bool]:
    """Whether the plan counts it and asks about it. Promised support is somebody's item, but no step of the plan."""
    return ActionItemRow.provides_support.is_(False)


def is_open() -> ColumnElement[bool]:
    return and_(ActionItemRow.completed_on.is_(None), ActionItemRow.cancelled.is_(False))


def find(session: Session, plan_id: int, code: str) -> ActionItemRow:
    """Raises LookupError for a code the plan does not have."""
    row = session.scalar(select(ActionItemRow).filter_by(plan_id=plan_id, code=code))
    if row is None:
        raise LookupError(code)
    return row


def codes(session: Session, plan_id: int) -> Sequence[str]:
    return session.scalars(select(ActionItemRow.code).filter_by(plan_id=plan_id).order_by(ActionItemRow.id)).all()


def open_in(session: Session, milestone_id: int) -> Sequence[ActionItemRow]:
    statement = select(ActionItemRow).where(ActionItemRow.milestone_id == milestone_id, is_open())
    return session.scalars(statement.order_by(ActionItemRow.id)).all()


def all_open(session: Session, plan_id: int) -> Sequence[ActionItemRow]:
    """The plan's own: without what people promised to provide for them."""
    of_plan = select(ActionItemRow).where(ActionItemRow.plan_id == plan_id, is_counted(), is_open())
    return session.scalars(of_plan.order_by(ActionItemRow.id)).all()
