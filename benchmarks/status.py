"""A plan's status with and without years of reports, over the same counts and lists in two statements of plain SQL."""

import sqlite3
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path

from bot import statuses
from plans.item_events import Completed
from plans.item_progress import Day
from plans.plan import ActionItem, Milestone, Plan, Priority, Strategy
from storage.database import Database
from storage.items import items
from storage.items.items import Stamp
from storage.migrate import migrate
from storage.people import organizations
from storage.plans import files, plans

ITEMS = 5_000
STRATEGIES = 20
MONTHS = 36
TIMES = 15
FIRST = date(2023, 9, 1)
LAST = FIRST + timedelta(days=31 * MONTHS)
PLAIN_COUNTS = """
    SELECT strategy.code, SUM(NOT off), SUM(NOT off AND done),
        SUM(NOT off AND now_due < :day AND done AND done_on <= now_due),
        SUM(NOT off AND now_due < :day AND done AND done_on > now_due), SUM(NOT off AND now_due < :day AND NOT done),
        SUM(NOT off AND first < :day AND done AND done_on <= first),
        SUM(NOT off AND first < :day AND done AND done_on > first), SUM(NOT off AND first < :day AND NOT done),
        SUM(moves), SUM(moves > 0), SUM(NOT off AND NOT done AND now_due = :day),
        SUM(NOT off AND NOT done AND now_due > :day),
        SUM(NOT off AND NOT done AND now_due IS NULL), SUM(NOT off AND NOT done AND said AND now_due >= :day), SUM(off)
    FROM (
        SELECT item.milestone_id AS milestone_id, event.after_due AS now_due, event.after_first_due AS first,
            event.after_completed_on AS done_on, event.after_times_moved AS moves, event.after_cancelled AS off,
            event.after_said_behind AS said,
            event.after_completed_on IS NOT NULL AND event.after_completed_on <= :day AS done
        FROM action_item AS item JOIN item_event AS event ON event.id = (
            SELECT id FROM item_event WHERE item_id = item.id AND recorded_on <= :day
            ORDER BY recorded_on DESC, id DESC LIMIT 1
        )
        WHERE item.plan_id = :plan
    )
    JOIN milestone ON milestone.id = milestone_id JOIN strategy ON strategy.id = milestone.strategy_id
    GROUP BY strategy.code
"""
PLAIN_LISTS = """
    SELECT item.code, item.text, item.owner, strategy.code, event.after_due, event.after_first_due,
        event.after_times_moved, event.after_on_track_on, cause.recorded_on, cause.reason
    FROM (
        SELECT event.id AS event_id, ROW_NUMBER() OVER (
            PARTITION BY event.after_due <= :day ORDER BY event.after_due IS NULL, event.after_due, event.item_id
        ) AS place
        FROM action_item AS item JOIN item_event AS event ON event.id = (
            SELECT id FROM item_event WHERE item_id = item.id AND recorded_on <= :day
            ORDER BY recorded_on DESC, id DESC LIMIT 1
        )
        WHERE item.plan_id = :plan AND NOT event.after_cancelled
            AND (event.after_completed_on IS NULL OR event.after_completed_on > :day)
            AND (event.after_due <= :day OR event.after_said_behind)
    )
    JOIN item_event AS event ON event.id = event_id JOIN action_item AS item ON item.id = event.item_id
    JOIN milestone ON milestone.id = item.milestone_id JOIN strategy ON strategy.id = milestone.strategy_id
    LEFT JOIN item_event AS cause ON cause.id = event.after_cause_id
    WHERE place <= 10
"""
REPORTED = """
    INSERT INTO item_event (item_id, kind, at, recorded_on, ongoing, status, reason, after_due, after_first_due,
        after_times_moved, after_completed_on, after_cancelled, after_cancelled_overdue, after_said_behind,
        after_on_track_on)
    SELECT item_id, 'reported', :day || ' 12:00:00', :day, ongoing, 'on_track', '', after_due, after_first_due,
        after_times_moved, after_completed_on, after_cancelled, after_cancelled_overdue, 0, :day
    FROM item_event WHERE kind = 'added'
"""
PLAIN = (PLAIN_COUNTS, PLAIN_LISTS)
COMPLETED_OF = 3
"""Of so many items, one is completed."""


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds."""

    status: float
    plain: float


def measure(months: int) -> Took:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "status.db"
        database = Database(f"sqlite:///{path}")
        try:
            _furnish(database, path, months)
            return _measure(database, path)
        finally:
            database.close()


def _measure(database: Database, path: Path) -> Took:
    """In turns, so that whatever else the computer does slows both."""
    took, floor = [], []
    with database.read() as session, sqlite3.connect(path) as plain:
        plan = plans.summaries(session, "T1")[0]
        values = {"plan": plan.id, "day": LAST.isoformat()}
        for _ in range(TIMES):
            took.append(milliseconds(lambda: statuses.load(session, plan, Day(LAST))))
            floor.append(milliseconds(lambda: [plain.execute(query, values).fetchall() for query in PLAIN]))
    return Took(min(took), min(floor))


def milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _furnish(database: Database, path: Path, months: int) -> None:
    migrate(database)
    with database.write() as session:
        organizations.save_workspace(session, "T1", "Bench", "UBOT")
        organization = organizations.save_organization(session, "T1", "Bench District", "district")
        stamp = Stamp(at=datetime.combine(FIRST, time_of_day(12), UTC), on=FIRST)
        years = (FIRST, LAST + timedelta(days=365))
        files.save(session, organization.id, plan(), years=years, source="bench", digest="", stamp=stamp)
    with sqlite3.connect(path) as plain:
        for month in range(months):
            plain.execute(REPORTED, {"day": (FIRST + timedelta(days=31 * month + 10)).isoformat()})
    with database.write() as session:
        stamp = Stamp(at=datetime.combine(LAST, time_of_day(9), UTC), on=LAST)
        plan_id = plans.summaries(session, "T1")[0].id
        for item in items.all_open(session, plan_id)[::COMPLETED_OF]:
            items.record(session, item.id, Completed(recorded=LAST, completed_on=LAST - timedelta(days=9)), stamp)


def plan(text_of: Callable[[int], str] = lambda _place: "Visit four lessons with the team") -> Plan:
    """`text_of` is the text of the action item in a place."""
    each = ITEMS // STRATEGIES
    strategies = (
        Strategy(
            code=f"1.{number}",
            title="Learning intentions",
            milestones=(
                Milestone(
                    code=f"1.{number}.1",
                    title="Visits",
                    action_items=tuple(_item(number, place, text_of(place)) for place in range(each)),
                ),
            ),
        )
        for number in range(1, STRATEGIES + 1)
    )
    priority = Priority(code="1", title="Clear learning in every classroom", strategies=tuple(strategies))
    return Plan(title="Plan", organization="Bench District", school_year="2023-24", priorities=(priority,))


def _item(strategy: int, place: int, text: str) -> ActionItem:
    due = FIRST + timedelta(days=(place * 37) % 1500)
    return ActionItem(code=f"1.{strategy}.1.{place + 1}", text=text, owner="Dean", due=due)
