"""The action items of a network's plans, grouped by what decides how they count and what holds them up."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from plans.cause_categories import CauseCategory, category_of
from plans.item_progress import Day
from plans.network import CausedGroup
from plans.progress import ItemGroup
from storage.aliases import alias_of
from storage.items import progress
from storage.items.items import cause_of, is_counted, newest_event_id
from storage.models import ActionItemRow, ItemEventRow
from storage.network import coding
from storage.network.view import Key, NetworkView, key_of
from storage.rows import stream

_Cause = alias_of(ItemEventRow)


def groups(session: Session, view: NetworkView) -> dict[Key, list[CausedGroup]]:
    day = view.day.on
    newest, is_newest = _newest_event(session, day)
    statement, its_coding = view.of_items(
        select(ActionItemRow.plan_id, *progress.signature(day, newest), _category(newest, day).label("category"))
        .select_from(ActionItemRow)
        .join(newest, is_newest)
        .where(ActionItemRow.plan_id.in_(view.plan_ids), is_counted()),
    )
    counted = statement.add_columns(its_coding.label("coding")).subquery()
    category = counted.c.category
    columns = (category, *progress.counted_alike(counted))
    grouped: dict[Key, list[CausedGroup]] = defaultdict(list)
    for key, named, *alike in stream(session, view.grouped(counted, columns, (category, *progress.alike(counted)))):
        grouped[key_of(key)].append(CausedGroup(progress.to_group(alike), category_of(named)))
    return grouped


def _newest_event(session: Session, day: date) -> tuple[type[ItemEventRow], ColumnElement[bool]]:
    """Each action item's newest event by the end of the day, and what joins it.

    To join it by its id, PostgreSQL would read every event there ever was. So it gets LATERAL, which SQLite neither
    has nor needs.
    """
    if session.get_bind().dialect.name == "sqlite":
        return ItemEventRow, ItemEventRow.id == newest_event_id(day)
    events = select(ItemEventRow).where(ItemEventRow.item_id == ActionItemRow.id, ItemEventRow.recorded_on <= day)
    newest_first = events.order_by(ItemEventRow.recorded_on.desc(), ItemEventRow.id.desc())
    return aliased(ItemEventRow, newest_first.limit(1).correlate(ActionItemRow).lateral()), true()


def _category(event: type[ItemEventRow], day: date) -> ScalarSelect[str]:
    """Other for a cause from before categories were asked for; NULL without a cause.

    The cause is looked up only of what is open, and due or said to be behind. Joined, it would make PostgreSQL read all
    events.
    """
    is_open = func.coalesce(event.after_completed_on > day, true())
    may_lag = and_(is_open, or_(event.after_due <= day, event.after_said_behind))
    category = select(func.coalesce(_Cause.cause_category, CauseCategory.OTHER.value))
    return category.where(_Cause.id == case((may_lag, cause_of(event)))).correlate(event).scalar_subquery()


def by_plan_and_coding(session: Session, plan_ids: Collection[int], day: Day) -> Iterator[tuple[int, str, ItemGroup]]:
    """Each group with the id of its plan and its coding, which is empty for none. Causes don't divide the groups."""
    newest, is_newest = _newest_event(session, day.on)
    statement, its_coding = coding.of_items(
        select(ActionItemRow.plan_id, *progress.signature(day.on, newest))
        .select_from(ActionItemRow)
        .join(newest, is_newest)
        .where(ActionItemRow.plan_id.in_(plan_ids), is_counted()),
        day,
    )
    counted = statement.add_columns(its_coding.label("coding")).subquery()
    keys = (counted.c.plan_id, counted.c.coding)
    grouped = select(*keys, *progress.counted_alike(counted)).group_by(*keys, *progress.alike(counted))
    for plan_id, of_plan, *columns in stream(session, grouped):
        yield plan_id, of_plan or "", progress.to_group(columns)
