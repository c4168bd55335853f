"""A full disk, a read-only or a locked database: it is reported, nothing is lost, and the bot recovers."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.check_ins.round_desk import RoundDesk
from storage.models import DedupKeyRow
from tests.scenarios.district import District

BUSY = "couldn't save that"
LONG = "No common hour. " * 180
"""No page has room for it."""


@pytest.fixture
def opened(district: District) -> District:
    district.at("2026-11-17 10:00")
    return district


@contextmanager
def full(district: District) -> Iterator[None]:
    """Not a page more, as on a full disk: SQLite says the same of both."""
    pragma(district, "max_page_count=1")  # SQLite takes the present size for less than that
    with pytest.raises(OperationalError, match="full"):
        fill_the_last_pages(district)
    yield
    pragma(district, "max_page_count=1000000")


def fill_the_last_pages(district: District) -> None:
    for number in itertools.count():
        with district.database.write() as session:
            session.add(DedupKeyRow(key=f"filler:{number}:{'x' * 300}", at=district.clock.now()))


@contextmanager
def read_only(district: District) -> Iterator[None]:
    pragma(district, "query_only=ON")
    yield
    pragma(district, "query_only=OFF")


def pragma(district: District, words: str) -> None:
    """On the one connection that writes."""
    with closing(district.database.engine.raw_connection()) as connection:
        connection.cursor().execute(f"PRAGMA {words}")


@contextmanager
def locked(district: District) -> Iterator[None]:
    """By another program, which does not let go."""
    assert district.database.path is not None
    with closing(sqlite3.connect(district.database.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@pytest.mark.parametrize("trouble", [full, read_only, locked])
def test_it_is_said_and_nothing_that_was_acked_is_lost(opened: District, trouble: object) -> None:
    assert callable(trouble)
    ana = opened.person("ana")
    ana.clicks("Not started", on="1.1.3.2")
    ana.clicks("Behind …", on="1.1.3.2")
    ana.fills(cause=LONG, recovery="Dana covers a lesson")

    with trouble(opened):
        ana.submits()
        ana.sees(BUSY)
        ana.sees(LONG.strip())  # what was typed can be kept

    ana.closes()
    ana.sees("Not started · Ana Ruiz")
    ana.clicks("Behind …", on="1.1.3.2")
    ana.fills(cause=LONG, recovery="Dana covers a lesson")
    assert ana.submits() == {}
    ana.sees("Behind: No common hour")


@pytest.mark.parametrize("trouble", [full, read_only, locked])
def test_sending_goes_on_by_itself_afterwards(district: District, trouble: object) -> None:
    assert callable(trouble)
    with trouble(district):
        district.clock.moment = district.clock.moment.replace(month=11, day=17, hour=15, minute=0)
        with suppress(OperationalError, PoolTimeoutError):  # the last pages may have just enough room
            RoundDesk(district.bot.turns).tick()

    district.at("2026-11-17 10:00")

    assert sum("Where do your action items" in answer for answer in district.told("ana")) == 1
