"""What a root cause dialog asks everyone in private: what is not being said, and whether they agree on the root."""

from conversations.root_cause.effects import (
    ShowTally,
)
from conversations.root_cause.moves import (
    GoTo,
    Vote,
)
from conversations.root_cause.record import record
from conversations.root_cause.state import Opinion, RootCauseStep
from conversations.threads.effects import AskPrivately
from conversations.threads.moves import AskPeople, Finish, Leave
from tests.conversations.team import Team, the_example, to_the_vote, vote


def test_without_a_majority_there_can_be_another_round(team: Team) -> None:
    to_the_vote(team)
    vote(team, ana=Opinion.AGREE, lee=Opinion.DIFFERENTLY, mia=Opinion.NOT_SURE)
    assert team.state.visit.step == "vote"
    team.takes(Vote(by="lee", round=0, view=Opinion.AGREE))
    assert team.told() == ["round_closed"]

    vote(team, ana=Opinion.AGREE, lee=Opinion.AGREE, mia=Opinion.NOT_SURE)
    assert team.state.visit.step == "practice"


def test_silence_is_not_agreement(team: Team) -> None:
    to_the_vote(team)
    team.presses(AskPeople, members=("ana", "lee", "mia", "noa"))
    team.takes(Vote(by="ana", round=0, view=Opinion.AGREE))
    team.takes(Vote(by="lee", round=0, view=Opinion.AGREE))
    team.goes_on()

    assert team.state.visit.step == "vote"


def test_a_vote_among_two_is_not_shown(team: Team) -> None:
    to_the_vote(team)
    vote(team, ana=Opinion.AGREE, lee=Opinion.DIFFERENTLY)
    (effect,) = team.sees(ShowTally)

    assert isinstance(effect, ShowTally)
    assert not effect.tally.secret
    assert effect.tally.reasons == ()
    assert team.state.visit.step == "vote"


def test_who_sees_it_differently_says_how(team: Team) -> None:
    to_the_vote(team)
    team.presses(AskPeople, members=("ana", "lee", "mia"))
    team.takes(Vote(by="lee", round=0, view=Opinion.DIFFERENTLY))
    assert team.told() == ["how_needed"]
    team.takes(Vote(by="zoe", round=0, view=Opinion.AGREE))
    assert team.told() == ["not_asked"]


def test_the_last_vote_of_a_person_counts(team: Team) -> None:
    to_the_vote(team)
    team.presses(AskPeople, members=("ana", "lee", "mia"))
    for view in (Opinion.NOT_SURE, Opinion.AGREE):
        team.takes(Vote(by="lee", round=0, view=view))
    assert [ballot.view for ballot in team.state.rounds[0].ballots] == [Opinion.AGREE]


def test_another_root_found_after_the_vote_is_voted_on(team: Team) -> None:
    to_the_vote(team)
    vote(team, ana=Opinion.AGREE, lee=Opinion.AGREE, mia=Opinion.AGREE)
    other = team.digs("Homework is not read", "No time is set aside for it", "The schedule is made without teams")
    team.presses(GoTo, step=RootCauseStep.NATURE, cause=other)
    team.decides("cause")
    team.presses(GoTo, step=RootCauseStep.DEEPER, cause=other)
    team.decides("root")
    team.walks_to(RootCauseStep.VOTE)

    assert other in team.state.visit.item


def test_everyone_is_asked_for_what_is_not_said(team: Team) -> None:
    the_example(team)
    team.presses(AskPeople, members=("ana", "lee", "mia"))
    assert [effect.person for effect in team.effects if isinstance(effect, AskPrivately)] == ["ana", "lee", "mia"]

    team.whispers("lee", "Nobody visits the new ones")
    assert team.shown() == [(None, "Nobody visits the new ones")]


def test_among_two_an_answer_without_a_name_is_not_shown(team: Team) -> None:
    the_example(team)
    team.presses(AskPeople, members=("ana", "lee"))
    team.whispers("lee", "It is the principal")
    assert team.told() == ["too_few_asked"]
    assert team.shown() == []

    team.whispers("lee", "We never visit them", named=True)
    assert team.shown() == [("lee", "We never visit them")]


def test_a_member_who_leaves_is_not_waited_for(team: Team) -> None:
    to_the_vote(team)
    team.presses(AskPeople, members=("ana", "lee", "mia", "noa"))
    for person in ("ana", "lee"):
        team.takes(Vote(by=person, round=0, view=Opinion.AGREE))
    team.takes(Leave("lee"))
    team.takes(Leave("noa"))
    assert team.state.rounds[0].asked == ("ana", "lee", "mia")
    team.goes_on()
    assert team.state.visit.step == "practice"


def test_finishing_closes_an_open_vote_and_its_ballots_count(team: Team) -> None:
    to_the_vote(team)
    team.presses(AskPeople, members=("ana", "lee", "mia", "noa"))
    for person in ("ana", "lee", "mia"):
        team.takes(Vote(by=person, round=0, view=Opinion.AGREE))
    team.presses(Finish)

    (effect,) = team.sees(ShowTally)
    assert isinstance(effect, ShowTally)
    assert (effect.tally.agree, effect.tally.asked) == (3, 4)
    assert record(team.state).tally == effect.tally
    assert {ballot.person for ballot in team.state.rounds[0].ballots} == {""}


def test_finishing_says_nothing_of_a_vote_that_nobody_answered(team: Team) -> None:
    to_the_vote(team)
    team.presses(AskPeople, members=("ana", "lee", "mia"))
    team.presses(Finish)

    assert team.sees(ShowTally) == []
    assert record(team.state).tally is None
