"""Ten different files for each kind of thing that districts write their own way, with what must come out of each."""

from datetime import date
from pathlib import Path

import pytest

from plans.files import Reading, read
from plans.findings import FindingCode
from plans.plan import State
from tests.plans.spreadsheets import Line, Value, findings, typed

OCT = date(2026, 10, 30)
TITLE: Line = ["Oak Middle School Improvement Plan 2026-27"]
HEADS: Line = ["Action", "Owner", "Due Date"]
STEP: Line = ["Hire two tutors", "Coach", OCT]
CALL: Line = ["Call every family", "Dean", OCT]


def of(folder: Path, *lines: Line) -> Reading:
    return read(typed(folder / "plan.xlsx", Plan=lines))


def codes(reading: Reading) -> set[FindingCode | str]:
    return {code for _, code, _ in findings(reading)}


GOALS: dict[str, tuple[list[Line], list[tuple[str, str]], list[str]]] = {
    "an ordinal": ([["Goal 1: 21st Century Skills for all"]], [("1", "21st Century Skills for all")], ["1"]),
    "a ratio": ([["Goal 2 - 1:1 devices for everyone"]], [("2", "1:1 devices for everyone")], ["1"]),
    "a grade": ([["Strategic Goal 3: 3rd graders read"]], [("3", "3rd graders read")], ["1"]),
    "a year": ([["SMART Goal: By June 2027, 65% read"]], [("1", "By June 2027, 65% read")], ["1"]),
    "a share": ([["Goal #3 – 90% of families attend"]], [("3", "90% of families attend")], ["1"]),
    "a decimal": ([["Goal 1: 3.0 GPA for 80% of seniors"]], [("1", "3.0 GPA for 80% of seniors")], ["1"]),
    "beside its word": ([["Goal 1", "All students read"]], [("1", "All students read")], ["1"]),
    "below its word": ([["Goal 1:"], ["All students read"]], [("1", "All students read")], ["1"]),
    "in an area": ([["Focus Area 1: Literacy"], ["Objective 1.1: 60% read"]], [("1", "60% read")], ["Literacy"]),
    "a pillar": ([["Pillar 2: Families"], ["Strategy 2.1: Home visits"]], [], ["Families"]),
    "an issue": ([["Key Issue 1: Chronic absence"]], [], ["Chronic absence"]),
    "a form": ([["III A. ACTION STEPS: Goal 1 (Math rises to 55%)"]], [("1", "Math rises to 55%")], ["1"]),
}


@pytest.mark.parametrize("kind", GOALS)
def test_goals_as_districts_write_them(tmp_path: Path, kind: str) -> None:
    lines, goals, priorities = GOALS[kind]

    reading = of(tmp_path, TITLE, *lines, HEADS, STEP)

    assert findings(reading) == []
    assert reading.plan is not None
    assert [(goal.code, goal.text) for goal in reading.plan.goals] == goals
    assert [priority.title for priority in reading.plan.priorities] == priorities


def test_each_part_of_a_form_has_its_goal_and_items(tmp_path: Path) -> None:
    first: list[Line] = [["III A. ACTION STEPS: Goal 1 (Reading rises to 60%)"], HEADS, STEP]
    second: list[Line] = [["III A. ACTION STEPS: Goal 2 (Math rises to 55%)"], HEADS, CALL]

    reading = of(tmp_path, TITLE, *first, *second)

    assert findings(reading) == []
    assert reading.plan is not None
    assert [(each.title, len(each.milestones[0].action_items)) for each in reading.plan.strategies()] == [
        ("Reading rises to 60%", 1),
        ("Math rises to 55%", 1),
    ]


LEFT_OUT, MONITOR = FindingCode.COLUMN_LEFT_OUT, FindingCode.MONITOR_AS_OWNER
NO_DAY, NO_OWNER = FindingCode.DUE_MISSING, FindingCode.OWNER_MISSING
COLUMNS: dict[str, tuple[Line, Line, tuple[str, str | None, tuple[str, ...], str], set[FindingCode]]] = {
    "by whom": (["What", "By Whom", "By When"], STEP, ("Hire two tutors", "Coach", (), ""), set()),
    "involved": (["Action Steps", "Person(s) Involved", "Timeline"], STEP, ("Hire two tutors", "Coach", (), ""), set()),
    "success": (
        ["Activity", "Key Personnel", "Timescale", "Success Criteria"],
        ["Hire two tutors", "Coach", "Oct 2026", "Two tutors"],
        ("Hire two tutors", "Coach", (), "Two tutors"),
        set(),
    ),
    "a type": (
        ["Action ID", "Activity Type", "Activity", "Lead", "Due"],
        ["A-1", "Hiring", "Hire two tutors", "Coach", OCT],
        ("Hire two tutors", "Coach", (), ""),
        {LEFT_OUT},
    ),
    "a number": (["Task No.", "Task", "Lead", "Due"], [1, *STEP], ("Hire two tutors", "Coach", (), ""), set()),
    "strategies": (["Strategies", "Person Responsible", "Timeline"], STEP, ("Hire two tutors", "Coach", (), ""), set()),
    "who monitors beside who leads": (
        ["Action", "Lead", "Due", "Monitoring (who)"],
        [*STEP, "Principal"],
        ("Hire two tutors", "Coach", (), ""),
        {LEFT_OUT},
    ),
    "who monitors alone": (
        ["Activities", "Measure of Success", "Progress Monitoring", "Funding"],
        ["Hire two tutors", "Two tutors", "Reading Coach, monthly, notes", "$0"],
        ("Hire two tutors", "Reading Coach", (), "Two tutors"),
        {MONITOR, NO_DAY},
    ),
    "how it is monitored": (
        ["Activities", "Measure of Success", "Monitoring Processes", "Timeline"],
        ["Hire two tutors", "Two tutors", "Weekly walkthrough data", "Oct 2026"],
        ("Hire two tutors", None, (), "Two tutors"),
        {LEFT_OUT, NO_OWNER},
    ),
    "evidence and completion": (
        ["Action", "Owner", "Evidence of Completion", "Completion Date"],
        ["Hire two tutors", "Coach", "By Oct 2026 contracts", OCT],
        ("Hire two tutors", "Coach", (), "By Oct 2026 contracts"),
        set(),
    ),
    "who else": (
        ["Action", "Who is responsible for this?", "Who else helps?", "Date due"],
        ["Hire two tutors", "Coach", "Principal", OCT],
        ("Hire two tutors", "Coach", ("Principal",), ""),
        set(),
    ),
    "assigned": (["Steps", "Staff Assigned", "Target Date"], STEP, ("Hire two tutors", "Coach", (), ""), set()),
    "backwards": (["Due", "Owner", "Action"], STEP[::-1], ("Hire two tutors", "Coach", (), ""), set()),
}


@pytest.mark.parametrize("kind", COLUMNS)
def test_columns_as_districts_head_them(tmp_path: Path, kind: str) -> None:
    heads, row, expected, told = COLUMNS[kind]

    reading = of(tmp_path, TITLE, heads, row)

    assert reading.plan is not None, findings(reading)
    (item,) = reading.plan.action_items()
    assert (item.text, item.owner, item.collaborators, item.output) == expected
    assert codes(reading) == told


PASSED, COMMA = FindingCode.OWNER_PASSED_OVER, FindingCode.OWNER_WITH_COMMA
LEADS: dict[str, tuple[list[str], set[FindingCode]]] = {
    "Principal, Teachers, Students": (["Principal", "Teachers", "Students"], set()),
    "Department Head\nPrincipal": (["Department Head", "Principal"], set()),
    "Led by Kim Park and Ben Ode": (["Kim Park", "Ben Ode"], set()),
    "Principal: Kim Park\nCoach: Ben Ode": (["Kim Park", "Ben Ode"], set()),
    "All teachers, Principal": (["Principal"], {PASSED}),
    "Superintendent, Human Resources, principals": (["Superintendent", "Human Resources", "principals"], set()),
    "Special Education, Principal": (["Special Education, Principal"], {COMMA}),
    "Math, Science and ELA Directors": (["Math, Science and ELA Directors"], set()),
    "Park, Kim; Ode, Ben": (["Park, Kim", "Ode, Ben"], {COMMA}),
    "Kim Park; support: Ben Ode, Ana Diaz": (["Kim Park", "Ben Ode", "Ana Diaz"], set()),
    "Principal with support from District Math Coach": (["Principal", "District Math Coach"], set()),
    "- Principal\n- Reading Coach\n- Grade 3 Team": (["Principal", "Reading Coach", "Grade 3 Team"], set()),
    "Kim Park (Principal), Ben Ode (Coach)": (["Kim Park (Principal)", "Ben Ode (Coach)"], set()),
    "Principal, whoever is free": (["Principal, whoever is free"], {COMMA}),
    "kpark@oak.org, bode@oak.org": (["kpark@oak.org", "bode@oak.org"], set()),
}


@pytest.mark.parametrize("cell", LEADS)
def test_leads_as_districts_write_them(tmp_path: Path, cell: str) -> None:
    names, told = LEADS[cell]

    reading = of(tmp_path, TITLE, HEADS, ["Hire two tutors", cell, OCT])

    assert reading.plan is not None, findings(reading)
    (item,) = reading.plan.action_items()
    assert [item.owner, *item.collaborators] == names
    assert codes(reading) == told


TERMS, LIST = FindingCode.DATES_BY_TERM, FindingCode.DATE_LIST_AS_SPAN
DATES: dict[str, tuple[list[str], list[str], set[FindingCode]]] = {
    "day first": (["13/10/2026", "05/11/2026"], ["2026-10-13", "2026-11-05"], {FindingCode.DATES_DAY_FIRST}),
    "dots": (["30.10.2026", "05.11.2026"], ["2026-10-30", "2026-11-05"], {FindingCode.DATES_DAY_FIRST}),
    "months and years": (
        ["Sept 26", "July 27"],
        ["2026-09-01 2026-09-30", "2027-07-01 2027-07-31"],
        {FindingCode.DATES_MONTH_AND_YEAR},
    ),
    "commas": (["Jan., 2027-May 2027"], ["2027-01-01 2027-05-31"], set()),
    "terms": (["Autumn term", "Spring 1"], ["2026-09-01 2026-12-18", "2027-01-03 2027-02-12"], {TERMS}),
    "year round": (["Year round", "Ongoing"], ["ongoing", "ongoing"], set()),
    "quarters": (["Q1", "Q2 and Q3"], ["2026-07-01 2026-09-30", "2026-10-01 2027-03-31"], set()),
    "a weekday": (["Monday, Oct 6, 2026"], ["2026-10-06"], {FindingCode.DATE_WRONG_WEEKDAY}),
    "a list": (["Sept 9, Jan 15 and May 4"], ["2026-09-09 2027-05-04"], {LIST}),
    "another year": (["10/30/2025", "12/18/2026"], ["2025-10-30", "2026-12-18"], {FindingCode.DATE_OUTSIDE_PLAN}),
    "recurring": (
        ["Weekly, Sept - May", "Monthly starting in October"],
        ["2026-09-01 2027-05-31", "2026-10-01 ongoing"],
        set(),
    ),
    "spans of days": (
        ["10/1-10/30", "Oct 1st thru Dec 18th"],
        ["2026-10-01 2026-10-30", "2026-10-01 2026-12-18"],
        set(),
    ),
}


@pytest.mark.parametrize("kind", DATES)
def test_dates_as_districts_write_them(tmp_path: Path, kind: str) -> None:
    cells, expected, told = DATES[kind]
    lines: list[Line] = [[f"Step {number} of it", "Coach", cell] for number, cell in enumerate(cells)]

    reading = of(tmp_path, TITLE, ["Action", "Owner", "Timeline"], *lines)

    assert reading.plan is not None, findings(reading)
    items = list(reading.plan.action_items())
    assert [f"{item.start or ''} {item.due or 'ongoing'}".strip() for item in items] == expected
    assert codes(reading) == told


DONE, STARTED, OPEN, LATE, OFF = (
    State.COMPLETED,
    State.IN_PROGRESS,
    State.NOT_STARTED,
    State.BEHIND,
    State.CANCELLED,
)
STATES: dict[str, tuple[str, list[tuple[Value, State | None]]]] = {
    "words": ("Status", [("Done", DONE), ("In progress", STARTED), ("Not started", OPEN), ("Delayed", LATE)]),
    "other words": ("Status", [("Fully implemented", DONE), ("Partially met", STARTED), ("Yet to start", OPEN)]),
    "canceled": ("Status", [("Canceled", OFF), ("Discontinued", OFF), ("No longer needed", OFF)]),
    "shares": ("% Complete", [(1, DONE), (0.5, STARTED), (0, OPEN), ("75%", STARTED), ("100 %", DONE)]),
    "letters": ("RAG", [("R", LATE), ("A", STARTED), ("G", STARTED)]),
    "colors": ("RAG", [("Red", LATE), ("Amber", STARTED), ("Green", STARTED)]),
    "circles": ("Status", [("🟢", STARTED), ("🟡", STARTED), ("🔴", LATE), ("✅", DONE)]),
    "marks": ("Completed?", [("✓", DONE), ("☐", OPEN), ("✔\N{VARIATION SELECTOR-16}", DONE), ("x", DONE)]),
    "yes and no": ("Completed (Y/N)", [("Y", DONE), ("no", OPEN)]),
    "days": ("Status", [("Completed 9/15/26", DONE), ("Finished: Oct 2026", DONE)]),
    "a day's own column": ("Date Completed", [(date(2026, 9, 15), DONE), (None, None)]),
    "in other cases": ("STATUS", [(" COMPLETE ", DONE), ("on-going", STARTED)]),
}


@pytest.mark.parametrize("kind", STATES)
def test_states_as_districts_write_them(tmp_path: Path, kind: str) -> None:
    heading, cells = STATES[kind]
    lines: list[Line] = [[f"Step {number} of it", "Coach", OCT, cell] for number, (cell, _) in enumerate(cells)]

    reading = of(tmp_path, TITLE, [*HEADS, heading], *lines)

    assert reading.plan is not None, findings(reading)
    items = list(reading.plan.action_items())
    assert [item.reported.state if item.reported else None for item in items] == [state for _, state in cells]
    assert codes(reading) <= {FindingCode.COMPLETED_WITHOUT_A_DAY}


NOTE, UNUSED = FindingCode.LINE_AS_NOTE, FindingCode.LINES_LEFT_OUT
BETWEEN: dict[str, tuple[list[Line], list[str], set[FindingCode]]] = {
    "a project's problem": (
        [["Project Title: LENS"], HEADS, STEP, [], ["Problem Statement: Many."], ["Project Title: GREEN"], HEADS, CALL],
        ["Hire two tutors", "Call every family"],
        {NOTE},
    ),
    "two notes": (
        [HEADS, STEP, [], ["Note: dates may change"], ["The board approved it"]],
        ["Hire two tutors"],
        {NOTE},
    ),
    "a signature": ([HEADS, STEP, [], ["Principal signature: ____", "Date: ____"]], ["Hire two tutors"], {NOTE}),
    "a belief": ([["We believe every child can learn in our school."], HEADS, STEP], ["Hire two tutors"], {UNUSED}),
    "a sentence with a year": (
        [["By 2027 our teachers will know every child"], HEADS, STEP],
        ["Hire two tutors"],
        {UNUSED},
    ),
    "a sentence": (
        [HEADS, STEP, [], ["These steps serve families"], [], HEADS, CALL],
        ["Hire two tutors", "Call every family"],
        {NOTE},
    ),
    "a total": ([[*HEADS, "Cost"], [*STEP, "$100"], ["Total", None, None, "$100"]], ["Hire two tutors"], set()),
    "the headings again": ([HEADS, STEP, HEADS, CALL], ["Hire two tutors", "Call every family"], set()),
    "beside a heading": (
        [["Strategy 1: Assess together", None, "Root Cause(s) Addressed: No common tests"], HEADS, STEP],
        ["Hire two tutors"],
        {UNUSED},
    ),
    "instructions": ([HEADS, ["List the steps", "Name the lead", "Give a date"], STEP], ["Hire two tutors"], {NOTE}),
    "another table": (
        [HEADS, STEP, [], ["Review"], ["What worked?", "What not?"], ["Tutors", "Buses"]],
        ["Hire two tutors"],
        {NOTE},
    ),
    "a goal once more": (
        [["Goal 1: Literacy"], HEADS, STEP, ["Goal 1: Literacy (continued)"], HEADS, CALL],
        ["Hire two tutors", "Call every family"],
        set(),
    ),
    "an item like headings": (
        [[*HEADS, "Status"], ["Task force meets", "Coach", OCT, "Not started"], [*CALL, "Not started"]],
        ["Task force meets", "Call every family"],
        set(),
    ),
}


@pytest.mark.parametrize("kind", BETWEEN)
def test_lines_around_the_tables(tmp_path: Path, kind: str) -> None:
    lines, texts, told = BETWEEN[kind]

    reading = of(tmp_path, TITLE, *lines)

    assert reading.plan is not None, findings(reading)
    assert [item.text for item in reading.plan.action_items()] == texts
    assert codes(reading) == told


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Fern Elementary 2026-2027 Campus Improvement Plan", "Fern Elementary"),
        ("Fern Elementary School Schoolwide Improvement Plan 2026-27", "Fern Elementary School"),
        ("Fern Elementary Comprehensive School Improvement Plan 2026-27", "Fern Elementary"),
        ("School Plan for Student Achievement 2026-27: Fern Elementary", "Fern Elementary"),
        ("Continuous School Improvement Plan - Fern High School - 2026-27", "Fern High School"),
        ("2026-27 Site Plan for Fern Academy", "Fern Academy"),
        ("Fern County Schools Strategic Plan 2026-27", "Fern County Schools"),
        ("Title I Schoolwide Plan Fern Elementary 2026-27", "Fern Elementary"),
        ("Fern Primary School Development Plan 2026-2027", "Fern Primary School"),
        ("Fern Charter School Action Plan SY26-27", "Fern Charter School"),
        ("Fern High School Accountability Plan 2026-27", "Fern High School"),
        ("Unified School Improvement Plan 2026-27 for Fern Middle School", "Fern Middle School"),
    ],
)
def test_a_title_names_the_school_without_the_kind_of_plan(tmp_path: Path, title: str, name: str) -> None:
    reading = of(tmp_path, [title], HEADS, STEP)

    assert findings(reading) == []
    assert reading.plan is not None
    assert (reading.plan.organization, reading.plan.school_year) == (name, "2026-27")


@pytest.mark.parametrize(
    ("lines", "year"),
    [
        ([["Baseline proficiency 2025-26", "Goal 2026-27"]], "2026-27"),
        ([["Oak School Plan 2025-26"], ["Goal 2026-27"]], "2025-26"),
        ([["School year: 2026-27"], ["Data of 2024-25"]], "2026-27"),
    ],
)
def test_of_several_years_the_titles_or_else_that_of_the_dates_counts(
    tmp_path: Path, lines: list[Line], year: str
) -> None:
    reading = of(tmp_path, ["School: Oak School"], *lines, HEADS, STEP)

    assert reading.plan is not None, findings(reading)
    assert reading.plan.school_year == year
