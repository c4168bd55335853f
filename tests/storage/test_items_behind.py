"""What is behind now, counted from the items' rows, is what their events say: it only decides an order of schools."""

from datetime import date

from plans import progress
from plans.item_events import Cancelled, DueMoved
from plans.item_progress import Day
from storage.database import Database
from storage.items import items, items_behind
from storage.items import progress as item_progress
from tests.support import state_world
from tests.support.state_world import LAST_DAY, on, stamp_on


def test_each_school_has_the_same_as_by_its_events(database: Database) -> None:
    """On Dec 4, the day on which an item of each school is due: completed by some, open at others."""
    with database.write() as session:
        state = state_world.save(session)
        plan_id = state.plans["Jasper Middle"]
        items.record(session, items.find(session, plan_id, "1.1.2.9").id, Cancelled(LAST_DAY, "No"), stamp_on(LAST_DAY))
        moved = DueMoved(LAST_DAY, on("12-18"), "Later")
        items.record(session, items.find(session, plan_id, "1.1.2.10").id, moved, stamp_on(LAST_DAY))
    with database.read() as session:
        plan_ids = list(state.plans.values())
        groups = item_progress.groups(session, plan_ids, LAST_DAY)
        today = Day(LAST_DAY, is_over=False)
        by_events = {id_: progress.count(of_plan, today).behind for id_, of_plan in groups.items()}
        assert items_behind.of_plans(session, plan_ids, LAST_DAY) == by_events
        jasper = by_events[plan_id]  # of ten that were due before, 5 and 6 are open, 9 is cancelled, 10 is moved
        assert (jasper.part, jasper.whole) == (2, 8)
        assert items_behind.of_plans(session, plan_ids, date(2026, 8, 20)) == {}
