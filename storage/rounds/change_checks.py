"""What leaders decide about the modifications of a draft, and the reasons they are answered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.highlight import ChangeReference, ChangeSource, Modification
from storage.items.items import Stamp
from storage.models import (
    ActionItemRow,
    ChangeCheckRow,
    ItemEventRow,
    ItemRegroupingRow,
    MilestoneEventRow,
    MinutesRow,
    PlanChangeRow,
)
from storage.plans import plan_month
from storage.plans.plan_changes import OWNER


class CheckKind(StrEnum):
    KEPT = "kept"
    ASKED = "asked"
    ANSWERED = "answered"
    UNDONE = "undone"


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
class ChangeQuestion:
    """A leader asked why, and whom."""

    id: int
    minutes_id: int
    reference: ChangeReference
    addressee_id: int
    words: str
    is_answered: bool


_EVENTS: dict[ChangeSource, Any] = {
    ChangeSource.ITEM: ItemEventRow,
    ChangeSource.MILESTONE: MilestoneEventRow,
    ChangeSource.REGROUPING: ItemRegroupingRow,
    ChangeSource.PLAN: PlanChangeRow,
}


def author_id(session: Session, reference: ChangeReference) -> int | None:
    """Who made the change; None if it was nobody of the workspace."""
    table = _EVENTS[reference.source]
    author: int | None = session.scalar(select(table.person_id).filter_by(id=reference.id))
    return author


def item_change(session: Session, reference: ChangeReference) -> ItemChange | None:
    """None for changes of other parts, which are not undone from a draft."""
    if reference.source is ChangeSource.PLAN:
        return _owner_change(session, reference.id)
    event = session.get(ItemEventRow, reference.id) if reference.source is ChangeSource.ITEM else None
    if event is None:
        return None
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


def _owner_change(session: Session, change_id: int) -> ItemChange | None:
    row = session.get(PlanChangeRow, change_id)
    if row is None or (row.place, row.field) != (ActionItemRow.__tablename__, OWNER):
        return None
    return ItemChange(
        item_id=row.row_id,
        kind=OWNER,
        old_owner=row.before,
        old_owner_id=row.before_person_id,
        new_owner=row.after,
        new_owner_id=row.after_person_id,
    )


def record(
    session: Session,
    minutes_id: int,
    reference: ChangeReference,
    kind: CheckKind,
    stamp: Stamp,
    *,
    addressee_id: int | None = None,
    words: str = "",
) -> int:
    row = ChangeCheckRow(
        minutes_id=minutes_id,
        source=reference.source,
        event_id=reference.id,
        kind=kind,
        person_id=stamp.by,
        addressee_id=addressee_id,
        at=stamp.at,
        recorded_on=stamp.on,
        words=words,
    )
    session.add(row)
    session.flush()
    return row.id


def newest(session: Session, plan_id: int) -> dict[ChangeReference, CheckKind]:
    """Where each checked modification of the plan stands."""
    return {_reference(row): CheckKind(row.kind) for row in _of_plan(session, plan_id)}


def changes(session: Session, plan_id: int, first: date, last: date) -> list[Modification]:
    """The changes of the plan in these days, with the reasons that were given when a leader asked why."""
    answered = {_reference(row): row.words for row in _of_plan(session, plan_id) if row.kind == CheckKind.ANSWERED}
    return [
        replace(change, reason=answered[change.reference])
        if change.reference is not None and change.reference in answered
        else change
        for change in plan_month.all_changes(session, plan_id, first, last)
    ]


def _of_plan(session: Session, plan_id: int) -> Sequence[ChangeCheckRow]:
    statement = (
        select(ChangeCheckRow)
        .join(MinutesRow, MinutesRow.id == ChangeCheckRow.minutes_id)
        .where(MinutesRow.plan_id == plan_id)
        .order_by(ChangeCheckRow.id)
    )
    return session.scalars(statement).all()


def _reference(row: ChangeCheckRow) -> ChangeReference:
    return ChangeReference(ChangeSource(row.source), row.event_id)


def question(session: Session, check_id: int) -> ChangeQuestion | None:
    row = session.get(ChangeCheckRow, check_id)
    if row is None or row.addressee_id is None:
        return None
    answers = select(ChangeCheckRow.id).filter_by(source=row.source, event_id=row.event_id, kind=CheckKind.ANSWERED)
    answered = session.scalar(answers.where(ChangeCheckRow.id > row.id).limit(1))
    return ChangeQuestion(
        id=row.id,
        minutes_id=row.minutes_id,
        reference=_reference(row),
        addressee_id=row.addressee_id,
        words=row.words,
        is_answered=answered is not None,
    )
