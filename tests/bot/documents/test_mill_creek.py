"""A small school's year: its documents read as they were written by hand, and the same whenever they are made."""

import re
import zlib
from datetime import date

import pytest

import prompts
from bot.documents import kinds
from bot.documents.formats.pdf import pdf
from bot.documents.formats.text import text
from conversations.documents.names import DocumentName
from conversations.script_files.language import grade
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

    report = printed(database, DocumentName.YEAR, plan_id, JUNE)

    assert report == expected("year-2027-06-11")
    assert "Ana Lee" not in report


def test_milestones_that_go_on_are_carried_over_in_both_reports(database: Database, plan_id: int) -> None:
    mill_creek.live_spring(database, plan_id)
    mill_creek.decide(database, plan_id)
    report = printed(database, DocumentName.YEAR, plan_id, JUNE)
    cells = ("1.1.2: Families get a reading night each semester", "Fri, May 28", "Families get two reading nights")

    assert "## Milestones carried over\n\nThese milestones go on in next year's plan." in report
    assert f"| {' | '.join(cells)} | Fri, Dec 17, 2027 |" in report
    assert "isn't decided yet" not in report
    assert "These steps go on next year:\n\n- Families get two reading nights" in printed(
        database, DocumentName.FAMILIES, plan_id, JUNE
    )


@pytest.mark.parametrize("name", [DocumentName.YEAR, DocumentName.FAMILIES])
def test_what_comes_later_changes_no_report_of_december(database: Database, plan_id: int, name: DocumentName) -> None:
    in_december = printed(database, name, plan_id, DECEMBER)
    mill_creek.live_spring(database, plan_id)

    assert printed(database, name, plan_id, DECEMBER) == in_december


def test_the_report_for_families_reads_as_written_by_hand_on_an_upright_page(database: Database, plan_id: int) -> None:
    mill_creek.live_spring(database, plan_id)
    with database.read() as session:
        document = kinds.make(session, DocumentName.FAMILIES, plans.summary(session, plan_id), JUNE)

    assert text(document) == expected("families-2027-06-11")
    assert not document.is_landscape
    assert pages(pdf(document)) == 1


def test_before_its_first_milestone_a_plan_has_finished_nothing(database: Database, plan_id: int) -> None:
    before = printed(database, DocumentName.FAMILIES, plan_id, Day(date(2026, 8, 1)))

    assert "Our plan has no big steps yet." in before
    assert "We finished all" not in before


def test_a_long_plan_fits_two_pages_for_families_and_says_how_much_is_left_out(database: Database) -> None:
    plan_id = mill_creek.begin(database, milestones=40)
    with database.read() as session:
        document = kinds.make(session, DocumentName.FAMILIES, plans.summary(session, plan_id), JUNE)

    assert "- And 34 more." in text(document)
    assert pages(pdf(document)) <= 2


def pages(content: bytes) -> int:
    """How many pages a PDF has, whether its parts are compressed or not."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    plain = [content, *(zlib.decompressobj().decompress(each) for each in streams if each[:1] == b"x")]
    return sum(len(re.findall(rb"/Type\s*/Page\b(?!s)", each)) for each in plain)


# ---------------------------------------------------------------- plain words

TAG = re.compile(r"{%.*?%}|{#.*?#}", re.DOTALL)
BLOCK = re.compile(r"{% block (\w+) %}(.*?){% endblock %}", re.DOTALL)
FOR_LEADERS = {"label", "offer", "file_name"}
HIGHEST_GRADE = 8.0
FEWEST_WORDS = 5
TRADE = {
    "milestone",
    "benchmark",
    "indicator",
    "baseline",
    "strategy",
    "outcome",
    "implementation",
    "fidelity",
    "priority",
}


def sentences_for_families() -> list[str]:
    """Each sentence of the words, with a short word in place of what fills it."""
    words = (prompts.ROOT / "messages" / "documents.families.j2").read_text(encoding="utf-8")
    bodies = (body for name, body in BLOCK.findall(words) if name not in FOR_LEADERS)
    filled = (re.sub(r"{{.*?}}", "this", TAG.sub(" ", body)) for body in bodies)
    return [each.strip() for body in filled for each in re.split(r"(?<=[.?!:])\s|\n", body) if each.strip()]


def test_families_read_plain_sentences() -> None:
    together = grade(" ".join(f"{sentence.rstrip('.:')}." for sentence in sentences_for_families()))
    hard = {each: grade(each) for each in sentences_for_families() if len(each.split()) >= FEWEST_WORDS}

    assert together <= HIGHEST_GRADE
    assert {sentence: level for sentence, level in hard.items() if level > HIGHEST_GRADE} == {}


def test_families_read_no_codes_and_no_terms_of_the_trade() -> None:
    words = set(re.findall(r"[a-z]+", " ".join(sentences_for_families()).lower()))
    document = expected("families-2027-06-11")

    assert words.isdisjoint(TRADE | {f"{term}s" for term in TRADE})
    assert re.search(r"\b\d+\.\d+\b", document) is None
