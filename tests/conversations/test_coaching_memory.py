"""Which questions a conversation leaves out, and how they are brought back."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from conversations.coaching.memory import (
    answered_lately,
    answers_of,
    bring_back,
    is_unfinished,
    leave_out,
    left_for_later,
)
from conversations.coaching.moves import BringBack, Skip
from conversations.coaching.path import whole
from conversations.coaching.state import AnsweredQuestion, CoachingState
from conversations.parts import ForEachItem, ForEachKind
from conversations.script import Audience, Choice, CycleStep, Repeat, Script, Step
from conversations.threads.moves import Choose, Finish, Next
from conversations.threads.state import AT_END, Visit
from tests.conversations.table import Table

TODAY = date(2026, 11, 22)
SCRIPT = Script(
    name="look",
    title="A look",
    step=CycleStep.MONITOR_ADJUST,
    purpose="Look.",
    minutes=20,
    steps=(
        Step(id="begun", ask="What have we begun?", essential=True),
        Step(id="help", ask="Is help needed?", choices=(Choice("Yes", "which"), Choice("No", "goal"))),
        Step(id="which", ask="Which help?"),
        Step(id="goal", ask="What of {goal}?", for_each=ForEachKind.GOAL, essential=True),
        Step(id="next", ask="What is next?", repeats=Repeat.MONTHLY),
    ),
)
GOALS = tuple(ForEachItem(ForEachKind.GOAL, f"goal:{number}", f"Goal {number}") for number in range(1, 6))


def table(*, script: Script = SCRIPT, short: bool = False, left_out: Iterable[AnsweredQuestion] = ()) -> Table:
    """At the first question."""
    opened = Table(script, audience=Audience.SCHOOL, items=GOALS[:2])
    opened.state = replace(opened.state, is_short=short, left_out=tuple(left_out))
    return opened


def answered(*visits: str, on: date = TODAY, choice: str | None = None) -> tuple[AnsweredQuestion, ...]:
    return tuple(AnsweredQuestion(Visit.parse(visit), on, "facts", choice) for visit in visits)


def path_of(state: CoachingState, script: Script = SCRIPT) -> list[str]:
    return [str(visit) for visit in whole(script, state)]


def finished(*visits: str, on: date) -> CoachingState:
    """A conversation that asked everything and answered these."""
    past = table()
    while past.state.visit != AT_END:
        past.presses(Next)
    past.presses(Finish)
    return replace(past.state, answered=answered(*visits, on=on))


def test_a_short_conversation_asks_the_essential_questions_about_the_first_three_things() -> None:
    state = replace(table(short=True).state, items=GOALS)

    assert path_of(state) == ["begun", "goal@goal:1", "goal@goal:2", "goal@goal:3"]
    assert left_for_later(SCRIPT, state) == 5


def test_what_was_answered_is_left_out_and_its_choice_still_leads_on() -> None:
    state = replace(table().state, left_out=answered("help", choice="No"))
    assert path_of(state) == ["begun", "goal@goal:1", "goal@goal:2", "next"]

    state = replace(state, left_out=answered("help", "goal@goal:1", choice="Yes"))
    assert path_of(state) == ["begun", "which", "goal@goal:2", "next"]


@pytest.mark.parametrize(("days", "is_left_out"), [(1, True), (91, True), (92, False)])
def test_three_months_long_a_question_does_not_return(days: int, is_left_out: bool) -> None:
    past = finished("begun", on=TODAY - timedelta(days=days))
    assert (Visit("begun") in answered_lately(SCRIPT, table().state, [past], TODAY)) is is_left_out


def test_a_monthly_question_returns_unless_this_is_the_rest_of_the_last_conversation() -> None:
    past = finished("begun", "next", on=TODAY - timedelta(days=7))
    assert set(answered_lately(SCRIPT, table().state, [past], TODAY)) == {Visit("begun")}

    cut = replace(past, askings=past.askings[:2])
    assert is_unfinished(SCRIPT, cut)
    assert Visit("next") in answered_lately(SCRIPT, table().state, [cut], TODAY)
    assert Visit("next") not in answered_lately(SCRIPT, table().state, [past, cut], TODAY)


def test_a_question_returns_when_its_facts_changed() -> None:
    lately = {each.visit: each for each in answered("begun", "which")}
    state = leave_out(SCRIPT, table().state, lately, {Visit("begun"): "facts", Visit("which"): "others"})

    assert [each.visit for each in state.left_out] == [Visit("begun")]


def test_if_nothing_were_left_to_ask_everything_is_asked() -> None:
    state = table(short=True).state
    lately = {each.visit: each for each in answered(*path_of(state))}

    assert leave_out(SCRIPT, state, lately, dict.fromkeys(lately, "facts")) == state


def test_a_question_counts_as_answered_by_a_reply_or_a_choice_and_not_if_it_was_passed() -> None:
    past = table()
    past.presses(Next)
    past.presses(Choose, label="No")
    past.presses(Skip)
    answers = answers_of(past.state, {Visit("begun")}, {Visit("begun"): "facts"}, TODAY)

    assert [(str(each.visit), each.fingerprint, each.choice) for each in answers] == [
        ("begun", "facts", None),
        ("help", "", "No"),
    ]


def test_what_is_brought_back_comes_in_its_place_or_after_the_last_question() -> None:
    steered = table(left_out=answered("help", "next", choice="No"))
    steered.presses(Next)
    assert steered.at == "goal@goal:1"
    steered.presses(BringBack)
    assert path_of(steered.state) == ["begun", "goal@goal:1", "goal@goal:2", "next", "help", "which"]
    order = [steered.at]
    while steered.state.visit != AT_END:
        steered.presses(Next)
        order.append(steered.at)

    assert order == ["goal@goal:1", "goal@goal:2", "next", "help", "which", "end"]


def test_at_the_end_what_is_brought_back_is_asked_at_once() -> None:
    steered = table(short=True)
    while steered.state.visit != AT_END:
        steered.presses(Next)
    steered.presses(BringBack)

    assert steered.at == "help"
    assert bring_back(SCRIPT, steered.state).left_out == ()
