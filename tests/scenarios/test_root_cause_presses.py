"""Presses of the leader in a root cause dialog, as transcripts: a tap, a menu choice or a submit each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.scenarios.district import PATIENCE, District, furnish, open_district
from tests.scenarios.test_root_cause import ROOT, SYMPTOM, Play
from tests.scenarios.test_taps import Fingers

DETAILS = "Accept with details …"
TOGETHER = "Answer together …"
EXAMPLE = (
    ("Students do not learn and use math ideas", "Only a symptom."),
    ("Math teachers lack ways to teach it well", "Ours, a cause, ask why again."),
    ("Two teachers are new, and one is a long-term substitute", "Ours, a cause, ask why again."),
    ("Many teachers leave the school each year", "Evidence: seven of twenty left last year"),
    (ROOT, "Evidence: six of seven named it when they left"),
)
"""The guide's example: what is named, and what the same reply says of it."""
SIDES = ("Leadership", "Talent development", "Instructional transformation", "Culture shift")


class Transcript(Fingers):
    """Someone whose presses are written down."""

    presses: list[str]

    def clicks(self, label: str, *, on: str | None = None) -> None:
        super().clicks(label, on=on)
        self.presses.append(label)

    def selects(self, option: Any, *, from_: str | None = None, on: str | None = None) -> None:
        super().selects(option, from_=from_, on=on)
        self.presses.append(from_ or option)

    def steers(self, label: str, *, on: str | None = None) -> None:
        super().steers(label, on=on)
        self.presses.append(label)

    def submits(self) -> dict[str, str]:
        view = self._wait_for(self._top_view, "a form")
        self.presses.append(view["submit"]["text"])
        return super().submits()

    def types(self, text: str, *, in_: str) -> None:
        super().types(text, in_=in_)
        self.presses.append(" ".join(text.split()[:2]))


@pytest.fixture
def play(district: District) -> Play:
    return _led(district)


@pytest.fixture
def play_on_each(database_url: str) -> Iterator[Play]:
    """On each database."""
    furnish(database_url)
    with open_district(database_url) as opened:
        yield _led(opened)


def _led(district: District) -> Play:
    play = Play(district)
    play.dana = Transcript(district.slack.url, "U0000DANA", patience=PATIENCE)
    play.dana.presses = []
    return play


def presses(play: Play) -> list[str]:
    assert isinstance(play.dana, Transcript)
    return play.dana.presses


def all_wait(play: Play) -> None:
    """The buttons are about the newest reply, too."""
    play.dana.sees("New replies:")
    play.district.settles()


def takes_with_details(play: Play, cause: str, **values: Any) -> None:
    play.district.settles()
    play.dana.selects(cause, from_=DETAILS)
    play.dana.fills(**values)
    assert play.dana.submits() == {}
    play.dana.sees(f"{cause}\n")
    play.district.settles()


def test_the_guides_example_in_twelve_presses(play_on_each: Play) -> None:
    """Who answers also says whose it is and what shows it, so that the leader only looks at the form and saves it."""
    play = play_on_each
    play.starts()
    asked = SYMPTOM
    for number, (cause, remark) in enumerate(EXAMPLE):
        question = "What's behind that?" if number == 3 else "Why?"  # of a person, it is asked once more
        play.asks(f"{question} {asked}")
        play.says(play.ana, f"{cause}. {remark}")
        if remark.startswith("Evidence"):
            play.says(play.sam, "It's ours. The root cause." if cause == ROOT else "Ours, a cause, ask why again")
        takes_with_details(play, cause)
        asked = cause
    play.asks("What's the elephant in the room here?")

    assert presses(play) == ["/plan whys", "Start", *[DETAILS, "Save"] * 5]
    assert len(presses(play)) == 12
    play.dana.sees(f"{ROOT}.\nRoot cause · Confirmed · Ours")
    assert any(name.startswith("root-cause-1") for name in play.district.files("dana", "C00BETHEL"))


def test_four_causes_filled_in_by_the_leader_take_eight(play: Play) -> None:
    play.starts()
    presses(play).clear()
    deeper = {"reach": "Ours", "nature": "A cause", "verdict": "Ask why again"}
    causes = [cause for cause, _remark in (EXAMPLE[0], EXAMPLE[1], EXAMPLE[3], EXAMPLE[4])]
    answers = [{"nature": "Only a symptom"}, deeper, deeper, {"reach": "Ours", "verdict": "Mark as root"}]
    asked = SYMPTOM
    for cause, values in zip(causes, answers, strict=True):
        play.asks(f"Why? {asked}")
        play.says(play.sam, cause)
        takes_with_details(play, cause, **values)
        asked = cause
    play.asks("What's the elephant in the room here?")

    assert presses(play) == [DETAILS, "Save"] * 4


def test_four_causes_accepted_all_at_once_take_ten(play: Play) -> None:
    """Evidence, and whether it's the team's to act on, are still asked of each."""
    play.starts()
    presses(play).clear()
    causes = ("Teams plan alone", "Visits are rare", "Books are old", "Lessons start late")
    for cause in causes:
        play.says(play.ana, cause)
    all_wait(play)
    play.dana.clicks("Accept all", on="Why?")
    play.asks("Lessons start late\nPossible")
    play.goes_on("Is it actionable: can we act on it ourselves? Teams plan alone")
    play.says(play.sam, "Ours")
    for number, cause in enumerate(causes):
        play.dana.steers(TOGETHER, on=cause)
        play.dana.fills(reach="Ours", nature="Only a symptom")
        assert play.dana.submits() == {}
        after = (*causes[1:], causes[0])[number]
        play.asks(f"{'Why?' if number == 3 else 'Is it actionable: can we act on it ourselves?'} {after}")

    assert presses(play) == ["Accept all", "Next", *[TOGETHER, "Save"] * 4]


def test_a_fishbone_with_24_causes_takes_twelve(play: Play) -> None:
    play.starts(method="Fishbone: look at it from several sides")
    for side in SIDES:
        play.asks(f"{side}: what here contributes to the symptom?")
        for number in range(1, 7):
            play.says(play.ana, f"{side} cause {number}")
        all_wait(play)
        play.dana.clicks("Accept all", on=side)
        play.asks(f"{side} cause 6\nPossible")
        play.dana.clicks("Next", on=side)
    play.asks("Which of these causes should we ask why about?")
    pictures = [name for name in play.district.files("dana", "C00BETHEL") if name.startswith("root-cause-1")]
    assert pictures, "everyone sees the fishbone before causes are marked"
    play.dana.clicks("Mark causes …")
    play.dana.fills(cause=["Leadership cause 2", "Culture shift cause 5"])
    assert play.dana.submits() == {}
    play.asks("Is it actionable: can we act on it ourselves? Leadership cause 2")

    by_side = ["Accept all", "Next"] * 4
    assert presses(play) == ["/plan whys", "Start", *by_side, "Mark causes …", "Save"]
    assert len(presses(play)) == 12


def test_all_but_those_that_the_leader_leaves_out(play: Play) -> None:
    play.starts()
    for cause in ("Teams plan alone", "Visits are rare", "Lunch is at noon"):
        play.says(play.ana, cause)
    all_wait(play)
    play.dana.selects("Accept all but …", from_=DETAILS)
    play.dana.fills(left_out=["Lunch is at noon"])
    play.says(play.sam, "This came later")
    assert play.dana.submits() == {}
    play.asks("Visits are rare\nPossible")

    play.dana.sees_no("Lunch is at noon\nPossible")
    play.dana.sees_no("This came later\nPossible")
    play.dana.steers("Finish …", on="Why?")
    play.dana.sees("Not in the plan yet:\n• 2 replies that nobody accepted")


def test_a_root_near_the_symptom_comes_back_in_the_form(play: Play) -> None:
    play.starts()
    play.says(play.ana, "There is no time to plan. Ours. The root cause.")
    play.dana.selects("There is no time to plan", from_=DETAILS)
    assert play.dana.submits() == {}
    play.dana.sees("It's 1 why from the symptom.")
    play.dana.sees("What is that time used for now?")
    play.dana.fills(**{"Are you sure?": ["It's the root cause anyway"]})
    assert play.dana.submits() == {}
    play.asks("What's the elephant in the room here?")

    play.dana.steers("Finish …", on="elephant")
    play.dana.sees("Root cause without a strategy or action item: There is no time to plan.")
