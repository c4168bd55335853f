"""Takes back what a dialog wrote into a part of the plan. Rows stay, marked as dropped; each change is recorded."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from plans.plan import SECTION_1
from storage.items.items import Stamp
from storage.models import (
    ActionItemRow,
    AgreementRow,
    AnswerRow,
    BenchmarkRow,
    GoalRow,
    ItemEventRow,
    MeasureRow,
    MilestoneEventRow,
    MilestoneRow,
    PlanChangeRow,
    PlanRow,
    PriorityRow,
    StrategyRow,
    SwotFactorRow,
)
from storage.plans import milestones, plan_changes
from storage.plans.places import Footprint, PlanRowReference
from storage.plans.plan_changes import ChangeKind
from storage.plans.plan_month import FIELDS
from storage.upsert import change

TABLES: Mapping[str, type[Any]] = {
    table.__tablename__: table
    for table in (
        *(PlanRow, GoalRow, PriorityRow, StrategyRow, MeasureRow, BenchmarkRow, MilestoneRow, ActionItemRow),
        *(AgreementRow, SwotFactorRow),
    )
}
DUE, OWNER, OWNER_ID = "due", "owner", "owner_id"
CELLS = FIELDS | {"vision", "mission", "purpose", *SECTION_1, "evidence", OWNER, OWNER_ID}
"""The columns that a dialog's forms fill."""


class Hindrance(StrEnum):
    """Why a part can't be taken back. Sentences in prompts/messages/threads.j2."""

    HAS_PARTS = "has_parts"
    REPORTED = "reported"
    CHANGED = "changed"


def cells_of(session: Session, place: PlanRowReference) -> dict[str, str]:
    """The cells of a row, as a plan change records them. Support has none: it has a life of its own."""
    if place.table not in TABLES:
        return {}
    row = _row(session, place)
    columns = row.__table__.columns.keys()
    return {name: plan_changes.recorded(getattr(row, name)) for name in sorted(CELLS.intersection(columns))}


def footprint(session: Session, place: PlanRowReference, before: Mapping[str, str] | None, stamp: Stamp) -> Footprint:
    """What a turn did to the row. `before` are its cells as the turn found them; None if it found no row."""
    if before is None and _was_added(session, place, stamp):
        return Footprint()
    after = cells_of(session, place)
    changed = {name for name, cell in after.items() if before is not None and before[name] != cell}
    return Footprint(
        is_new=False,
        before={name: cell for name, cell in (before or {}).items() if name in changed},
        after={name: cell for name, cell in after.items() if name in changed},
    )


def _was_added(session: Session, place: PlanRowReference, stamp: Stamp) -> bool:
    """A request for support is always added; other rows say so in their history."""
    if place.table not in TABLES:
        return True
    if place.table == ActionItemRow.__tablename__:
        added_item = select(ItemEventRow.id).filter_by(item_id=place.row_id, kind="added", at=stamp.at)
        return session.scalar(added_item.limit(1)) is not None
    if place.table == MilestoneRow.__tablename__:
        event = select(MilestoneEventRow.id).filter_by(milestone_id=place.row_id, kind="added", at=stamp.at)
        return session.scalar(event.limit(1)) is not None
    added = select(PlanChangeRow.id).filter_by(
        place=place.table, row_id=place.row_id, kind=ChangeKind.ADDED.value, at=stamp.at
    )
    return session.scalar(added.limit(1)) is not None


def hindrance(session: Session, place: PlanRowReference, done: Footprint) -> Hindrance | None:
    row = _row(session, place)
    if not done.is_new:
        is_as_left = bool(done.after) and all(
            plan_changes.has_cell(row, name, cell) for name, cell in done.after.items()
        )
        return None if is_as_left and not getattr(row, "dropped", False) else Hindrance.CHANGED
    if any(session.scalar(hanging.limit(1)) is not None for hanging in _hanging_on(row)):
        return Hindrance.HAS_PARTS
    if any(session.scalar(answered.limit(1)) is not None for answered in _answers_about(row)):
        return Hindrance.REPORTED
    return Hindrance.CHANGED if row.dropped else None


def _hanging_on(row: Any) -> Iterator[Select[Any]]:
    match row:
        case GoalRow():
            yield select(MeasureRow.id).filter_by(goal_id=row.id, dropped=False)
        case PriorityRow():
            yield select(StrategyRow.id).filter_by(priority_id=row.id, dropped=False)
        case StrategyRow():
            for table in (MilestoneRow, MeasureRow, BenchmarkRow, AgreementRow):
                yield select(table.id).filter_by(strategy_id=row.id, dropped=False)
        case MilestoneRow():
            yield select(ActionItemRow.id).filter_by(milestone_id=row.id, cancelled=False)


def _answers_about(row: Any) -> Iterator[Select[Any]]:
    columns = {
        MeasureRow: AnswerRow.measure_id,
        BenchmarkRow: AnswerRow.benchmark_id,
        MilestoneRow: AnswerRow.milestone_id,
    }
    column = columns.get(type(row))
    if column is not None:
        yield select(AnswerRow.id).where(column == row.id)


def take_back(session: Session, place: PlanRowReference, done: Footprint, stamp: Stamp, why: str) -> None:
    """Drop the row the dialog added, or set the cells it changed to what they were. Nothing may hinder it."""
    row = _row(session, place)
    if done.is_new:
        plan_changes.record_dropped(session, row, stamp, why)
        change(session, type(row), place.row_id, dropped=True)
        return
    cells = {name: plan_changes.cell_of(row, name, cell) for name, cell in done.before.items()}
    if isinstance(row, MilestoneRow) and DUE in cells:
        milestones.undo_move(session, place.row_id, cells.pop(DUE), stamp, why)
    plan_changes.record_changed(session, row, cells, stamp, why)
    if cells:
        change(session, type(row), place.row_id, **cells)


def _row(session: Session, place: PlanRowReference) -> Any:
    session.flush()
    return session.get_one(TABLES[place.table], place.row_id, populate_existing=True)
