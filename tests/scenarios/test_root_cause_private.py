"""What is asked of everyone in private: on their Home tabs until they have answered, and beside a dialog in a DM."""

from __future__ import annotations

import pytest

from tests.scenarios.district import District
from tests.support.people import Person
from tests.support.root_cause import CAUSE, SYMPTOM, Thread
from tests.support.screens import contains

EVERYBODY = ["U0000DANA", "U00000ANA", "U00000SAM"]


@pytest.fixture
def thread(district: District) -> Thread:
    return Thread(district)


def home(person: Person) -> str:
    return person._home()[0].text


def test_a_dialog_i_am_in_is_on_my_home_tab_while_it_lasts(thread: Thread) -> None:
    dana, ana = thread.dana, thread.ana
    for person in (dana, ana):
        person.opens_home()
    thread.starts()
    dana.sees(f"{SYMPTOM} · Bethel Elementary School · you lead it")
    assert not contains(home(ana), SYMPTOM)

    thread.says(ana, CAUSE)
    ana.sees(f"{SYMPTOM} · Bethel Elementary School · ")
    thread.presses("Pause")
    ana.sees("Bethel Elementary School · paused")
    thread.presses("Resume")
    thread.finishes()
    for person in (dana, ana):
        assert not contains(home(person), SYMPTOM)


def test_what_is_asked_in_private_waits_on_the_home_tab_and_can_be_answered_there(thread: Thread) -> None:
    district, sam = thread.district, thread.district.person("sam")
    sam.opens_home()
    district.settles()
    thread.starts()
    thread.finds_a_root()
    thread.fills_in("Ask everyone …", people=EVERYBODY)
    assert contains(home(sam), "Private questions for you (1)")
    assert contains(home(sam), "What's the elephant in the room")
    sam.clicks("Answer …")
    sam.fills(answer="Nobody visits the new ones")
    assert sam.submits() == {}
    thread.ana.sees("Someone says, without their name:\nNobody visits the new ones")
    district.settles()
    assert not contains(home(sam), "Private questions for you")

    thread.presses("Next")
    thread.fills_in("Ask everyone …", people=EVERYBODY)
    assert contains(home(sam), f"Do you agree with the team's root causes?\n• {CAUSE}")
    sam.clicks("I agree")
    thread.dana.sees("1 of 3 answered so far")
    district.settles()
    assert not contains(home(sam), "Private questions for you")


def test_a_round_that_is_closed_waits_for_nobody(thread: Thread) -> None:
    sam = thread.district.person("sam")
    sam.opens_home()
    thread.starts()
    thread.finds_a_root()
    thread.fills_in("Ask everyone …", people=EVERYBODY)
    sam.sees("Private questions for you (1)")
    thread.presses("Next")
    assert not contains(home(sam), "Private questions for you")


def test_an_open_vote_counts_when_the_dialog_is_finished(thread: Thread) -> None:
    district, dana = thread.district, thread.dana
    thread.starts()
    thread.finds_a_root()
    thread.presses("Next")
    thread.fills_in("Ask everyone …", people=EVERYBODY)
    for name in ("ana", "sam"):
        district.person(name).clicks("I agree")
    thread.finishes()
    dana.sees("2 of 3 agree, 0 not sure, 0 see it differently, 1 has not answered.")
    assert not any(contains(message.text, "That was the last question") for message in dana.messages("C00BETHEL"))


def test_words_under_or_beside_a_vote_are_answered_with_where_the_buttons_are(thread: Thread) -> None:
    sam = thread.district.person("sam")
    thread.starts()
    thread.finds_a_root()
    thread.presses("Next")
    thread.fills_in("Ask everyone …", people=EVERYBODY)
    sam.sees("Do you agree?")
    vote = next(each for each in sam.messages(sam.dm()) if "Do you agree?" in each.text)
    sam.says("Yes, but", in_=sam.dm(), thread=str(vote.container["ts"]))
    sam.sees("Please answer with the buttons under the question above")
    before = len(thread.district.told("sam"))
    sam.says("Yes, I do", in_=sam.dm())
    sam.waits_for(lambda: len(thread.district.told("sam")) == before + 2 or None, "another explanation")

    sam.clicks("I agree")
    sam.sees("Saved: I agree")
    sam.says("Good morning", in_=sam.dm())
    thread.district.settles()
    assert "Nothing's waiting for your answer" in thread.district.told("sam")[-1]


def test_alone_with_the_bot_what_is_typed_goes_to_the_dialog(thread: Thread) -> None:
    district, dana = thread.district, thread.dana
    dm = dana.dm()
    dana.types(f"/plan whys {SYMPTOM}", in_=dm)
    dana.fills(number="31 %", source="State test")
    assert dana.submits() == {}
    dana.sees("It's in your direct messages with me")
    dana.closes()
    district.settles()

    dana.says(CAUSE, in_=dm)
    dana.clicks("Accept", on=CAUSE)
    dana.sees(f"{CAUSE}\nPossible")
    district.settles()
    thread.presses("Next", "Ours", "Next", "A cause", "Mark as root")
    thread.marks_anyway()
    dana.sees("What's the elephant in the room here?")

    thread.fills_in("Ask everyone …", people=["U0000DANA", "U00000ANA"])
    dana.sees("What's the elephant in the room")
    reply_ts = dana.says("We never look at the tasks", in_=dm)
    dana.sees_reaction("eyes", to=reply_ts, in_=dm)
    dana.sees("I counted that as part of our conversation here. To answer the question above in private")
    before = len(district.told("dana"))
    reply_ts = dana.says("And we should", in_=dm)
    dana.sees_reaction("eyes", to=reply_ts, in_=dm)
    assert len(district.told("dana")) == before + 1
