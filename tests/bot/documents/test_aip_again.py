"""The document of a plan that people work with in Slack, edited by a district and imported again."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import docx
import pytest
from sqlalchemy import select

from bot.documents import kinds
from bot.documents.document import Document
from bot.documents.formats.excel import excel
from bot.documents.formats.word import word
from conversations.documents.names import DocumentName
from plans.files import read_content
from plans.item_events import Cancelled, Completed, DueMoved
from plans.item_progress import Day
from plans.plan import ActionItem, Benchmark, BenchmarkKind, Milestone, Plan, Priority, Strategy
from storage.database import Database
from storage.items import items
from storage.items.items import Stamp
from storage.models import ActionItemRow, BenchmarkRow, PlanRow
from storage.people import organizations
from storage.plans import files, plans
from storage.plans.files import Imported
from tests.support.districts import SCHOOL, TEAM

SEPTEMBER = Stamp(at=datetime(2026, 9, 1, 12, tzinfo=UTC), on=date(2026, 9, 1))
NOVEMBER = Stamp(at=datetime(2026, 11, 3, 12, tzinfo=UTC), on=date(2026, 11, 3))
DECEMBER = Stamp(at=datetime(2026, 12, 4, 12, tzinfo=UTC), on=date(2026, 12, 4))
JAN_29 = date(2027, 1, 29)
ACTIVITIES = tuple(
    ActionItem(code=f"1.1.1.{number}", text=text, owner="Math Director", due=date(2026, 12, 18))
    for number, text in enumerate(("Write the maps", "Buy the books", "Train the coaches", "Visit lessons"), start=1)
)
INITIATIVE = Strategy(
    code="1.1",
    title="Align materials",
    lead="Math Director",
    benchmarks=(Benchmark(kind=BenchmarkKind.SHORT_TERM, text="Scores rise", due=JAN_29),),
    milestones=(Milestone(code="1.1.1", title="Align materials", lead="Math Director", action_items=ACTIVITIES),),
)
PLAN = Plan(
    title="Accelerated Improvement Plan",
    organization=SCHOOL,
    school_year="2026-27",
    theory_of_action="If we align, then students learn.",
    priorities=(Priority(code="1", title="Success for all", lead="Superintendent", strategies=(INITIATIVE,)),),
)


@pytest.fixture
def plan_id(database: Database) -> int:
    """In November 1.1.1.1 was completed, 1.1.1.2 canceled, and 1.1.1.3 moved to January."""
    with database.write() as session:
        organizations.save_workspace(session, TEAM, "Bethel", "U00000BOT")
    saved = bring_in(database, PLAN, SEPTEMBER).plan_id
    with database.write() as session:
        events = (
            ("1.1.1.1", Completed(NOVEMBER.on, NOVEMBER.on)),
            ("1.1.1.2", Cancelled(NOVEMBER.on, "given by the state")),
            ("1.1.1.3", DueMoved(NOVEMBER.on, JAN_29, "no substitutes")),
        )
        for code, event in events:
            items.record(session, items.find(session, saved, code).id, event, NOVEMBER)
    return saved


def bring_in(database: Database, plan: Plan, stamp: Stamp) -> Imported:
    with database.write() as session:
        school = organizations.save_organization(session, TEAM, SCHOOL, "school")
        more: dict[str, Any] = {"years": (date(2026, 7, 1), date(2027, 6, 30)), "source": "aip.docx"}
        return files.save(session, school.id, plan, **more, digest=str(stamp.on), stamp=stamp)


def printed(database: Database, plan_id: int, day: date = DECEMBER.on) -> Document:
    with database.read() as session:
        return kinds.make(session, DocumentName.AIP, plans.summary(session, plan_id), Day(day))


def typed_over(content: bytes, before: str, after: str) -> bytes:
    """As a district edits it in Word."""
    file = docx.Document(BytesIO(content))
    cells = (cell for table in file.tables for row in table.rows for cell in row.cells)
    paragraph = next(each for cell in cells for each in cell.paragraphs if before in each.text)
    paragraph.runs[0].text = paragraph.text.replace(before, after)
    target = BytesIO()
    file.save(target)
    return target.getvalue()


def test_what_slack_changed_is_in_the_document_and_stays_when_it_is_imported(database: Database, plan_id: int) -> None:
    content = typed_over(word(printed(database, plan_id)), "Visit lessons", "Visit lessons in pairs")
    reading = read_content("aip.docx", content)
    assert reading.plan is not None
    assert [item.code for item in reading.plan.action_items()] == ["1.1.1.1", "1.1.1.3", "1.1.1.4"]

    imported = bring_in(database, reading.plan, DECEMBER)

    assert [(change.code, change.part, change.new) for change in imported.changed] == [
        ("1.1.1.4", "text", "Visit lessons in pairs")
    ]
    assert (imported.added, imported.conflicts, imported.absent) == ((), (), ("1.1.1.2",))
    with database.read() as session:
        rows = {row.code: row for row in session.scalars(select(ActionItemRow))}
        assert rows["1.1.1.1"].completed_on == NOVEMBER.on
        assert rows["1.1.1.2"].cancelled
        assert rows["1.1.1.3"].due == JAN_29
        assert [(row.text, row.due, row.dropped) for row in session.scalars(select(BenchmarkRow))] == [
            ("Scores rise", JAN_29, False)
        ]


def test_imported_as_it_is_it_changes_nothing(database: Database, plan_id: int) -> None:
    document = printed(database, plan_id)
    for stamp, name, content in (
        (NOVEMBER, "aip.docx", word(document)),
        (DECEMBER, "aip.xlsx", excel(document, "About")),
    ):
        plan = read_content(name, content).plan
        assert plan is not None
        imported = bring_in(database, plan, stamp)
        assert (imported.added, imported.changed, imported.conflicts) == ((), (), ())


def test_section_1_of_the_file_comes_in(database: Database, plan_id: int) -> None:
    content = typed_over(word(printed(database, plan_id)), "Not in the plan", "Every team meets weekly.")
    plan = read_content("aip.docx", content).plan
    assert plan is not None

    bring_in(database, plan, DECEMBER)

    with database.read() as session:
        row = session.get_one(PlanRow, plan_id)
        assert row.assets_and_issues == "Every team meets weekly."
        assert row.theory_of_action == "If we align, then students learn."


def test_as_of_a_past_day_it_is_the_plan_of_then(database: Database, plan_id: int) -> None:
    october = read_content("aip.docx", word(printed(database, plan_id, date(2026, 10, 31)))).plan

    assert october == PLAN
