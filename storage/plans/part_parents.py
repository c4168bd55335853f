"""What a new part of a plan can belong to."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.parts import PartKind
from storage.items.items import is_open
from storage.models import ActionItemRow, Base, GoalRow, MilestoneRow, PriorityRow, StrategyRow
from storage.plans.places import PlanRowReference

PARENTS: Mapping[PartKind, tuple[type[Base], ...]] = {
    PartKind.MEASURE: (GoalRow, StrategyRow),
    PartKind.STRATEGY: (PriorityRow,),
    PartKind.BENCHMARK: (StrategyRow,),
    PartKind.MILESTONE: (StrategyRow,),
    PartKind.MINIMUM_CONDITION: (StrategyRow,),
    PartKind.ADJUSTMENT: (StrategyRow,),
    PartKind.ACTION_ITEM: (MilestoneRow,),
    PartKind.STOP: (MilestoneRow,),
    PartKind.NEW_DATE: (ActionItemRow, MilestoneRow),
}
"""The tables of each kind's parent. A new date belongs to what it moves."""


def can_belong(kind: PartKind, place: PlanRowReference) -> bool:
    return place.table in [table.__tablename__ for table in PARENTS.get(kind, ())]


def options(session: Session, plan_id: int, kind: PartKind) -> dict[str, str]:
    """Parts a new part of this kind can belong to: references as text, with code and title.

    They come in the plan's order; what has a date to move, the longest due first.
    """
    if kind is PartKind.NEW_DATE:
        return dict(_dated(session, plan_id))
    return {
        str(PlanRowReference(table.__tablename__, row_id)): f"{code} {name}"
        for table in PARENTS.get(kind, ())
        for row_id, code, name in _named(session, plan_id, table)
    }


def strategies(session: Session, plan_id: int) -> list[tuple[int, str]]:
    """The ids of the plan's strategies, with code and title."""
    return [(row_id, f"{code} {title}") for row_id, code, title in _named(session, plan_id, StrategyRow)]


def milestone_of(session: Session, place: PlanRowReference) -> PlanRowReference | None:
    """The milestone of an action item. None for anything else, and for an action item without one."""
    if place.table != ActionItemRow.__tablename__:
        return None
    milestone_id = session.get_one(ActionItemRow, place.row_id).milestone_id
    return PlanRowReference(MilestoneRow.__tablename__, milestone_id) if milestone_id else None


def name_of(session: Session, place: PlanRowReference) -> str:
    """Code and words of an action item, milestone or strategy."""
    if place.table == ActionItemRow.__tablename__:
        item = session.get_one(ActionItemRow, place.row_id)
        return f"{item.code} {item.text}"
    table: Any = StrategyRow if place.table == StrategyRow.__tablename__ else MilestoneRow
    row = session.get_one(table, place.row_id)
    return f"{row.code} {row.title}"


def _named(session: Session, plan_id: int, table: Any) -> list[tuple[int, str, str]]:
    title = table.text if table is GoalRow else table.title
    statement = select(table.id, table.code, title).filter_by(plan_id=plan_id, dropped=False).order_by(table.id)
    return [(row_id, code, name) for row_id, code, name in session.execute(statement)]


def _dated(session: Session, plan_id: int) -> Iterator[tuple[str, str]]:
    items = select(ActionItemRow.id, ActionItemRow.code, ActionItemRow.text.label("title"), ActionItemRow.due)
    items = items.where(ActionItemRow.plan_id == plan_id, is_open(), ActionItemRow.due.is_not(None))
    milestones = select(MilestoneRow.id, MilestoneRow.code, MilestoneRow.title, MilestoneRow.due)
    milestones = milestones.where(
        MilestoneRow.plan_id == plan_id,
        MilestoneRow.dropped.is_(False),
        MilestoneRow.completed_on.is_(None),
        MilestoneRow.due.is_not(None),
    )
    dated = [
        (row.due, PlanRowReference(table.__tablename__, row.id), f"{row.code} {row.title}")
        for table, statement in ((ActionItemRow, items), (MilestoneRow, milestones))
        for row in session.execute(statement)
    ]
    for _due, place, name in sorted(dated, key=lambda entry: (entry[0], entry[1].table, entry[1].row_id)):
        yield str(place), name
