"""throughline measures: readings imported from a sheet, all of them or none, and listed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from typer.testing import CliRunner

from bot.__main__ import make
from plans.plan import Goal, Measure, Plan
from storage.database import Database
from storage.items.items import Stamp
from storage.models import ReadingRow
from storage.people import memberships, organizations, people
from storage.people.people import Member
from storage.plans import files
from tests.support.databases import new_sqlite
from tests.support.districts import MANAGER, NEW_YORK, TEAM

NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)
HEADING = "Measure,Day,Value,Source,Student group,Number of students\n"
SHEET = (
    HEADING + "Grade 7 math,2026-11-13,52%,iReady,,140\n"
    "Grade 7 math,2026-11-13,31%,iReady,English learners,24\n"
    "Grade 7 math,2026-11-13,17%,iReady,Newcomers,7\n"
)


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    file = tmp_path / "plan.db"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")
    opened = new_sqlite(file)
    measure = Measure(indicator="Grade 7 math", baseline="31%", targets=("50% in November, 60% in May",))
    goal = Goal(code="1", text="Students are proficient in math", measures=(measure,))
    plan = Plan(title="Math", organization="Bethel", school_year="2026-27", goals=(goal,))
    stamp = Stamp(at=datetime(2026, 9, 1, 12, tzinfo=UTC), on=date(2026, 9, 1))
    with opened.write() as session:
        organizations.save_workspace(session, TEAM, "District", "U0BOT")
        people.save_people(session, TEAM, [Member(slack_id=MANAGER, name="Pat Manager", time_zone=NEW_YORK)])
        school = organizations.save_organization(session, TEAM, "Bethel", "school")
        manager = people.person(session, TEAM, MANAGER)
        assert manager is not None
        memberships.grant(session, school.id, manager.id, "plan_manager")
        years = (date(2026, 7, 1), date(2027, 6, 30))
        files.save(session, school.id, plan, years=years, source="plan.yml", digest="1", stamp=stamp)
    yield opened
    opened.close()


def run(*words: str) -> str:
    outcome = CliRunner().invoke(make(), ["measures", *words])
    if outcome.exception is not None and not isinstance(outcome.exception, SystemExit):
        raise outcome.exception
    return outcome.output


def imports(folder: Path, content: str, *options: str) -> str:
    file = folder / "november.csv"
    file.write_text(content, encoding="utf-8")
    return run("import", str(file), *options)


def rows(database: Database) -> int:
    with database.read() as session:
        return session.query(ReadingRow).count()


def listed() -> dict[str, Any]:
    (measure,) = json.loads(run("list", "--json"))
    return dict(measure)


def test_the_same_file_again_changes_nothing_and_a_corrected_value_replaces(database: Database, tmp_path: Path) -> None:
    assert imports(tmp_path, SHEET) == "Bethel: 3 new values, 0 replaced, 0 already there.\n"
    assert imports(tmp_path, SHEET) == "Bethel: nothing to record. 3 values were already there.\n"
    assert imports(tmp_path, SHEET.replace("52%", "54%")) == "Bethel: 0 new values, 1 replaced, 2 already there.\n"
    assert rows(database) == 4
    assert listed()["newest"]["value"] == "54%"


def test_a_dry_run_says_what_would_be_recorded(database: Database, tmp_path: Path) -> None:
    assert imports(tmp_path, SHEET, "--dry-run") == (
        "november.csv, cell A2: 1 Grade 7 math, Fri, Nov 13, 2026: new\n"
        "november.csv, cell A3: 1 Grade 7 math, Fri, Nov 13, 2026, English learners: new\n"
        "november.csv, cell A4: 1 Grade 7 math, Fri, Nov 13, 2026, Newcomers: new\n"
        "Bethel: 3 values would be new, 0 replaced, 0 already there. Nothing was recorded.\n"
    )
    assert rows(database) == 0


def test_one_fault_and_nothing_is_recorded(database: Database, tmp_path: Path) -> None:
    output = imports(tmp_path, SHEET + "Grade 8 math,2026-11-13,52%,,,\n")

    assert "november.csv, cell A5" in output
    assert "Did you mean “Grade 7 math”?" in output
    assert output.endswith("Nothing was imported. Fix the errors above and try again.\n")
    assert rows(database) == 0


def test_the_list_has_groups_and_dated_targets_and_no_small_group(database: Database, tmp_path: Path) -> None:
    imports(tmp_path, SHEET)
    few = "not shown: fewer than 10 students"

    assert run("list") == (
        "Bethel: 1 measure or benchmark\n"
        "1 Goal measure, by Mon, Nov 30, 2026: Grade 7 math, baseline 31%, target 50% in November, 60% in May. "
        f"Reported: 52%, 140 students; English learners: 31%, 24 students; Newcomers {few}; "
        "50% by Mon, Nov 30, 2026: reached; 60% by Mon, May 31, 2027: not yet (Pat Manager, Fri, Nov 13, 2026)\n"
    )
    measure = listed()
    assert [target["verdict"] for target in measure["dated_targets"]] == ["reached", "not_yet"]
    assert [(group["student_group"], group["value"], group["not_shown"]) for group in measure["student_groups"]] == [
        ("English learners", "31%", ""),
        ("Newcomers", "", few),
    ]
    assert "17%" not in json.dumps(measure)
    assert measure["readings"][2]["values"][0]["not_shown"] == few


def test_the_fewest_students_can_be_set(database: Database, tmp_path: Path) -> None:
    imports(tmp_path, SHEET)

    assert run("fewest") == "Values of fewer than 10 students are never shown.\n"
    assert run("fewest", "2") == "Choose a number of students from 3 to 100.\n"
    assert run("fewest", "5") == "Values of fewer than 5 students are never shown.\n"
    assert "17%" in run("list")
