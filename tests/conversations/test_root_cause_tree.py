"""Changes to a tree, and the ones it rejects."""

import pytest

from conversations.root_cause.effects import TellSourceChanged
from conversations.root_cause.moves import Accept, BringEvidence, GoTo, Link, Merge, ParkReply, Reword, SetAside
from conversations.root_cause.record import candidates, record
from conversations.root_cause.rules import LONGEST_CAUSE, Cover, cover
from conversations.root_cause.state import RootCauseStep
from conversations.root_cause.tree import SYMPTOM, CauseNature
from conversations.threads.moves import ReceiveReply
from conversations.threads.replies import Reply
from tests.conversations.team import MATH, Team


@pytest.fixture
def team() -> Team:
    return Team()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "no_sentence"),
        (" \u202e\x00 ", "no_sentence"),
        ("teams  plan ALONE.", "same_as_above"),
        (MATH.text, "loop"),
        ("word " * 200, "too_long"),
    ],
)
def test_a_cause_that_cannot_be_is_explained_and_nothing_changes(team: Team, text: str, problem: str) -> None:
    above = team.names("lee", "Teams plan alone")
    before = team.state
    team.takes(Accept(by="ana", under=above, text=text, person="lee"))

    assert team.told() == [problem]
    assert team.state == before


def test_a_cause_that_is_too_long_is_rejected_and_changes_nothing(team: Team) -> None:
    before = team.state
    team.takes(Accept(by="ana", under=SYMPTOM, text="w" * (LONGEST_CAUSE + 1), person="lee"))
    assert team.told() == ["too_long"]
    assert team.state == before


def test_a_loop_is_refused_however_it_is_made(team: Team) -> None:
    lowest = team.digs("One", "Two", "Three")
    team.names("mia", "one!", under=lowest)
    assert team.told() == ["loop"]
    team.takes(Link(by="ana", under=lowest, cause="c1"))
    assert team.told() == ["loop"]
    team.takes(Merge(by="ana", cause=lowest, version=1, into="c1"))
    assert team.told() == ["loop"]


def test_two_people_accept_the_same_reply(team: Team) -> None:
    ts = team.says("lee", "Teams plan alone")
    for text in ("Teams plan alone", "Teams plan without each other"):
        team.takes(Accept(by="ana", under=SYMPTOM, text=text, person="lee", ts=ts))

    assert team.told() == ["already_accepted"]
    assert [cause.text for cause in team.state.tree.causes] == ["Teams plan alone"]


def test_two_people_reword_the_same_cause(team: Team) -> None:
    cause = team.names("lee", "Teams plan alone")
    team.takes(Reword(by="ana", cause=cause, version=1, text="Teams seldom plan together"))
    team.takes(Reword(by="ana", cause=cause, version=1, text="Nobody plans"))

    assert team.told() == ["changed_meanwhile"]
    assert team.cause(cause).text == "Teams seldom plan together"


def test_rewording_to_the_words_of_another_cause_asks_to_merge(team: Team) -> None:
    team.names("lee", "Teams plan alone")
    other = team.names("mia", "Nobody shares lessons")
    team.takes(Reword(by="ana", cause=other, version=1, text="Teams plan alone"))
    assert team.told() == ["same_cause"]


def test_the_same_cause_said_by_another_person_is_credited(team: Team) -> None:
    cause = team.names("lee", "Teams plan alone")
    assert team.names("mia", "teams plan alone") == cause
    assert team.cause(cause).said_by == ("lee", "mia")


def test_merging_keeps_what_was_known_of_both(team: Team) -> None:
    each = team.digs("Lessons differ", "Teams plan alone")
    two = team.digs("Tests differ", "Everyone plans by themselves")
    below = team.digs("No common hour", under=two)
    team.shows("mia", "The schedule", cause=two)
    team.takes(Merge(by="ana", cause=two, version=1, into=each))

    merged = team.cause(two)
    assert merged.key == each
    assert merged.said_by == ("lee",)
    assert merged.confirmed
    assert team.state.tree.above(below) == (each,)
    assert team.state.tree.is_lever(each)


def test_a_form_opened_before_a_merge_still_finds_its_cause(team: Team) -> None:
    each, two = team.digs("Teams plan alone"), team.digs("Everyone plans alone")
    team.takes(Merge(by="ana", cause=two, version=1, into=each))
    team.takes(Accept(by="ana", under=two, text="No common hour", person="lee"))
    assert team.state.tree.above("c3") == (each,)
    team.takes(Reword(by="ana", cause=two, version=1, text="Too late"))
    assert team.told() == ["changed_meanwhile"]


def test_a_deleted_reply_leaves_its_cause_and_the_leader_hears_of_it(team: Team) -> None:
    ts = team.says("lee", "Teams plan alone")
    team.takes(Accept(by="ana", under=SYMPTOM, text="Teams plan alone", person="lee", ts=ts))
    team.takes(ReceiveReply(Reply(ts=ts, person="lee", text="", deleted=True)))

    assert team.sees(TellSourceChanged) == [TellSourceChanged("ana", "c1", deleted=True)]
    assert team.cause("c1").text == "Teams plan alone"


@pytest.mark.parametrize("text", ["🎉🎉", "المعلمون يخططون وحدهم", "<!channel> wake up", "Łódź žluť", "a\nb\tc"])
def test_any_words_are_kept_as_they_are(team: Team, text: str) -> None:
    cause = team.names("lee", text)
    assert team.cause(cause).text == " ".join(text.split())


def test_two_different_emoji_are_two_causes(team: Team) -> None:
    assert team.names("lee", "🎉") != team.names("lee", "🐛")


def test_a_parked_cause_stays_and_is_not_asked_about(team: Team) -> None:
    cause = team.names("lee", "Teams plan alone")
    below = team.digs("No common hour", under=cause)
    team.takes(SetAside(by="ana", cause=cause, version=1))
    team.goes_on()
    assert team.at == "elephant"
    assert [place.cause.key for place in team.state.tree.places()] == [cause, below]

    team.takes(SetAside(by="ana", cause=cause, version=2, aside=False))
    team.goes_on()
    assert team.at == f"reach@{cause}"


def test_a_parked_reply_waits_no_more_and_is_in_the_record(team: Team) -> None:
    ts = team.says("lee", "The bus is late")
    team.takes(ParkReply(by="ana", ts=ts, person="lee", text="The bus is late"))
    assert candidates(team.state, team.kept.values()) == ()
    assert [point.text for point in record(team.state).parked] == ["The bus is late"]


def test_a_root_under_which_something_is_found_is_no_root_any_more(team: Team) -> None:
    lowest = team.digs("One", "Two", "Three")
    for step, label in ((RootCauseStep.NATURE, "cause"), (RootCauseStep.DEEPER, "root")):
        team.presses(GoTo, step=step, cause=lowest)
        team.decides(label)
    assert team.state.tree.roots()

    team.digs("Four", under=lowest)
    assert not team.state.tree.roots()


def test_evidence_is_kept_once(team: Team) -> None:
    cause = team.names("lee", "Teams plan alone")
    team.takes(BringEvidence(by="ana", cause=cause, person="mia", text="", links=()))
    assert team.told() == ["no_sentence"]
    ts = team.says("mia", "The schedule shows it")
    for _ in range(2):
        team.takes(BringEvidence(by="ana", cause=cause, person="mia", text="The schedule shows it", ts=ts))
    assert team.told() == ["already_evidence"]
    assert len(team.cause(cause).evidence) == 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The budget was cut", Cover.MONEY),
        ("There is no time to plan", Cover.TIME),
        ("Two teachers are new and one is a long-term substitute", Cover.PERSON),
        ("The principal decides alone", Cover.PERSON),
        ("Lessons are not planned together", None),
        ("Students spend the fall term on review", None),
    ],
)
def test_money_time_and_people_hide_something_deeper(text: str, kind: Cover | None) -> None:
    assert cover(text) is kind


def test_a_symptom_in_between_is_asked_why_and_never_a_root(team: Team) -> None:
    cause = team.names("lee", "Homework is not handed in")
    team.goes_on(3)
    team.decides("symptom")
    assert team.at == f"why@{cause}"
    assert team.cause(cause).nature is CauseNature.SYMPTOM
