"""How the action items of plans count as of a day. Each item's newest event of that day says where it stands.

The database puts together the items that count alike; what their counts mean is decided in plans/progress.py.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, case, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from plans import lagging, progress
from plans.cause_categories import category_of
from plans.item_events import Status, StatusReported
from plans.item_progress import Day
from plans.lagging import LaggingItems, UnfinishedItem
from plans.progress import DueSide, ItemGroup, Progress
from storage.aliases import alias_of
from storage.items.items import PROGRESS_COLUMNS, cause_of, is_counted, newest_event_id, progress_after
from storage.models import ActionItemRow, ItemEventRow, MilestoneRow, PersonRow, StrategyRow
from storage.rows import Columns, rows

_Cause = alias_of(ItemEventRow)


def groups(session: Session, plan_ids: Sequence[int], as_of: date) -> dict[int, list[ItemGroup]]:
    """The groups of each plan, by its id, in the order of their first items."""
    by_plan: dict[int, list[ItemGroup]] = {plan_id: [] for plan_id in plan_ids}
    for plan_id, _first, strategy, *counted in rows(session, _grouped(plan_ids, as_of)):
        group = to_group(counted, strategy or "")
        by_plan[plan_id].append(group)
    return by_plan


def to_group(counted: Sequence[Any], strategy: str = "") -> ItemGroup:
    """From the columns of `counted_alike`."""
    items, dates_moved, items_moved, completed, cancelled, cancelled_overdue, said_behind, *dates = counted
    due, on_time, first_due, on_time_at_first = dates
    return ItemGroup(
        strategy=strategy,
        items=items,
        completed=bool(completed),
        cancelled=bool(cancelled),
        cancelled_overdue=bool(cancelled_overdue),
        said_behind=bool(said_behind),
        due=DueSide(due),
        on_time=bool(on_time),
        first_due=DueSide(first_due),
        on_time_at_first=bool(on_time_at_first),
        dates_moved=int(dates_moved),  # PostgreSQL's sums are decimals
        items_moved=int(items_moved),
    )


def count(session: Session, plan_id: int, day: Day) -> Progress:
    return progress.count(groups(session, [plan_id], day.on)[plan_id], day)


def lagging_items(session: Session, plan_id: int, day: Day, *, most: int | None = None) -> LaggingItems:
    """The plan's action items that are behind or at risk, each with the report that gave the cause.

    `most` of each: those overdue longest, and those due next.
    """
    unfinished = _unfinished(plan_id, day).subquery()
    statement = (
        select(
            ActionItemRow.code,
            ActionItemRow.text,
            ActionItemRow.owner.label("owner"),
            StrategyRow.code.label("strategy"),
            *PROGRESS_COLUMNS,
            _Cause.recorded_on.label("cause_on"),
            _Cause.status.label("cause_status"),
            _Cause.reason.label("cause"),
            *(_Cause.is_ours, _Cause.cause_category),
            PersonRow.name.label("cause_by"),
        )
        .select_from(unfinished)
        .join(ItemEventRow, ItemEventRow.id == unfinished.c.event_id)
        .join(ActionItemRow, ActionItemRow.id == ItemEventRow.item_id)
        .outerjoin(MilestoneRow, MilestoneRow.id == ActionItemRow.milestone_id)
        .outerjoin(StrategyRow, StrategyRow.id == MilestoneRow.strategy_id)
        .outerjoin(_Cause, _Cause.id == cause_of(ItemEventRow))
        .outerjoin(PersonRow, PersonRow.id == _Cause.person_id)
        .order_by(ActionItemRow.id)
    )
    if most is not None:
        statement = statement.where(unfinished.c.place <= most)
    items = [
        UnfinishedItem(
            code=row.code,
            text=row.text,
            strategy=row.strategy or "",
            owner=row.owner,
            progress=replace(progress_after(row), completed_on=None),  # if at all, announced for a later day
            cause=_cause(row),
            cause_by=row.cause_by or "",
        )
        for row in rows(session, statement)
    ]
    return lagging.lagging(items, day)


def _cause(row: Columns) -> StatusReported | None:
    if not row.cause_on:
        return None
    category = category_of(row.cause_category)
    return StatusReported(row.cause_on, Status(row.cause_status), row.cause, row.is_ours, category)


def completed_items(session: Session, plan_id: int, day: date) -> Sequence[Columns]:
    """Code, text, completed_on and due of the items completed by the day, the newest first."""
    event = ItemEventRow
    statement = (
        select(
            ActionItemRow.code,
            ActionItemRow.text,
            event.after_completed_on.label("completed_on"),
            event.after_due.label("due"),
        )
        .select_from(ActionItemRow)
        .join(event, event.id == newest_event_id(day))
        .where(
            ActionItemRow.plan_id == plan_id,
            is_counted(),
            event.after_cancelled.is_(False),
            _is_completed(event.after_completed_on, day),
        )
        .order_by(event.after_completed_on.desc(), ActionItemRow.id)
    )
    return rows(session, statement)


def count_due_between(session: Session, plan_id: int, day: date, last: date) -> int:
    """How many action items that are open at the end of the day are due after it, until `last`."""
    event = ItemEventRow
    statement = (
        select(func.count())
        .select_from(ActionItemRow)
        .join(event, event.id == newest_event_id(day))
        .where(
            ActionItemRow.plan_id == plan_id,
            is_counted(),
            event.after_cancelled.is_(False),
            _is_completed(event.after_completed_on, day).is_(False),
            event.after_due > day,
            event.after_due <= last,
        )
    )
    return session.scalars(statement).one()


def _unfinished(plan_id: int, day: Day) -> Select[*tuple[Any, ...]]:
    """The newest events of what may be behind or at risk, with their place among those that are, by due date."""
    event = ItemEventRow
    is_past = event.after_due < day.on if not day.is_over else event.after_due <= day.on
    by_date = (event.after_due.is_(None), event.after_due, event.item_id)
    place = func.row_number().over(partition_by=func.coalesce(is_past, false()), order_by=by_date)
    return (
        select(event.id.label("event_id"), place.label("place"))
        .select_from(ActionItemRow)
        .join(event, event.id == newest_event_id(day.on))
        .where(
            ActionItemRow.plan_id == plan_id,
            is_counted(),
            event.after_cancelled.is_(False),
            _is_completed(event.after_completed_on, day.on).is_(False),
            or_(is_past, event.after_said_behind),
        )
    )


def _grouped(plan_ids: Sequence[int], as_of: date) -> Select[*tuple[Any, ...]]:
    items = _signatures(plan_ids, as_of).subquery()
    return (
        select(items.c.plan_id, func.min(items.c.id).label("first"), items.c.strategy, *counted_alike(items))
        .group_by(items.c.plan_id, items.c.strategy, *alike(items))
        .order_by("first")
    )


def _signatures(plan_ids: Sequence[int], as_of: date) -> Select[*tuple[Any, ...]]:
    columns = (ActionItemRow.id, ActionItemRow.plan_id, StrategyRow.code.label("strategy"), *signature(as_of))
    return _as_of(select(*columns), as_of).where(ActionItemRow.plan_id.in_(plan_ids), is_counted())


def signature(as_of: date, event: type[ItemEventRow] = ItemEventRow) -> tuple[ColumnElement[Any], ...]:
    """All that decides how an item counts: on which side of the day its dates lie, and whether it met them.

    Columns of a statement that has joined each item to its newest event of the day: `event`.
    """
    completed_on = case((_is_completed(event.after_completed_on, as_of), event.after_completed_on))
    return (
        event.after_times_moved.label("times_moved"),
        completed_on.is_not(None).label("completed"),
        event.after_cancelled.label("cancelled"),
        event.after_cancelled_overdue.label("cancelled_overdue"),
        event.after_said_behind.label("said_behind"),
        due_side(event.after_due, as_of).label("due"),
        func.coalesce(completed_on <= event.after_due, false()).label("on_time"),
        due_side(event.after_first_due, as_of).label("first_due"),
        func.coalesce(completed_on <= event.after_first_due, false()).label("on_time_at_first"),
    )


_SIGNATURE = (
    *("completed", "cancelled", "cancelled_overdue", "said_behind"),
    *("due", "on_time", "first_due", "on_time_at_first"),
)


def alike(items: Subquery) -> list[ColumnElement[Any]]:
    """The columns by which items of a statement with a signature are grouped."""
    return [items.c[name] for name in _SIGNATURE]


def counted_alike(items: Subquery) -> list[ColumnElement[Any]]:
    """How many items a group has, how often their dates moved, of how many, and what they have in common."""
    moved = items.c.times_moved
    return [func.count(), func.sum(moved), func.sum(case((moved > 0, 1), else_=0)), *alike(items)]


def _as_of(statement: Select[*tuple[Any, ...]], as_of: date) -> Select[*tuple[Any, ...]]:
    """Join each item to its newest event of the day; items added later are left out."""
    return (
        statement.select_from(ActionItemRow)
        .join(ItemEventRow, ItemEventRow.id == newest_event_id(as_of))
        .outerjoin(MilestoneRow, MilestoneRow.id == ActionItemRow.milestone_id)
        .outerjoin(StrategyRow, StrategyRow.id == MilestoneRow.strategy_id)
    )


def _is_completed(completed_on: InstrumentedAttribute[date | None], as_of: date) -> ColumnElement[bool]:
    """A completion announced ahead counts when its day comes."""
    return func.coalesce(completed_on <= as_of, false())


def due_side(due: ColumnElement[date | None] | InstrumentedAttribute[date | None], as_of: date) -> ColumnElement[str]:
    return case(
        (due.is_(None), DueSide.NONE.value),
        (due < as_of, DueSide.PAST.value),
        (due == as_of, DueSide.SAME_DAY.value),
        else_=DueSide.AHEAD.value,
    )
