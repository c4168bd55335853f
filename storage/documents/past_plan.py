"""A plan as it was at the end of a day, with its words, owners and dates of then."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Select, false, select
from sqlalchemy.orm import Session

from plans.mentions import mention
from plans.milestones import quarter_end
from plans.plan import Plan
from storage.documents.implementation import milestones_before_later_moves
from storage.items.items import is_counted
from storage.models import (
    ActionItemRow,
    ItemEventRow,
    MilestoneEventRow,
    MilestoneRow,
    PlanChangeRow,
    PlanRow,
    StrategyRow,
)
from storage.plans import objectives, own_practices, plan_changes, whole_plan
from storage.plans.milestones import year_of
from storage.plans.plan_changes import OWNER, ChangeKind
from storage.plans.plans import PlanSummary
from storage.rows import rows

ITEM, MILESTONE = ActionItemRow.__tablename__, MilestoneRow.__tablename__
Cells = dict[str, Any]
Dates = dict[int, Cells]


class PastRow:
    """A row with the cells it had on a day."""

    def __init__(self, row: Any, cells: Mapping[str, Any]) -> None:
        self._row = row
        self._cells = cells

    def __getattr__(self, column: str) -> Any:
        return self._cells[column] if column in self._cells else getattr(self._row, column)


def load(session: Session, plan: PlanSummary, day: date) -> Plan:
    """People stand in it by their ids. A milestone that follows its quarter has no date."""
    past = _PastCells(session, plan.id, day)
    present: dict[type[Any], Sequence[PastRow]] = {
        table: past.rows(select(table).where(plan_changes.in_plan_on(table, day)))
        for table in whole_plan.TABLES
        if table not in (ActionItemRow, MilestoneRow)
    }
    present[MilestoneRow] = _milestones(session, plan.id, day, past)
    present[ActionItemRow] = _items(session, plan.id, day, past)
    row = session.get_one(PlanRow, plan.id)
    served = objectives.names(session, (strategy.serves for strategy in present[StrategyRow]))
    past_plan = whole_plan.build(past.row(row), plan.organization, present, lambda names: names, served)
    return replace(past_plan, own_practices=own_practices.names(session, plan.organization_id, day))


def items_beside(session: Session, plan: PlanSummary, day: date) -> Sequence[str]:
    """The codes of the action items that belonged to no milestone on the day."""
    past = _PastCells(session, plan.id, day)
    return [
        item.code for item in _items(session, plan.id, day, past) if item.milestone_id is None and not item.cancelled
    ]


class _PastCells:
    """What changed after a day, as it was before."""

    def __init__(self, session: Session, plan_id: int, day: date) -> None:
        self._session = session
        self._plan_id = plan_id
        self._changes: dict[tuple[str, int], dict[str, Any]] = defaultdict(dict)
        statement = (
            select(PlanChangeRow)
            .filter_by(plan_id=plan_id, kind=ChangeKind.CHANGED.value)
            .where(PlanChangeRow.recorded_on > day)
            .order_by(PlanChangeRow.id)
        )
        for change in session.scalars(statement):
            self._changes[change.place, change.row_id].setdefault(change.field, change)

    def rows(self, statement: Select[Any], cells_of: Callable[[Any], Cells] = lambda _row: {}) -> list[PastRow]:
        table = statement.column_descriptions[0]["entity"]
        in_order = statement.where(table.plan_id == self._plan_id).order_by(table.id)
        return [self.row(row, cells_of(row)) for row in self._session.scalars(in_order)]

    def row(self, row: Any, cells: Mapping[str, Any] | None = None) -> PastRow:
        changes = self._changes.get((row.__tablename__, row.id), {})
        past = {field: _cell_before(row, field, change) for field, change in changes.items()}
        return PastRow(row, {**past, **(cells or {})})

    def owner(self, row: ActionItemRow) -> str | None:
        change = self._changes.get((ITEM, row.id), {}).get(OWNER)
        person_id, words = (change.before_person_id, change.before) if change else (row.owner_id, row.owner_role)
        return mention(person_id) if person_id else words or None


def _cell_before(row: Any, field: str, change: PlanChangeRow) -> Any:
    if field.endswith("_id"):
        return int(change.before) if change.before else None
    return None if field == OWNER else plan_changes.cell_of(row, field, change.before)


def _milestones(session: Session, plan_id: int, day: date, past: _PastCells) -> list[PastRow]:
    """Those added by the day."""
    events = select(
        MilestoneEventRow.milestone_id.label("part_id"),
        *(MilestoneEventRow.kind, MilestoneEventRow.due, false().label("ongoing")),
    ).join(MilestoneRow, MilestoneRow.id == MilestoneEventRow.milestone_id)
    dates = _dates(session, MilestoneEventRow, events.where(MilestoneRow.plan_id == plan_id), day)
    year = year_of(session, plan_id)

    def cells_of(row: MilestoneRow) -> Cells:
        return {"due": dates.get(row.id, {}).get("due")}

    dated = past.rows(select(MilestoneRow).where(plan_changes.in_plan_on(MilestoneRow, day)), cells_of)
    return [
        PastRow(row, {"due": None}) if row.due == quarter_end(row.quarter, year) else row
        for row in dated
        if row.id in dates
    ]


def _items(session: Session, plan_id: int, day: date, past: _PastCells) -> list[PastRow]:
    """Those added by the day, the canceled ones included."""
    events = select(
        ItemEventRow.item_id.label("part_id"), *(ItemEventRow.kind, ItemEventRow.due, ItemEventRow.ongoing)
    ).join(ActionItemRow, ActionItemRow.id == ItemEventRow.item_id)
    dates = _dates(session, ItemEventRow, events.where(ActionItemRow.plan_id == plan_id), day)
    moved_later = milestones_before_later_moves(session, plan_id, day)

    def cells_of(row: ActionItemRow) -> Cells:
        milestone = {"milestone_id": moved_later.get(row.id, row.milestone_id)}
        return {**dates.get(row.id, {}), **milestone, OWNER: past.owner(row)}

    return [row for row in past.rows(select(ActionItemRow).where(is_counted()), cells_of) if row.id in dates]


def _dates(
    session: Session, events: type[ItemEventRow | MilestoneEventRow], of_plan: Select[*tuple[Any, ...]], day: date
) -> Dates:
    """Due date, and whether it was ongoing or canceled, of everything that had been added by the day."""
    until = of_plan.where(events.recorded_on <= day).order_by(events.recorded_on, events.id)
    dates: Dates = defaultdict(dict)
    for row in rows(session, until):
        cells = dates[row.part_id]
        if row.kind == "added":
            cells |= {"due": row.due, "ongoing": row.ongoing, "cancelled": False}
        elif row.kind == "due_moved":
            cells |= {"due": row.due, "ongoing": row.due is None}
        elif row.kind in {"cancelled", "reopened", "completed"}:
            cells["cancelled"] = row.kind == "cancelled"
    return dates
