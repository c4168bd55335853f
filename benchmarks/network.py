"""The table of a network, today and two years ago, over the same counts in plain SQL, on SQLite and PostgreSQL.

`NETWORK_SCHOOLS=1000` measures at full scale: 100,000 action items and 3,000,000 reports. Ordinary runs take fewer
schools.
"""

import os
import resource
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from benchmarks import network_sql, network_world
from benchmarks.network_world import LAST, TEAM
from benchmarks.status import milliseconds
from plans.item_progress import Day
from storage.database import Database
from storage.migrate import migrate
from storage.network import counts, scope
from tests.support import postgres

SCHOOLS = int(os.environ.get("NETWORK_SCHOOLS", "100"))
TIMES = 3
TODAY, TWO_YEARS_AGO = Day(LAST, is_over=False), Day(LAST - timedelta(days=730))


@dataclass(frozen=True, slots=True)
class NetworkTook:
    """Milliseconds; megabytes more at most."""

    now: float
    as_of: float
    plain_now: float
    plain_as_of: float
    mb: float


def measure(schools: int = SCHOOLS) -> Mapping[str, NetworkTook]:
    """By the name of the database. Without PostgreSQL's programs, SQLite alone.

    Each in a process of its own, whose memory nothing else has used.
    """
    with _urls() as urls, ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as processes:
        return {name: processes.submit(_measure, url, schools).result() for name, url in urls.items()}


@contextmanager
def _urls() -> Iterator[Mapping[str, str]]:
    """Databases on disk: a whole state is larger than the memory of many a computer."""
    programs = postgres.find_programs()
    with tempfile.TemporaryDirectory() as folder:
        urls = {"sqlite": f"sqlite:///{Path(folder) / 'network.db'}"}
        if programs is None:
            yield urls
            return
        with postgres.serve(programs, fsync=True) as server:
            yield {**urls, "postgresql": server.create("network")}


def _measure(url: str, schools: int) -> NetworkTook:
    """In turns, so that whatever else the computer does slows both."""
    database = Database(url)
    try:
        migrate(database)
        state = network_world.furnish(database, schools)
        took: dict[Day, list[float]] = {TODAY: [], TWO_YEARS_AGO: []}
        floor: dict[Day, list[float]] = {TODAY: [], TWO_YEARS_AGO: []}
        before = _peak_mb()
        for day in (TODAY, TWO_YEARS_AGO) * TIMES:
            with database.read() as session:
                took[day].append(milliseconds(lambda: count(session, state, day)))  # noqa: B023 (called at once)
                floor[day].append(milliseconds(lambda: count_plainly(session, day)))  # noqa: B023
        return NetworkTook(
            now=min(took[TODAY]),
            as_of=min(took[TWO_YEARS_AGO]),
            plain_now=min(floor[TODAY]),
            plain_as_of=min(floor[TWO_YEARS_AGO]),
            mb=_peak_mb() - before,
        )
    finally:
        database.close()


def count(session: Session, state: int, day: Day) -> None:
    network = scope.read(session, TEAM, state, day)
    assert network is not None
    table = counts.by_practice(session, network)
    assert table.all.items.completed.whole


def count_plainly(session: Session, day: Day) -> None:
    days: Mapping[str, Any] = {"day": day.on, "midnight": day.on + timedelta(days=1)}
    for query in network_sql.statements(session.get_bind().dialect.name):
        session.execute(text(query), days).all()


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
