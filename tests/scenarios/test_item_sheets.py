"""The action items of a plan, out to a workbook and back by way of the bot's messages."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import select, update

from plans.files import item_sheet
from storage.models import ActionItemRow, ItemEventRow
from storage.people import memberships, organizations, people
from tests.scenarios.district import TEAM, District, finger_on
from tests.support.setting_up import drops, imports

CODE, MILESTONE, TEXT, OWNER, DUE = "A", "B", "C", "D", "G"
FILE = "Bethel-Elementary-School-action-items-2026-11-17.xlsx"
FIRST, SECOND, THIRD = 2, 3, 4
"""Rows of the sheet."""


@pytest.fixture
def november(district: District) -> District:
    district.at("2026-11-17 10:00")
    return district


def exported(district: District) -> bytes:
    omar = district.person("omar")
    district.answers("omar", "/plan setup bethel", in_="dm")
    omar.selects("Action items as a spreadsheet")
    return district.files("omar", omar.dm())[FILE]


def edited(content: bytes, change: Callable[[Worksheet], None]) -> bytes:
    book, written = load_workbook(BytesIO(content)), BytesIO()
    change(book[item_sheet.ITEMS])
    book.save(written)
    return written.getvalue()


def codes(content: bytes) -> list[str]:
    sheet = load_workbook(BytesIO(content))[item_sheet.ITEMS]
    return [str(cell.value) for cell in sheet[CODE][1:]]


def stored(district: District, code: str) -> ActionItemRow:
    with district.database.read() as session:
        return session.scalars(select(ActionItemRow).where(ActionItemRow.code == code)).first()  # type: ignore[return-value]  # it is there


def in_slack(district: District, code: str, **changes: object) -> None:
    with district.database.write() as session:
        session.execute(update(ActionItemRow).where(ActionItemRow.code == code).values(**changes))


def four_edits(sheet: Worksheet) -> None:
    """The wording and the date of the first item change, the third is deleted, and a new one is added."""
    sheet[f"{TEXT}{FIRST}"] = "Agree on one guide for all"
    sheet[f"{DUE}{FIRST}"] = "Jan 15, 2027"
    sheet.delete_rows(THIRD)
    sheet.append([None, "1.1.2", "Share the guide with families", "Maria Okafor", None, None, "Feb 5, 2027"])


def test_the_workbook_comes_as_a_file_and_its_changes_are_listed_before_they_are_imported(november: District) -> None:
    workbook = exported(november)
    first, _second, third = codes(workbook)[:3]
    words, leaving = stored(november, first).text, stored(november, third).text
    answer = drops(november, "omar", "bethel items.xlsx", edited(workbook, four_edits))
    omar = november.person("omar")

    assert "The open action items of *Bethel Elementary School*. Change, add or delete rows" in "\n".join(
        november.told("omar")
    )
    assert answer.startswith(
        "I read bethel items.xlsx\nNothing's imported yet. Here's what would change in the plan of"
    )
    assert f"• *{first}*, Action item: Agree on one guide for all (before: {words.rstrip('.')})" in answer
    assert f"• *{first}*, Due: Fri, Jan 15" in answer
    assert "*New*\n• Share the guide with families (Maria Okafor, due Fri, Feb 5)" in answer
    assert f"*Deleted from the file, so they'll be canceled*\n• *{third}* {leaving}" in answer
    assert stored(november, first).text == words

    omar.clicks("Import …")
    omar.sees("this changes 2 cells, adds 1 action item and cancels 1.")
    omar.fills(reason="We agreed on it in the team")
    assert omar.submits() == {}
    november.settles()
    assert any(
        text.startswith(
            "bethel items.xlsx is imported\n"
            "The plan of *Bethel Elementary School* now matches the file: 2 cells changed, 1 added, 1 canceled."
        )
        for text in november.told("omar")
    )
    assert stored(november, first).text == "Agree on one guide for all"
    assert stored(november, third).cancelled
    with november.database.read() as session:
        history = session.scalars(select(ItemEventRow).filter_by(item_id=stored(november, third).id)).all()
    assert "We agreed on it in the team" in {event.reason for event in history}
    assert codes(exported(november)).count(third) == 0


def test_what_slack_changed_too_stays_and_is_named_by_its_cell(november: District) -> None:
    workbook = exported(november)
    first = codes(workbook)[0]
    in_slack(november, first, text="Agree on two guides")
    answer = drops(november, "omar", "items.xlsx", edited(workbook, four_edits))

    assert (
        ":warning: *Changed in Slack too, so Slack's version stays*\n"
        f"• *{first}*, Action item: Agree on one guide for all in the file, Agree on two guides in Slack"
    ) in answer
    imports(november, "omar")
    assert stored(november, first).text == "Agree on two guides"


def test_a_card_that_slack_has_overtaken_is_refused_and_lists_the_changes_again(november: District) -> None:
    workbook = exported(november)
    first, second = codes(workbook)[:2]
    omar = november.person("omar")
    drops(november, "omar", "items.xlsx", edited(workbook, four_edits))
    omar.clicks("Import …")
    in_slack(november, first, text="Agree on two guides")
    assert "Something changed in Slack" in omar.submits()["reason"]
    omar.closes()
    assert "Agree on two guides in Slack" in november.told("omar")[-1]

    outdated = finger_on(omar, "Import …")
    in_slack(november, first, text="Agree on three guides")
    outdated()
    omar.sees("Something changed in Slack since I listed what's in items.xlsx")
    assert not any("is imported" in text for text in november.told("omar"))
    imports(november, "omar")
    assert stored(november, first).text == "Agree on three guides"
    assert not stored(november, second).cancelled


def test_a_second_import_is_refused_and_a_canceled_workbook_changes_nothing(november: District) -> None:
    workbook = exported(november)
    third = codes(workbook)[2]
    omar = november.person("omar")
    drops(november, "omar", "items.xlsx", edited(workbook, four_edits))
    omar.clicks("Cancel")
    assert "You canceled items.xlsx. Nothing was imported." in november.told("omar")[-1]
    assert not stored(november, third).cancelled

    drops(november, "omar", "items.xlsx", edited(workbook, four_edits))
    again = finger_on(omar, "Import …")
    imports(november, "omar")
    again()
    omar.sees("items.xlsx was imported or canceled already.")
    with november.database.read() as session:
        added = select(ActionItemRow).where(ActionItemRow.text == "Share the guide with families")
        assert len(session.scalars(added).all()) == 1


def test_an_unedited_workbook_and_faults_in_its_cells_are_answered_without_an_import(november: District) -> None:
    workbook = exported(november)
    assert "There's nothing in it to import into the plan of *Bethel" in drops(november, "omar", "a.xlsx", workbook)

    faulty = edited(workbook, lambda sheet: sheet.__setitem__(f"{DUE}{SECOND}", "Feb 30, 2027"))
    assert "*Action items, row 3, Due*" in drops(november, "omar", "b.xlsx", faulty)
    elsewhere = edited(workbook, lambda sheet: sheet.__setitem__(f"{MILESTONE}{SECOND}", "9.9.9"))
    answer = drops(november, "omar", "c.xlsx", elsewhere)
    assert answer.startswith("I can't import c.xlsx yet\nThe plan doesn't have 9.9.9 as milestones.")


def test_a_workbook_of_a_plan_that_others_manage_is_refused(november: District) -> None:
    workbook = exported(november)
    with november.database.write() as session:
        school = organizations.find(session, TEAM, "Reynolds Middle School")
        lee = people.person(session, TEAM, "U00000LEE")
        assert school is not None
        assert lee is not None
        memberships.grant(session, school.id, lee.id, "plan_manager")
    answer = drops(november, "lee", "items.xlsx", edited(workbook, four_edits))

    assert answer.startswith(
        "I can't import items.xlsx yet\nOnly plan managers of Bethel Elementary School can do that:"
    )
