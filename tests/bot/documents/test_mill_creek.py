"""A small school's year: its documents read as they were written by hand, and the same whenever they are made."""

from datetime import date

import pytest

from bot.documents import kinds
from bot.documents.text import text
from conversations.documents.names import DocumentName
from plans.item_progress import Day
from storage.database import Database
from storage.plans import plans
from tests.bot.documents import mill_creek

DECEMBER, JUNE = Day(date(2026, 12, 18)), Day(date(2027, 6, 11))


@pytest.fixture
def plan_id(database: Database) -> int:
    saved = mill_creek.begin(database)
    mill_creek.live_fall(database, saved)
    return saved


def printed(database: Database, name: DocumentName, plan_id: int, day: Day) -> str:
    with database.read() as session:
        return text(kinds.make(session, name, plans.summary(session, plan_id), day))


def expected(name: str) -> str:
    return (mill_creek.SEEDS / f"{name}.md").read_text(encoding="utf-8")


def test_the_first_semester_reads_as_written_by_hand_and_the_same_in_june(database: Database, plan_id: int) -> None:
    in_december = printed(database, DocumentName.SEMESTER, plan_id, DECEMBER)
    mill_creek.live_spring(database, plan_id)

    assert in_december == expected("semester-2026-12-18")
    assert printed(database, DocumentName.SEMESTER, plan_id, DECEMBER) == in_december


def test_the_second_semester_has_its_own_quarters_and_reviews(database: Database, plan_id: int) -> None:
    mill_creek.live_spring(database, plan_id)
    in_june = printed(database, DocumentName.SEMESTER, plan_id, JUNE)

    assert "2nd Semester: Mill Creek Elementary" in in_june
    assert "| Milestone 1.1.1 | 3rd Quarter | 4th Quarter |" in in_june
    assert "No review of this semester has been answered for this strategy." in in_june
    assert "Improved, target not met: 55%" in in_june


def test_the_quarter_says_what_keeps_an_outcome_from_moving(database: Database, plan_id: int) -> None:
    in_december = printed(database, DocumentName.QUARTER, plan_id, DECEMBER)

    assert (
        "Not moving: 48% (Mon, Dec 14). Cause: new readers joined in October. Next: add a morning group" in in_december
    )
    assert "## Final outcomes revisited" in in_december


def test_the_year_reads_as_written_by_hand(database: Database, plan_id: int) -> None:
    mill_creek.live_spring(database, plan_id)

    assert printed(database, DocumentName.YEAR, plan_id, JUNE) == expected("year-2027-06-11")
