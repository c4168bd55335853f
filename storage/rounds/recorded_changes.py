"""What a modification of the plan changed, as its history keeps it: what is needed to undo it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.highlight import ChangeReference, ChangeSource
from storage.models import ActionItemRow, ItemEventRow, ItemRegroupingRow, MilestoneEventRow, PlanChangeRow
from storage.plans.places import PlanRowReference
from storage.plans.plan_changes import OWNER, ChangeKind
from storage.plans.plan_month import DIRECTION, FIELDS, together


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemChange:
    """What an event changed about an action item, and where the item stood before it."""

    item_id: int
    kind: str
    """That of the event, or `owner`."""
    old_due: date | None = None
    new_due: date | None = None
    completed_on: date | None = None
    was_cancelled: bool = False
    old_owner: str = ""
    """A role; a person stands in the next field."""
    old_owner_id: int | None = None
    new_owner: str = ""
    new_owner_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrouping:
    """An action item was moved from one milestone to another; None stands for no milestone."""

    item_id: int
    old_milestone_id: int | None
    new_milestone_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneChange:
    """What an event changed about a milestone, and where the milestone stood before it."""

    milestone_id: int
    kind: str
    old_due: date | None = None
    new_due: date | None = None
    completed_on: date | None = None
    evidence: str = ""
    """What showed that it was complete, before it was reopened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChange:
    """A column of a part before and after, as recorded."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRevision:
    """A part was added or dropped, or some of its columns were changed at once."""

    place: PlanRowReference
    kind: ChangeKind
    cells: Sequence[CellChange] = ()


RecordedChange = ItemChange | Regrouping | MilestoneChange | PartRevision

_EVENTS: dict[ChangeSource, Any] = {
    ChangeSource.ITEM: ItemEventRow,
    ChangeSource.MILESTONE: MilestoneEventRow,
    ChangeSource.REGROUPING: ItemRegroupingRow,
    ChangeSource.PLAN: PlanChangeRow,
}


def author_id(session: Session, reference: ChangeReference) -> int | None:
    """Who made the change; None if it was nobody of the workspace."""
    author: int | None = _event(session, reference).person_id
    return author


def moment(session: Session, reference: ChangeReference) -> datetime:
    at: datetime = _event(session, reference).at
    return at


def recorded(session: Session, reference: ChangeReference) -> RecordedChange:
    event = _event(session, reference)
    match event:
        case ItemEventRow():
            return _item_change(session, event)
        case ItemRegroupingRow():
            return Regrouping(
                item_id=event.item_id,
                old_milestone_id=event.from_milestone_id,
                new_milestone_id=event.to_milestone_id,
            )
        case MilestoneEventRow():
            return _milestone_change(session, event)
        case _:
            return _plan_change(session, event)


def _event(session: Session, reference: ChangeReference) -> Any:
    return session.get_one(_EVENTS[reference.source], reference.id)


def _item_change(session: Session, event: ItemEventRow) -> ItemChange:
    earlier = (
        select(ItemEventRow)
        .where(ItemEventRow.item_id == event.item_id, ItemEventRow.id < event.id)
        .order_by(ItemEventRow.id.desc())
        .limit(1)
    )
    before = session.scalars(earlier).first()
    return ItemChange(
        item_id=event.item_id,
        kind=event.kind,
        old_due=before.after_due if before else None,
        new_due=event.after_due,
        completed_on=before.after_completed_on if before else None,
        was_cancelled=bool(before and before.after_cancelled),
    )


def _milestone_change(session: Session, event: MilestoneEventRow) -> MilestoneChange:
    earlier = select(MilestoneEventRow).where(
        MilestoneEventRow.milestone_id == event.milestone_id, MilestoneEventRow.id < event.id
    )
    newest_first = earlier.order_by(MilestoneEventRow.id.desc()).limit(1)
    dated = session.scalars(newest_first.where(MilestoneEventRow.kind.in_(("added", "due_moved")))).first()
    completed = session.scalars(newest_first.where(MilestoneEventRow.kind == "completed")).first()
    return MilestoneChange(
        milestone_id=event.milestone_id,
        kind=event.kind,
        old_due=dated.due if dated else None,
        new_due=event.due,
        completed_on=completed.completed_on if completed else None,
        evidence=completed.evidence if completed else "",
    )


def _plan_change(session: Session, row: PlanChangeRow) -> ItemChange | PartRevision:
    if (row.place, row.field) == (ActionItemRow.__tablename__, OWNER):
        return ItemChange(
            item_id=row.row_id,
            kind=OWNER,
            old_owner=row.before,
            old_owner_id=row.before_person_id,
            new_owner=row.after,
            new_owner_id=row.after_person_id,
        )
    same = select(PlanChangeRow).filter_by(at=row.at, place=row.place, row_id=row.row_id, kind=row.kind)
    told = same.where(PlanChangeRow.field.in_((*FIELDS, *DIRECTION))).order_by(PlanChangeRow.id)
    revisions = [each for each in session.scalars(told) if together(each) == together(row)]
    return PartRevision(
        place=PlanRowReference(row.place, row.row_id),
        kind=ChangeKind(row.kind),
        cells=[CellChange(field=each.field, before=each.before, after=each.after) for each in revisions],
    )
