"""The table of a network, today and two years ago, over the same counts in plain SQL.

`NETWORK_SCHOOLS=1000` measures at full scale: 100 action items and 30 events each, so 3,000,000 events. Ordinary runs
take fewer schools.
"""

import os
import resource
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from benchmarks.status import milliseconds
from plans.cause_categories import CauseCategory
from plans.item_progress import Day
from plans.practices import PRACTICES
from storage.database import Database
from storage.migrate import migrate
from storage.models import (
    ActionItemRow,
    AnswerRow,
    Base,
    CheckInRequestRow,
    ItemEventRow,
    MilestoneEventRow,
    MilestoneRow,
    OrganizationRow,
    PlanRow,
    PriorityRow,
    RequestTopicRow,
    RoundRow,
    StrategyRow,
)
from storage.network import counts, scope
from storage.people import organizations, people
from storage.people.people import Member

SCHOOLS = int(os.environ.get("NETWORK_SCHOOLS", "100"))
SCHOOLS_IN_DISTRICT, STRATEGIES, MILESTONES, ITEMS, EVENTS = 50, 3, 10, 100, 30
TIMES = 3
TEAM, NEW_YORK = "TSTATE", "America/New_York"
FIRST = date(2023, 8, 1)
LAST = FIRST + timedelta(days=31 * EVENTS)
TODAY, TWO_YEARS_AGO = Day(LAST, is_over=False), Day(LAST - timedelta(days=730))
_LAGGING = "NOT off AND NOT done AND (said OR now_due < :day)"
PLAIN_ITEMS = """
    SELECT practice, SUM(NOT off), SUM(NOT off AND done),
        SUM(NOT off AND now_due < :day AND done AND done_on <= now_due),
        SUM(NOT off AND now_due < :day AND done AND done_on > now_due), SUM(NOT off AND now_due < :day AND NOT done),
        SUM(NOT off AND first < :day AND done AND done_on <= first),
        SUM(NOT off AND first < :day AND done AND done_on > first), SUM(NOT off AND first < :day AND NOT done),
        SUM(moves), SUM(moves > 0), SUM(NOT off AND NOT done AND now_due = :day),
        SUM(NOT off AND NOT done AND now_due > :day), SUM(NOT off AND NOT done AND now_due IS NULL),
        SUM(NOT off AND NOT done AND said AND now_due >= :day), SUM(off)
        {causes}
    FROM (
        SELECT COALESCE(item.practice, milestone.practice, strategy.practice) AS practice, event.after_due AS now_due,
            event.after_first_due AS first, event.after_completed_on AS done_on, event.after_times_moved AS moves,
            event.after_cancelled AS off, event.after_said_behind AS said, cause.cause_category AS cause,
            event.after_completed_on IS NOT NULL AND event.after_completed_on <= :day AS done
        FROM action_item AS item JOIN item_event AS event ON event.id = (
            SELECT id FROM item_event WHERE item_id = item.id AND recorded_on <= :day
            ORDER BY recorded_on DESC, id DESC LIMIT 1
        )
        LEFT JOIN item_event AS cause ON cause.id =
            CASE WHEN event.kind = 'reported' AND event.reason <> '' THEN event.id ELSE event.after_cause_id END
        JOIN milestone ON milestone.id = item.milestone_id JOIN strategy ON strategy.id = milestone.strategy_id
    )
    GROUP BY practice
""".format(causes="".join(f", SUM(cause = '{category}' AND {_LAGGING})" for category in CauseCategory))
PLAIN_MILESTONES = """
    SELECT strategy.practice, COUNT(*), SUM(done.completed_on <= :day),
        SUM(dated.due < :day AND NOT COALESCE(done.completed_on <= :day, 0))
    FROM milestone JOIN strategy ON strategy.id = milestone.strategy_id
    JOIN milestone_event AS dated ON dated.id = (
        SELECT MAX(id) FROM milestone_event
        WHERE milestone_id = milestone.id AND recorded_on <= :day AND kind IN ('added', 'due_moved')
    )
    LEFT JOIN milestone_event AS done ON done.id = (
        SELECT MAX(id) FROM milestone_event
        WHERE milestone_id = milestone.id AND recorded_on <= :day AND kind IN ('completed', 'reopened')
    )
    GROUP BY strategy.practice
"""
PLAIN_SCHOOLS = "SELECT practice, COUNT(DISTINCT plan_id) FROM strategy GROUP BY practice"
PLAIN_REPORTED = """
    SELECT COALESCE(item.practice, milestone.practice, strategy.practice), COUNT(*), SUM(EXISTS (
        SELECT 1 FROM answer WHERE answer.round_id = round.id AND answer.item_id = topic.item_id AND answer."on" <= :day
    ))
    FROM round JOIN check_in_request AS request ON request.round_id = round.id
    JOIN request_topic AS topic ON topic.request_id = request.id JOIN action_item AS item ON item.id = topic.item_id
    JOIN milestone ON milestone.id = item.milestone_id JOIN strategy ON strategy.id = milestone.strategy_id
    WHERE round.state = 'closed' AND round.closed_at <= :day AND round.period = (
        SELECT MAX(period) FROM round AS other
        WHERE other.plan_id = round.plan_id AND other.state = 'closed' AND other.closed_at <= :day
    )
    GROUP BY 1
"""
PLAIN = (PLAIN_ITEMS, PLAIN_MILESTONES, PLAIN_SCHOOLS, PLAIN_REPORTED)
REPORTED = """
    INSERT INTO item_event (item_id, kind, at, recorded_on, ongoing, status, reason, after_due, after_first_due,
        after_times_moved, after_completed_on, after_cancelled, after_cancelled_overdue, after_said_behind)
    SELECT item_id, 'reported', :day || ' 12:00:00', :day, ongoing, 'on_track', '', after_due, after_first_due,
        after_times_moved, after_completed_on, after_cancelled, after_cancelled_overdue, 0
    FROM item_event WHERE kind = 'added'
"""
BEHIND = """
    INSERT INTO item_event (item_id, kind, at, recorded_on, ongoing, status, reason, cause_category, after_due,
        after_first_due, after_times_moved, after_cancelled, after_cancelled_overdue, after_said_behind)
    SELECT item_id, 'reported', :day || ' 12:00:00', :day, 0, 'behind', 'No substitutes',
        CASE item_id % 3 WHEN 0 THEN 'staffing' WHEN 1 THEN 'time' ELSE 'training' END, after_due, after_first_due, 0,
        0, 0, 1
    FROM item_event WHERE kind = 'added' AND item_id % 5 = 0
"""
"""One of five items was reported behind once, with a cause that no later word replaced."""
LATER = """
    UPDATE item_event AS later SET after_cause_id = cause.id FROM item_event AS cause
    WHERE cause.item_id = later.item_id AND cause.status = 'behind' AND later.recorded_on > cause.recorded_on
"""


@dataclass(frozen=True, slots=True)
class NetworkTook:
    """Milliseconds; megabytes more at most."""

    now: float
    as_of: float
    plain_now: float
    plain_as_of: float
    mb: float


def measure(schools: int = SCHOOLS) -> NetworkTook:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "network.db"
        database = Database(f"sqlite:///{path}")
        try:
            migrate(database)
            state = _furnish(database, path, schools)
            return _measure(database, path, state)
        finally:
            database.close()


def _measure(database: Database, path: Path, state: int) -> NetworkTook:
    """In turns, so that whatever else the computer does slows both."""
    took: dict[Day, list[float]] = {TODAY: [], TWO_YEARS_AGO: []}
    floor: dict[Day, list[float]] = {TODAY: [], TWO_YEARS_AGO: []}
    before = _peak_mb()
    for day in (TODAY, TWO_YEARS_AGO) * TIMES:
        with database.read() as session, sqlite3.connect(path) as plain:
            took[day].append(milliseconds(lambda: _count(session, state, day)))  # noqa: B023 (called at once)
            values = {"day": day.on.isoformat()}
            floor[day].append(
                milliseconds(lambda: [plain.execute(query, values).fetchall() for query in PLAIN])  # noqa: B023
            )
    return NetworkTook(
        now=min(took[TODAY]),
        as_of=min(took[TWO_YEARS_AGO]),
        plain_now=min(floor[TODAY]),
        plain_as_of=min(floor[TWO_YEARS_AGO]),
        mb=_peak_mb() - before,
    )


def _count(session: Session, state: int, day: Day) -> None:
    network = scope.read(session, TEAM, state, day)
    assert network is not None
    table = counts.by_practice(session, network)
    assert table.all.items.completed.whole


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


# ---------------------------------------------------------------- a state


def _furnish(database: Database, path: Path, schools: int) -> int:
    with database.write() as session:
        organizations.save_workspace(session, TEAM, "State", "UBOT")
        state = organizations.save_organization(session, TEAM, "State", "state").id
        people.save_people(session, TEAM, [Member(slack_id="ULEAD", name="Lead", time_zone=NEW_YORK)])
        for table, rows in _rows(schools, state):
            session.execute(insert(table), rows)
    with sqlite3.connect(path) as plain:
        for month in range(1, EVENTS):
            plain.execute(REPORTED, {"day": (FIRST + timedelta(days=31 * month)).isoformat()})
        plain.execute(BEHIND, {"day": (FIRST + timedelta(days=10)).isoformat()})
        plain.execute(LATER)
        plain.execute("ANALYZE")
    return state


def _rows(schools: int, state: int) -> Iterator[tuple[type[Base], list[Mapping[str, Any]]]]:
    """Districts have fifty schools. Ids are given, so that rows can name their parents."""
    districts = [state + 1 + number for number in range(-(-schools // SCHOOLS_IN_DISTRICT))]
    first = districts[-1] + 1
    yield OrganizationRow, [_organization(id_, state, "district") for id_ in districts]
    yield (
        OrganizationRow,
        [
            _organization(first + number, districts[number // SCHOOLS_IN_DISTRICT], "school")
            for number in range(schools)
        ],
    )
    for number in range(schools):
        yield from _plan(number + 1, first + number)


def _organization(id_: int, parent_id: int, level: str) -> Mapping[str, Any]:
    zone = {"time_zone": NEW_YORK}
    return {"id": id_, "workspace_id": TEAM, "parent_id": parent_id, "name": f"{level} {id_}", "level": level} | zone


def _plan(plan_id: int, organization_id: int) -> Iterator[tuple[type[Base], list[Mapping[str, Any]]]]:
    years = {"school_year": "2023-26", "starts_on": FIRST, "ends_on": LAST, "created_on": FIRST}
    yield PlanRow, [{"id": plan_id, "organization_id": organization_id, "title": "Plan", "imported": {}, **years}]
    yield PriorityRow, [{"id": plan_id, "plan_id": plan_id, "code": "1", "title": "Learning"}]
    practices = list(PRACTICES)
    strategies = [plan_id * STRATEGIES + number for number in range(STRATEGIES)]
    yield (
        StrategyRow,
        [
            {"id": id_, "plan_id": plan_id, "priority_id": plan_id, "code": f"1.{id_}", "title": "Strategy"}
            | {"practice": practices[id_ % len(practices)]}
            for id_ in strategies
        ],
    )
    milestones = [plan_id * MILESTONES + number for number in range(MILESTONES)]
    yield (
        MilestoneRow,
        [
            {
                "id": id_,
                "plan_id": plan_id,
                "strategy_id": strategies[id_ % STRATEGIES],
                "code": f"1.{id_}",
                "title": "M",
            }
            for id_ in milestones
        ],
    )
    added = {"kind": "added", "at": datetime.combine(FIRST, time_of_day(12), UTC), "recorded_on": FIRST}
    yield MilestoneEventRow, [{"milestone_id": id_, "due": _due(id_), **added} for id_ in milestones]
    items = [plan_id * ITEMS + number for number in range(ITEMS)]
    yield (
        ActionItemRow,
        [
            {
                "id": id_,
                "plan_id": plan_id,
                "milestone_id": milestones[id_ % MILESTONES],
                "code": f"1.{id_}",
                "text": "Visit",
            }
            for id_ in items
        ],
    )
    yield ItemEventRow, [{"item_id": id_, "due": _due(id_), **added, **_after(id_)} for id_ in items]
    yield from _round(plan_id, items)


def _round(plan_id: int, items: list[int]) -> Iterator[tuple[type[Base], list[Mapping[str, Any]]]]:
    """A closed one in which every item was asked about and four of five answered."""
    at = datetime.combine(FIRST + timedelta(days=30), time_of_day(12), UTC)
    times = {"opened_at": at, "closes_at": at, "closed_at": at}
    yield RoundRow, [{"id": plan_id, "plan_id": plan_id, "period": f"{at:%Y-%m}", "state": "closed", **times}]
    yield CheckInRequestRow, [{"id": plan_id, "round_id": plan_id, "person_id": 1, "copies": []}]
    yield (
        RequestTopicRow,
        [{"request_id": plan_id, "position": place, "item_id": id_} for place, id_ in enumerate(items)],
    )
    answer = {"round_id": plan_id, "person_id": 1, "at": at, "on": at.date(), "status": "on_track"}
    yield AnswerRow, [{"item_id": id_, **answer} for id_ in items if id_ % 5]


def _due(id_: int) -> date:
    return FIRST + timedelta(days=(id_ * 37) % 1500)


def _after(id_: int) -> Mapping[str, Any]:
    """One of three is completed a week before or after its date."""
    due = _due(id_)
    completed_on = due + timedelta(days=7 * (-1) ** id_) if id_ % 3 == 0 else None
    return {"after_due": due, "after_first_due": due, "after_completed_on": completed_on}
