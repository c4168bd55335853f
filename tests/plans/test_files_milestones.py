"""The dates of milestones in plan files."""

from datetime import date
from pathlib import Path

import pytest

from plans.dates import PlanYear
from plans.files import read, write_yaml
from plans.files.milestone_dates import DatedTitle, split_date
from tests.plans.spreadsheets import Line, findings, typed
from tests.plans.test_files_sheets import TITLE, TOOL_A

DEC_18, JAN_29 = date(2026, 12, 18), date(2027, 1, 29)
STRATEGY: Line = ["Strategy 1.1: Common checks"]
YEAR = PlanYear.parse("2026-27")


def milestones(path: Path) -> list[tuple[str, str, date | None, str]]:
    reading = read(path)
    assert reading.plan is not None, findings(reading)
    assert findings(reading) == []
    return [(each.code, each.title, each.due, each.quarter) for each in reading.plan.milestones()]


def item(code: str, output: str = "Nine checks") -> Line:
    return [f"{code} Write the checks", output, "by Oct 30, 2026", "", "Math Coach", "Principal"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Every unit has a check (by Dec 18)", DatedTitle("Every unit has a check", DEC_18)),
        ("Every unit has a check, by Dec 18, 2026", DatedTitle("Every unit has a check", DEC_18)),
        ("Every unit has a check - due 12/18/2026.", DatedTitle("Every unit has a check", DEC_18)),
        ("Every unit has a check by January 29", DatedTitle("Every unit has a check", JAN_29)),
        ("Absences fall by 10%", DatedTitle("Absences fall by 10%")),
        ("Data walks are led by May", DatedTitle("Data walks are led by May")),
        ("Visits by grade 5 teachers", DatedTitle("Visits by grade 5 teachers")),
        ("by Dec 18", DatedTitle("by Dec 18")),
    ],
)
def test_a_date_behind_a_title_is_the_milestones(title: str, expected: DatedTitle) -> None:
    assert split_date(title, YEAR) == expected


def test_the_heading_of_a_milestone_may_say_by_when(tmp_path: Path) -> None:
    path = typed(
        tmp_path / "plan.xlsx",
        Plan=[
            TITLE,
            STRATEGY,
            ["Milestone 1.1.1: Every math unit has a common check (by Dec 18)"],
            TOOL_A,
            item("1.1.1.1"),
            ["Milestone 1.1.2: Students are retaught within the week"],
            TOOL_A,
            item("1.1.2.1", "A schedule"),
        ],
    )

    assert milestones(path) == [
        ("1.1.1", "Every math unit has a common check", DEC_18, ""),
        ("1.1.2", "Students are retaught within the week", None, ""),
    ]


def test_a_table_may_have_a_column_for_the_dates_of_its_milestones(tmp_path: Path) -> None:
    path = typed(
        tmp_path / "plan.xlsx",
        Plan=[
            TITLE,
            ["Strategy", "Milestone", "Milestone Due Date", "Action Steps", "Person Responsible", "Due Date"],
            ["Checks", "Every unit has a check", DEC_18, "Agree on a template", "Math Coach", date(2026, 10, 2)],
            [None, None, None, "Write the checks", "Grade 6 Lead", date(2026, 10, 30)],
            [None, "Students are retaught", "Q3", "Put a block in", "Principal", date(2026, 9, 25)],
        ],
    )

    assert milestones(path) == [
        ("1.1.1", "Every unit has a check", DEC_18, ""),
        ("1.1.2", "Students are retaught", None, "Q3"),
    ]


def test_the_overview_of_tool_a_says_when_its_numbered_milestones_are_due(tmp_path: Path) -> None:
    path = typed(
        tmp_path / "plan.xlsx",
        Plan=[
            TITLE,
            ["Priority Area (based on Needs Assessment)", "Strategy", "Indicator", "Milestones", "Timeline"],
            ["Math", "Common checks", "Checks in use", "1.1.1. Every math unit has a common check", "by Dec 18"],
            [None, None, None, "1.1.2. Students are retaught", "end of the 3rd quarter"],
            STRATEGY,
            ["Milestone 1.1.1: Every math unit has a common check"],
            TOOL_A,
            item("1.1.1.1"),
            ["Milestone 1.1.2: Students are retaught"],
            TOOL_A,
            item("1.1.2.1", "A schedule"),
        ],
    )

    assert milestones(path) == [
        ("1.1.1", "Every math unit has a common check", DEC_18, ""),
        ("1.1.2", "Students are retaught", None, "3rd quarter"),
    ]


OWN = """\
title: Our plan
organization: Harbor School
school_year: 2026-27
priorities:
  - title: Teaching
    strategies:
      - title: Checks
        milestones:
          - title: Every unit has a check
            quarter: Q2
            due: Dec 18
            action_items:
              - {text: Make a template, owner: Principal, due: "Oct 16, 2026"}
"""
QUARTERS = "quarters: [Aug 17 - Oct 16 2026, Oct 19 - Dec 18 2026, Jan 5 - Mar 12 2027, Mar 15 - May 28 2027]\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "plan.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_our_own_format_has_a_word_for_it_and_writes_it_back(tmp_path: Path) -> None:
    plan = read(written(tmp_path, OWN)).plan
    assert plan is not None

    assert [milestone.due for milestone in plan.milestones()] == [DEC_18]
    assert read(written(tmp_path, write_yaml(plan))).plan == plan


def test_without_its_own_lead_a_milestone_is_led_by_its_strategys(tmp_path: Path) -> None:
    plan = read(
        written(tmp_path, OWN.replace("      - title: Checks\n", "      - title: Checks\n        lead: Dean\n"))
    ).plan
    assert plan is not None

    assert [milestone.lead for milestone in plan.milestones()] == ["Dean"]


def test_a_date_that_cannot_be_read_is_reported_with_its_line(tmp_path: Path) -> None:
    reading = read(written(tmp_path, OWN.replace("Dec 18", "soonish")))

    assert reading.plan is None
    assert [finding.where for finding in reading.findings] == ["plan.yml, line 11"]


def test_the_files_own_quarters_say_when_its_milestones_are_due(tmp_path: Path) -> None:
    plan = read(written(tmp_path, QUARTERS + OWN.replace("            due: Dec 18\n", ""))).plan
    assert plan is not None

    assert [milestone.due for milestone in plan.milestones()] == [DEC_18]
