"""Sheets as they arrive: each problem is fixed or named with its cell, and nothing is silently wrong."""

from enum import StrEnum
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from plans.files import Reading, read
from plans.findings import FindingCode
from prompts import finding_text
from tests.plans.spreadsheets import Line, fill, findings, rows, typed

TITLE = ["Harbor Elementary School", "2026-27"]
AIP = ["Activities", "Who will lead?", "When will it start?", "When will it be complete?"]


def reading(folder: Path, *lines: Line) -> Reading:
    return read(typed(folder / "plan.xlsx", Plan=[TITLE, *lines]))


def findings_of(actual: Reading) -> list[tuple[str, StrEnum]]:
    return [(where.removeprefix("Sheet 'Plan', "), code) for where, code, _ in findings(actual)]


@pytest.mark.parametrize(
    ("heading", "line", "item"),
    [
        (["What", "Who", "By When"], ["Do", "Coach", "Oct"], ("Coach", (), "", "2026-10-31")),
        (["Task", "Lead", "Support", "Finish"], ["Do", "Coach", "Dean", "Oct"], ("Coach", ("Dean",), "", "2026-10-31")),
        (["Strategies/Action Steps", "Owner", "Begin Date"], ["Do", "Coach", "9/1"], ("Coach", (), "2026-09-01", "")),
        (
            ["Completion Status", "Implementation Steps", "Person(s) Responsible", "Anticipated Completion"],
            ["Half", "Do", "Coach", "Oct"],
            ("Coach", (), "", "2026-10-31"),
        ),
        (
            ["Action", "Lead", "Complete (Y/N)", "Timeline"],
            ["Do", "Coach", "N", "by Oct"],
            ("Coach", (), "", "2026-10-31"),
        ),
        (
            ["Action Items", "Point Person", "Others Involved", "Beginning", "Ending Date"],
            ["Do", "Coach", "AP", "Sept", "Oct"],
            ("Coach", ("AP",), "2026-09-01", "2026-10-31"),
        ),
        (
            ["Training Activity", "Facilitator", "Date"],
            ["Do", "Coach", "Sept"],
            ("Coach", (), "2026-09-01", "2026-09-30"),
        ),
        (["Steps", "Owner", "School Year"], ["Do", "Coach", "2026-27"], ("Coach", (), "2026-07-01", "2027-06-30")),
    ],
)
def test_other_words_for_a_heading(tmp_path: Path, heading: Line, line: Line, item: tuple[object, ...]) -> None:
    assert [row[1:] for row in rows(reading(tmp_path, heading, line))] == [item]


@pytest.mark.parametrize(
    ("heading", "codes"),
    [
        ("Strategy", ["1.1.1.1", "1.1.1.2", "1.2.1.1", "1.2.1.2", "1.1.1.3"]),
        ("Milestones", ["1.1.1.1", "1.1.1.2", "1.1.2.1", "1.1.2.2", "1.1.1.3"]),
        ("SMART Goal", ["1.1.1.1", "1.1.1.2", "1.2.1.1", "1.2.1.2", "1.1.1.3"]),
        ("Strategic Objective", ["1.1.1.1", "1.1.1.2", "2.1.1.1", "2.1.1.2", "1.1.1.3"]),
    ],
)
def test_a_column_may_say_what_each_item_belongs_to(tmp_path: Path, heading: str, codes: list[str]) -> None:
    actual = reading(
        tmp_path,
        [heading, *AIP],
        ["Teaching reading", "One", "Coach", "Sept", "Oct"],
        [None, "Two", "Coach", "Sept", "Oct"],
        ["Teaching writing", "Three", "Coach", "Sept", "Oct"],
        ["Teaching writing", "Four", "Coach", "Sept", "Oct"],
        ["Teaching reading", "Five", "Coach", "Sept", "Oct"],
    )

    assert actual.plan is not None
    assert {item.text: item.code for item in actual.plan.action_items()} == dict(
        zip(["One", "Two", "Three", "Four", "Five"], codes, strict=True)
    )


def test_the_milestone_stays_while_its_strategy_is_repeated(tmp_path: Path) -> None:
    actual = reading(
        tmp_path,
        ["Strategy", "Milestone", *AIP],
        ["Reading", "Cycle 1", "One", "Coach", "Sept", "Oct"],
        ["Reading", "Cycle 2", "Two", "Coach", "Sept", "Oct"],
        ["Reading", None, "Three", "Coach", "Sept", "Oct"],
    )

    assert [row[0] for row in rows(actual)] == ["1.1.1.1", "1.1.2.1", "1.1.2.2"]


def test_two_tables_side_by_side_are_both_read(tmp_path: Path) -> None:
    actual = reading(
        tmp_path,
        ["Initiative 1: Maps", None, None, None, None, "Initiative 2: Walks"],
        [*AIP, None, *AIP],
        ["One", "Coach", "Sept", "Sept", None, "Three", "Dean", "Nov", "Nov"],
        ["Two", "AP", "Oct", "Oct"],
    )

    assert rows(actual) == [
        ("1.1.1.1", "Coach", (), "2026-09-01", "2026-09-30"),
        ("1.1.1.2", "AP", (), "2026-10-01", "2026-10-31"),
        ("1.2.1.1", "Dean", (), "2026-11-01", "2026-11-30"),
    ]


def test_another_table_beside_the_plan_is_left_out_and_told(tmp_path: Path) -> None:
    actual = reading(
        tmp_path,
        [*AIP, None, "Meeting", "Who", "When"],
        ["One", "Coach", "Sept", "Sept", None, "Kickoff", "Lee", "10/3"],
        [None, None, None, None, None, "Review", "Kim", "11/3"],
    )

    assert [row[:2] for row in rows(actual)] == [("1.1.1.1", "Coach")]
    assert findings_of(actual) == [("cell F2", FindingCode.TABLE_BESIDE_LEFT_OUT)]


def test_crossed_out_and_hidden_cells_are_read_and_told(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Plan"
    fill(sheet, [TITLE, [*AIP, "Evidence"], *([f"Do {n}", "Coach", "Sept", "Oct", "List"] for n in range(5))])
    for cell in sheet[3]:
        cell.font = Font(strike=True)
    for row in (4, 5, 7, 9):
        sheet.row_dimensions[row].hidden = True
    sheet.column_dimensions["E"].hidden = True
    book.save(tmp_path / "plan.xlsx")
    actual = read(tmp_path / "plan.xlsx")

    assert len(rows(actual)) == 5
    assert findings_of(actual) == [
        ("cell A3", FindingCode.CROSSED_OUT_READ),
        ("rows 4, 5, 7", FindingCode.HIDDEN_CELLS_READ),
        ("columns E", FindingCode.HIDDEN_CELLS_READ),
    ]


@pytest.mark.parametrize(
    "footer",
    [
        ["Principal signature: ______________", None, "Date: ________"],
        ["Superintendent", "Dr. Hill", "Date:", "9/1/26"],
        ["Signature:", "Dr. Hill"],
    ],
)
def test_signatures_below_the_table_are_no_action_items(tmp_path: Path, footer: Line) -> None:
    actual = reading(tmp_path, AIP, ["One", "Coach", "Sept", "Oct"], [], footer)

    assert [row[0] for row in rows(actual)] == ["1.1.1.1"]
    assert findings_of(actual) == [("cell A5", FindingCode.LINE_AS_NOTE)]


@pytest.mark.parametrize(
    ("typed_text", "code", "text"),
    [
        ("1.1.1.l Share", "1.1.1.1", "Share"),
        ("1.1.I.2 Share", "1.1.1.2", "Share"),
        ("1.1.1,4 Share", "1.1.1.4", "Share"),
        ("Activity 2: Share", "1.1.1.2", "Share"),
        ("Action Step #3 - Share", "1.1.1.3", "Share"),
        ("Step by step: share", "1.1.1.1", "Step by step: share"),
        ("- Share", "1.1.1.1", "Share"),
        ("1.5 hours of sharing", "1.1.1.1", "1.5 hours of sharing"),
        ("1,200,000 books", "1.1.1.1", "1,200,000 books"),
    ],
)
def test_numbers_as_people_type_them(tmp_path: Path, typed_text: str, code: str, text: str) -> None:
    actual = reading(tmp_path, AIP, [typed_text, "Coach", "Sept", "Oct"])

    assert actual.plan is not None
    assert [(item.code, item.text) for item in actual.plan.action_items()] == [(code, text)]


def test_a_day_that_may_be_a_year_is_told(tmp_path: Path) -> None:
    actual = reading(
        tmp_path,
        AIP,
        ["One", "Coach", "8/26", "6/27"],
        ["Two", "Coach", "9/25", "9/30/26"],
        ["Three", "AP", "9/1", "10/26"],
    )

    assert rows(actual)[0][3:] == ("2026-08-26", "2027-06-27")
    assert findings_of(actual) == [
        ("cell C3", FindingCode.DATE_DAY_OR_YEAR),
        ("cell D3", FindingCode.DATE_DAY_OR_YEAR),
        ("cell D5", FindingCode.DATE_DAY_OR_YEAR),
    ]


def test_a_dash_or_not_applicable_says_nothing(tmp_path: Path) -> None:
    actual = reading(tmp_path, AIP, ["One", "N/A", "Sept", "—"])

    assert rows(actual) == [("1.1.1.1", None, (), "2026-09-01", "")]
    assert findings_of(actual) == [("cell B3", FindingCode.OWNER_MISSING), ("cell D3", FindingCode.DUE_MISSING)]


def test_lines_left_to_fill_in_say_nothing(tmp_path: Path) -> None:
    actual = reading(tmp_path, AIP, ["One", "________", "Sept", "____"])

    assert rows(actual) == [("1.1.1.1", None, (), "2026-09-01", "")]
    assert findings_of(actual) == [("cell B3", FindingCode.OWNER_MISSING), ("cell D3", FindingCode.DUE_MISSING)]


def test_the_csv_of_an_old_macintosh(tmp_path: Path) -> None:
    text = "Escuela José Martí School 2026-27,,,\rActivity,Lead,Start,End\rPlan,Ana Núñez,Sept 2026,Oct 2026\r"
    path = tmp_path / "plan.csv"
    path.write_bytes(text.encode("mac_roman"))

    assert rows(read(path)) == [("1.1.1.1", "Ana Núñez", (), "2026-09-01", "2026-10-31")]


def test_tables_below_goals_alone_make_a_strategy_of_each(tmp_path: Path) -> None:
    line: Line = ["Meet", "Coach", "Sept", "Oct"]
    actual = reading(tmp_path, ["Goal 1: Reading"], AIP, line, ["Goal 2: Math"], AIP, [*line, "again"])

    assert actual.plan is not None
    assert [(each.code, each.title) for each in actual.plan.strategies()] == [("1.1", "Reading"), ("1.2", "Math")]
    assert [each.text for each in actual.plan.goals] == ["Reading", "Math"]
    assert [row[0] for row in rows(actual)] == ["1.1.1.1", "1.2.1.1"]


def test_a_goal_line_below_a_strategy_leaves_its_table_to_the_strategy(tmp_path: Path) -> None:
    actual = reading(
        tmp_path, ["Strategy 1.1: Talks"], ["Goal: More students read"], AIP, ["Meet", "Coach", "Sept", "Oct"]
    )

    assert actual.plan is not None
    assert [each.title for each in actual.plan.strategies()] == ["Talks"]


def test_a_heading_inside_the_table_may_name_its_lead(tmp_path: Path) -> None:
    actual = reading(
        tmp_path,
        AIP,
        ["Initiative 1: Maps", "Dr. Hill"],
        ["One", "Coach", "Sept", "Oct"],
        ["Initiative 2: Walks", "AP"],
        ["Two", "AP", "Sept", "Oct"],
    )

    assert actual.plan is not None
    assert [(each.title, each.lead) for each in actual.plan.strategies()] == [("Maps", "Dr. Hill"), ("Walks", "AP")]
    assert [row[:2] for row in rows(actual)] == [("1.1.1.1", "Coach"), ("1.2.1.1", "AP")]


def test_a_heading_with_dates_is_an_action_item_and_told(tmp_path: Path) -> None:
    actual = reading(tmp_path, AIP, ["Initiative 1: Maps", "Dr. Hill", "Sept", "Oct"], ["One", "Coach", "Sept", "Oct"])

    assert [row[:2] for row in rows(actual)] == [("1.1.1.1", "Dr. Hill"), ("1.1.1.2", "Coach")]
    assert findings_of(actual) == [("cell A3", FindingCode.HEADING_AS_ITEM)]


def test_a_row_that_stands_twice_is_told(tmp_path: Path) -> None:
    lines: list[Line] = [AIP, ["Meet", "Coach", "Sept", "Oct"], ["Meet", "Coach", "Nov", "Nov"]]
    actual = read(typed(tmp_path / "plan.xlsx", Plan=[TITLE, *lines], Copy=lines[:2]))

    assert len(rows(actual)) == 3
    assert findings_of(actual) == [("Sheet 'Copy', cell A2", FindingCode.ITEM_TWICE)]


@pytest.mark.parametrize(
    ("start", "due", "where"), [("9/15/2016", "10/1/2026", "C3"), ("9/15/2026", "10/1/2062", "D3")]
)
def test_a_year_far_from_the_plans_is_told(tmp_path: Path, start: str, due: str, where: str) -> None:
    actual = reading(tmp_path, AIP, ["One", "Coach", start, due], ["Two", "Coach", "Sept 2026", "June 2027"])

    assert len(rows(actual)) == 2
    assert findings_of(actual) == [(f"cell {where}", FindingCode.DATE_OUTSIDE_PLAN)]


def test_a_column_that_is_not_used_is_named_once(tmp_path: Path) -> None:
    heading = ["Activities", "Who will Lead?", "When will it be Complete?", "Comments", "Board liaison"]
    path = typed(
        tmp_path / "plan.xlsx",
        First=[["Bethel School 2026-27"], heading, ["Plan", "Coach", "May 2027", "none"]],
        Second=[heading, ["Share", "Coach", "May 2027"]],
    )

    reading = read(path)

    assert [(finding.where, finding.code, dict(finding.values)) for finding in reading.findings] == [
        ("Sheet 'First', cell D2", FindingCode.COLUMN_LEFT_OUT, {"heading": "Comments", "nearest": ""}),
        ("Sheet 'First', cell E2", FindingCode.COLUMN_LEFT_OUT, {"heading": "Board liaison", "nearest": ""}),
    ]
    assert finding_text(reading.findings[1]) == "The column “Board liaison” isn't used."
