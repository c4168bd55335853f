"""What action items and milestones are for: their strategy, and the goal it pursues."""

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, case, func, select
from sqlalchemy.orm import Session

from plans.plan import Purpose
from storage.models import ActionItemRow, GoalRow, MilestoneRow, PriorityRow, StrategyRow
from storage.rows import Columns, rows

_ONE_GOAL = (
    select(case((func.count() == 1, func.min(GoalRow.text)), else_=""))
    .where(GoalRow.plan_id == StrategyRow.plan_id, GoalRow.dropped.is_(False))
    .correlate(StrategyRow)
    .scalar_subquery()
)
PURPOSE_COLUMNS = (
    StrategyRow.title.label("strategy_title"),
    StrategyRow.if_we.label("strategy_if_we"),
    StrategyRow.and_so.label("strategy_and_so"),
    PriorityRow.title.label("priority_title"),
    _ONE_GOAL.label("one_goal"),
)


def with_purpose(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Join the strategy of a statement's milestones."""
    return statement.outerjoin(StrategyRow, StrategyRow.id == MilestoneRow.strategy_id).outerjoin(
        PriorityRow, PriorityRow.id == StrategyRow.priority_id
    )


def purpose(row: Columns) -> Purpose | None:
    """None for an item of no milestone, whose columns are all empty."""
    if row.strategy_title is None:
        return None
    aim = row.strategy_and_so or row.one_goal or row.priority_title or ""
    return Purpose(strategy=row.strategy_title or row.strategy_if_we, aim=aim)


def of_items(session: Session, item_ids: Collection[int]) -> Mapping[int, Purpose]:
    return _read(session, _of_items(), item_ids)


def of_milestones(session: Session, milestone_ids: Collection[int]) -> Mapping[int, Purpose]:
    return _read(session, _of_milestones(), milestone_ids)


def _read(session: Session, statement: Select[*tuple[Any, ...]], ids: Collection[int]) -> Mapping[int, Purpose]:
    read = ((row.id, purpose(row)) for row in rows(session, statement, ids=list(ids))) if ids else ()
    return {id_: reason for id_, reason in read if reason is not None}


@cache
def _of_items() -> Select[*tuple[Any, ...]]:
    joined = select(ActionItemRow.id, *PURPOSE_COLUMNS).join(
        MilestoneRow, MilestoneRow.id == ActionItemRow.milestone_id
    )
    return with_purpose(joined).where(ActionItemRow.id.in_(bindparam("ids", expanding=True)))


@cache
def _of_milestones() -> Select[*tuple[Any, ...]]:
    joined = select(MilestoneRow.id, *PURPOSE_COLUMNS).select_from(MilestoneRow)
    return with_purpose(joined).where(MilestoneRow.id.in_(bindparam("ids", expanding=True)))
