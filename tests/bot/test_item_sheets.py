"""Export, edits in the sheet and in Slack, import: the differences are shown and applied correctly."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import select, update
from typer.testing import CliRunner

from bot.__main__ import make
from bot.action_items import notifying
from bot.action_items.notifying import ItemNotifier
from bot.clock import Clock
from bot.demo.district import HandClock
from bot.turns import Turns
from plans.files import item_sheet
from plans.sheet_changes import SheetItem
from storage.database import Database
from storage.items import item_changes, items
from storage.items.items import Stamp
from storage.models import ActionItemRow, ItemEventRow, ItemNoteRow, OutboxRow, PersonRow
from storage.people import memberships, people
from storage.plans import plans
from tests.support.databases import new_sqlite
from tests.support.districts import MANAGER, TEAM, save_district, staff

EVERYBODY = staff(4)
STAMP = Stamp(at=datetime(2026, 11, 20, 12, tzinfo=UTC), on=date(2026, 11, 20))


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    file = tmp_path / "plan.db"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")
    opened = new_sqlite(file)
    save_district(opened, EVERYBODY)
    yield opened
    opened.close()


@pytest.fixture
def sheet(database: Database, tmp_path: Path) -> Path:
    path = tmp_path / "items.xlsx"
    assert run("export", str(path)).startswith("Wrote 4 open action items")
    return path


def run(*words: str, answer: str = "") -> str:
    outcome = CliRunner().invoke(make(), ["plan", *words], input=answer)
    if outcome.exception is not None and not isinstance(outcome.exception, SystemExit):
        raise outcome.exception
    return outcome.output


def edit(path: Path, change: Callable[[Worksheet], None]) -> None:
    book = load_workbook(path)
    change(book[item_sheet.ITEMS])
    book.save(path)


def row(database: Database, code: str) -> ActionItemRow:
    with database.read() as session:
        return items.find(session, plans.summaries(session, TEAM)[0].id, code)


def in_slack(database: Database, code: str, **values: object) -> None:
    with database.write() as session:
        session.execute(update(ActionItemRow).where(ActionItemRow.code == code).values(**values))


def test_a_sheet_that_nobody_edited_changes_nothing(database: Database, sheet: Path) -> None:
    assert "already matches this file" in run("import", str(sheet), "--yes")


def test_two_edits_an_addition_and_a_removal(database: Database, sheet: Path) -> None:
    def change(page: Worksheet) -> None:
        page["C2"] = "Step one, said better"
        page["G2"] = "Dec 4, 2026"
        page.append([None, None, "A new step", "Teacher 0002", None, None, date(2027, 1, 15)])
        page.delete_rows(4)

    edit(sheet, change)
    output = run("import", str(sheet), answer="y\n")

    assert "CHANGED  1.1.1 text: Step 1.1.1 -> Step one, said better" in output
    assert "CHANGED  1.1.1 due: - -> 2026-12-04" in output
    assert "ADDED    A new step (Teacher 0002, due Fri, Jan 15, 2027)" in output
    assert "REMOVED  1.1.3 Step 1.1.3 (will be canceled)" in output
    assert (row(database, "1.1.1").text, row(database, "1.1.1").due) == ("Step one, said better", date(2026, 12, 4))
    assert row(database, "1.1.3").cancelled
    with database.read() as session:
        assert item_changes.owners_of(session, row(database, "A1").id) == {person_id(database, "U00000002")}


def test_whoever_gets_something_by_the_sheet_is_told_once(database: Database, sheet: Path) -> None:
    def change(page: Worksheet) -> None:
        page["D2"] = "Teacher 0003"
        page["D4"] = "Teacher 0002"
        page["E5"] = "Teacher 0003"
        page.append([None, None, "A new step", "Teacher 0003", "Teacher 0004", None, date(2027, 1, 15)])

    edit(sheet, change)
    run("import", str(sheet), "--yes")

    heard = texts_to(database)
    assert heard.pop("Teacher 0001").startswith("Pat Manager has reassigned *1.1.1* Step 1.1.1 to Teacher 0003")
    assert heard == {
        "Teacher 0002": "An action item for you: 1.1.3",
        "Teacher 0003": "2 action items for you: 1.1.1, 1.1.4, A1, 1.1.3",
        "Teacher 0004": "You're a collaborator on an action item: A1",
    }


def test_whose_item_the_sheet_gives_away_hears_of_it_and_not_of_its_new_date(database: Database, sheet: Path) -> None:
    def change(page: Worksheet) -> None:
        page["D2"] = "Teacher 0003"
        page["G2"] = date(2026, 12, 4)

    edit(sheet, change)
    run("import", str(sheet), "--yes")

    assert texts_to(database) == {
        "Teacher 0001": "Pat Manager has reassigned *1.1.1* Step 1.1.1 to Teacher 0003, so it's no longer yours. "
        '"changed in the file items.xlsx": 1.1.1',
        "Teacher 0003": "An action item for you: 1.1.1",
    }


def test_who_has_left_is_not_told_that_somebody_else_has_their_item(database: Database, sheet: Path) -> None:
    with database.write() as session:
        session.execute(update(PersonRow).where(PersonRow.slack_id == "U00000001").values(active=False))
    edit(sheet, lambda page: page.__setitem__("D2", "Teacher 0003"))
    run("import", str(sheet), "--yes")

    assert texts_to(database) == {"Teacher 0003": "An action item for you: 1.1.1"}


def test_a_sheet_that_takes_items_out_says_so_in_one_message(database: Database, sheet: Path) -> None:
    in_slack(database, "1.1.2", owner_role="Teacher 0001", owner_key="teacher 0001")
    run("export", str(sheet))
    edit(sheet, lambda page: page.delete_rows(2, 2))
    run("import", str(sheet), "--yes", "--by", "Teacher 0004")

    assert texts_to(database) == {"Teacher 0001": "Teacher 0004 has canceled *1.1.1* Step 1.1.1: 1.1.1, 1.1.2"}


def test_whose_date_is_moved_by_the_sheet_hears_of_it(database: Database, sheet: Path) -> None:
    edit(sheet, lambda page: page.__setitem__("G2", date(2026, 12, 4)))
    run("import", str(sheet), "--yes")

    assert texts_to(database) == {"Teacher 0001": "Pat Manager has moved *1.1.1* Step 1.1.1: 1.1.1"}


def test_who_changed_what_and_why_is_kept(database: Database, sheet: Path) -> None:
    def change(page: Worksheet) -> None:
        page["D2"] = "Teacher 0003"
        page["G2"] = date(2026, 12, 4)

    edit(sheet, change)
    run("import", str(sheet), "--yes")

    why = "changed in the file items.xlsx"
    with database.read() as session:
        notes = session.scalars(select(ItemNoteRow).order_by(ItemNoteRow.id)).all()
        events = session.scalars(select(ItemEventRow).filter_by(kind="due_moved")).all()
    manager = person_id(database, MANAGER)
    stored = [(note.change, note.person_id, note.reason, note.for_other) for note in notes]
    assert sorted(stored) == [("date_moved", manager, why, True), ("reassigned", manager, why, False)]
    assert [(event.person_id, event.reason, event.due) for event in events] == [(manager, why, date(2026, 12, 4))]


def test_a_plan_with_two_managers_asks_whose_changes_they_are(database: Database, sheet: Path) -> None:
    with database.write() as session:
        school = plans.summaries(session, TEAM)[0].organization_id
        memberships.grant(session, school, person_id(database, "U00000001"), "plan_manager")
    edit(sheet, lambda page: page.__setitem__("C2", "Another text"))

    assert "Say whose changes these are with --by @name" in run("import", str(sheet), "--yes")
    assert row(database, "1.1.1").text == "Step 1.1.1"
    assert "now matches the sheet" in run("import", str(sheet), "--yes", "--by", "Pat Manager")


def person_id(database: Database, slack_id: str) -> int:
    with database.read() as session:
        person = people.person(session, TEAM, slack_id)
    assert person is not None
    return person.id


def texts_to(database: Database) -> dict[str, str]:
    """The title and the numbers of the one message to each, as the bot makes it of what it finds."""
    turns = Turns(database, HandClock(Clock().now() + timedelta(minutes=10)))
    ItemNotifier(turns).tick()
    with database.read() as session:
        actual = session.scalars(select(OutboxRow).where(OutboxRow.kind == "post").order_by(OutboxRow.id)).all()
        names = {message.channel: people.person(session, TEAM, message.channel) for message in actual}
        assert len(names) == len(actual)
        texts = {
            person.name: str(notifying.content(session, message.key)["text"])
            for message in actual
            if (person := names[message.channel])
        }
    return {name: f"{title(text)}: {', '.join(re.findall(r'[*]([A1].*?)[*] ', text))}" for name, text in texts.items()}


def title(text: str) -> str:
    return text.splitlines()[0].removeprefix(":calendar: ").partition(": ")[0]


def test_nothing_is_applied_without_a_yes(database: Database, sheet: Path) -> None:
    edit(sheet, lambda page: page.__setitem__("C2", "Another text"))

    assert "Nothing was changed." in run("import", str(sheet), answer="n\n")
    assert row(database, "1.1.1").text == "Step 1.1.1"


def test_what_changed_in_slack_is_not_overwritten(database: Database, sheet: Path) -> None:
    def change(page: Worksheet) -> None:
        page["C2"] = "From the sheet"
        page["C3"] = "Second, from the sheet"

    in_slack(database, "1.1.1", text="From Slack")
    in_slack(database, "1.1.4", text="Only in Slack")
    edit(sheet, change)
    output = run("import", str(sheet), "--yes")

    assert "CONFLICT 1.1.1 text: exported as Step 1.1.1, in the sheet From the sheet" in output
    assert "since changed here to From Slack" in output
    assert [row(database, f"1.1.{n}").text for n in (1, 2, 4)] == [
        "From Slack",
        "Second, from the sheet",
        "Only in Slack",
    ]


def test_two_people_edit_two_copies(database: Database, sheet: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(sheet.read_bytes())
    edit(sheet, lambda page: page.__setitem__("C2", "Mine"))
    edit(copy, lambda page: page.__setitem__("C2", "Theirs"))
    edit(copy, lambda page: page.__setitem__("C3", "Theirs, too"))

    assert "CONFLICT" not in run("import", str(sheet), "--yes")
    assert "CONFLICT 1.1.1 text" in run("import", str(copy), "--yes")
    assert (row(database, "1.1.1").text, row(database, "1.1.2").text) == ("Mine", "Theirs, too")


@pytest.mark.parametrize(
    ("cell", "value", "output"),
    [
        ("G2", "Nov 31", "Action items, row 2, Due: “Nov 31” isn't a date"),
        ("C2", None, "Action items, row 2: The action item has no text"),
        ("A3", "1.1.1", "The number 1.1.1 is in two rows"),
        ("D2", "All", "Action items, row 2, Owner: “All” can't own an action item"),
        ("D3", "to be determined", "Owner: “to be determined” can't own an action item"),
        ("C1", "Was", "The column “Action item” is missing"),
        ("B2", "9.9", 'The plan has no milestone "9.9"'),
    ],
)
def test_a_bad_sheet_is_named_and_nothing_applied(
    database: Database, sheet: Path, cell: str, value: str | None, output: str
) -> None:
    edit(sheet, lambda page: page.__setitem__(cell, value))

    assert output in run("import", str(sheet), "--yes")
    assert row(database, "1.1.1").text == "Step 1.1.1"


def test_no_text_becomes_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "items.xlsx"
    evil = ('=HYPERLINK("http://x")', "+1+1", "-2", "@SUM(A1)")
    written = [SheetItem(code=str(number), text=text) for number, text in enumerate(evil)]
    path.write_bytes(item_sheet.write("School", "2026-27", written))

    page = load_workbook(path)[item_sheet.ITEMS]
    assert [page.cell(number, 3).data_type for number in range(2, 6)] == ["s"] * 4
    read = item_sheet.read(path)
    assert read is not None
    assert read.items == tuple(written)
