"""The accelerated improvement plan as a document: in, out, and in again without loss."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.documents.aip import sheets as aip
from bot.documents.document import Document
from bot.documents.formats.excel import excel
from bot.documents.formats.text import text
from bot.documents.formats.word import word
from plans.calendar import SchoolYear
from plans.files import Reading, read, read_content
from plans.numbering import read_code
from plans.plan import SECTION_1 as TEXTS
from plans.plan import (
    ActionItem,
    Benchmark,
    BenchmarkKind,
    Goal,
    Measure,
    Milestone,
    Plan,
    Priority,
    Strategy,
)
from plans.practices import PRACTICES
from plans.school_calendar import SchoolCalendar, Term
from prompts import formats
from tests.plans.test_files_word import randolph

ON = date(2026, 12, 18)


QUARTERS = SchoolCalendar().quarters(SchoolYear(2026))


def printed(plan: Plan, quarters: Sequence[Term] = ()) -> Document:
    with formats.for_a_file():
        return aip.document(plan, aip.header(plan, "school", ""), ON, quarters)


def in_again(plan: Plan, quarters: Sequence[Term] = ()) -> list[Reading]:
    """From Word and from Excel."""
    document = printed(plan, quarters)
    return [read_content("aip.docx", word(document)), read_content("aip.xlsx", excel(document, "About"))]


def in_order(plan: Plan) -> Plan:
    """Benchmarks by their kinds, and action items by their numbers: neither order says anything."""
    kinds = list(BenchmarkKind)

    def of_milestone(milestone: Milestone) -> Milestone:
        items = sorted(milestone.action_items, key=lambda item: read_code(item.code))
        return replace(milestone, action_items=tuple(items))

    def of_strategy(strategy: Strategy) -> Strategy:
        benchmarks = sorted(strategy.benchmarks, key=lambda each: kinds.index(each.kind))
        milestones = tuple(map(of_milestone, strategy.milestones))
        return replace(strategy, benchmarks=tuple(benchmarks), milestones=milestones)

    return replace(
        plan,
        priorities=tuple(
            replace(priority, strategies=tuple(map(of_strategy, priority.strategies))) for priority in plan.priorities
        ),
    )


# ---------------------------------------------------------------- in, out, and in again


@pytest.mark.parametrize("name", ["fall-river-2012.csv", "bethel.yml", "reynolds.yml", "tool-a.csv"])
def test_the_examples_come_back_as_they_were(name: str) -> None:
    plan = read(Path("examples") / name).plan
    assert plan is not None

    for reading in in_again(plan):
        assert reading.plan is not None
        assert in_order(reading.plan) == in_order(plan)
        assert reading.findings == ()


@pytest.mark.parametrize("name", ["fall-river-2012.csv", "bethel.yml"])
def test_so_they_do_from_the_form_by_quarter(name: str) -> None:
    plan = read(Path("examples") / name).plan
    assert plan is not None

    for reading in in_again(plan, QUARTERS):
        assert reading.plan is not None
        assert in_order(reading.plan) == in_order(plan)
        assert reading.findings == ()


def test_a_plan_typed_into_the_template_comes_back_as_it_was(tmp_path: Path) -> None:
    plan = randolph(tmp_path)

    for reading in in_again(plan):
        assert reading.plan == plan
        assert reading.findings == ()


WORDS = (
    *("students", "Teachers", "the", "of", "reading", "80%", "10-15%", "grade 5", "data", "coach", "plan", "(ELA)"),
    *("and", "by", "May", "=SUM(A1)", "<b>", "&", "«école»", "{{ x }}", "#let", "1:1", "n/a", "goal", "Note"),
)
words = some.lists(some.sampled_from(WORDS), min_size=2, max_size=9).map(lambda each: "We " + " ".join(each))
HEADING_LIKE = (
    "Goal 1: be kind",
    "Initiative 2: more",
    "Key resources: time",
    "Supports: a coach",
    "• a point",
    "1. one",
)
paragraphs = some.lists(words | some.sampled_from(HEADING_LIKE), max_size=3).map("\n".join)
NAMES = ("Superintendent", "Ana Ruiz", "Kim Park", "Math Director", "Activities Director", "Director of Curriculum")
names = some.sampled_from(NAMES)
days = some.dates(date(2026, 7, 1), date(2027, 6, 30))


def numbered(draw: some.DrawFn, parent: str, most: int, least: int = 0) -> list[str]:
    """Codes with gaps, as where a part was taken out."""
    numbers = draw(some.lists(some.integers(1, 12), unique=True, min_size=least, max_size=most))
    return [f"{parent}{number}" for number in sorted(numbers)]


@some.composite
def items(draw: some.DrawFn, code: str) -> ActionItem:
    start, due = sorted([draw(days), draw(days)])
    end = draw(some.sampled_from(["due", "ongoing", "none"]))
    owner = draw(names | some.none())
    others = draw(some.lists(names, unique=True, max_size=2))
    return ActionItem(
        code=code,
        text=draw(words),
        owner=owner,
        collaborators=tuple(name for name in others if name != owner) if owner else (),
        start=start if draw(some.booleans()) else None,
        due=due if end == "due" else None,
        ongoing=end == "ongoing",
        output=draw(words | some.just("")),
        resources=draw(words | some.just("")),
    )


@some.composite
def measures(draw: some.DrawFn) -> tuple[Measure, ...]:
    texts = draw(some.lists(words, unique=True, max_size=2))
    return tuple(
        Measure(
            indicator=text,
            source=draw(words | some.just("")),
            baseline=draw(some.sampled_from(["", "59%", "n/a"])),
            targets=tuple(draw(some.lists(some.sampled_from(["70%", "5.0"]), max_size=3))),
        )
        for text in texts
    )


@some.composite
def milestones(draw: some.DrawFn, code: str, lead: str | None) -> Milestone:
    return Milestone(
        code=code,
        title=draw(words),
        lead=draw(names) if lead else draw(names | some.none()),
        team=tuple(draw(some.lists(names, unique=True, max_size=2))),
        quarter=draw(some.sampled_from(["", "Q2", "2nd quarter"])),
        due=draw(days | some.none()),
        action_items=tuple(draw(items(each)) for each in numbered(draw, f"{code}.", 3)),
    )


@some.composite
def strategies(draw: some.DrawFn, code: str) -> Strategy:
    lead, title = draw(names | some.none()), draw(words)
    clauses = {name: draw(words | some.just("")) for name in ("if_we", "then", "and_so")}
    texts = draw(some.lists(words, unique=True, max_size=3))
    benchmarks = tuple(
        Benchmark(kind=draw(some.sampled_from(BenchmarkKind)), text=text, due=draw(days | some.none()))
        for text in texts
    )
    own = Milestone(code=f"{code}.1", title=title, lead=lead, action_items=(draw(items(f"{code}.1.1")),))
    several = tuple(draw(milestones(each, lead)) for each in numbered(draw, f"{code}.", 2))
    return Strategy(
        code=code,
        title=title,
        **clauses,
        practice=draw(some.sampled_from([None, *PRACTICES, "2b, 3a"])),
        serves=draw(some.sampled_from(["", "own", "1 Strong lessons", "2 Every student's needs"])),
        lead=lead,
        resources=draw(paragraphs),
        measures=draw(measures()),
        benchmarks=benchmarks,
        milestones=(own,) if draw(some.booleans()) else several,
    )


@some.composite
def plans(draw: some.DrawFn) -> Plan:
    priorities = tuple(
        Priority(
            code=code,
            title=draw(words),
            lead=draw(names | some.none()),
            strategies=tuple(draw(strategies(each)) for each in numbered(draw, f"{code}.", 2, 1)),
        )
        for code in numbered(draw, "", 3, 1)
    )
    goals = tuple(
        Goal(code=code, text=draw(words), explanation=draw(words | some.just("")), measures=draw(measures()))
        for code in numbered(draw, "", 2)
    )
    return Plan(
        title=draw(words),
        organization="Bethel Elementary School",
        school_year="2026-27",
        vision=draw(words | some.just("")),
        mission=draw(words | some.just("")),
        purpose=draw(words | some.just("")),
        assets_and_issues=draw(paragraphs),
        theory_of_action=draw(paragraphs),
        why_objectives=draw(paragraphs),
        end_of_year_outcomes=draw(paragraphs),
        goals=goals,
        priorities=priorities,
    )


@given(plans().filter(lambda plan: any(plan.action_items())))
@settings(max_examples=10, deadline=None)
def test_any_plan_comes_back_as_it_was(plan: Plan) -> None:
    for reading in [*in_again(plan), *in_again(plan, QUARTERS)]:
        assert reading.plan is not None
        assert in_order(reading.plan) == in_order(plan)


# ---------------------------------------------------------------- what it prints

FIRST_SHEET = """\
## Section 2: Initiative Strategy Sheet

### Initiative 1.1: Align materials

| Section 2: Initiative Strategy Sheet | What the plan says |
|---|---|
| A. District Strategic Objective 1: | Ensure success for all students |
| B. Overall Lead for this Objective (one person): | Superintendent |
| C. Initiative Number and Description: | 1\\. Align materials |
| D. Lead for this Initiative (one person): | Math Director |
| E. Short-term outcomes for the Initiative, with dates/frequency for each: | • By January 2027, 75% of quarterly \
assessments show an increase · • 85% of meetings use benchmark assessments, each quarter |
| F. What are the key indicators for this Initiative to show early evidence of change? By when? | • All members of \
the team visit two classrooms (by Oct 30, 2026) |
| G. Key resources (e.g., other leaders/supporters of the Initiative, funds, external partners, time, staffing, \
materials, etc.): | Time for common planning · Funds for printing |

Objective 1: Ensure success for all students

Initiative 1: Align materials

| Activities to Achieve the Outcomes for the Initiative | Who will Lead? | When will it Start? | \
When will it be Complete? | Collaborators |
|---|---|---|---|---|
| 1.1.1.1 Write the maps | Math Director | Tue, Sep 8, 2026 | Fri, Oct 30, 2026 | Not in the plan |
| 1.1.1.2 Train the coaches | Math Director | Thu, Oct 1, 2026 | Thu, Dec 31, 2026 | Principals |
"""
SECTION_1 = """\
| Section 1 | What the plan says |
|---|---|
| Key assets, issues and strategic objectives | Not in the plan |
| Theory of Action that will drive the development of the Plan | Not in the plan |
| Strategic Objectives and Initiatives upon which the Plan will focus and why they are important | Not in the plan |
| Objective 1: Ensure success for all students | Initiative 1: Align materials · Initiative 2: Agree on effective \
teaching |
| Objective 2: Develop leaders | Initiative 1: Coach principals |
| Specific, measurable, final end-of-year outcomes | Not in the plan |
"""


def test_a_strategy_sheet_and_its_activities_are_the_templates(tmp_path: Path) -> None:
    assert FIRST_SHEET in text(printed(randolph(tmp_path)))


def test_what_the_plan_does_not_say_is_said_to_be_missing(tmp_path: Path) -> None:
    nothing: dict[str, Any] = dict.fromkeys(TEXTS, "")
    plan = replace(randolph(tmp_path), **nothing)

    assert SECTION_1 in text(printed(plan))


BY_QUARTER = """\
## Objective 1: Ensure success for all students

| Strategic Initiative | Early Evidence of Change, Short-term Outcomes, and Final Outcomes |
|---|---|
| 1\\. Align materials | Early Evidence · • All members of the team visit two classrooms (by Oct 30, 2026) · \
Short Term Outcomes · • By January 2027, 75% of quarterly assessments show an increase · \
• 85% of meetings use benchmark assessments, each quarter · Final Outcomes · Not in the plan |
"""
BY_QUARTER_ROWS = """\
| Quarter | Activities to Achieve the Outcomes for the Initiative | Who will Lead? | When will it Start? | \
When will it be Complete? | Collaborators |
|---|---|---|---|---|---|
| 1st Quarter | 1.1.1.1 Write the maps | Math Director | Tue, Sep 8, 2026 | Fri, Oct 30, 2026 | Not in the plan |
| 2nd Quarter | 1.1.1.2 Train the coaches | Math Director | Thu, Oct 1, 2026 | Thu, Dec 31, 2026 | Principals |
"""


def test_by_quarter_there_is_an_overview_and_activities_go_by_their_beginning(tmp_path: Path) -> None:
    in_words = text(printed(randolph(tmp_path), QUARTERS))

    assert BY_QUARTER in in_words
    assert BY_QUARTER_ROWS in in_words
