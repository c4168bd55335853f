"""Action items and their events."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, select, union_all
from sqlalchemy.orm import Session

from plans.item_events import (
    Added,
    Cancelled,
    Completed,
    DueMoved,
    Event,
    ItemHistory,
    Reopened,
    Status,
    StatusReported,
)
from storage.models import ActionItemRow, ItemEventRow, MilestoneRow, PersonRow, RoleHolderRow, StrategyRow
from storage.rows import stream
from storage.upsert import add, change


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """When a change was recorded: the moment, and the date in the organization's time zone."""

    at: datetime
    on: date
    by: int | None = None
    """Person id; None for changes the program made by itself."""


def record(session: Session, item_id: int, event: Event, stamp: Stamp) -> None:
    """Add an event to the item's history and update the item's row to match."""
    row: dict[str, object] = {"item_id": item_id, "at": stamp.at, "recorded_on": event.recorded, "person_id": stamp.by}
    columns: dict[str, object] = {}
    match event:
        case Added(due=due, ongoing=ongoing):
            row |= {"kind": "added", "due": due, "ongoing": ongoing}
            columns = {"due": due, "ongoing": ongoing}
        case Completed(completed_on=completed_on):
            row |= {"kind": "completed", "completed_on": completed_on}
            columns = {"completed_on": completed_on, "cancelled": False}
        case Reopened():
            row["kind"] = "reopened"
            columns = {"completed_on": None, "cancelled": False, "status": None}
        case DueMoved(due=due, reason=reason):
            row |= {"kind": "due_moved", "due": due, "reason": reason}
            columns = {"due": due, "ongoing": due is None}
        case Cancelled(reason=reason):
            row |= {"kind": "cancelled", "reason": reason}
            columns = {"cancelled": True}
        case StatusReported(status=status, cause=cause):
            row |= {"kind": "reported", "status": status, "reason": cause}
            columns = {"status": status}
    add(session, ItemEventRow, row)
    if columns:
        change(session, ActionItemRow, item_id, **columns)


def histories(session: Session, plan_id: int) -> list[ItemHistory]:
    """Every action item of the plan with its history, in the order of their rows."""
    events: dict[int, list[Event]] = {}
    statement = (
        select(ItemEventRow)
        .join(ActionItemRow, ActionItemRow.id == ItemEventRow.item_id)
        .where(ActionItemRow.plan_id == plan_id)
        .order_by(ItemEventRow.id)
    )
    for row in session.scalars(statement):
        events.setdefault(row.item_id, []).append(_event(row))
    items = (
        select(ActionItemRow, StrategyRow.code)
        .outerjoin(MilestoneRow, MilestoneRow.id == ActionItemRow.milestone_id)
        .outerjoin(StrategyRow, StrategyRow.id == MilestoneRow.strategy_id)
        .where(ActionItemRow.plan_id == plan_id)
        .order_by(ActionItemRow.id)
    )
    return [
        ItemHistory(
            code=item.code,
            text=item.text,
            strategy=strategy or "",
            owner=item.owner,
            events=tuple(events.get(item.id, ())),
        )
        for item, strategy in session.execute(items)
    ]


def _event(row: ItemEventRow) -> Event:
    match row.kind:
        case "added":
            return Added(recorded=row.recorded_on, due=row.due, ongoing=row.ongoing)
        case "completed" if row.completed_on is not None:
            return Completed(recorded=row.recorded_on, completed_on=row.completed_on)
        case "reopened":
            return Reopened(recorded=row.recorded_on)
        case "due_moved":
            return DueMoved(recorded=row.recorded_on, due=row.due, reason=row.reason)
        case "cancelled":
            return Cancelled(recorded=row.recorded_on, reason=row.reason)
        case "reported" if row.status is not None:
            return StatusReported(recorded=row.recorded_on, status=Status(row.status), cause=row.reason)
    raise ValueError(f"item_event {row.id} has kind {row.kind!r} without what belongs to it")


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
            ActionItemRow.completed_on.is_(None),
            ActionItemRow.cancelled.is_(False),
            (ActionItemRow.start.is_(None)) | (ActionItemRow.start <= started_by) | (ActionItemRow.due <= started_by),
        )
        .order_by(ActionItemRow.id)
    )
    return (OpenItem(*row) for row in stream(session, statement))


def due_between(session: Session, plan_id: int, first: date, last: date) -> Sequence[ActionItemRow]:
    statement = (
        select(ActionItemRow)
        .where(
            ActionItemRow.plan_id == plan_id,
            ActionItemRow.completed_on.is_(None),
            ActionItemRow.cancelled.is_(False),
            ActionItemRow.due.between(first, last),
        )
        .order_by(ActionItemRow.due, ActionItemRow.id)
    )
    return session.scalars(statement).all()


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


MOVED, REPORTED = "due_moved", "reported"
"""Kinds of events."""


def newest_word() -> ScalarSelect[str]:
    """Whether an owner's report or a moved date (MOVED) was recorded last about an item; None if neither was."""
    return (
        select(ItemEventRow.kind)
        .where(ItemEventRow.item_id == ActionItemRow.id, ItemEventRow.kind.in_((REPORTED, MOVED)))
        .order_by(ItemEventRow.id.desc())
        .limit(1)
        .correlate(ActionItemRow)
        .scalar_subquery()
    )


def moved_since_report(session: Session, item_id: int) -> bool:
    """Whether its date moved since the owner's last report."""
    return session.scalar(select(newest_word()).select_from(ActionItemRow).filter_by(id=item_id)) == MOVED


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


def all_open(session: Session, plan_id: int) -> Sequence[ActionItemRow]:
    statement = select(ActionItemRow).where(ActionItemRow.plan_id == plan_id, is_open()).order_by(ActionItemRow.id)
    return session.scalars(statement).all()
