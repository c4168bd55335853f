"""Loads a plan with everything in it as one value."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from plans.plan import (
    SECTION_1,
    ActionItem,
    Benchmark,
    BenchmarkKind,
    Measure,
    Milestone,
    Plan,
    Priority,
    Strategy,
)
from storage.models import (
    ActionItemRow,
    BenchmarkRow,
    MeasureRow,
    MilestoneRow,
    OrganizationRow,
    PlanRow,
    PriorityRow,
    StrategyRow,
)
from storage.people import mentions
from storage.plans import plans


def load(session: Session, plan_id: int) -> Plan:
    """Leaves out cancelled action items and those without a milestone, which stand beside the plan."""
    row = session.get_one(PlanRow, plan_id)
    return Plan(
        title=row.title,
        organization=session.get_one(OrganizationRow, row.organization_id).name,
        school_year=row.school_year,
        vision=row.vision,
        mission=row.mission,
        purpose=row.purpose,
        **{name: getattr(row, name) for name in SECTION_1},
        goals=tuple(plans.goals(session, plan_id)),
        priorities=_priorities(session, plan_id),
    )


def direction(session: Session, plan_id: int) -> dict[str, str]:
    """Vision, mission and purpose, by these names; empty where the plan has none."""
    row = session.get_one(PlanRow, plan_id)
    return {"vision": row.vision, "mission": row.mission, "purpose": row.purpose}


def strategies(session: Session, plan_id: int) -> list[Strategy]:
    """Code, title and theory of action of each, in the plan's order."""
    return [
        Strategy(code=row.code, title=row.title, if_we=row.if_we, then=row.then, and_so=row.and_so)
        for row in _rows(session, StrategyRow, plan_id)
    ]


def stand_alone(session: Session, plan_id: int) -> tuple[ActionItem, ...]:
    """The action items without a milestone, but for the cancelled ones."""
    return tuple(
        _item(session, row)
        for row in _rows(session, ActionItemRow, plan_id)
        if row.milestone_id is None and not row.cancelled
    )


def _priorities(session: Session, plan_id: int) -> tuple[Priority, ...]:
    strategies = _grouped(_rows(session, StrategyRow, plan_id), "priority_id")
    parts = {
        "measures": _grouped(_in_file(_rows(session, MeasureRow, plan_id)), "strategy_id"),
        "benchmarks": _grouped(_in_file(_rows(session, BenchmarkRow, plan_id)), "strategy_id"),
        "milestones": _grouped(_rows(session, MilestoneRow, plan_id), "strategy_id"),
        "items": _grouped(_rows(session, ActionItemRow, plan_id), "milestone_id"),
    }
    return tuple(
        Priority(
            code=row.code,
            title=row.title,
            lead=row.lead,
            strategies=tuple(_strategy(session, strategy, parts) for strategy in strategies[row.id]),
        )
        for row in _rows(session, PriorityRow, plan_id)
    )


def _strategy(session: Session, row: StrategyRow, parts: dict[str, dict[int | None, list[Any]]]) -> Strategy:
    return Strategy(
        code=row.code,
        title=row.title,
        if_we=row.if_we,
        then=row.then,
        and_so=row.and_so,
        practice=row.practice,
        lead=row.lead,
        resources=row.resources,
        measures=tuple(_measure(measure) for measure in parts["measures"][row.id]),
        benchmarks=tuple(
            Benchmark(kind=BenchmarkKind(child.kind), text=child.text, due=child.due)
            for child in parts["benchmarks"][row.id]
        ),
        milestones=tuple(_milestone(session, child, parts["items"][child.id]) for child in parts["milestones"][row.id]),
    )


def _measure(row: MeasureRow) -> Measure:
    return Measure(indicator=row.indicator, source=row.source, baseline=row.baseline, targets=tuple(row.targets))


def _milestone(session: Session, row: MilestoneRow, items: Iterable[ActionItemRow]) -> Milestone:
    return Milestone(
        code=row.code,
        title=row.title,
        lead=row.lead,
        team=tuple(row.team),
        quarter=row.quarter,
        due=row.due,
        action_items=tuple(_item(session, item) for item in items if not item.cancelled),
    )


def _item(session: Session, row: ActionItemRow) -> ActionItem:
    return ActionItem(
        code=row.code,
        text=row.text,
        owner=row.owner,
        collaborators=tuple(mentions.with_names(session, row.plan_id, row.collaborators)),
        start=row.start,
        due=row.due,
        ongoing=row.ongoing,
        output=row.output,
        resources=row.resources,
    )


def _rows(session: Session, table: Any, plan_id: int) -> Sequence[Any]:
    """Without what was dropped. A cancelled action item is another matter."""
    statement = select(table).where(table.plan_id == plan_id).order_by(table.id)
    return session.scalars(statement if table is ActionItemRow else statement.where(table.dropped.is_(False))).all()


def _in_file(rows: Iterable[Any]) -> list[Any]:
    """Without those that a later file of the plan no longer had."""
    return [row for row in rows if not row.dropped]


def _grouped(rows: Iterable[Any], parent: str) -> dict[int | None, list[Any]]:
    by_parent: dict[int | None, list[Any]] = defaultdict(list)
    for row in rows:
        by_parent[getattr(row, parent)].append(row)
    return by_parent
