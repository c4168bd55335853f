"""A plan's file, dropped into the bot's messages: what it holds, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from sandbox.manifest import read_manifest
from storage.plans import plans
from tests.scenarios.district import MANIFEST, TEAM, District, finger_on, open_district
from tests.support.databases import new_sqlite
from tests.support.setting_up import SEEDS, START, drops, imports, shares, workbook

FAULTY = (
    ("Write success criteria for math units", "Math Lead Teacher", "Nov 2, 2026", "Feb 30, 2027", "Criteria", ""),
    ("Visit each other's classes", "", "Nov 9, 2026", "Jan 29, 2027", "Notes", ""),
    ("Order texts", "Literacy Coach", "Nov 9, 2026", "Dec 4, 2062", "", ""),
    ("Meet with families", "Literacy Coach", "Mar 11, 2027", "Feb 26, 2027", "", ""),
    ("", "Principal", "Mar 11, 2027", "Mar 26, 2027", "", ""),
)


@pytest.fixture
def empty(database_url: str) -> Iterator[District]:
    """A workspace whose bot has no plan yet, on each database."""
    with open_district(database_url, START, seeds=SEEDS) as opened:
        yield opened


@pytest.fixture
def district_empty(tmp_path: Path) -> Iterator[District]:
    """The same on SQLite alone."""
    new_sqlite(tmp_path / "empty.db").close()
    with open_district(tmp_path / "empty.db", START, seeds=SEEDS) as opened:
        yield opened


def summaries(district: District) -> list[Any]:
    with district.database.read() as session:
        return plans.summaries(session, TEAM)


def deletes_files(district: District) -> None:
    for file in district.slack.world.state.files.values():
        file.content_base64 = None


def test_an_owner_of_an_empty_workspace_drops_a_plan_and_imports_it(empty: District) -> None:
    answer = drops(empty, "omar", "Lakeside plan.xlsx", workbook())

    assert "Nothing's imported yet." in answer
    assert "1 goal, 1 strategy, 1 milestone, 4 action items" in answer
    assert "• Literacy Coach: 2\n• Math Lead Teacher: 1\n• Principal: 1" in answer
    assert "*Left out*\n• *Sheet 'Activities', cell F4*: The column “Mood” isn't used." in answer
    assert summaries(empty) == []

    imports(empty, "omar")
    assert "4 new action items" in empty.told("omar")[-2]
    assert "You're now the plan manager of *Lakeside Elementary School*." in empty.told("omar")[-2]
    (plan,) = summaries(empty)
    assert (plan.organization, plan.time_zone) == ("Lakeside Elementary School", "America/Chicago")


def test_each_fault_is_named_by_its_cell_and_the_corrected_file_is_imported(district_empty: District) -> None:
    answer = drops(district_empty, "omar", "Lakeside plan.xlsx", workbook(FAULTY))
    assert "I can't import Lakeside plan.xlsx yet\n3 things need fixing:" in answer
    assert "cell D5*: “Feb 30, 2027” is a day that doesn't exist." in answer
    assert "cell D8*: The due date (Fri, Feb 26, 2027) is before the start date (Thu, Mar 11, 2027)." in answer
    assert "cell B9*: This row has a person, a date or an output but no action item." in answer
    assert "cell A6*: No one is named as responsible" in answer
    assert "cell D7*: Mon, Dec 4, 2062 is outside the plan's school year, 2026-27." in answer
    assert "drop it in here again" in answer

    assert "Please check" not in drops(district_empty, "omar", "Lakeside plan.xlsx", workbook())
    imports(district_empty, "omar")
    assert len(summaries(district_empty)) == 1


def test_a_file_without_a_school_year_is_read_for_this_one_and_says_so(district_empty: District) -> None:
    rows = (("Order texts", "Literacy Coach", "Nov 9", "Dec 4", "", ""),)
    answer = drops(district_empty, "omar", "Lakeside plan.xlsx", workbook(rows, year=""))
    assert "doesn't name a school year, so I read it for 2026-27" in answer

    imports(district_empty, "omar")
    assert [plan.school_year for plan in summaries(district_empty)] == ["2026-27"]


def test_who_may_not_import_hears_whom_to_send_it_to_and_the_file_is_not_read(district_empty: District) -> None:
    empty = district_empty
    answer = drops(empty, "maria", "Lakeside plan.xlsx", workbook())
    assert "there aren't any yet. An owner or admin of this workspace can begin with `/plan setup`." in answer
    assert empty.calls("files.info") == 0

    drops(empty, "omar", "Lakeside plan.xlsx", workbook())
    imports(empty, "omar")
    assert "Only plan managers can import files. Send it to Omar Haddad." in drops(empty, "maria", "a.csv", b"a,b")


def test_a_second_import_of_one_card_is_refused(district_empty: District) -> None:
    empty = district_empty
    drops(empty, "omar", "Lakeside plan.xlsx", workbook())
    again = finger_on(empty.person("omar"), "Import …")
    cancels = finger_on(empty.person("omar"), "Cancel")
    imports(empty, "omar")
    before = summaries(empty)
    again()
    empty.person("omar").sees("Lakeside plan.xlsx was imported or canceled already.")
    cancels()

    assert summaries(empty) == before


def test_two_owners_import_the_same_file(district_empty: District) -> None:
    empty = district_empty
    empty.changes("U0000DANA", role="admin")
    drops(empty, "omar", "Lakeside plan.xlsx", workbook())
    drops(empty, "dana", "Lakeside plan.xlsx", workbook())
    imports(empty, "omar")
    empty.person("dana").clicks("Import …")
    errors = empty.person("dana").submits()

    assert errors == {"organization": "Only plan managers of Lakeside Elementary School can do that: Omar Haddad."}
    assert len(summaries(empty)) == 1


def test_a_newer_file_takes_the_place_of_the_one_before(district_empty: District) -> None:
    drops(district_empty, "omar", "first.xlsx", workbook())
    drops(district_empty, "omar", "second.xlsx", workbook())

    assert "You sent a newer file after first.xlsx" in district_empty.told("omar")[1]
    imports(district_empty, "omar")
    assert "second.xlsx is imported" in district_empty.told("omar")[-2]


@pytest.mark.parametrize(
    ("button", "answer"), [("Cancel", "You canceled plan.xlsx."), ("Fix and send again", "Waiting for a corrected")]
)
def test_a_file_can_be_left(district_empty: District, button: str, answer: str) -> None:
    drops(district_empty, "omar", "plan.xlsx", workbook())
    district_empty.person("omar").clicks(button)

    assert answer in district_empty.told("omar")[-1]
    assert summaries(district_empty) == []


def test_a_file_that_was_deleted_meanwhile_is_asked_for_again(district_empty: District) -> None:
    empty = district_empty
    shares(empty, "omar", "plan.xlsx", workbook())
    deletes_files(empty)
    empty.bot.files.read_received()

    assert "it was deleted before I could read it" in empty.told("omar")[-1]


def test_a_file_is_imported_as_it_was_read_whatever_becomes_of_it_in_slack(district_empty: District) -> None:
    drops(district_empty, "omar", "plan.xlsx", workbook())
    deletes_files(district_empty)
    imports(district_empty, "omar")

    assert len(summaries(district_empty)) == 1


def test_the_bot_restarts_between_every_two_steps(district_empty: District) -> None:
    empty = district_empty
    shares(empty, "omar", "plan.xlsx", workbook())
    empty.restarts()
    empty.bot.files.read_received()
    empty.bot.files.read_received()
    assert sum("I read plan.xlsx" in text for text in empty.told("omar")) == 1
    empty.restarts()
    empty.person("omar").clicks("Import …")
    empty.restarts()
    assert empty.person("omar").submits() == {}

    assert len(summaries(empty)) == 1


@pytest.mark.parametrize(
    ("name", "content", "answer"),
    [
        ("plan.pdf", b"%PDF-1.7 plan", "This is a PDF, and plans can't be read from one."),
        ("picture.png", b"\x89PNG picture", "Plans are read from .xlsx, .csv, .docx and .yml files."),
        ("plan.xlsx", b"PK\x03\x04 broken", "The workbook is damaged"),
        ("plan.csv", b"x" * (10 * 1024**2 + 1), "The file is larger than 10 MB"),
        ("calendar.ics", b"BEGIN:VCALENDAR\nEND:VCALENDAR", "Nothing here says that school is closed."),
    ],
)
def test_a_file_of_another_kind_is_answered_with_what_to_do(
    district_empty: District, name: str, content: bytes, answer: str
) -> None:
    assert answer in drops(district_empty, "omar", name, content)


def test_a_school_calendar_is_read_shown_and_imported(district_empty: District) -> None:
    empty = district_empty
    drops(empty, "omar", "plan.xlsx", workbook())
    imports(empty, "omar")
    answer = drops(empty, "omar", "days.csv", b"Nov 25 - Nov 27, 2026: Thanksgiving break\nJan 18, 2027: No school\n")
    assert "a school calendar with 2 closed days and breaks" in answer
    assert "• Thanksgiving break: Wed, Nov 25 to Fri, Nov 27" in answer

    imports(empty, "omar")
    assert "*Lakeside Elementary School* has 2 closed days and breaks in its calendar." in empty.told("omar")[-1]


def test_the_files_of_others_do_not_go_past_the_front_desk(district_empty: District) -> None:
    answer = drops(district_empty, "maria", "cat.png", b"\x89PNG cat")

    assert "I'm not sure what you mean" in answer


def test_without_the_permission_to_read_files_the_bot_says_so(tmp_path: Path) -> None:
    manifest = read_manifest(MANIFEST)
    assert manifest.scopes is not None
    new_sqlite(tmp_path / "empty.db").close()
    with open_district(tmp_path / "empty.db", START, seeds=SEEDS) as district:
        without = replace(manifest, scopes=manifest.scopes - {"files:read"})
        district.slack.world.manifest = without

        assert "Slack doesn't let me open the file." in drops(district, "omar", "plan.xlsx", workbook())


def test_a_plan_manager_with_an_open_check_in_imports_a_plan_and_shows_a_picture(district: District) -> None:
    district.at("2026-11-17 10:00")
    dana = district.person("dana")
    district.changes("U0000DANA", role="admin")
    assert "Is it evidence for your check-in instead?" in drops(district, "dana", "Lakeside.xlsx", workbook())

    dana.attaches("walk.png", "YQ==", in_=dana.dm())
    dana.sees("Which of these is walk.png evidence of?")


def test_a_file_that_slack_keeps_back_does_not_hold_up_the_next_one(district_empty: District) -> None:
    district_empty.troubles(refusals={"files.info": "access_denied"})
    assert "Slack wouldn't give me the file." in drops(district_empty, "omar", "first.xlsx", workbook())
    district_empty.troubles()

    assert "I read second.xlsx" in drops(district_empty, "omar", "second.xlsx", workbook())


def test_a_file_is_read_after_an_outage_of_slack(district_empty: District) -> None:
    shares(district_empty, "omar", "plan.xlsx", workbook())
    district_empty.troubles(refusals={"files.info": "internal_error"})
    with pytest.raises(SlackApiError):
        district_empty.bot.files.read_received()
    district_empty.troubles()
    district_empty.bot.files.read_received()

    assert "I read plan.xlsx" in district_empty.told("omar")[-1]
