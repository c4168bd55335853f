"""Root cause dialogs as transcripts: the seeds' own example, with a branch that meets it at the same root."""

import pytest

from conversations.root_cause import Method
from conversations.root_cause.effects import (
    DoubtSymptom,
    Draw,
    PointOutLever,
)
from conversations.root_cause.moves import (
    Decide,
    GoTo,
    Mark,
    Restate,
)
from conversations.root_cause.record import candidates
from conversations.root_cause.rules import SymptomDoubt, doubts
from conversations.root_cause.state import RootCauseStep
from conversations.root_cause.tree import SYMPTOM, Symptom
from conversations.threads.effects import AskQuestion, FindLeader
from conversations.threads.moves import (
    Back,
    Finish,
    HandOver,
    Leave,
    Next,
    Pause,
    Resume,
)
from conversations.threads.state import DialogPhase
from tests.conversations.team import MATH, ROOT, Team, the_example


def test_five_whys_lead_from_the_symptom_to_a_confirmed_root(team: Team) -> None:
    root = the_example(team)

    assert team.state.tree.depth(root) == 5
    assert [(cause.key, cause.confirmed) for cause in team.state.tree.roots()] == [(root, True)]
    assert team.cause(root).evidence[0].person == "lee"
    assert team.at == "elephant"
    assert team.sees(Draw)


def test_a_second_branch_that_meets_the_first_is_linked_and_pointed_out(team: Team) -> None:
    root = the_example(team)
    team.presses(GoTo, step=RootCauseStep.WHY, cause=SYMPTOM)
    absent = team.names("mia", "Classes are often taught by whoever is free that day")
    team.names("mia", "The school culture does not support new staff, and induction is too short.", under=absent)

    assert team.sees(PointOutLever) == [PointOutLever(root, 2)]
    assert [cause.text for cause in team.state.tree.causes].count(ROOT) == 1
    assert team.cause(root).said_by == ("mia",)
    assert [place.again for place in team.state.tree.places() if place.cause.key == root] == [False, True]


def test_a_root_near_the_symptom_is_asked_about_once_more(team: Team) -> None:
    cause = team.names("lee", "Lessons are not planned together")
    team.goes_on()
    team.decides("ours")
    team.goes_on()
    team.decides("cause", "root")
    assert team.told() == ["near_symptom"]
    assert not team.cause(cause).root

    team.presses(Decide, label="root", anyway=True)
    assert team.cause(cause).root


def test_whether_it_is_ours_is_asked_as_soon_as_a_cause_is_named(team: Team) -> None:
    ours, foreign = team.names("lee", "Teams plan alone"), team.names("mia", "Hiring opens late")
    team.goes_on()
    assert team.at == f"reach@{ours}"
    team.decides("ours")
    assert team.at == f"reach@{foreign}"
    team.decides("elsewhere")
    assert team.at == f"whose@{foreign}"
    team.goes_on()
    assert team.at == f"evidence@{ours}"

    team.goes_on()
    team.decides("cause", "deeper")
    deeper = team.names("lee", "No common hour")
    team.goes_on()
    assert team.at == f"reach@{deeper}", "before the evidence of the other branch"


def test_beyond_seven_whys_there_is_a_reason(team: Team) -> None:
    lowest = team.digs(*(f"Cause number {number}" for number in range(7)))
    assert team.names("mia", "An eighth cause", under=lowest) == ""
    assert team.told() == ["reason_needed"]

    team.presses(GoTo, step=RootCauseStep.DEEPER, cause=lowest)
    team.decides("deeper")
    assert team.told() == ["reason_needed"]
    team.presses(Decide, label="deeper", reason="The law behind it is changing")
    assert team.names("mia", "An eighth cause", under=lowest)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Math is weak because nobody plans together", SymptomDoubt.IS_CAUSE),
        ("Lack of planning time", SymptomDoubt.IS_CAUSE),
        ("Mr. Smith does not prepare his lessons", SymptomDoubt.ABOUT_PERSON),
        ("<@U123> is late with grades", SymptomDoubt.ABOUT_PERSON),
        ("Teachers are lazy", SymptomDoubt.ABOUT_PERSON),
    ],
)
def test_a_symptom_that_is_a_cause_or_a_complaint_is_asked_to_be_put_in_other_words(
    text: str, doubt: SymptomDoubt
) -> None:
    team = Team(Symptom(text, "31 %", "state test"))
    (asked,) = team.sees(DoubtSymptom)
    assert isinstance(asked, DoubtSymptom)
    assert asked.doubts == (doubt,)
    team.goes_on()
    assert team.at == "restate"

    team.presses(Restate, symptom=MATH)
    assert team.at == "why@symptom"


@pytest.mark.parametrize(
    "text", ["Low results of grade 7 in math", "7th grade math fell in 2026", "Grades 3 to 5 read little"]
)
def test_the_number_of_a_grade_or_a_year_does_not_say_how_much(text: str) -> None:
    assert SymptomDoubt.NO_NUMBER in doubts(text, "", "state test")
    assert SymptomDoubt.NO_NUMBER not in doubts(f"{text}: 31 %", "", "state test")


def test_a_doubted_symptom_may_stay_as_it_is() -> None:
    team = Team(Symptom("Math is low"))
    team.presses(Restate, symptom=Symptom("Math is low"), anyway=True)
    assert team.at == "why@symptom"


def test_a_fishbone_starts_chains_of_whys_at_the_marked_causes() -> None:
    team = Team(method=Method.FISHBONE, bones=("Leadership", "Culture"))
    assert team.names("lee", "On no bone", under=SYMPTOM) == ""
    alone = team.names("lee", "Teams plan alone")
    sub = team.names("lee", "No common hour", under=alone)
    team.goes_on()
    other = team.names("mia", "Visits are rare")
    team.names("mia", "Teams plan alone!")
    assert team.sees(PointOutLever)
    team.goes_on()
    assert team.at == "mark"

    team.presses(Mark, causes=(alone,))
    assert team.at == f"reach@{alone}"
    asked = {team.state.visit.item}
    while team.state.visit.step != "elephant":
        team.goes_on()
        asked.add(team.state.visit.item)
    assert sub in asked
    assert other not in asked


def test_replies_wait_until_they_are_accepted(team: Team) -> None:
    ts = team.says("lee", "Teams plan alone")
    team.names("mia", "Books are old")
    waiting = candidates(team.state, team.kept.values())
    assert [(each.ts, each.person, each.under) for each in waiting] == [(ts, "lee", SYMPTOM)]


def test_only_the_leader_steers_and_an_old_button_does_no_harm(team: Team) -> None:
    team.presses(Next, by="lee")
    assert team.told() == ["not_leader"]
    team.goes_on()
    team.presses(Next, asking=0)
    assert team.told() == ["stale"]


def test_back_pause_and_finish(team: Team) -> None:
    team.names("lee", "Teams plan alone")
    team.goes_on(2)
    position = team.at
    team.presses(Back)
    assert team.sees(AskQuestion)
    team.goes_on()
    assert team.at == position

    team.presses(Pause)
    team.goes_on()
    assert team.told() == ["paused"]
    team.presses(Resume)
    assert team.at == position
    team.presses(Finish)
    assert team.state.phase is DialogPhase.FINISHED


def test_when_the_leader_leaves_somebody_is_found(team: Team) -> None:
    team.takes(Leave("ana"))
    assert team.sees(FindLeader)
    team.takes(HandOver(by="pam", leader="mia", by_manager=True))
    assert team.state.leader == "mia"
