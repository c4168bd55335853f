"""Which column of a table is which: by its heading and by what its cells hold; what is left out is named."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from plans.files import Reading, read
from plans.files.column_words import Column, heading
from plans.findings import FindingCode
from plans.plan import ActionItem
from prompts import finding_text
from tests.plans.spreadsheets import Line, findings, rows, typed

TITLE: Line = ["Oak Middle School Improvement Plan 2026-27"]
DUE = date(2026, 12, 18)


def plan(path: Path, *lines: Line) -> Reading:
    return read(typed(path / "plan.xlsx", Plan=[TITLE, *lines]))


def only_item(reading: Reading) -> ActionItem:
    assert reading.plan is not None, findings(reading)
    [item] = reading.plan.action_items()
    return item


def named(reading: Reading) -> list[tuple[str, str]]:
    """Headings that were left out, and the columns offered for them."""
    codes = [each for each in reading.findings if each.code is FindingCode.COLUMN_LEFT_OUT]
    return [(each.values["heading"], each.values["nearest"]) for each in codes]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("By whom", Column.LEAD),
        ("Person(s) Involved", Column.LEAD),
        ("Key Personnel*", Column.LEAD),
        ("PERSON(S) RESPONSIBLE", Column.LEAD),
        ("Monitoring (who)", Column.MONITOR),
        ("Staff Responsible for Monitoring", Column.LEAD),
        ("Timescale", Column.TIMELINE),
        ("Time period", Column.TIMELINE),
        ("Timing and Costs\nWhen happening - how long and any budget requirement", Column.TIMELINE),
        ("Evidence of Completion", Column.OUTPUT),
        ("Success Criteria", Column.OUTPUT),
        ("Measures of Success", Column.OUTPUT),
        ("Action ID", Column.NUMBER),
        ("ActionID", Column.NUMBER),
        ("Task No.", Column.NUMBER),
        ("Task", Column.TEXT),
        ("ActionName", Column.TEXT),
        ("Enabling Activities", Column.TEXT),
        ("Action to Be Taken\n(be specific enough so that it is possible to determine when it is done)", Column.TEXT),
        ("Activity Type", Column.OTHER),
        ("GOAL (Desired Outcome at Year-End)", Column.GOAL),
        ("Pillar", Column.PRIORITY),
        ("Completion Date", Column.DUE),
        ("Date Completed", Column.COMPLETED_ON),
        ("Completed?", Column.STATE),
        ("When will it be completed?", Column.DUE),
        ("Federal Accountability Status or Designation", Column.OTHER),
    ],
)
def test_a_heading_names_a_column(text: str, column: Column) -> None:
    assert heading(text) in {column, None if column is Column.OTHER else column}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Completion", "when walkthroughs show it"), ("Completion Date", DUE)),
        (("End", "Report"), ("Due", DUE)),
    ],
)
def test_of_two_columns_for_the_end_the_one_with_dates_counts(
    tmp_path: Path, first: tuple[str, object], second: tuple[str, object], order: tuple[int, int]
) -> None:
    pair = (first, second)
    heads = [pair[place][0] for place in order]
    cells = [pair[place][1] for place in order]
    reading = plan(tmp_path, ["Action", "Owner", *heads], ["Train teachers", "Coach", *cells])  # type: ignore[list-item]  # words and days

    assert only_item(reading).due == DUE
    assert named(reading) == [(first[0], "")]


def test_a_number_of_a_task_is_not_the_task(tmp_path: Path) -> None:
    reading = plan(tmp_path, ["Task No.", "Task", "Owner", "Due"], ["T1", "Adopt a phonics program", "Coach", DUE])

    assert only_item(reading).text == "Adopt a phonics program"


def test_evidence_of_completion_is_no_due_date(tmp_path: Path) -> None:
    item = only_item(
        plan(
            tmp_path,
            ["Action", "Owner", "Timeline", "Evidence of Completion"],
            ["Train", "Coach", "Sept 2026", "May 2027"],
        )
    )

    assert (item.due, item.output) == (date(2026, 9, 30), "May 2027")


def test_strategies_are_the_actions_where_nothing_else_is(tmp_path: Path) -> None:
    reading = plan(tmp_path, ["Strategies", "Person(s) Responsible", "Timeline"], ["Use the data", "Coach", "May 2027"])

    assert only_item(reading).text == "Use the data"
    assert findings(reading) == []


def test_who_helps_stands_beside_who_leads(tmp_path: Path) -> None:
    reading = plan(
        tmp_path,
        ["Action", "Who?", "Lead responsibility", "When?"],
        ["Check attendance", "Secretary", "Principal", DUE],
    )

    assert rows(reading) == [("1.1.1.1", "Principal", ("Secretary",), "", "2026-12-18")]


def test_the_pillar_is_the_priority_and_the_focus_area_the_strategy(tmp_path: Path) -> None:
    reading = plan(tmp_path, ["Pillar", "Focus Area", "Action", "Lead"], ["Learning", "Reading", "Train", "Coach"])

    assert reading.plan is not None
    assert [(each.title, each.strategies[0].title) for each in reading.plan.priorities] == [("Learning", "Reading")]


def test_without_people_and_dates_the_other_columns_make_a_table(tmp_path: Path) -> None:
    heads: Line = ["Objective", "Strategy", "Activities", "Measure of Success", "Progress Monitoring", "Funding"]
    reading = plan(
        tmp_path, heads, ["Reading", "Units", "Align units to standards", "Units", "Principal, monthly", "$0"]
    )

    assert only_item(reading).text == "Align units to standards"
    assert only_item(reading).owner == "Principal"
    assert FindingCode.MONITOR_AS_OWNER in [each.code for each in reading.findings]


@pytest.mark.parametrize(
    ("unknown", "cell", "nearest"),
    [
        ("Board liaison", "Mr. Smith", ""),
        ("Responsable Persons", "Kim Park", "lead"),
        ("Champion", "Instructional Coach", "lead"),
        ("Horizon", "Oct 2026", "due"),
    ],
)
def test_an_unknown_heading_near_a_known_one_is_offered(tmp_path: Path, unknown: str, cell: str, nearest: str) -> None:
    other: Line = ["Due Date", "Dec 2026"] if nearest != "due" else ["Owner", "Coach"]
    reading = plan(tmp_path, ["Action", unknown, other[0]], ["Train teachers", cell, other[1]])

    assert named(reading) == [(unknown, nearest)]
    [left_out] = [each for each in reading.findings if each.code is FindingCode.COLUMN_LEFT_OUT]
    assert finding_text(left_out).count("?") == bool(nearest)


def test_a_table_without_a_heading_for_its_actions_takes_the_words_and_says_so(tmp_path: Path) -> None:
    reading = plan(tmp_path, ["Measure", "Target", "Who?", "When?"], ["Text parents after 12 days", 1, "Coach", DUE])

    assert only_item(reading).text == "Text parents after 12 days"
    assert (FindingCode.COLUMN_TAKEN, {"heading": "Measure"}) in [(each.code, each.values) for each in reading.findings]


def test_no_action_items_names_the_row_that_came_nearest(tmp_path: Path) -> None:
    reading = plan(tmp_path, ["Element", "Need", "Budget", "Start"], ["Reading", "More time", 5, DUE])

    [finding] = reading.findings
    assert (finding.where, finding.code) == ("Sheet 'Plan', cell A2", FindingCode.NO_ITEMS)
    assert finding.values == {"headings": ["Element", "Need", "Budget", "Start"], "lacks": "activity"}
    assert "Element | Need | Budget | Start" in finding_text(finding)


def test_headings_without_rows_are_named(tmp_path: Path) -> None:
    assert findings(plan(tmp_path, ["Action", "Owner", "Due"])) == [
        ("Sheet 'Plan', cell A2", FindingCode.TABLE_EMPTY, "error")
    ]


def test_school_years_below_one_heading_belong_to_it(tmp_path: Path) -> None:
    reading = plan(
        tmp_path,
        ["Action Steps", "Timeline", None, "Key Personnel"],
        [None, "2026-27", "2027-28", None],
        ["Write common assessments", "Sept 2026", "Revise in August", "Math coach"],
    )

    assert rows(reading) == [("1.1.1.1", "Math coach", (), "2026-09-01", "2026-09-30")]
    assert named(reading) == [("2027-28", "")]


def test_the_instructions_of_a_form_are_no_item(tmp_path: Path) -> None:
    reading = plan(
        tmp_path,
        ["Actions", "Due Date", "Responsible Person"],
        ["List one or more actions", "For each action, provide a date", "Name the person responsible"],
        ["Describe to families what changes", DUE, "Coach"],
    )

    assert only_item(reading).text == "Describe to families what changes"
    assert [where for where, _, _ in findings(reading)] == ["Sheet 'Plan', cell A3"]


def test_a_row_of_a_table_is_not_the_heading_of_the_next(tmp_path: Path) -> None:
    reading = plan(
        tmp_path,
        ["Activities", "Resources Needed", "Person(s) Involved", "Time Frame", "Success Indicators"],
        ["Help students who have difficulty", "Activity sheets", "Coach", "Dec 2026", "80% pass"],
    )

    assert rows(reading) == [("1.1.1.1", "Coach", (), "2026-12-01", "2026-12-31")]


def test_strategies_with_labels_in_their_cells_are_action_items_too(tmp_path: Path) -> None:
    cell = "Strategy 1: Teach small groups each day.\nStrategy's Expected Result/Impact: Growth\n"
    path = typed(
        tmp_path / "plan.xlsx",
        Plan=[
            TITLE,
            ["Goal 1: Students grow in reading."],
            ["Performance Objective 1: 60% of grade 3 meet standard"],
            ["Strategy 1 Details", "Reviews"],
            [f"{cell}Staff Responsible for Monitoring: Principal, Coach\nTitle I: 2.4, 2.5", "Formative"],
            [None, "Nov", "Jan"],
            [None, "35%", "50%"],
        ],
    )
    book = load_workbook(path)
    book["Plan"].merge_cells("A5:A7")
    book.save(path)

    reading = read(path)
    item = only_item(reading)

    assert (item.text, item.owner, item.collaborators) == ("Teach small groups each day.", "Principal", ("Coach",))
    assert item.output == "Growth"
    assert FindingCode.STRATEGIES_TAKEN in {each.code for each in reading.findings}


def test_who_benefits_helps_nobody_and_a_second_owner_is_another_tables(tmp_path: Path) -> None:
    heads: Line = ["Action", "Who benefits", "Owner", "Due", "Action", "Owner"]
    reading = plan(tmp_path, heads, ["Hire tutors", "Grade 3 students", "Principal", DUE, "Train tutors", "Coach"])

    assert rows(reading) == [("1.1.1.1", "Principal", (), "", "2026-12-18")]
    assert [heading for heading, _ in named(reading)] == ["Who benefits", "Action", "Owner"]


def test_another_part_of_the_form_inside_a_table_is_left_out_and_named(tmp_path: Path) -> None:
    headings: Line = ["Action Steps", "Timeline", "Person(s) Responsible"]
    reading = plan(
        tmp_path,
        ["III A. ACTION STEPS: Goal 1 (Reading rises to 60%)"],
        headings,
        ["1. Adopt a phonics program", "Aug 2026 - Oct 2026", "Principal"],
        ["2."],
        ["III B. PROFESSIONAL DEVELOPMENT: Goal 1"],
        ["a. Topic: Science of reading", "Targeted Audience: K-3 teachers"],
        ["III A. ACTION STEPS: Goal 2 (Math rises to 55%)"],
        headings,
        ["1. Buy manipulatives", "Sept 2026", "Assistant Principal"],
    )

    assert [row[:2] for row in rows(reading)] == [("1.1.1.1", "Principal"), ("1.2.1.1", "Assistant Principal")]
    [left_out] = [each for each in reading.findings if each.code is FindingCode.LINES_LEFT_OUT]
    assert left_out.values["lines"] == ["III B. PROFESSIONAL DEVELOPMENT: Goal 1", "a. Topic: Science of reading"]
