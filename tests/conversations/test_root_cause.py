"""Root cause dialogs as transcripts: the seeds' own example, with a branch that meets it at the same root."""

import pytest

from conversations.coaching.effects import Ask, AskPrivately, PostRecord, Save
from conversations.coaching.moves import Back, Confirm, Finish, HandOver, Next, Pause, Resume
from conversations.parts import PartKind
from conversations.root_cause import Method
from conversations.root_cause.effects import (
    DoubtSymptom,
    DraftStrategy,
    Draw,
    FindLeader,
    PointOutLever,
    RequestSupport,
    ShowRanking,
    ShowTally,
    TellNoSecret,
    WarnManyPriorities,
    WarnShallow,
)
from conversations.root_cause.moves import (
    AskAll,
    Decide,
    Decline,
    GoTo,
    HandOn,
    Leave,
    Mark,
    Rank,
    Restate,
    SetPriorities,
    Vote,
)
from conversations.root_cause.record import candidates, record
from conversations.root_cause.rules import Doubt, doubts
from conversations.root_cause.state import Pick, Step, View
from conversations.root_cause.tree import SYMPTOM, Symptom
from conversations.thread import AT_END, Phase
from tests.conversations.team import MATH, Team

ROOT = "The school culture does not support new staff, and induction is too short"
STRATEGY = {
    "title": "Welcome and keep new teachers",
    "if_we": "give every new teacher a mentor for two years",
    "then": "at least 90 % of new teachers stay each year",
    "and_so": "students learn math with teachers who know them",
    "years": "3",
}
ITEM = {"text": "Name a mentor for each new teacher", "owner": "Mia Okafor", "due": "2027-01-15"}


@pytest.fixture
def team() -> Team:
    return Team()


def the_example(team: Team) -> str:
    """Five whys from the symptom to the root, as the team says them."""
    first = team.names("lee", "Students do not learn and use math ideas")
    team.goes_on()
    assert team.at == f"evidence@{first}"
    team.goes_on()
    team.decides("symptom")
    second = team.names("mia", "Math teachers lack ways to teach it well")
    team.goes_on(2)
    team.decides("cause", "ours", "deeper")
    third = team.names("ana", "Two teachers are new, and one is a long-term substitute")
    team.goes_on(2)
    team.decides("cause", "ours")
    assert team.at == f"beneath@{third}", "a person is asked about once more"
    fourth = team.names("lee", "Many teachers leave the school each year")
    team.goes_on()
    team.shows("mia", "Seven of twenty left last year", links=("https://files/exits",))
    team.goes_on()
    team.decides("cause", "ours", "deeper")
    assert team.at == f"why@{fourth}"
    root = team.names("mia", ROOT)
    team.goes_on()
    team.shows("lee", "Six of seven named it when they left")
    team.goes_on()
    team.decides("cause", "ours", "root")
    assert team.state.tree.above(third) == (second,)
    return root


def test_five_whys_lead_from_the_symptom_to_a_confirmed_root(team: Team) -> None:
    root = the_example(team)

    assert team.state.tree.depth(root) == 5
    assert [(cause.key, cause.confirmed) for cause in team.state.tree.roots()] == [(root, True)]
    assert team.cause(root).evidence[0].person == "lee"
    assert team.at == "elephant"
    assert team.sees(Draw)


def test_a_second_branch_that_meets_the_first_is_linked_and_pointed_out(team: Team) -> None:
    root = the_example(team)
    team.presses(GoTo, step=Step.WHY, cause=SYMPTOM)
    absent = team.names("mia", "Classes are often taught by whoever is free that day")
    team.names("mia", "The school culture does not support new staff, and induction is too short.", under=absent)

    assert team.sees(PointOutLever) == [PointOutLever(root, 2)]
    assert [cause.text for cause in team.state.tree.causes].count(ROOT) == 1
    assert team.cause(root).said_by == ("mia",)
    assert [place.again for place in team.state.tree.places() if place.cause.key == root] == [False, True]


def to_the_vote(team: Team) -> str:
    root = the_example(team)
    team.goes_on()
    assert team.at == f"vote@{root}"
    return root


def vote(team: Team, **views: View) -> None:
    team.presses(AskAll, members=tuple(views))
    for person, view in views.items():
        team.takes(Vote(by=person, round=len(team.state.rounds) - 1, view=view, reason="Pay matters too"))
    team.goes_on()


def test_from_the_vote_to_work(team: Team) -> None:
    root = to_the_vote(team)
    vote(team, ana=View.AGREE, lee=View.AGREE, mia=View.NOT_SURE)
    (shown,) = team.sees(ShowTally)
    assert isinstance(shown, ShowTally)
    assert (shown.tally.agree, shown.tally.not_sure, shown.tally.majority) == (2, 1, True)
    assert team.at == f"practice@{root}"

    team.decides("2a")
    assert team.sees(DraftStrategy) == [DraftStrategy(team.state.asking, root, "2a")]
    team.takes(Confirm(by="ana", asking=team.state.asking, kind=PartKind.STRATEGY, values=STRATEGY))
    assert team.sees(Save)
    team.goes_on(2)
    assert team.told() == ["not_decided"]
    team.takes(Confirm(by="ana", asking=team.state.asking, kind=PartKind.ACTION_ITEM, values=ITEM))
    team.goes_on()

    assert team.at == f"rank@{root}"
    team.presses(SetPriorities, picks=(Pick(root, "Keep our teachers", "Math for all"),))
    assert team.state.visit == AT_END
    team.goes_on()
    assert team.sees(PostRecord)
    (work,) = record(team.state).roots
    assert (work.practice, work.action_items[0].values["owner"]) == ("2a", "Mia Okafor")
    assert work.pick == Pick(root, "Keep our teachers", "Math for all")


def test_an_action_item_without_owner_or_date_is_not_saved_whatever_is_said(team: Team) -> None:
    to_the_vote(team)
    team.goes_on()
    team.decides("none")
    team.takes(
        Confirm(by="ana", asking=team.state.asking, kind=PartKind.ACTION_ITEM, values={"text": "Do it"}, anyway=True)
    )
    assert not team.state.parts


def test_the_decision_not_to_act_is_stated_with_its_reason(team: Team) -> None:
    root = to_the_vote(team)
    team.goes_on()
    team.presses(Decline, reason=" ")
    assert team.told() == ["reason_needed"]

    team.presses(Decline, reason="The district starts a mentoring program in May")
    assert team.state.visit == AT_END
    assert team.state.not_acted_on(root)
    assert not record(team.state).without_work()


def test_a_first_step_after_all_takes_back_the_decision_not_to_act(team: Team) -> None:
    root = to_the_vote(team)
    team.goes_on()
    team.presses(Decline, reason="Not this year")
    team.presses(GoTo, step=Step.WORK, cause=root)
    team.takes(Confirm(by="ana", asking=team.state.asking, kind=PartKind.ACTION_ITEM, values=ITEM))

    assert team.state.not_acted_on(root) is None
    assert team.state.decided(root)


def test_without_a_majority_there_can_be_another_round(team: Team) -> None:
    to_the_vote(team)
    vote(team, ana=View.AGREE, lee=View.DIFFERENTLY, mia=View.NOT_SURE)
    assert team.state.visit.step == "vote"
    team.takes(Vote(by="lee", round=0, view=View.AGREE))
    assert team.told() == ["round_closed"]

    vote(team, ana=View.AGREE, lee=View.AGREE, mia=View.NOT_SURE)
    assert team.state.visit.step == "practice"


def test_silence_is_not_agreement(team: Team) -> None:
    to_the_vote(team)
    team.presses(AskAll, members=("ana", "lee", "mia", "noa"))
    team.takes(Vote(by="ana", round=0, view=View.AGREE))
    team.takes(Vote(by="lee", round=0, view=View.AGREE))
    team.goes_on()

    assert team.state.visit.step == "vote"


def test_a_vote_among_two_is_not_shown(team: Team) -> None:
    to_the_vote(team)
    vote(team, ana=View.AGREE, lee=View.DIFFERENTLY)
    (shown,) = team.sees(ShowTally)

    assert isinstance(shown, ShowTally)
    assert not shown.tally.secret
    assert shown.tally.reasons == ()
    assert team.state.visit.step == "vote"


def test_who_sees_it_differently_says_how(team: Team) -> None:
    to_the_vote(team)
    team.presses(AskAll, members=("ana", "lee", "mia"))
    team.takes(Vote(by="lee", round=0, view=View.DIFFERENTLY))
    assert team.told() == ["how_needed"]
    team.takes(Vote(by="zoe", round=0, view=View.AGREE))
    assert team.told() == ["not_asked"]


def test_the_last_vote_of_a_person_counts(team: Team) -> None:
    to_the_vote(team)
    team.presses(AskAll, members=("ana", "lee", "mia"))
    for view in (View.NOT_SURE, View.AGREE):
        team.takes(Vote(by="lee", round=0, view=view))
    assert [ballot.view for ballot in team.state.rounds[0].ballots] == [View.AGREE]


def test_another_root_found_after_the_vote_is_voted_on(team: Team) -> None:
    to_the_vote(team)
    vote(team, ana=View.AGREE, lee=View.AGREE, mia=View.AGREE)
    other = team.digs("Homework is not read", "No time is set aside for it", "The schedule is made without teams")
    team.presses(GoTo, step=Step.NATURE, cause=other)
    team.decides("cause")
    team.presses(GoTo, step=Step.DEEPER, cause=other)
    team.decides("root")
    team.walks_to(Step.VOTE)

    assert other in team.state.visit.item


def test_everyone_is_asked_for_what_is_not_said(team: Team) -> None:
    the_example(team)
    team.presses(AskAll, members=("ana", "lee", "mia"))
    assert [effect.person for effect in team.effects if isinstance(effect, AskPrivately)] == ["ana", "lee", "mia"]

    team.whispers("lee", "Nobody visits the new ones")
    assert team.shown() == [(None, "Nobody visits the new ones")]


def test_among_two_an_answer_without_a_name_is_not_shown(team: Team) -> None:
    the_example(team)
    team.presses(AskAll, members=("ana", "lee"))
    team.whispers("lee", "It is the principal")
    assert team.sees(TellNoSecret)
    assert team.shown() == []

    team.whispers("lee", "We never visit them", named=True)
    assert team.shown() == [("lee", "We never visit them")]


def test_a_cause_of_somebody_else_becomes_a_request_to_a_named_person(team: Team) -> None:
    cause = team.names("lee", "Hiring opens after the other districts have hired")
    team.goes_on(2)
    team.decides("cause", "elsewhere")
    assert team.at == f"whose@{cause}"
    team.presses(HandOn, to="", owner="District", need="Earlier hiring")
    assert team.told() == ["name_needed"]

    team.presses(HandOn, to="dana", owner="District", need="Earlier hiring")
    (asked,) = team.sees(RequestSupport)
    assert isinstance(asked, RequestSupport)
    assert (asked.request.to, asked.request.need) == ("dana", "Earlier hiring")
    assert record(team.state).elsewhere[0].key == cause


def test_a_root_near_the_symptom_is_asked_about_once_more(team: Team) -> None:
    cause = team.names("lee", "Lessons are not planned together")
    team.goes_on(2)
    team.decides("cause", "ours", "root")
    assert team.sees(WarnShallow) == [WarnShallow("ana", cause, 1)]
    assert not team.cause(cause).root

    team.presses(Decide, label="root", anyway=True)
    assert team.cause(cause).root


def test_beyond_seven_whys_there_is_a_reason(team: Team) -> None:
    lowest = team.digs(*(f"Cause number {number}" for number in range(7)))
    assert team.names("mia", "An eighth cause", under=lowest) == ""
    assert team.told() == ["reason_needed"]

    team.presses(GoTo, step=Step.DEEPER, cause=lowest)
    team.decides("deeper")
    assert team.told() == ["reason_needed"]
    team.presses(Decide, label="deeper", reason="The law behind it is changing")
    assert team.names("mia", "An eighth cause", under=lowest)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Math is weak because nobody plans together", Doubt.IS_CAUSE),
        ("Lack of planning time", Doubt.IS_CAUSE),
        ("Mr. Smith does not prepare his lessons", Doubt.ABOUT_PERSON),
        ("<@U123> is late with grades", Doubt.ABOUT_PERSON),
        ("Teachers are lazy", Doubt.ABOUT_PERSON),
    ],
)
def test_a_symptom_that_is_a_cause_or_a_complaint_is_asked_to_be_put_in_other_words(text: str, doubt: Doubt) -> None:
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
    assert Doubt.NO_NUMBER in doubts(text, "", "state test")
    assert Doubt.NO_NUMBER not in doubts(f"{text}: 31 %", "", "state test")


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
    assert team.at == f"evidence@{alone}"
    asked = {team.state.visit.item}
    while team.state.visit.step != "elephant":
        team.goes_on()
        asked.add(team.state.visit.item)
    assert sub in asked
    assert other not in asked


def two_roots(team: Team) -> tuple[str, str]:
    keys = (team.digs("One a", "Two a", "Three a"), team.digs("One b", "Two b", "Three b"))
    for key in keys:
        team.shows("lee", f"Shown for {key}", cause=key)
        for step, label in ((Step.NATURE, "cause"), (Step.DEEPER, "root")):
            team.presses(GoTo, step=step, cause=key)
            team.decides(label)
    team.walks_to(Step.PRACTICE)
    for key in keys:
        team.walks_to(Step.STRATEGY, key)
        team.takes(Confirm(by="ana", asking=team.state.asking, kind=PartKind.ACTION_ITEM, values=ITEM))
    team.walks_to(Step.RANK)
    return keys


def test_the_team_ranks_its_roots(team: Team) -> None:
    one, two = two_roots(team)
    team.presses(AskAll, members=("ana", "lee", "mia"))
    for person, order in {"ana": (one, two), "lee": (two, one), "mia": (two, one)}.items():
        team.takes(Rank(by=person, round=0, roots=order))
    team.goes_on()
    (shown,) = team.sees(ShowRanking)
    assert isinstance(shown, ShowRanking)
    assert [(each.root, each.points) for each in shown.ranked] == [(two, 5), (one, 4)]

    team.presses(SetPriorities, picks=(Pick(two, "B"), Pick(one, "A")))
    assert [work.root.key for work in record(team.state).roots] == [two, one]


def test_more_than_four_priorities_are_asked_about(team: Team) -> None:
    one, _ = two_roots(team)
    picks = tuple(Pick(one, f"Priority {number}") for number in range(5))
    team.presses(SetPriorities, picks=picks)
    assert team.sees(WarnManyPriorities)
    assert not team.state.picks

    team.presses(SetPriorities, picks=picks, anyway=True)
    assert len(team.state.picks) == 5


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
    here = team.at
    team.presses(Back)
    assert team.sees(Ask)
    team.goes_on()
    assert team.at == here

    team.presses(Pause)
    team.goes_on()
    assert team.told() == ["paused"]
    team.presses(Resume)
    assert team.at == here
    team.presses(Finish)
    assert team.state.phase is Phase.FINISHED


def test_a_member_who_leaves_is_not_waited_for(team: Team) -> None:
    to_the_vote(team)
    team.presses(AskAll, members=("ana", "lee", "mia", "noa"))
    for person in ("ana", "lee"):
        team.takes(Vote(by=person, round=0, view=View.AGREE))
    team.takes(Leave("lee"))
    team.takes(Leave("noa"))
    assert team.state.rounds[0].asked == ("ana", "lee", "mia")
    team.goes_on()
    assert team.state.visit.step == "practice"


def test_when_the_leader_leaves_somebody_is_found(team: Team) -> None:
    team.takes(Leave("ana"))
    assert team.sees(FindLeader)
    team.takes(HandOver(by="pam", leader="mia", by_manager=True))
    assert team.state.leader == "mia"
