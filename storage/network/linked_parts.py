"""The milestones and action items below linked strategies, as they stood in their plans on two days."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from plans import linked_parts
from plans.item_progress import Day
from plans.linked_parts import PartOnDay, StrategyChanges
from storage.items.items import is_counted, newest_event_id
from storage.models import (
    ActionItemRow,
    ItemEventRow,
    ItemRegroupingRow,
    MilestoneEventRow,
    MilestoneRow,
    OrganizationRow,
    PlanRow,
    PriorityRow,
    StrategyRow,
)
from storage.network import coding
from storage.plans import plans
from storage.plans.places import PlanRowReference
from storage.plans.plan_changes import in_plan_on
from storage.rows import rows

_MILESTONE_DATES = ("added", "due_moved")
_ITEM_CHANGES = ("added", "due_moved", "cancelled", "reopened")


def changes(session: Session, strategy_ids: Collection[int], since: date, on: date) -> dict[int, StrategyChanges]:
    """What changed below each strategy after the one day, until the end of the other; by the strategies' ids."""
    milestones = [_milestones(session, strategy_ids, day) for day in (since, on)]
    items = [_items(session, strategy_ids, day, since, on) for day in (since, on)]
    return linked_parts.compared((milestones[0], milestones[1]), (items[0], items[1]))


def _milestones(session: Session, strategy_ids: Collection[int], day: date) -> dict[int, PartOnDay]:
    event = MilestoneEventRow
    newest = select(func.max(event.id)).where(event.milestone_id == MilestoneRow.id, event.recorded_on <= day)
    newest = newest.where(event.kind.in_(_MILESTONE_DATES)).correlate(MilestoneRow)
    statement = (
        select(MilestoneRow.id, MilestoneRow.strategy_id, MilestoneRow.code, MilestoneRow.title, event.due)
        .join(event, event.id == newest.scalar_subquery())
        .where(MilestoneRow.strategy_id.in_(strategy_ids), in_plan_on(MilestoneRow, day))
    )
    return {
        row.id: PartOnDay(strategy_id=row.strategy_id, code=row.code, title=row.title, due=row.due)
        for row in rows(session, statement)
    }


def _items(session: Session, strategy_ids: Collection[int], day: date, since: date, on: date) -> dict[int, PartOnDay]:
    """Of those that something happened to between the days: most have only been reported about."""
    event = ItemEventRow
    plan_ids = select(StrategyRow.plan_id).where(StrategyRow.id.in_(strategy_ids))
    statement = (
        select(
            ActionItemRow.id,
            ActionItemRow.code,
            StrategyRow.id.label("strategy_id"),
            event.after_due.label("due"),
            event.after_cancelled.label("is_cancelled"),
        )
        .select_from(ActionItemRow)
        .join(event, event.id == newest_event_id(day))
        .where(is_counted(), ActionItemRow.plan_id.in_(plan_ids), _is_touched(since, on))
    )
    statement = coding.with_strategies(statement, Day(day)).where(StrategyRow.id.in_(strategy_ids))
    return {
        row.id: PartOnDay(strategy_id=row.strategy_id, code=row.code, due=row.due, is_cancelled=row.is_cancelled)
        for row in rows(session, statement)
    }


def _is_touched(since: date, on: date) -> ColumnElement[bool]:
    event, move = ItemEventRow.__table__.alias(), ItemRegroupingRow
    is_recent = and_(event.c.recorded_on > since, event.c.recorded_on <= on, event.c.kind.in_(_ITEM_CHANGES))
    is_moved = and_(move.recorded_on > since, move.recorded_on <= on)
    return or_(
        exists().where(event.c.item_id == ActionItemRow.id, is_recent).correlate(ActionItemRow),
        exists().where(move.item_id == ActionItemRow.id, is_moved).correlate(ActionItemRow),
    )


# ---------------------------------------------------------------- which strategies are linked


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveLinks:
    """An objective of a plan, by the ids of the strategies on both sides of it."""

    priority_id: int
    above: Sequence[int]
    """Those under it in its own plan."""
    serving: Sequence[int]
    """Those of plans below that serve it."""


def links(session: Session, plan_id: int, plan_ids: Collection[int]) -> list[ObjectiveLinks]:
    """Of the plan's objectives that strategies of the other plans serve, in the plan's order."""
    priority_ids = session.scalars(select(PriorityRow.id).filter_by(plan_id=plan_id, dropped=False).order_by("id"))
    keys = {id_: str(PlanRowReference(PriorityRow.__tablename__, id_)) for id_ in priority_ids}
    serving = _ids_by(session, StrategyRow.serves, list(keys.values()), plan_ids)
    above = _ids_by(session, StrategyRow.priority_id, list(keys), [plan_id])
    return [
        ObjectiveLinks(priority_id=id_, above=above.get(id_, ()), serving=serving[key])
        for id_, key in keys.items()
        if key in serving
    ]


def _ids_by(
    session: Session, column: InstrumentedAttribute[Any], among: Collection[object], plan_ids: Collection[int]
) -> dict[Any, list[int]]:
    """The ids of the strategies in their plans now, by what the column has, in the order of schools and codes."""
    statement = (
        select(column.label("end"), StrategyRow.id)
        .join(PlanRow, PlanRow.id == StrategyRow.plan_id)
        .join(OrganizationRow, OrganizationRow.id == PlanRow.organization_id)
        .where(column.in_(among), StrategyRow.plan_id.in_(plan_ids), StrategyRow.dropped.is_(False))
        .order_by(OrganizationRow.name, StrategyRow.id)
    )
    by_end: dict[Any, list[int]] = {}
    for row in rows(session, statement):
        by_end.setdefault(row.end, []).append(row.id)
    return by_end


def on_both_days(session: Session, workspace_id: str, since: date, on: date) -> dict[int, int]:
    """By organization, the id of its plan of both days. One that came between them has nothing to be compared with."""
    before = plans.of_day(session, workspace_id, since)
    after = plans.of_day(session, workspace_id, on)
    both = {place: plan_id for place, plan_id in after.items() if before.get(place) == plan_id}
    later = select(PlanRow.id).where(PlanRow.id.in_(both.values()), PlanRow.created_on > since)
    new = set(session.scalars(later))
    return {place: plan_id for place, plan_id in both.items() if plan_id not in new}
