"""Which objectives the parts of plans serve, as of a day: those of their strategies, in the place of a coding.

A link to an objective that is not in the plan above on that day is none: the school has changed its district, or the
objective was taken out.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, case, null, select
from sqlalchemy.orm import Session

from plans.item_progress import Day
from storage.models import MilestoneRow, StrategyRow
from storage.network import coding
from storage.network.coding import Coding
from storage.plans.plan_changes import in_plan_on
from storage.rows import rows


@dataclass(frozen=True, slots=True)
class StrategyLink:
    strategy_id: int
    plan_id: int
    serves: str
    """The key of an objective, OWN, or empty."""


def links(session: Session, plan_ids: Collection[int], day: Day) -> list[StrategyLink]:
    """Of each strategy in its plan on the day."""
    linked = strategies(plan_ids, day, ())
    links_of_all = rows(session, select(linked.c.strategy_id, linked.c.plan_id, linked.c.coding))
    return [StrategyLink(strategy_id, plan_id, serves or "") for strategy_id, plan_id, serves in links_of_all]


def strategies(plan_ids: Collection[int], day: Day, unlinked: Collection[int]) -> Subquery:
    """plan_id, strategy_id, code and coding of the strategies in their plans on the day.

    `unlinked` are the ids of strategies whose links count as none.
    """
    serves, later = _serves(day, unlinked)
    columns = (StrategyRow.plan_id, StrategyRow.id.label("strategy_id"), StrategyRow.code)
    statement = select(*columns, serves.label("coding")).select_from(StrategyRow)
    statement = statement.where(StrategyRow.plan_id.in_(plan_ids), in_plan_on(StrategyRow, day.on))
    return coding.joined(statement, later).subquery("serving_strategy")


def milestones(plan_ids: Collection[int], day: Day, unlinked: Collection[int]) -> Subquery:
    """plan_id, milestone_id, code and coding of the milestones in their plans on the day."""
    serves, later = _serves(day, unlinked)
    columns = (MilestoneRow.plan_id, MilestoneRow.id.label("milestone_id"), MilestoneRow.code)
    statement = (
        select(*columns, serves.label("coding"))
        .select_from(MilestoneRow)
        .join(StrategyRow, StrategyRow.id == MilestoneRow.strategy_id)
        .where(MilestoneRow.plan_id.in_(plan_ids), in_plan_on(MilestoneRow, day.on))
    )
    return coding.joined(statement, later).subquery("serving_milestone")


def of_items(
    statement: Select[*tuple[Any, ...]], day: Day, unlinked: Collection[int]
) -> tuple[Select[*tuple[Any, ...]], Coding]:
    """A statement that reads action items, with what is needed for the objective each serves; and the objective."""
    serves, later = _serves(day, unlinked)
    return coding.above_items(statement, day, serves, later)


def _serves(day: Day, unlinked: Collection[int]) -> tuple[ColumnElement[Any], coding.LaterRow | None]:
    serves, later = coding.cell_on(StrategyRow.serves, day)
    return (case((StrategyRow.id.in_(unlinked), null()), else_=serves) if unlinked else serves), later
