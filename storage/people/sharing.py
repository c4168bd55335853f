"""Which organizations above a school may read its names and words: each leave of its leader, and each withdrawal."""

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.items.items import Stamp
from storage.models import PersonRow, SharingEventRow
from storage.rows import rows
from storage.upsert import add


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingLeave:
    """That an organization above may read them, since when, and who gave it."""

    on: date
    by_id: int
    by: str


def leaves(session: Session, organization_id: int, on: date | None = None) -> Mapping[int, SharingLeave]:
    """By the id of the organization it was given to: those in force at the end of the day, or now."""
    statement = (
        select(*(getattr(SharingEventRow, name) for name in ("with_id", "gives", "recorded_on", "person_id")))
        .add_columns(PersonRow.name)
        .join(PersonRow, PersonRow.id == SharingEventRow.person_id)
        .where(SharingEventRow.organization_id == organization_id)
        .order_by(SharingEventRow.id)
    )
    if on is not None:
        statement = statement.where(SharingEventRow.recorded_on <= on)
    newest = {event.with_id: event for event in rows(session, statement)}
    return {
        with_id: SharingLeave(on=event.recorded_on, by_id=event.person_id, by=event.name)
        for with_id, event in newest.items()
        if event.gives
    }


def leaves_of_each(session: Session, organization_ids: Collection[int]) -> Mapping[int, Set[int]]:
    """By the organization's id: the ids of those that have its leave now."""
    event = SharingEventRow
    statement = select(event.organization_id, event.with_id, event.gives).order_by(event.id)
    in_force: dict[int, set[int]] = {}
    for organization_id, with_id, gives in rows(session, statement.where(event.organization_id.in_(organization_ids))):
        with_ids = in_force.setdefault(organization_id, set())
        if gives:
            with_ids.add(with_id)
        else:
            with_ids.discard(with_id)
    return in_force


def record(session: Session, organization_id: int, with_id: int, stamp: Stamp, *, gives: bool) -> bool:
    """Give or withdraw the leave. False if that is how it was already."""
    if (with_id in leaves(session, organization_id)) is gives:
        return False
    event = {"organization_id": organization_id, "with_id": with_id, "gives": gives, "person_id": stamp.by}
    add(session, SharingEventRow, {**event, "at": stamp.at, "recorded_on": stamp.on})
    return True
