"""What the parts of a plan said at the end of a day: their columns, without what was recorded later.

Each function adds a column to a statement that reads the part's table, so no part costs a statement of its own.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import ColumnElement, case, func, null, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.models import ActionItemRow, GoalRow, PlanChangeRow, PlanRow, PriorityRow, StrategyRow
from storage.people import organization_tree
from storage.plans.plan_changes import DAYS_AT_ONCE, OWNER, ChangeKind, in_plan_on, taken_out_on, was_in_plan_by
from storage.plans.plans import PlanSummary
from storage.rows import Columns, rows


def text_on(column: InstrumentedAttribute[str], day: date) -> ColumnElement[Any]:
    """A column that holds text, as of the end of the day."""
    return func.coalesce(before_later_changes(column, day), column).label(column.key)


@lru_cache(DAYS_AT_ONCE)
def before_later_changes(column: InstrumentedAttribute[Any], day: date) -> ColumnElement[Any]:
    """What was recorded of the column's cell as of the end of the day; NULL if it still is what it was then.

    For columns that hold lists or dates: `list_of` and `date_of` of storage/plans/plan_changes.py read it.
    """
    if day == date.max:
        return null()
    table = cast("Any", column.class_)
    changes = select(PlanChangeRow.before).where(
        PlanChangeRow.place == table.__tablename__,
        PlanChangeRow.row_id == table.id,
        PlanChangeRow.kind == ChangeKind.CHANGED.value,
        PlanChangeRow.field == column.key,
        PlanChangeRow.recorded_on > day,
    )
    return changes.order_by(PlanChangeRow.id).limit(1).correlate(table).scalar_subquery()


def owner_on(day: date) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """An action item's owner as of the end of the day, as columns `owner_id` and `owner_role`: the one or the other."""
    later = (
        select(PlanChangeRow.id)
        .where(
            PlanChangeRow.place == ActionItemRow.__tablename__,
            PlanChangeRow.row_id == ActionItemRow.id,
            PlanChangeRow.field == OWNER,
            PlanChangeRow.recorded_on > day,
        )
        .order_by(PlanChangeRow.id)
        .limit(1)
        .correlate(ActionItemRow)
        .scalar_subquery()
    )
    before = select(PlanChangeRow.before).where(PlanChangeRow.id == later).correlate(ActionItemRow).scalar_subquery()
    person_id = (
        select(PlanChangeRow.before_person_id)
        .where(PlanChangeRow.id == later)
        .correlate(ActionItemRow)
        .scalar_subquery()
    )
    is_changed = later.is_not(None)
    return (
        case((is_changed, person_id), else_=ActionItemRow.owner_id).label("owner_id"),
        case((is_changed, before), else_=ActionItemRow.owner_role).label("owner_role"),
    )


def summary_on(session: Session, plan: PlanSummary, day: date) -> PlanSummary:
    """The plan with its title and its organization's name as of the end of the day."""
    title = session.scalar(select(text_on(PlanRow.title, day)).where(PlanRow.id == plan.id))
    place = organization_tree.as_of(session, plan.workspace_id, day).get(plan.organization_id)
    return replace(plan, title=title or plan.title, organization=place.name if place else plan.organization)


def district_on(session: Session, plan: PlanSummary, day: date) -> str:
    """The name of the organization above, as of the end of the day; empty at the top."""
    tree = organization_tree.as_of(session, plan.workspace_id, day)
    place = tree.get(plan.organization_id)
    above = tree.get(place.parent_id) if place and place.parent_id is not None else None
    return above.name if above else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyWording:
    """A strategy as the plan had it at the end of a day."""

    code: str
    title: str
    priority: str
    """The code of its priority."""
    if_we: str
    then: str
    and_so: str
    taken_out_on: date | None
    """The day on which it left the plan; None if it was in it."""
    why_taken_out: str


def strategies(session: Session, plan_id: int, day: date) -> list[StrategyWording]:
    """The strategies that were in the plan at any time until the end of the day, in the plan's order."""
    taken_out = taken_out_on(session, StrategyRow, plan_id, day)
    words = (text_on(column, day) for column in (StrategyRow.title, StrategyRow.if_we, StrategyRow.then))
    statement = (
        select(StrategyRow.code, PriorityRow.code.label("priority"), *words, text_on(StrategyRow.and_so, day))
        .join(PriorityRow, PriorityRow.id == StrategyRow.priority_id)
        .where(StrategyRow.plan_id == plan_id, was_in_plan_by(StrategyRow, day))
        .order_by(StrategyRow.id)
    )
    return [_strategy(row, *taken_out.get(row.code, (None, ""))) for row in rows(session, statement)]


def _strategy(row: Columns, on: date | None, why: str) -> StrategyWording:
    words = {name: getattr(row, name) for name in ("code", "title", "priority", "if_we", "then", "and_so")}
    return StrategyWording(**words, taken_out_on=on, why_taken_out=why)


def priorities(session: Session, plan_id: int, day: date) -> dict[str, str]:
    """The titles of the priorities in the plan at the end of the day, by their codes."""
    statement = select(PriorityRow.code, text_on(PriorityRow.title, day))
    statement = statement.where(PriorityRow.plan_id == plan_id, in_plan_on(PriorityRow, day))
    return {row.code: row.title for row in rows(session, statement.order_by(PriorityRow.id))}


def goals(session: Session, plan_id: int, day: date) -> dict[str, str]:
    """The texts of the goals in the plan at the end of the day, by their codes."""
    statement = select(GoalRow.code, text_on(GoalRow.text, day))
    statement = statement.where(GoalRow.plan_id == plan_id, in_plan_on(GoalRow, day))
    return {row.code: row.text for row in rows(session, statement.order_by(GoalRow.id))}
