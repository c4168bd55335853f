"""Which practices the parts of plans work on, as of a day: their own, or else those of the part above them."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, case, func, select
from sqlalchemy.orm import InstrumentedAttribute

from plans.item_progress import Day
from plans.practices import SEPARATOR
from storage.items.items import is_counted
from storage.models import ActionItemRow, ItemRegroupingRow, MilestoneRow, StrategyRow
from storage.plans.plan_changes import in_plan_on
from storage.plans.wordings import before_later_changes

Coding = ColumnElement[str | None]
"""Codes as plans/practices.py stores them; NULL if there are none."""


def has(coding: Coding, code: str) -> ColumnElement[bool]:
    """Whether the code is among those of the coding."""
    return (SEPARATOR + coding + SEPARATOR).contains(f"{SEPARATOR}{code}{SEPARATOR}", autoescape=True)


def strategies(plan_ids: Collection[int], day: Day) -> Subquery:
    """plan_id, strategy_id, code and coding of the strategies in their plans on the day."""
<<<<<<< HEAD
    own, changes = cell_on(StrategyRow.practice, "strategy", day)
    statement = select(
        *(StrategyRow.plan_id, StrategyRow.id.label("strategy_id"), StrategyRow.code), own.label("coding")
    )
    statement = statement.where(StrategyRow.plan_id.in_(plan_ids), in_plan_on(StrategyRow, day.on))
    return with_changes(statement.select_from(StrategyRow), changes, StrategyRow.id).subquery("coded_strategy")
=======
    statement = (
        select(
            *(StrategyRow.plan_id, StrategyRow.id.label("strategy_id"), StrategyRow.code),
            _own(StrategyRow.practice, day).label("coding"),
        )
        .select_from(StrategyRow)
        .where(StrategyRow.plan_id.in_(plan_ids), in_plan_on(StrategyRow, day.on))
    )
    return statement.subquery("coded_strategy")
>>>>>>> 6355125b (A network's counts follow indexes, and their benchmark has rounds, readings and supports on both databases)


def milestones(plan_ids: Collection[int], day: Day) -> Subquery:
    """plan_id, milestone_id, code and coding of the milestones in their plans on the day."""
<<<<<<< HEAD
    own, changes = cell_on(MilestoneRow.practice, "milestone", day)
    above, changes_above = cell_on(StrategyRow.practice, "strategy", day)
=======
    own, above = _own(MilestoneRow.practice, day), _own(StrategyRow.practice, day)
>>>>>>> 6355125b (A network's counts follow indexes, and their benchmark has rounds, readings and supports on both databases)
    statement = (
        select(
            *(MilestoneRow.plan_id, MilestoneRow.id.label("milestone_id"), MilestoneRow.code),
            func.coalesce(own, above).label("coding"),
        )
        .select_from(MilestoneRow)
        .join(StrategyRow, StrategyRow.id == MilestoneRow.strategy_id)
        .where(MilestoneRow.plan_id.in_(plan_ids), in_plan_on(MilestoneRow, day.on))
    )
<<<<<<< HEAD
    statement = with_changes(statement, changes, MilestoneRow.id)
    return with_changes(statement, changes_above, StrategyRow.id).subquery("coded_milestone")
=======
    return statement.subquery("coded_milestone")
>>>>>>> 6355125b (A network's counts follow indexes, and their benchmark has rounds, readings and supports on both databases)


def of_items(statement: Select[*tuple[Any, ...]], day: Day) -> tuple[Select[*tuple[Any, ...]], Coding]:
    """A statement that reads action items, with what their coding needs joined; and the coding.

    An item belongs to the milestone that it had on the day.
    """
<<<<<<< HEAD
    own, changes = cell_on(ActionItemRow.practice, "action_item", day)
    above, changes_above = cell_on(MilestoneRow.practice, "milestone", day)
    top, changes_top = cell_on(StrategyRow.practice, "strategy", day)
    statement = with_strategies(with_changes(statement, changes, ActionItemRow.id), day)
    statement = with_changes(with_changes(statement, changes_above, MilestoneRow.id), changes_top, StrategyRow.id)
    return statement, func.coalesce(own, above, top)


def with_strategies(statement: Select[*tuple[Any, ...]], day: Day) -> Select[*tuple[Any, ...]]:
    """A statement that reads action items, with the milestone and the strategy that each had on the day."""
    milestone_id: ColumnElement[int | None] = ActionItemRow.milestone_id.expression
    if day.is_over:
        regrouped = _regrouped_later(day)
        statement = statement.outerjoin(regrouped, regrouped.c.item_id == ActionItemRow.id)
        is_moved = regrouped.c.item_id.is_not(None)
        milestone_id = case((is_moved, regrouped.c.from_milestone_id), else_=ActionItemRow.milestone_id)
    statement = statement.outerjoin(MilestoneRow, MilestoneRow.id == milestone_id)
    return statement.outerjoin(StrategyRow, StrategyRow.id == MilestoneRow.strategy_id)
=======
    milestone_id = _milestone_before_later_moves(day) if day.is_over else ActionItemRow.milestone_id
    statement = statement.outerjoin(MilestoneRow, MilestoneRow.id == milestone_id)
    statement = statement.outerjoin(StrategyRow, StrategyRow.id == MilestoneRow.strategy_id)
    practices = (ActionItemRow.practice, MilestoneRow.practice, StrategyRow.practice)
    return statement, func.coalesce(*(_own(practice, day) for practice in practices))
>>>>>>> 6355125b (A network's counts follow indexes, and their benchmark has rounds, readings and supports on both databases)


def items_with_own(plan_ids: Collection[int], day: Day) -> Select[*tuple[Any, ...]]:
    """plan_id and coding of the action items that have a coding of their own."""
<<<<<<< HEAD
    own, changes = cell_on(ActionItemRow.practice, "action_item", day)
    statement = select(ActionItemRow.plan_id, own.label("coding")).select_from(ActionItemRow)
    statement = with_changes(statement, changes, ActionItemRow.id)
    return statement.where(ActionItemRow.plan_id.in_(plan_ids), is_counted(), own.is_not(None))


def cell_on(column: InstrumentedAttribute[str | None], place: str, day: Day) -> tuple[Coding, Subquery | None]:
    """The part's own cell on the day, and what must be joined for it: nothing if no later change can exist."""
    if not day.is_over:
        return func.nullif(column, ""), None
    first = (
        select(func.min(PlanChangeRow.id))
        .where(
            PlanChangeRow.place == place,
            PlanChangeRow.field == column.key,
            PlanChangeRow.kind == ChangeKind.CHANGED.value,
            PlanChangeRow.recorded_on > day.on,
        )
        .group_by(PlanChangeRow.row_id)
    )
    later = select(PlanChangeRow.row_id, PlanChangeRow.before).where(PlanChangeRow.id.in_(first))
    changes = later.subquery(f"later_{column.key}_of_{place}")
    return func.nullif(func.coalesce(changes.c.before, column), ""), changes


def with_changes(
    statement: Select[*tuple[Any, ...]], changes: Subquery | None, row_id: InstrumentedAttribute[int]
) -> Select[*tuple[Any, ...]]:
    return statement if changes is None else statement.outerjoin(changes, changes.c.row_id == row_id)


def _regrouped_later(day: Day) -> Subquery:
    """The action items that were moved to another milestone after the day, with the one that they had."""
    first = (
        select(func.min(ItemRegroupingRow.id))
        .where(ItemRegroupingRow.recorded_on > day.on)
        .group_by(ItemRegroupingRow.item_id)
    )
    moved = select(ItemRegroupingRow.item_id, ItemRegroupingRow.from_milestone_id)
    return moved.where(ItemRegroupingRow.id.in_(first)).subquery("regrouped_later")
=======
    own = _own(ActionItemRow.practice, day)
    statement = select(ActionItemRow.plan_id, own.label("coding")).select_from(ActionItemRow)
    return statement.where(ActionItemRow.plan_id.in_(plan_ids), is_counted(), own.is_not(None))


def _own(practice: InstrumentedAttribute[str | None], day: Day) -> Coding:
    """The part's own coding on the day.

    Later changes are looked up for each part by an index. Joined as a list, SQLite would scan them for each part.
    """
    if not day.is_over:
        return func.nullif(practice, "")
    return func.nullif(func.coalesce(before_later_changes(practice, day.on), practice), "")


def _milestone_before_later_moves(day: Day) -> ColumnElement[int | None]:
    later = select(ItemRegroupingRow.from_milestone_id).where(
        ItemRegroupingRow.item_id == ActionItemRow.id, ItemRegroupingRow.recorded_on > day.on
    )
    former = later.order_by(ItemRegroupingRow.id).limit(1).correlate(ActionItemRow).scalar_subquery()
    return case((later.correlate(ActionItemRow).exists(), former), else_=ActionItemRow.milestone_id)
>>>>>>> 6355125b (A network's counts follow indexes, and their benchmark has rounds, readings and supports on both databases)
