"""The decisions a plan needs from its board, as its leaders typed them."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from conversations.documents.board import DecisionNeeded
from storage.items.items import Stamp
from storage.models import DecisionNeededRow
from storage.upsert import add as add_row


def add(session: Session, plan_id: int, text: str, needed_by: date | None, stamp: Stamp) -> None:
    recorded = {"person_id": stamp.by, "at": stamp.at, "recorded_on": stamp.on, "decided_on": None}
    add_row(session, DecisionNeededRow, {"plan_id": plan_id, "text": text, "needed_by": needed_by, **recorded})


def mark_decided(session: Session, plan_id: int, ids: Collection[int], on: date) -> None:
    """Of the plan's own decisions; what was decided before keeps its day."""
    statement = update(DecisionNeededRow).where(
        DecisionNeededRow.plan_id == plan_id, DecisionNeededRow.id.in_(ids), DecisionNeededRow.decided_on.is_(None)
    )
    session.execute(statement.values(decided_on=on))


def needed_on(session: Session, plan_id: int, day: date) -> list[DecisionNeeded]:
    """Those not decided by the end of the day, the nearest date first."""
    statement = select(DecisionNeededRow).where(
        DecisionNeededRow.plan_id == plan_id,
        DecisionNeededRow.recorded_on <= day,
        DecisionNeededRow.decided_on.is_(None) | (DecisionNeededRow.decided_on > day),
    )
    statement = statement.order_by(
        DecisionNeededRow.needed_by.is_(None), DecisionNeededRow.needed_by, DecisionNeededRow.id
    )
    return [
        DecisionNeeded(id=row.id, text=row.text, needed_by=row.needed_by, recorded_on=row.recorded_on)
        for row in session.scalars(statement)
    ]
