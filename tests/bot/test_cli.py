"""The command line: what it reads and changes, as sentences and as JSON, and its error messages."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, update
from typer.testing import CliRunner, Result

from bot.__main__ import COMMANDS, make
from storage.database import Database
from storage.models import ActionItemRow, ItemEventRow
from tests.scenarios.district import EXAMPLES

BAD_INPUT = 2
LAKESIDE = "Lakeside Elementary School"


@pytest.fixture
def run(database_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """`throughline …` on the demo's district."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{database_path}")
    for name in ("SLACK_BOT_TOKEN", "SLACK_API_URL"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(make(), list(arguments))

    return call


def read(outcome: Result) -> Any:
    assert outcome.exit_code == 0, outcome.output
    return json.loads(outcome.stdout)


def error_of(outcome: Result) -> str:
    """The error message."""
    assert outcome.exit_code == BAD_INPUT, outcome.output
    return " ".join(outcome.stderr.split())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    outcome = CliRunner().invoke(make(command), [command, "--help"])

    assert outcome.exit_code == 0, outcome.output
    assert f" {command} [OPTIONS]" in outcome.output


# ---------------------------------------------------------------- plans


def test_a_plan_is_checked_without_a_database(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:9/none")
    actual = read(run("plan", "check", str(EXAMPLES / "bethel.yml"), "--json"))

    words = run("plan", "check", str(EXAMPLES / "bethel.yml")).output
    assert "Milestone 1.1.3  Teachers learn from each other's lessons (lead: Principal); by the end of Q3" in words
    assert set(actual) == {"plan", "action_items", "problems"}
    assert len(actual["action_items"]) == 22
    item = next(each for each in actual["action_items"] if each["code"] == "1.1.3.2")
    assert (item["owner"], item["start"], item["due"], item["ongoing"]) == (
        "Instructional Coach",
        None,
        "2026-10-16",
        False,
    )


def test_a_plan_that_cannot_be_read_names_the_place_and_imports_nothing(run: Any, tmp_path: Path) -> None:
    bad = tmp_path / "plan.yml"
    bad.write_text("title: A plan\norganization: Some School\nschool_year: soon\n")
    checked, imported = run("plan", "check", str(bad)), run("plan", "import", str(bad))

    assert "plan.yml" in error_of(checked)
    assert "Nothing was imported. Fix the errors above and try again." in error_of(imported)
    assert len(read(run("plan", "list", "--json"))) == 3


def test_a_file_imported_again_changes_nothing(run: Any) -> None:
    again = run("plan", "import", str(EXAMPLES / "bethel.yml"))

    assert again.exit_code == 0
    assert "already matches this file. Nothing was changed." in again.output


def test_a_changed_file_says_what_it_changed(run: Any, tmp_path: Path) -> None:
    changed = tmp_path / "bethel.yml"
    text = (EXAMPLES / "bethel.yml").read_text(encoding="utf-8")
    changed.write_text(text.replace("due: Dec 11, 2026", "due: Dec 18, 2026"), encoding="utf-8")
    outcome = run("plan", "import", str(changed), "--parent", "Riverbend School District")

    assert outcome.exit_code == 0, outcome.output
    assert "1.1.2.3" in outcome.output
    assert "2026-12-11 -> 2026-12-18" in outcome.output


def test_what_changed_in_slack_as_well_is_named_and_stays_until_the_file_is_to_win(
    run: Any, database_path: Path, tmp_path: Path
) -> None:
    database = Database(f"sqlite:///{database_path}")
    with database.write() as session:
        session.execute(update(ActionItemRow).where(ActionItemRow.code == "1.1.2.3").values(due=date(2027, 1, 15)))
    database.close()
    changed = tmp_path / "bethel.yml"
    text = (EXAMPLES / "bethel.yml").read_text(encoding="utf-8")
    changed.write_text(text.replace("due: Dec 11, 2026", "due: Dec 18, 2026"), encoding="utf-8")
    brings_in = ("plan", "import", str(changed), "--parent", "Riverbend School District")

    output = run(*brings_in).output
    assert 'CONFLICT 1.1.2.3 due: in the file "2026-12-18", since changed in Slack to "2027-01-15".' in output
    assert "import it again with --overwrite" in output
    assert "1.1.2.3 due: 2027-01-15 -> 2026-12-18" in run(*brings_in, "--overwrite").output


def test_an_organization_above_that_is_not_known_is_refused_with_those_that_are(run: Any, tmp_path: Path) -> None:
    other = tmp_path / "other.yml"
    text = (EXAMPLES / "bethel.yml").read_text(encoding="utf-8")
    other.write_text(text.replace("organization: Bethel", "organization: Other"), encoding="utf-8")
    output = error_of(run("plan", "import", str(other), "--parent", "Nowhere"))

    assert 'There is no organization "Nowhere".' in output
    assert "Riverbend School District" in output
    assert len(read(run("plan", "list", "--json"))) == 3


def test_a_school_without_a_plan_begins_an_empty_one(run: Any) -> None:
    begun = run("plan", "begin", LAKESIDE, "--parent", "Riverbend School District", "--year", "2026-27")
    again = run("plan", "begin", LAKESIDE, "--year", "2026-27")
    listed = read(run("plan", "list", "--json"))

    assert "has an empty plan for 2026-27" in begun.stdout
    assert "already has a plan for 2026-27" in error_of(again)
    assert {
        "organization": LAKESIDE,
        "title": "Improvement Plan",
        "school_year": "2026-27",
    } in listed


@pytest.mark.parametrize(
    ("option", "sentence"),
    [
        (("--year", "2026-30"), "“2026-30” isn't a school year"),
        (("--level", "class"), "--level"),
        (("--parent", "Nowhere"), 'no organization "Nowhere"'),
    ],
)
def test_a_plan_begun_wrong_says_where(run: Any, option: tuple[str, str], sentence: str) -> None:
    assert sentence in error_of(run("plan", "begin", LAKESIDE, *option))
    assert len(read(run("plan", "list", "--json"))) == 3


def test_the_plans_are_listed(run: Any) -> None:
    assert [plan["organization"] for plan in read(run("plan", "list", "--json"))] == [
        "Bethel Elementary School",
        "Fall River Public Schools",
        "Reynolds Middle School",
    ]


# ---------------------------------------------------------------- people


def test_a_role_is_given_to_somebody_by_name_handle_or_id(run: Any) -> None:
    for user in ("@maria", "U000MARIA", "maria okafor"):
        outcome = run("people", "assign", "math lead teacher", user, "@sam", "--plan", "bethel")
        assert outcome.exit_code == 0, outcome.output
    holders = {row["lead"]: row["people"] for row in read(run("people", "list", "--plan", "bethel", "--json"))}

    assert sorted(holders["Math Lead Teacher"]) == ["Maria Okafor", "Sam Oyelaran"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("Math Led Teacher", "@sam"), 'Did you mean "Math Lead Teacher"?'),
        (("Math Lead Teacher", "Sam Oyelarn"), 'Did you mean "Sam Oyelaran"?'),
        (("Math Lead Teacher", "@vera"), '"@vera" is a guest or belongs to another organization'),
    ],
)
def test_a_misspelt_role_or_person_gets_a_suggestion(run: Any, arguments: tuple[str, str], sentence: str) -> None:
    assert sentence in error_of(run("people", "assign", *arguments, "--plan", "bethel"))


def test_roles_are_granted_where_they_count(run: Any) -> None:
    done = run("people", "grant", "leader", "@ana", "--in", "Bethel Elementary School")
    assert done.output == "Ana Ruiz is now leader of Bethel Elementary School and everything below it.\n"

    assert 'There is no organization "Bethl".' in error_of(run("people", "grant", "leader", "@ana", "--in", "Bethl"))
    assert "'boss' is not one of" in error_of(
        run("people", "grant", "boss", "@ana", "--in", "Bethel Elementary School")
    )


def test_the_channel_of_an_organization_is_set(run: Any) -> None:
    done = run("people", "channel", "Fall River Public Schools", "CDISTRICT")

    assert done.output == "Fall River Public Schools meets in CDISTRICT.\n"


# ---------------------------------------------------------------- status, minutes, database


def test_the_status_of_a_day_is_the_same_in_words_and_in_json(run: Any) -> None:
    actual = read(run("status", "--plan", "bethel", "--as-of", "2026-10-31", "--json"))
    output = run("status", "--plan", "bethel", "--as-of", "2026-10-31").output

    assert (actual["completed"]["part"], actual["completed"]["whole"], actual["as_of"]) == (6, 22, "2026-10-31")
    assert [item["code"] for item in actual["behind_items"]] == ["1.1.3.2"]
    assert "6 of 22 (27%)" in output
    assert actual["milestones"] == {
        "complete": 1,
        "on_course": 4,
        "at_risk": 0,
        "behind": 0,
        "no_report": 1,
        "total": 6,
    }
    assert actual["strategies"][0]["milestones"]["total"] == 3
    complete = actual["milestone_list"][0]
    assert (complete["code"], complete["state"], complete["completed_on"]) == ("1.1.1", "complete", "2026-10-02")
    assert "Milestones: complete 1 of 6" in output
    early = actual["outcomes"][0]
    assert (early["kind"], early["code"], early["due"], early["newest"]) == (
        "early_evidence",
        "1.1",
        "2026-10-31",
        None,
    )


def test_published_minutes_are_printed_by_month(run: Any) -> None:
    output = run("minutes", "--plan", "bethel", "--period", "2026-10").output
    actual = read(run("minutes", "--plan", "bethel", "--period", "2026-10", "--json"))

    assert "96 examples from 31 rooms" in output
    assert actual["period"] == "2026-10"
    assert "There are no published minutes of Bethel" in error_of(
        run("minutes", "--plan", "bethel", "--period", "2026-01")
    )


def test_the_year_ahead_by_who_is_asked_what_and_when(run: Any) -> None:
    actual = read(run("calendar", "preview", "--plan", "bethel", "--json"))
    output = run("calendar", "preview", "--plan", "bethel").stdout

    cadences = {each["cadence"] for each in actual}
    assert cadences == {"monthly", "quarterly", "semester", "yearly", "evidence"}
    yearly = next(each for each in actual if each["cadence"] == "yearly")
    assert yearly["people"] == ["Ana Ruiz", "Dana Whitfield"]
    assert f"review of measures, {yearly['topics']} things. Asked: Ana Ruiz and Dana Whitfield" in output


def test_what_the_next_year_brings_is_printed_and_nothing_changes(run: Any) -> None:
    actual = read(run("next-year", "--plan", "bethel", "--json"))
    output = run("next-year", "--plan", "bethel 2026-27").output

    assert (actual["year"], actual["old_year"], actual["first_day"]) == ("2027-28", "2026-27", "2027-07-01")
    assert [milestone["code"] for milestone in actual["milestones"]] == ["1.1.2", "1.1.3", "1.2.1", "2.1.1", "2.1.2"]
    assert (actual["completed_milestones"], actual["decisions"], actual["counts"]["undecided"]) == (1, {}, 5)
    assert "5 milestones aren't finished; I'll ask about them one at a time." in output
    assert "0 of 5 decided" in output
    assert 'There is no plan called "bethel 2027-28".' in error_of(run("next-year", "--plan", "bethel 2027-28"))


def test_a_plan_is_named_when_there_are_several(run: Any) -> None:
    assert "There are several plans" in error_of(run("status"))
    assert 'There is no plan called "nowhere".' in error_of(run("status", "--plan", "nowhere"))


def test_the_database_says_how_it_is(run: Any) -> None:
    assert "up to date" in run("db", "check").output
    assert read(run("db", "check", "--json"))["undelivered"] == []


def test_a_database_that_has_met_no_workspace_says_what_to_do(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")

    assert "isn't connected to a Slack workspace yet" in error_of(run("plan", "list"))


SLACKS_MARKS = re.compile(r"(?<!\w)\*\S|\S\*(?!\w)|<[@#!]|&(?:amp|lt|gt);|(?<![\w:]):[a-z_]+:(?!\w)")


@pytest.mark.parametrize(
    "command", [("status",), ("next-year",), ("calendar", "preview"), ("calendar", "show"), ("people", "list")]
)
def test_a_terminal_shows_no_marks_of_slacks(run: Any, command: tuple[str, ...]) -> None:
    place = ("--in" if command == ("calendar", "show") else "--plan", "Bethel Elementary School")
    displayed = run(*command, *place)

    assert displayed.exit_code == 0, displayed.output
    assert SLACKS_MARKS.findall(displayed.output) == []
    assert SLACKS_MARKS.findall(json.dumps(read(run(*command, *place, "--json")))) == []


def test_what_people_wrote_stands_in_a_terminal_as_they_wrote_it(run: Any, database_path: Path) -> None:
    written = "Pairs & <peers>, 2 * 3 * 4, at 10:30:00"
    database = Database(f"sqlite:///{database_path}")
    with database.write() as session:
        session.execute(update(ActionItemRow).where(ActionItemRow.code == "1.1.3.2").values(text=written))
    database.close()

    assert f"1.1.3.2 {written} (Instructional Coach)" in run("status", "--plan", "Bethel").output


def test_a_check_prints_goals_strategies_and_items_as_a_tree(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    file.write_text(
        "Oak School 2026-27\nGoal 1: Reading\nStrategy 1: Tutors\nAction,Owner,Due,Status\n"
        "Hire tutors,Principal,10/1/2026,Done\n"
    )

    printed = run("plan", "check", str(file))

    assert printed.stdout.splitlines()[1:] == [
        "Goal 1  Reading",
        "Priority 1  Reading",
        "  Strategy 1.1  Tutors",
        "      1.1.1.1  Hire tutors",
        "          Principal; due Thu, Oct 1, 2026; completed",
    ]
    assert "1.1.1.1 is marked as completed without a day, and counts as completed on the due date" in printed.stderr


def test_a_half_done_plan_does_not_show_finished_work_as_behind(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    file.write_text(
        "School: Half Done School\n2025-26\nAction,Owner,Due,Status,Date Completed\n"
        "Hire tutors,Principal,10/1/2025,Done,\nTrain tutors,Principal,11/1/2025,,10/15/2025\n"
        "Buy books,Principal,12/1/2025,Not started,\nPaint,Principal,12/1/2025,Cancelled,\n"
    )

    assert run("plan", "import", str(file)).exit_code == 0

    status = read(run("status", "--plan", "Half Done", "--json"))
    assert status["completed"]["part"] == 2
    assert [item["text"] for item in status["behind_items"]] == ["Buy books"]


def test_a_calendar_is_checked_without_a_database_and_in_words(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:////nowhere/at/all.db")
    file = tmp_path / "closed.txt"
    file.write_text("Nov 25-27: Thanksgiving break\nOct 30: End of quarter 1\nNov 6: No School - Kindergarten Only\n")

    actual = read(run("calendar", "check", str(file), "--year", "2026-27", "--json"))

    assert actual["closed"] == [{"first": "2026-11-25", "last": "2026-11-27", "name": "Thanksgiving break"}]
    assert (actual["terms"], [each["title"] for each in actual["not_closed"]]) == (
        [],
        ["No School - Kindergarten Only"],
    )
    assert {problem["severity"] for problem in actual["problems"]} == {"warning"}
    assert "only quarter 1 is given" in actual["problems"][0]["what"]


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("https://127.0.0.1/calendar.ics", "leads to a private network"),
        ("http://example.org/calendar.ics", "isn't an https address"),
    ],
)
def test_a_calendar_is_not_fetched_from_just_anywhere(run: Any, address: str, why: str) -> None:
    assert why in error_of(run("calendar", "import", address))


def test_no_command_passes_on_what_would_command_a_terminal(run: Any, database_path: Path, tmp_path: Path) -> None:
    written = "Pairs \x1b]0;owned\x07 \x9b31m \x0b and \u202egnp"
    database = Database(f"sqlite:///{database_path}")
    with database.write() as session:
        session.execute(update(ActionItemRow).values(text=written))
    database.close()
    sheet = tmp_path / "items.xlsx"

    for command in (("status",), ("status", "--json"), ("calendar", "preview"), ("plan", "export", str(sheet))):
        printed = run(*command, "--plan", "bethel")
        assert printed.exit_code == 0, printed.output
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", printed.output)
    assert load_workbook(sheet)["Action items"]["C2"].value == "Pairs ]0;owned \x9b31m  and \u202egnp"


def test_on_a_terminal_a_changed_file_asks_for_the_reason(
    run: Any, database_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.cli.plan.on_terminal", lambda: True)
    changed = tmp_path / "bethel.yml"
    text = (EXAMPLES / "bethel.yml").read_text(encoding="utf-8")
    changed.write_text(text.replace("due: Dec 11, 2026", "due: Dec 18, 2026"), encoding="utf-8")
    again = CliRunner().invoke(make(), ["plan", "import", str(EXAMPLES / "bethel.yml")])
    outcome = CliRunner().invoke(make(), ["plan", "import", str(changed)], input="the visits moved\n")

    assert "Why does the plan change?" not in again.output
    assert outcome.output.count("Why does the plan change?") == 1
    database = Database(f"sqlite:///{database_path}")
    with database.read() as session:
        newest = session.scalars(select(ItemEventRow).order_by(ItemEventRow.id.desc())).first()
    database.close()
    assert newest is not None
    assert (newest.kind, newest.due, newest.reason) == ("due_moved", date(2026, 12, 18), "the visits moved")


def test_an_organizations_initiatives_are_listed(run: Any) -> None:
    asked = ("initiatives", "--organization", "Riverbend School District")
    listed = read(run(*asked, "--json"))

    assert listed["initiatives"] == []
    assert [row["practice"] for row in listed["overlap"]][:3] == ["1a", "1b", "1c"]
    assert "Nothing is listed yet." in run(*asked).stdout
    assert "hasn't come yet" in error_of(run(*asked, "--as-of", "2099-01-01"))


def test_a_network_is_counted_by_practice_and_by_school(run: Any) -> None:
    asked = ("network", "--organization", "Riverbend School District")
    counted = read(run(*asked, "--json"))
    schools = {row["code"]: row["completed"]["whole"] for row in counted["by_school"]["rows"]}
    printed = run(*asked).stdout

    assert schools == {"Bethel Elementary School": 22, "Reynolds Middle School": 14}
    assert counted["by_practice"]["all"]["completed"]["whole"] == 36
    assert counted["by_school"]["all"]["schools"] == {"part": 2, "whole": 2, "percent": 100}
    assert "3b Provide rigorous evidence-based instruction" in printed
    assert "hasn't come yet" in error_of(run(*asked, "--as-of", "2099-01-01"))
    assert "had a plan on" in error_of(run("network", "--organization", "Bethel Elementary School"))
