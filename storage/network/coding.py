"""Which practices the parts of plans work on, as of a day: their own, or else those of the part above them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from plans.item_progress import Day
from plans.practices import SEPARATOR, is_own_code
from storage.items.items import is_counted
from storage.models import ActionItemRow, ItemRegroupingRow, MilestoneRow, PlanChangeRow, StrategyRow
from storage.plans.plan_changes import ChangeKind, in_plan_on

Coding = ColumnElement[str | None]
"""Codes as plans/practices.py stores them; NULL if there are none."""


def has(coding: Coding, code: str) -> ColumnElement[bool]:
    """Whether the code is among those of the coding. A district's own code counts for its practice, too."""
    enclosed = SEPARATOR + coding + SEPARATOR
    is_named = enclosed.contains(f"{SEPARATOR}{code}{SEPARATOR}", autoescape=True)
    return is_named if is_own_code(code) else or_(is_named, enclosed.contains(f"{SEPARATOR}{code}-", autoescape=True))


@dataclass(frozen=True, slots=True)
class LaterRow:
    """What a part's cell was before its first change after a day: a row to be joined, and what joins it.

    SQLite looks it up by an index for each part, and PostgreSQL joins the few such rows at once. As a subquery for each
    part it would be slow in PostgreSQL; as a list of the first changes, in SQLite.
    """

    row: Any
    is_first: ColumnElement[bool]


def strategies(plan_ids: Collection[int], day: Day) -> Subquery:
    """plan_id, strategy_id, code and coding of the strategies in their plans on the day."""
    own, later = cell_on(StrategyRow.practice, day)
    statement = (
        select(*(StrategyRow.plan_id, StrategyRow.id.label("strategy_id"), StrategyRow.code), own.label("coding"))
        .select_from(StrategyRow)
        .where(StrategyRow.plan_id.in_(plan_ids), in_plan_on(StrategyRow, day.on))
    )
    return joined(statement, later).subquery("coded_strategy")


def milestones(plan_ids: Collection[int], day: Day) -> Subquery:
    """plan_id, milestone_id, code and coding of the milestones in their plans on the day."""
    own, later = cell_on(MilestoneRow.practice, day)
    above, later_above = cell_on(StrategyRow.practice, day)
    statement = (
        select(
            *(MilestoneRow.plan_id, MilestoneRow.id.label("milestone_id"), MilestoneRow.code),
            func.coalesce(own, above).label("coding"),
        )
        .select_from(MilestoneRow)
        .join(StrategyRow, StrategyRow.id == MilestoneRow.strategy_id)
        .where(MilestoneRow.plan_id.in_(plan_ids), in_plan_on(MilestoneRow, day.on))
    )
    return joined(statement, later, later_above).subquery("coded_milestone")


def of_items(statement: Select[*tuple[Any, ...]], day: Day) -> tuple[Select[*tuple[Any, ...]], Coding]:
    """A statement that reads action items, with what their coding needs joined; and the coding."""
    own, later = cell_on(ActionItemRow.practice, day)
    milestone, later_milestone = cell_on(MilestoneRow.practice, day)
    strategy, later_strategy = cell_on(StrategyRow.practice, day)
    statement, above = above_items(
        joined(statement, later), day, func.coalesce(milestone, strategy), later_milestone, later_strategy
    )
    return statement, func.coalesce(own, above)


def above_items(
    statement: Select[*tuple[Any, ...]], day: Day, coding: Coding, *later: LaterRow | None
) -> tuple[Select[*tuple[Any, ...]], Coding]:
    """A statement that reads action items, with the coding above each: of its milestone on the day and its strategy.

    PostgreSQL is told to list the codings of all milestones first. It takes the changes after a past day for a single
    one, and would compare every action item with every one of them.
    """
    of_milestones = joined(
        select(MilestoneRow.id.label("milestone_id"), coding.label("coding"))
        .select_from(MilestoneRow)
        .outerjoin(StrategyRow, StrategyRow.id == MilestoneRow.strategy_id),
        *later,
    ).cte("above_item")
    if day.is_over:
        of_milestones = of_milestones.prefix_with("MATERIALIZED", dialect="postgresql")
    statement, milestone_id = _with_milestone_id(statement, day)
    return statement.outerjoin(of_milestones, of_milestones.c.milestone_id == milestone_id), of_milestones.c.coding


def with_strategies(statement: Select[*tuple[Any, ...]], day: Day) -> Select[*tuple[Any, ...]]:
    """A statement that reads action items, with the milestone and the strategy that each had on the day."""
    statement, milestone_id = _with_milestone_id(statement, day)
    statement = statement.outerjoin(MilestoneRow, MilestoneRow.id == milestone_id)
    return statement.outerjoin(StrategyRow, StrategyRow.id == MilestoneRow.strategy_id)


def _with_milestone_id(
    statement: Select[*tuple[Any, ...]], day: Day
) -> tuple[Select[*tuple[Any, ...]], ColumnElement[int | None]]:
    """A statement that reads action items, with what is needed for the milestone each had on the day; and its id."""
    if not day.is_over:
        return statement, ActionItemRow.milestone_id.expression
    moved, earlier = aliased(ItemRegroupingRow), aliased(ItemRegroupingRow)
    is_later, is_earlier = moved.recorded_on > day.on, and_(earlier.recorded_on > day.on, earlier.id < moved.id)
    before = select(earlier.id).where(earlier.item_id == moved.item_id, is_earlier).correlate(moved).exists()
    statement = statement.outerjoin(moved, and_(moved.item_id == ActionItemRow.id, is_later, ~before))
    return statement, case((moved.id.is_not(None), moved.from_milestone_id), else_=ActionItemRow.milestone_id)


def items_with_own(plan_ids: Collection[int], day: Day) -> Select[*tuple[Any, ...]]:
    """plan_id and coding of the action items that have a coding of their own."""
    own, later = cell_on(ActionItemRow.practice, day)
    statement = joined(select(ActionItemRow.plan_id, own.label("coding")).select_from(ActionItemRow), later)
    return statement.where(ActionItemRow.plan_id.in_(plan_ids), is_counted(), own.is_not(None))


def cell_on(column: InstrumentedAttribute[str | None], day: Day) -> tuple[Coding, LaterRow | None]:
    """The part's own cell on the day, NULL if it is empty, and what must be joined for it: today, nothing."""
    if not day.is_over:
        return func.nullif(column, ""), None
    part = cast("Any", column.class_)
    first, earlier = aliased(PlanChangeRow), aliased(PlanChangeRow)
    before = select(earlier.id).where(*_later(earlier, part, column, day), earlier.row_id == first.row_id)
    has_earlier = before.where(earlier.id < first.id).correlate(first).exists()
    is_first = and_(*_later(first, part, column, day), first.row_id == part.id, ~has_earlier)
    return func.nullif(func.coalesce(first.before, column), ""), LaterRow(first, is_first)


def _later(
    change: Any, part: Any, column: InstrumentedAttribute[str | None], day: Day
) -> Iterator[ColumnElement[bool]]:
    yield change.place == part.__tablename__
    yield change.field == column.key
    yield change.kind == ChangeKind.CHANGED.value
    yield change.recorded_on > day.on


def joined(statement: Select[*tuple[Any, ...]], *later: LaterRow | None) -> Select[*tuple[Any, ...]]:
    for row in later:
        statement = statement if row is None else statement.outerjoin(row.row, row.is_first)
    return statement
