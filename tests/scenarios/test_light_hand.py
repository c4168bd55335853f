"""A light hand in a thread of six: one button and one menu under the current question, and one press a question."""

from __future__ import annotations

import pytest

from bot.slack import blocks
from bot.slack.identifiers import ActionId
from tests.scenarios.district import District
from tests.scenarios.test_taps import check, fingers
from tests.support.coaching import CHANNEL, GOALS, TEAMWORK, begun, on_table, record_in, starts
from tests.support.people import Person
from tests.support.root_cause import Thread
from tests.support.screens import Surface, contains, controls
from tests.support.scripts import OURS

FIVE = ["Back", "Skip", "Pause", "Finish …", "More …"]
DATA, HOPES = "What do our data tell us", "What are our highest aspirations"
VERDICT = "Is it the strategy or the implementation?"


def row_of(surface: Surface) -> list[str | list[str]]:
    """The controls of a message: labels of buttons and selects, and the options of menus."""
    return [
        [option["text"]["text"] for option in each.options] if each.element["type"] == "overflow" else each.label
        for each in controls(surface)
    ]


def rows_in(person: Person, thread: str) -> list[list[str | list[str]]]:
    """The controls of every message in the thread that has any, without those of the opening."""
    messages = [each for each in person.messages(CHANNEL) if each.container["ts"] > thread]
    return [row for row in map(row_of, messages) if row]


def test_a_whole_conversation_takes_a_press_for_each_question(
    district: District, capsys: pytest.CaptureFixture[str]
) -> None:
    """The leader presses Next, the team writes. The last question drafts a decision, which stays unwritten here.

    Of a sensitive question the group also decides whether the record names who answered.
    """
    ana, lena = fingers(district, "ana"), district.person("lena")
    thread = starts(ana, TEAMWORK, in_=CHANNEL)
    steps = OURS["work-together"].steps
    ana.taps = 0
    for number, step in enumerate(steps, start=1):
        ana.sees(f"Question {number} of about {len(steps)}")
        on_table(ana, CHANNEL, thread, step.ask)
        lena.says(f"An answer to question {number}.", in_=CHANNEL, thread=thread)
        district.settles()
        assert rows_in(ana, thread) == [["Next", FIVE if number > 1 else FIVE[1:]]]
        ana.clicks("Next", on=step.ask)
        if step.sensitive:
            ana.clicks("Without names")
    decisions = sum(step.sensitive for step in steps)
    check(f"{len(steps)} questions", ana, len(steps) + decisions, capsys)
    ana.sees("drafted from your answers")
    ana.clicks("Next", on=steps[-1].ask)
    ana.sees("That was the last question.")
    district.settles()
    assert rows_in(ana, thread)[-1] == ["Finish …", ["Back", "Action item …", "Support …", "Decision …", "More …"]]

    ana.steers("Finish …", on="That was the last question.")
    ana.sees("Drafted but not written down yet:")
    ana.sees(f"Decision: {steps[-1].ask}")
    assert ana.submits() == {}
    district.settles()
    check("the draft passed over, and the record", ana, len(steps) + decisions + 3, capsys)
    asked = [
        text
        for number, step in enumerate(steps, start=1)
        for text in (step.ask, f"An answer to question {number}.", *(["without names"] if step.sensitive else []))
    ]
    transcript = [*asked, "drafted from your answers", "That was the last question.", "Record: Working together"]
    messages = lena.thread(CHANNEL, thread)[1 : len(transcript) + 1]
    assert [part for text, part in zip(messages, transcript, strict=True) if not contains(text, part)] == []
    record = record_in(lena, thread)
    assert all(f"An answer to question {number}." in record for number in range(1, len(steps) + 1))
    assert rows_in(ana, thread) == [["Edit and save"]]


def test_choices_are_a_select_and_take_one_press(district: District) -> None:
    ana = fingers(district, "ana")
    thread = starts(ana, VERDICT, in_=CHANNEL)
    ana.clicks("Begin")
    district.settles()
    ana.clicks("Next", on="Question 1 of")
    district.settles()
    ana.more("Skip the rest")
    ana.steers("Next", on="Where implementation is strongest")
    district.settles()
    assert rows_in(ana, thread) == [["Choose an answer", "Next", FIVE]]
    ana.taps = 0
    ana.selects("Can't tell yet", from_="Choose an answer")

    ana.sees("What evidence would help us")
    assert ana.taps == 1


def test_more_opens_everything_else(district: District) -> None:
    ana, lena = fingers(district, "ana"), district.person("lena")
    begun(district, ana)
    ana.steers("More …", on=DATA)

    ana.sees("Question 1 of at least")
    ana.sees("Ask the next follow-up: “Which student groups are missing from this picture?”")
    labels = [each.label for each in controls(ana._surfaces()[0])]
    writing = ["Action item …", "Support …", "Decision …"]
    assert labels == ["Probe", "Quiet voices …", "Park …", *writing, "Where are we?", "Who leads …"]
    ana.clicks("Park …")
    ana.fills(**{"What should we come back to?": "Bus times"})
    assert ana.submits() == {}
    lena.sees("parked: Bus times")
    ana.more("Probe", on=DATA)
    lena.sees("Which student groups are missing from this picture?")
    assert ana._top_view() is None


def test_only_the_leader_steers(district: District) -> None:
    ana, lena = fingers(district, "ana"), district.person("lena")
    begun(district, ana)
    for press in ("Pause", "More …", "Finish …"):
        lena.steers(press, on=DATA)
        lena.sees("they lead this conversation")
    lena.sees_no("paused the conversation")
    assert lena._top_view() is None
    ana.sees_no("they lead this conversation")


def test_a_pause_takes_the_buttons_of_the_question_and_keeps_none_itself(district: District) -> None:
    ana = fingers(district, "ana")
    thread = begun(district, ana)
    ana.steers("Pause", on=DATA)
    ana.sees("paused the conversation")
    district.settles()
    assert rows_in(ana, thread) == [["Resume", ["Finish …", "More …"]]]
    ana.steers("Resume", on="paused the conversation")
    district.settles()

    assert rows_in(ana, thread) == [["Next", FIVE]]
    ana.sees("We paused here.")


def test_a_form_opened_before_the_question_passed_finishes_nothing(district: District) -> None:
    ana, dana = fingers(district, "ana"), district.person("dana")
    thread = begun(district, ana)
    ana.clicks("Who leads", on="Everything happens")
    ana.fills(**{"Who co-leads it?": "U0000DANA"})
    assert ana.submits() == {}
    dana.sees("with @U0000DANA")
    dana.steers("Finish …", on=DATA)
    ana.clicks("Next", on=DATA)
    district.settles()

    dana.submits()
    dana.sees("The conversation has moved on")
    on_table(ana, CHANNEL, thread, HOPES)


def test_buttons_of_messages_from_before_still_work(district: District) -> None:
    """A thread whose question was posted by the version with a row of buttons, and is answered with one of them."""
    ana = fingers(district, "ana")
    thread = begun(district, ana)
    ana.clicks("Next", on=DATA)
    on_table(ana, CHANNEL, thread, HOPES)
    for action, then in (
        (ActionId.COACH_BACK, DATA),
        (ActionId.COACH_PAUSE, "paused"),
        (ActionId.COACH_FINISH, "Record:"),
    ):
        question = next(each for each in reversed(ana.messages(CHANNEL)) if row_of(each)[:1] in (["Next"], ["Resume"]))
        stored = district.slack.world.channel(CHANNEL).messages
        message = next(each for each in stored if each.ts == question.container["ts"])
        pointer = next(each for each in controls(question) if each.label in ("Next", "Resume")).element["value"]
        message.blocks.append({"block_id": action, **blocks.actions(action, [blocks.button("Old", action, pointer)])})
        ana.clicks("Old")
        district.settles()
        ana.sees(then)


def test_the_leader_goes_on_from_home(district: District) -> None:
    """The leader's tips stand there, too: in the thread, what only one person sees does not outlast a reload."""
    ana, lena = fingers(district, "ana"), district.person("lena")
    thread = starts(ana, GOALS, in_=CHANNEL)
    lena.says("Reading has not moved.", in_=CHANNEL, thread=thread)
    district.settles()
    for person in (ana, lena):
        person.opens_home()
        person.sees(f"{GOALS} · Bethel Elementary School")
    tip = ":bulb: Just for you: Three or four goals are enough."
    assert tip in ana._home()[0].text
    assert tip not in lena._home()[0].text
    ana.steers("Begin", on="a checklist for")
    district.settles()
    [home] = ana._home()
    assert "Question 1 of at least" in home.text
    next_button = next(each for each in controls(home) if each.label == "Next")
    assert next_button.element["accessibility_label"] == f"Next: {GOALS}"
    assert "Question 1 of at least" not in lena._home()[0].text

    ana.steers("Next", on=DATA)
    district.settles()
    on_table(ana, CHANNEL, thread, HOPES)
    assert HOPES in ana._home()[0].text
    ana.more("Probe", on=HOPES)
    ana.steers("Pause", on=HOPES)
    district.settles()
    ana.steers("Resume", on=GOALS)
    district.settles()
    ana.finishes(on=HOPES)
    lena.sees(f"Record: {GOALS}")
    district.settles()
    assert GOALS not in ana._home()[0].text


def test_a_root_cause_question_has_the_same_hand(district: District) -> None:
    whys = Thread(district)
    whys.starts()
    dana = whys.dana
    dana.opens_home()
    district.settles()
    menu = ["Causes …", "Pause", "Finish …", "More …"]
    assert rows_in(dana, whys.ts) == [["Next", menu]]
    assert contains(dana._home()[0].text, "Why? Grade 7 students do poorly in math")
    dana.more("Where are we?")
    dana.sees("We're looking for the root cause of this")

    whys.presses("Pause")
    assert rows_in(dana, whys.ts) == [["Resume", ["Finish …", "More …"]]]
    whys.presses("Resume", "Next")
    assert rows_in(dana, whys.ts) == [["Ask everyone …", ["Back", "Next", "Causes …", "Finish …", "More …"]]]
    whys.finishes()
    assert rows_in(dana, whys.ts) == []


def test_a_decision_is_written_down_before_the_first_question(district: District) -> None:
    ana = district.person("ana")
    thread = starts(ana, GOALS, in_=CHANNEL)
    ana.more("Decision …", on="Before we start:")
    ana.fills(**{"In one or two sentences": "We meet every Monday until the goals are written."})
    assert ana.submits() == {}
    district.settles()
    assert any("We meet every Monday" in text for text in ana.thread(CHANNEL, thread))
