"""Goals, and what stands below them, under the names that states and districts have for them."""

from pathlib import Path

import pytest

from plans.files import read
from plans.files.headings import Heading, HeadingKind, headings
from plans.findings import FindingCode
from plans.plan import Plan
from tests.plans.spreadsheets import Line, findings, typed

TITLE: Line = ["Oak Middle School Improvement Plan 2026-27"]
HEADING: Line = ["Action", "Person Responsible", "Start Date", "Due Date"]


def step(text: str) -> Line:
    return [text, "Principal", "9/1/2026", "12/18/2026"]


def plan_of(path: Path) -> Plan:
    reading = read(path)
    assert reading.plan is not None, findings(reading)
    return reading.plan


def outline(plan: Plan) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """Priorities, their strategies, and the words of the items of each."""
    return [
        (
            priority.title,
            [
                (strategy.title, [item.text for each in strategy.milestones for item in each.action_items])
                for strategy in priority.strategies
            ],
        )
        for priority in plan.priorities
    ]


@pytest.mark.parametrize(
    ("text", "parts", "rest"),
    [
        ("Goal 1: 60% of students meet standard", (1,), "60% of students meet standard"),
        ("Goal 1. 60% of students meet standard", (1,), "60% of students meet standard"),
        ("Goal 1: 90 minutes of reading a day", (1,), "90 minutes of reading a day"),
        ("SCHOOL GOAL #1: 60% of students", (1,), "60% of students"),
        ("Goal 2: 21st century skills", (2,), "21st century skills"),
        ("Goal: 60% of students", (), "60% of students"),
        ("SMART Goal 2: Attendance", (2,), "Attendance"),
        ("Strategic Goal:- Enable our learners", (), "Enable our learners"),
        ("Goal B\nTo establish a group", (2,), "To establish a group"),
        ("Wildly Important Goal: Reading rises", (), "Reading rises"),
        ("Attendance Goal 2: 95% attend", (2,), "95% attend"),
        ("III A. ACTION STEPS: Goal 1 (Reading rises)", (1,), "(Reading rises)"),
    ],
)
def test_the_number_of_a_goal_ends_where_its_words_begin(text: str, parts: tuple[int, ...], rest: str) -> None:
    assert headings(text) == [Heading(HeadingKind.GOAL, parts, rest)]


@pytest.mark.parametrize(
    ("text", "kind", "parts", "rest"),
    [
        ("Priority 2: 21st century skills", HeadingKind.PRIORITY, (2,), "21st century skills"),
        ("Pillar 1: Student success", HeadingKind.PRIORITY, (1,), "Student success"),
        ("Key Issue 3: Attendance", HeadingKind.PRIORITY, (3,), "Attendance"),
        ("Pillar A: Belonging", HeadingKind.PRIORITY, (1,), "Belonging"),
        ("Strategy A.2: Advisory", HeadingKind.STRATEGY, (2,), "Advisory"),
        ("Strategy 1.2: 1:1 devices", HeadingKind.STRATEGY, (1, 2), "1:1 devices"),
        ("Strategy 1.2 60% of lessons", HeadingKind.STRATEGY, (1, 2), "60% of lessons"),
        ("Major Improvement Strategy #2: Attendance", HeadingKind.STRATEGY, (2,), "Attendance"),
        ("Milestone 1.1:2 Teachers learn", HeadingKind.MILESTONE, (1, 1, 2), "Teachers learn"),
    ],
)
def test_so_does_the_number_of_what_stands_below(
    text: str, kind: HeadingKind, parts: tuple[int, ...], rest: str
) -> None:
    assert headings(text) == [Heading(kind, parts, rest)]


@pytest.mark.parametrize("text", ["Goal setting with students", "Pillars of practice", "Goal a plan can meet"])
def test_a_word_for_a_goal_without_number_or_mark_is_no_heading(text: str) -> None:
    assert headings(text) == []


def test_strategies_right_below_a_goal_serve_it(tmp_path: Path) -> None:
    path = typed(
        tmp_path / "plan.xlsx",
        Plan=[
            TITLE,
            ["Goal 1: Students read at grade level"],
            ["Strategy 1: Close reading"],
            HEADING,
            step("Train teachers"),
            ["Strategy 2: Vocabulary"],
            HEADING,
            step("Word walls"),
            ["Goal 2: Students are present"],
            ["Strategy 1: Family contact"],
            HEADING,
            step("Call home each day"),
        ],
    )

    assert findings(read(path)) == []
    assert outline(plan_of(path)) == [
        (
            "Students read at grade level",
            [("Close reading", ["Train teachers"]), ("Vocabulary", ["Word walls"])],
        ),
        ("Students are present", [("Family contact", ["Call home each day"])]),
    ]


def test_below_a_list_of_goals_nothing_tells_which_one_a_strategy_serves(tmp_path: Path) -> None:
    path = typed(
        tmp_path / "plan.xlsx",
        Plan=[TITLE, ["Goal 1: Reading"], ["Goal 2: Attendance"], ["Strategy 1: Tutors"], HEADING, step("Hire tutors")],
    )

    assert findings(read(path)) == [("Sheet 'Plan', cell A4", FindingCode.GOAL_UNKNOWN, "warning")]


def test_an_objective_below_a_focus_area_is_a_goal_of_it(tmp_path: Path) -> None:
    path = typed(
        tmp_path / "plan.xlsx",
        Plan=[
            TITLE,
            ["Focus Area 1: Student Engagement"],
            ["Objective: More students graduate"],
            ["Strategies", "Activities", "Person(s) Responsible", "Timeline"],
            ["Careers", "Expand job shadowing", "Principal", "Dec 2026"],
        ],
    )
    plan = plan_of(path)

    assert [goal.text for goal in plan.goals] == ["More students graduate"]
    assert outline(plan) == [("Student Engagement", [("Careers", ["Expand job shadowing"])])]


def test_performance_objectives_below_a_goal_are_priorities(tmp_path: Path) -> None:
    lines: list[Line] = [TITLE]
    for goal, objective in (("1: Reading", "Grade 3"), ("2: Attendance", "Grade 6")):
        lines += [[f"Goal {goal}"], [f"Performance Objective 1: {objective}"], HEADING, step(f"Plan {objective}")]
    path = typed(tmp_path / "plan.xlsx", Plan=lines)

    plan = plan_of(path)

    assert findings(read(path)) == []

    assert [goal.text for goal in plan.goals] == ["Reading", "Attendance"]
    assert [title for title, _ in outline(plan)] == ["Grade 3", "Grade 6"]


def test_the_name_of_a_tab_does_not_erase_the_words_of_its_goal(tmp_path: Path) -> None:
    path = typed(
        tmp_path / "plan.xlsx", Goal_1=[TITLE, ["Goal 1: Student Success"], HEADING, step("Phonics block in K-2")]
    )

    assert [goal.text for goal in plan_of(path).goals] == ["Student Success"]


def test_lines_between_two_tables_are_not_items(tmp_path: Path) -> None:
    path = typed(
        tmp_path / "plan.xlsx",
        Plan=[
            TITLE,
            ["Project Title: Numbers"],
            HEADING,
            step("Pre-test"),
            ["Project Title: Garden"],
            ["Finding Statement: There is no garden."],
            HEADING,
            step("Hold a meeting"),
        ],
    )

    assert outline(plan_of(path)) == [
        ("Numbers", [("Plan", ["Pre-test"])]),
        ("Garden", [("Plan", ["Hold a meeting"])]),
    ]
    assert [where for where, _, _ in findings(read(path))] == ["Sheet 'Plan', cell A6"]
