"""A root cause dialog as three people play it in a channel: from a number that worries them to work in the plan."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from storage.models import ActionItemRow
from tests.scenarios.district import District
from tests.support.people import Person

ROOT = "The school culture does not support new staff"
SYMPTOM = "Grade 7 students do poorly in math"


class Play:
    """Dana leads; Ana and Sam reply in the thread."""

    def __init__(self, district: District, *, restarts: bool = False) -> None:
        self.district = district
        self.restarts = restarts
        self.dana, self.ana, self.sam = (district.person(name) for name in ("dana", "ana", "sam"))

    def starts(self, **more: str) -> None:
        self.dana.types(f"/plan whys {SYMPTOM}", in_="C00BETHEL")
        self.dana.fills(number="31 % reach the standard", source="State test, spring 2026", **more)
        assert self.dana.submits() == {}
        self.dana.sees("has started")
        self.dana.closes()
        self.dana.sees("Let's get to the root cause." if not more else "sides")

    @property
    def thread(self) -> str:
        actual = [each for each in self.dana.messages("C00BETHEL") if SYMPTOM in each.text]
        return str(actual[0].container["ts"])

    def says(self, person: Person, text: str) -> str:
        self.district.settles()
        return person.says(text, in_="C00BETHEL", thread=self.thread)

    def names(self, person: Person, text: str) -> None:
        """A reply becomes a cause."""
        self.says(person, text)
        self.dana.clicks("Accept", on=text)
        self.dana.sees(f"{text}\nPossible")

    def shows(self, person: Person, text: str) -> None:
        self.says(person, text)
        self.dana.clicks("Keep as evidence", on=text)
        self.dana.sees(f":white_check_mark: {text}")

    def goes_on(self, until: str) -> None:
        self.dana.steers("Next")
        self.asks(until)

    def decides(self, label: str, until: str) -> None:
        self.dana.steers(label)
        self.asks(until)

    def asks(self, words: str) -> None:
        """This question is on the table."""
        self.dana.sees(words)
        self.district.settles()
        if self.restarts:
            self.district.restarts()


STRATEGY = {
    "part:title": "Welcome and keep new teachers",
    "part:if_we": "give every new teacher a mentor for two years",
    "part:then": "at least 90 % of new teachers stay each year",
    "part:and_so": "students learn math with teachers who know them",
    "part:years": "3",
}
ITEM = {"part:text": "Name a mentor for each new teacher", "part:owner": "Principal", "part:due": "2027-01-15"}


def the_first_branch(play: Play) -> None:
    """Five whys from the symptom to the root, as the team says them."""
    play.asks(f"Why? {SYMPTOM}")
    play.names(play.ana, "Students do not learn and use math ideas")
    play.goes_on("Is it actionable: can we act on it ourselves? Students do not learn")
    play.goes_on("What shows it? Students do not learn")
    play.goes_on("Is this a cause, or only another symptom? Students do not learn")
    play.decides("Only a symptom", "Why? Students do not learn")
    play.names(play.sam, "Math teachers lack ways to teach it well")
    play.goes_on("Is it actionable: can we act on it ourselves? Math teachers lack")
    play.decides("Ours", "What shows it? Math teachers lack")
    play.goes_on("Is this a cause, or only another symptom? Math teachers lack")
    play.decides("A cause", "Is this the root cause? Math teachers lack")
    play.decides("Ask why again", "Why? Math teachers lack")
    play.names(play.ana, "Many teachers leave the school each year")
    play.goes_on("Is it actionable: can we act on it ourselves? Many teachers leave")
    play.decides("Ours", "What shows it? Many teachers leave")
    play.shows(play.sam, "Seven of twenty left last year")
    play.goes_on("Is this a cause, or only another symptom? Many teachers leave")
    play.decides("A cause", "Is this the root cause? Many teachers leave")
    play.decides("Ask why again", "Why? Many teachers leave")
    play.names(play.sam, ROOT)
    play.goes_on(f"Is it actionable: can we act on it ourselves? {ROOT}")
    play.decides("Ours", f"What shows it? {ROOT}")
    play.shows(play.ana, "Six of seven named it when they left")
    play.goes_on(f"Is this a cause, or only another symptom? {ROOT}")
    play.decides("A cause", f"Is this the root cause? {ROOT}")
    play.decides("Mark as root", "What's the elephant in the room here?")


def the_second_branch(play: Play) -> None:
    """Out of turn: another answer to the first why, which meets the first branch at the same root."""
    play.dana.steers("Causes …")
    play.dana.fills(cause=SYMPTOM, deed="Ask why about it")
    assert play.dana.submits() == {}
    play.district.settles()
    play.says(play.ana, "Classes are often taught by whoever is free")
    play.dana.clicks("Accept", on="whoever is free")
    play.dana.sees("Classes are often taught by whoever is free\nPossible")
    play.dana.steers("Causes …")
    play.dana.fills(cause=ROOT, deed="It is also an answer to another why")
    assert play.dana.submits() == {}
    play.dana.fills(under="Classes are often taught")
    assert play.dana.submits() == {}
    play.dana.sees("Several branches meet at")


def the_elephant(play: Play) -> None:
    """What no one says, asked of everyone in private."""
    play.dana.steers("Back")
    play.asks("What's the elephant in the room here?")
    play.dana.clicks("Ask everyone")
    play.dana.fills(people=["U0000DANA", "U00000ANA", "U00000SAM"])
    assert play.dana.submits() == {}
    play.sam.clicks("Answer …", on="elephant in the room")
    play.sam.fills(answer="Nobody visits the new ones")
    assert play.sam.submits() == {}
    play.ana.sees("Someone says, without their name:\nNobody visits the new ones")


def the_vote(play: Play) -> None:
    play.goes_on("Is it actionable: can we act on it ourselves? Classes are often taught")
    play.goes_on("What shows it? Classes are often taught")
    play.goes_on("Is this a cause, or only another symptom? Classes are often taught")
    play.goes_on("Do we agree on the root?")
    play.dana.clicks("Ask everyone")
    play.dana.fills(people=["U0000DANA", "U00000ANA", "U00000SAM"])
    assert play.dana.submits() == {}
    for person in (play.dana, play.ana):
        person.clicks("I agree")
        person.sees("Saved: I agree")
    play.sam.clicks("I disagree …")
    play.sam.fills(reason="Pay matters too")
    assert play.sam.submits() == {}
    play.asks("3 of 3 answered so far")
    play.goes_on("2 of 3 agree")
    play.ana.sees("Pay matters too")


def the_work(play: Play) -> None:
    play.asks("Which effective practice is missing here?")
    play.dana.selects("2a Recruit, develop, retain, and sustain talent", from_="Choose a practice")
    play.asks("What's our strategy?")
    play.dana.clicks("Write strategy …")
    play.dana.sees("recruit, develop, retain")
    play.dana.fills(**STRATEGY)
    assert play.dana.submits() == {}
    play.asks("Written down by @U0000DANA: Strategy")
    play.asks("Add a strategy …")
    play.goes_on("What's the first step, who owns it, and by when?")
    play.dana.steers("Next")
    play.dana.sees("This root cause needs an action item with an owner and a due date")
    play.dana.clicks("Add action item …")
    play.dana.fills(**ITEM)
    assert play.dana.submits() == {}
    play.asks("Written down by @U0000DANA: Action item")
    play.goes_on("Which goal does this root cause matter most for?")
    play.dana.clicks("Set priorities …")
    play.dana.fills(**{"title:c4": "Keep our teachers"})
    assert play.dana.submits() == {}
    play.asks("That was the last question.")


def the_end(play: Play) -> None:
    play.dana.finishes()
    play.dana.sees("Root cause: Grade 7 students do poorly in math")
    play.dana.sees("Finished on")
    names = set(play.district.files("dana", "C00BETHEL"))
    assert {"root-cause-2026-11-16.docx", "root-cause-2026-11-16.md"} <= names
    play.dana.sees("Root cause: Grade 7 students do poorly in math (Word)")


@pytest.mark.slow
def test_the_example_from_the_symptom_to_work_in_the_plan_with_a_restart_at_every_step(district: District) -> None:
    play = Play(district, restarts=True)
    play.starts()
    the_first_branch(play)
    assert any(name.startswith("root-cause-1") for name in district.files("dana", "C00BETHEL"))
    the_second_branch(play)
    the_elephant(play)
    the_vote(play)
    the_work(play)
    the_end(play)
    the_line(play)


def the_line(play: Play) -> None:
    """The new action item is for this root, on this evidence; what is not is listed."""
    district = play.district
    with district.database.read() as session:
        code = session.scalars(select(ActionItemRow.code).filter_by(text=ITEM["part:text"])).one()
    answer = district.answers("dana", f"/plan trace {code}")
    assert f"It addresses this cause: *{ROOT}*" in answer
    assert "Six of seven named it when they left" in answer
    assert f"From the symptom: {SYMPTOM}\n• → Classes are often taught by whoever is free → {ROOT}\n• → " in answer
    item = district.answers("dana", f"/plan item {code}")
    assert f"Root cause: {ROOT}" in item
    assert "Where it comes from" in item
    broken = district.answers("dana", "/plan trace")
    assert "Strategies without a cause" in broken
    assert "Roots without an action item" not in broken
    assert "Welcome and keep new teachers" not in broken
    assert "This plan has no action item 9.9.9" in district.answers("dana", "/plan trace 9.9.9")
