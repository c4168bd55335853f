"""From the roots to work: action items, the decision not to act, requests for support, priorities."""

from conversations.parts import PartKind
from conversations.root_cause.effects import (
    DraftStrategy,
    RequestSupport,
    ShowRanking,
    ShowTally,
    WarnManyPriorities,
)
from conversations.root_cause.moves import (
    Decline,
    GoTo,
    HandOn,
    Rank,
    SetPriorities,
)
from conversations.root_cause.record import record
from conversations.root_cause.state import Opinion, Pick, RootCauseStep
from conversations.threads.effects import PostRecord, Save
from conversations.threads.moves import AskPeople, Confirm
from conversations.threads.state import AT_END
from tests.conversations.team import Team, to_the_vote, vote

STRATEGY = {
    "title": "Welcome and keep new teachers",
    "if_we": "give every new teacher a mentor for two years",
    "then": "at least 90 % of new teachers stay each year",
    "and_so": "students learn math with teachers who know them",
    "years": "3",
}
ITEM = {"text": "Name a mentor for each new teacher", "owner": "Mia Okafor", "due": "2027-01-15"}


def test_from_the_vote_to_work(team: Team) -> None:
    root = to_the_vote(team)
    vote(team, ana=Opinion.AGREE, lee=Opinion.AGREE, mia=Opinion.NOT_SURE)
    (effect,) = team.sees(ShowTally)
    assert isinstance(effect, ShowTally)
    assert (effect.tally.agree, effect.tally.not_sure, effect.tally.majority) == (2, 1, True)
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
    team.presses(GoTo, step=RootCauseStep.WORK, cause=root)
    team.takes(Confirm(by="ana", asking=team.state.asking, kind=PartKind.ACTION_ITEM, values=ITEM))

    assert team.state.not_acted_on(root) is None
    assert team.state.decided(root)


def test_a_cause_of_somebody_else_becomes_a_request_to_a_named_person(team: Team) -> None:
    cause = team.names("lee", "Hiring opens after the other districts have hired")
    team.goes_on()
    team.decides("elsewhere")
    assert team.at == f"whose@{cause}"
    team.presses(HandOn, to="", owner="District", need="Earlier hiring")
    assert team.told() == ["name_needed"]

    team.presses(HandOn, to="dana", owner="District", need="Earlier hiring")
    (asked,) = team.sees(RequestSupport)
    assert isinstance(asked, RequestSupport)
    assert (asked.request.to, asked.request.need) == ("dana", "Earlier hiring")
    assert record(team.state).elsewhere[0].key == cause


def two_roots(team: Team) -> tuple[str, str]:
    keys = (team.digs("One a", "Two a", "Three a"), team.digs("One b", "Two b", "Three b"))
    for key in keys:
        team.shows("lee", f"Shown for {key}", cause=key)
        for step, label in ((RootCauseStep.NATURE, "cause"), (RootCauseStep.DEEPER, "root")):
            team.presses(GoTo, step=step, cause=key)
            team.decides(label)
    team.walks_to(RootCauseStep.PRACTICE)
    for key in keys:
        team.walks_to(RootCauseStep.STRATEGY, key)
        team.takes(Confirm(by="ana", asking=team.state.asking, kind=PartKind.ACTION_ITEM, values=ITEM))
    team.walks_to(RootCauseStep.RANK)
    return keys


def test_the_team_ranks_its_roots(team: Team) -> None:
    member, two = two_roots(team)
    team.presses(AskPeople, members=("ana", "lee", "mia"))
    for person, order in {"ana": (member, two), "lee": (two, member), "mia": (two, member)}.items():
        team.takes(Rank(by=person, round=0, roots=order))
    team.goes_on()
    (effect,) = team.sees(ShowRanking)
    assert isinstance(effect, ShowRanking)
    assert [(each.root, each.points) for each in effect.ranked] == [(two, 5), (member, 4)]

    team.presses(SetPriorities, picks=(Pick(two, "B"), Pick(member, "A")))
    assert [work.root.key for work in record(team.state).roots] == [two, member]


def test_more_than_four_priorities_are_asked_about(team: Team) -> None:
    each, _ = two_roots(team)
    picks = tuple(Pick(each, f"Priority {number}") for number in range(5))
    team.presses(SetPriorities, picks=picks)
    assert team.sees(WarnManyPriorities)
    assert not team.state.picks

    team.presses(SetPriorities, picks=picks, anyway=True)
    assert len(team.state.picks) == 5
