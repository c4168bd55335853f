"""Loads a plan with everything in it as one value."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from plans.plan import (
    SECTION_1,
    ActionItem,
    Benchmark,
    BenchmarkKind,
    Goal,
    Measure,
    Milestone,
    Plan,
    Priority,
    Strategy,
)
from storage.models import (
    ActionItemRow,
    BenchmarkRow,
    GoalRow,
    MeasureRow,
    MilestoneRow,
    OrganizationRow,
    PlanRow,
    PriorityRow,
    StrategyRow,
)
from storage.people import mentions
from storage.plans import objectives, own_practices

Rows = Mapping[type[Any], Sequence[Any]]
"""What is in the plan, by table, in the plan's order."""
NamesOf = Callable[[list[str]], Sequence[str]]
"""Turns the collaborators of an action item into what the value has."""


def load(session: Session, plan_id: int) -> Plan:
    """Leaves out cancelled action items and those without a milestone, which stand beside the plan."""
    row = session.get_one(PlanRow, plan_id)
    organization = session.get_one(OrganizationRow, row.organization_id).name
    present = {table: _rows(session, table, plan_id) for table in TABLES}
    served = objectives.names(session, (strategy.serves for strategy in present[StrategyRow]))
    plan = build(row, organization, present, lambda names: mentions.with_names(session, plan_id, names), served)
    return replace(plan, own_practices=own_practices.names(session, row.organization_id))


def build(row: Any, organization: str, present: Rows, names_of: NamesOf, served: Mapping[str, str]) -> Plan:
    """The plan as a value. Rows are those of the tables, or have the same columns.

    `served` are the names of the objectives that its strategies serve, by what the strategies store.
    """
    measures = _grouped(present[MeasureRow], "goal_id")
    return Plan(
        title=row.title,
        organization=organization,
        school_year=row.school_year,
        vision=row.vision,
        mission=row.mission,
        purpose=row.purpose,
        **{name: getattr(row, name) for name in SECTION_1},
        goals=tuple(
            Goal(
                code=goal.code,
                text=goal.text,
                explanation=goal.explanation,
                measures=tuple(map(_measure, measures[goal.id])),
            )
            for goal in present[GoalRow]
        ),
        priorities=_priorities(present, names_of, served),
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
        _item(row, lambda names: mentions.with_names(session, plan_id, names))
        for row in _rows(session, ActionItemRow, plan_id)
        if row.milestone_id is None and not row.cancelled
    )


def _priorities(present: Rows, names_of: NamesOf, served: Mapping[str, str]) -> tuple[Priority, ...]:
    strategies = _grouped(present[StrategyRow], "priority_id")
    parts = {
        "measures": _grouped(present[MeasureRow], "strategy_id"),
        "benchmarks": _grouped(present[BenchmarkRow], "strategy_id"),
        "milestones": _grouped(present[MilestoneRow], "strategy_id"),
        "items": _grouped(present[ActionItemRow], "milestone_id"),
    }
    return tuple(
        Priority(
            code=row.code,
            title=row.title,
            lead=row.lead,
            strategies=tuple(_strategy(strategy, parts, names_of, served) for strategy in strategies[row.id]),
        )
        for row in present[PriorityRow]
    )


def _strategy(
    row: Any, parts: dict[str, dict[int | None, list[Any]]], names_of: NamesOf, served: Mapping[str, str]
) -> Strategy:
    return Strategy(
        code=row.code,
        title=row.title,
        if_we=row.if_we,
        then=row.then,
        and_so=row.and_so,
        practice=row.practice,
        serves=served.get(row.serves, ""),
        lead=row.lead,
        resources=row.resources,
        measures=tuple(map(_measure, parts["measures"][row.id])),
        benchmarks=tuple(
            Benchmark(kind=BenchmarkKind(child.kind), text=child.text, due=child.due)
            for child in parts["benchmarks"][row.id]
        ),
        milestones=tuple(
            _milestone(child, parts["items"][child.id], names_of) for child in parts["milestones"][row.id]
        ),
    )


def _measure(row: Any) -> Measure:
    return Measure(indicator=row.indicator, source=row.source, baseline=row.baseline, targets=tuple(row.targets))


def _milestone(row: Any, items: Iterable[Any], names_of: NamesOf) -> Milestone:
    return Milestone(
        code=row.code,
        title=row.title,
        lead=row.lead,
        team=tuple(row.team),
        quarter=row.quarter,
        practice=row.practice,
        due=row.due,
        action_items=tuple(_item(item, names_of) for item in items if not item.cancelled),
    )


def _item(row: Any, names_of: NamesOf) -> ActionItem:
    return ActionItem(
        code=row.code,
        text=row.text,
        owner=row.owner,
        collaborators=tuple(names_of(row.collaborators)),
        start=row.start,
        due=row.due,
        ongoing=row.ongoing,
        output=row.output,
        resources=row.resources,
        practice=row.practice,
    )


TABLES: Sequence[type[Any]] = (
    GoalRow,
    PriorityRow,
    StrategyRow,
    MeasureRow,
    BenchmarkRow,
    MilestoneRow,
    ActionItemRow,
)


def _rows(session: Session, table: Any, plan_id: int) -> Sequence[Any]:
    """Without what was dropped. A cancelled action item is another matter."""
    statement = select(table).where(table.plan_id == plan_id).order_by(table.id)
    return session.scalars(statement if table is ActionItemRow else statement.where(table.dropped.is_(False))).all()


def _grouped(some: Iterable[Any], parent: str) -> dict[int | None, list[Any]]:
    by_parent: dict[int | None, list[Any]] = defaultdict(list)
    for row in some:
        by_parent[getattr(row, parent)].append(row)
    return by_parent
