"""What a plan says about a question, and when a question is asked as a check."""

from dataclasses import replace
from datetime import date

import pytest

from conversations.coaching import path
from conversations.coaching.path import with_items
from conversations.coaching.state import CoachingState
from conversations.coaching.steering import as_check, ask
from conversations.facts import (
    NARROWED,
    FactSection,
    MeasureGap,
    NeedKind,
    PlanNeed,
    SupportFact,
    gaps,
    has_facts,
    scope_without_row,
)
from conversations.highlight import DatedOutcome
from conversations.parts import ForEachItem, ForEachKind
from conversations.script import Audience, CycleStep, FactKind
from conversations.threads.state import AT_END, Asking, Visit
from plans.item_events import Status
from plans.outcomes import OutcomeKind, PlanOutcome, TargetVerdict
from plans.plan import Measure
from plans.readings import OutcomeReading, ReportedReading
from tests.conversations.talk import script

TODAY = date(2026, 11, 17)
SCRIPT = script("""
name: talk
title: A talk
step: set-direction
purpose: To see how it goes.
minutes: 10
steps:
  measured:
    ask: "How could we measure this? “{goal}”"
    check: "Does its measure tell us what we need? “{goal}”"
    facts: goals
    for_each: goal
  recover:
    ask: "What will bring this back on track? “{behind_item}”"
    for_each: behind_item
""")
READ = Visit("measured", "goal:1")


def state_at(*visits: Visit, items: tuple[ForEachItem, ...] = ()) -> CoachingState:
    askings = tuple(Asking(visit, f"{number}.0") for number, visit in enumerate(visits, start=1))
    goal = ForEachItem(ForEachKind.GOAL, "goal:1", "All read")
    return CoachingState(leader="ana", audience=Audience.SCHOOL, askings=askings, items=(goal, *items))


def behind(number: int) -> ForEachItem:
    return ForEachItem(ForEachKind.BEHIND_ITEM, f"action_item:{number}", f"Item {number}")


@pytest.mark.parametrize(
    ("measure", "lacks"),
    [
        (Measure(indicator="MCAS", source="state", baseline="40%", targets=("50%", "60%")), ()),
        (
            Measure(indicator="MCAS", targets=("50%",)),
            (MeasureGap.NO_BASELINE, MeasureGap.ONE_TARGET, MeasureGap.NO_SOURCE),
        ),
        (Measure(indicator="MCAS", source="state", baseline="40%"), (MeasureGap.NO_TARGET,)),
    ],
)
def test_a_measure_names_what_it_lacks(measure: Measure, lacks: tuple[MeasureGap, ...]) -> None:
    assert gaps(measure) == lacks


def test_with_facts_a_question_is_asked_as_a_check_and_without_them_as_itself() -> None:
    asked = state_at(READ)
    assert path.question(SCRIPT, asked, READ) == "How could we measure this? “All read”"

    checked = as_check(asked, SCRIPT, READ, has_facts=True)
    assert path.question(SCRIPT, checked, READ) == "Does its measure tell us what we need? “All read”"

    asked_again = as_check(checked, SCRIPT, READ, has_facts=False)
    assert path.question(SCRIPT, asked_again, READ) == "How could we measure this? “All read”"


def test_what_was_asked_as_a_check_stays_a_check_for_the_record() -> None:
    under_facts = as_check(state_at(READ), SCRIPT, READ, has_facts=True)
    for visit in (AT_END, Visit("recover", "action_item:1")):
        state, _effects = ask(under_facts, SCRIPT, visit, "2.0")
        assert state.checked == (READ,)


def test_a_step_without_a_check_is_asked_as_itself_under_its_facts() -> None:
    visit = Visit("recover", "action_item:1")
    state = state_at(visit, items=(behind(1),))
    under_facts = as_check(state, SCRIPT, visit, has_facts=True)
    assert path.question(SCRIPT, under_facts, visit) == "What will bring this back on track? “Item 1”"


def test_a_benchmark_nobody_looked_at_is_a_reason_for_a_check_in_planning_only() -> None:
    outcome = PlanOutcome(key="benchmark:1", kind=OutcomeKind.EARLY_EVIDENCE, code="1.1", text="Teams meet")
    reading = ReportedReading(
        reading=OutcomeReading(taken_on=TODAY), status=Status.ON_TRACK, who="Lena", recorded_on=TODAY
    )
    read = PlanOutcome(
        key="benchmark:1", kind=OutcomeKind.EARLY_EVIDENCE, code="1.1", text="Teams meet", newest=reading
    )

    def section(*outcomes: PlanOutcome) -> FactSection:
        dated = [DatedOutcome(outcome=each, verdict=TargetVerdict.NONE) for each in outcomes]
        return FactSection(kind=FactKind.EARLY_EVIDENCE, facts=dated)

    strength = FactSection(kind=FactKind.NEEDS, facts=[PlanNeed(NeedKind.STRENGTH, "Staff")])
    assert not has_facts([section(outcome)], CycleStep.MONITOR_ADJUST)
    assert has_facts([section(outcome, read)], CycleStep.MONITOR_ADJUST)
    assert has_facts([section(outcome), strength], CycleStep.MONITOR_ADJUST)
    assert has_facts([section(outcome)], CycleStep.CREATE_PLAN)
    assert not has_facts([section()], CycleStep.CREATE_PLAN)


def test_looking_back_support_counts_once_it_was_provided() -> None:
    asked = SupportFact("1.1.1.3", "Substitutes", "asked", TODAY, "")
    for support, is_known in ((asked, False), (replace(asked, state="provided", is_provided=True), True)):
        section = FactSection(kind=FactKind.SUPPORTS, facts=[support])
        assert has_facts([section], CycleStep.MONITOR_ADJUST) is is_known
        assert has_facts([section], CycleStep.CREATE_PLAN)


def test_what_is_no_longer_behind_is_not_asked_about_and_back_still_leads_to_what_was() -> None:
    state = state_at(Visit("recover", "action_item:1"), items=(behind(1), behind(2), behind(3)))
    later = with_items(state, SCRIPT, ForEachKind.BEHIND_ITEM, [behind(3), behind(4)])

    keys = [item.key for item in path.items(later, ForEachKind.BEHIND_ITEM)]
    assert keys == ["action_item:1", "action_item:3", "action_item:4"]
    assert [item.key for item in path.items(later, ForEachKind.GOAL)] == ["goal:1"]


def test_a_strategy_that_is_gone_is_not_taken_for_the_support_with_its_number() -> None:
    gone = ForEachItem(ForEachKind.STRATEGY, "strategy:1", "Coaching")
    support = ForEachItem(ForEachKind.SUPPORT, "support:1", "Substitutes")

    assert scope_without_row(gone).key == ""
    assert scope_without_row(support).key == "1"


def test_every_pass_says_which_facts_are_cut_to_its_thing() -> None:
    assert set(NARROWED) == set(ForEachKind)
