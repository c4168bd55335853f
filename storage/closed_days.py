"""On which days an organization is closed: by its own calendar and those above it."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from plans.calendar import ClosedDays
from storage import people
from storage.models import ClosedDay
from storage.upsert import insert_missing


def of(session: Session, organization_id: int) -> ClosedDays:
    lineage = people.lineage(session, organization_id)
    return ClosedDays(frozenset(session.scalars(select(ClosedDay.day).where(ClosedDay.organization_id.in_(lineage)))))


def add(session: Session, organization_id: int, days: Iterable[date]) -> int:
    """Tells how many were new."""
    rows = [{"organization_id": organization_id, "day": day} for day in days]
    return insert_missing(session, ClosedDay, rows, unique=["organization_id", "day"])
