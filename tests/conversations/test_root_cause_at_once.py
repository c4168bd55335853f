"""A light hand: several replies accepted at once, and everything about a cause said in one form."""

import pytest

from conversations.root_cause import Method
from conversations.root_cause.claims import about, read
from conversations.root_cause.effects import DoubtRoot, Draw
from conversations.root_cause.moves import Accept, AcceptAll, Assess, Mark
from conversations.root_cause.rules import Cover
from conversations.root_cause.state import RootCauseStep, RootVerdict
from conversations.root_cause.tree import SYMPTOM, CauseNature, Evidence, Reach
from conversations.threads.replies import Reply
from tests.conversations.team import ROOT, Team

NOTHING = (None, None, (), None)


def assess(team: Team, **values: object) -> None:
    common: dict[str, object] = {"by": team.leader, "asking": team.state.asking, "at": team.now()}
    team.takes(Assess(**(common | values)))  # type: ignore[arg-type]  # the values are those of the move


def accept(team: Team, text: str, **values: object) -> str:
    """A reply with everything about it, in one form."""
    ts = team.says("lee", text)
    assess(team, accept=Accept(by="ana", under=team.state.visit.item, text=text, person="lee", ts=ts), **values)
    return next((cause.key for cause in team.state.tree.causes if ts in cause.replies), "")


def test_a_branch_of_whys_takes_one_form_for_each_cause(team: Team) -> None:
    deeper = {"reach": Reach.OURS, "nature": CauseNature.CAUSE, "verdict": RootVerdict.DEEPER}
    first = accept(team, "Students do not use math ideas", nature=CauseNature.SYMPTOM)
    assert team.at == f"why@{first}"
    second = accept(team, "Teachers lack ways to teach it", **deeper)
    assert team.at == f"why@{second}"
    third = accept(team, "Two teachers are new", **deeper)
    assert team.at == f"beneath@{third}", "a person is asked about once more"
    evidence = (Evidence("Six of seven named it", "mia"),)
    root = accept(team, ROOT, reach=Reach.OURS, evidence=evidence, verdict=RootVerdict.ROOT)

    assert team.at == "elephant"
    assert team.sees(Draw)
    cause = team.cause(root)
    assert (cause.root, cause.nature, cause.reach, cause.evidence) == (True, CauseNature.CAUSE, Reach.OURS, evidence)


def test_what_the_form_leaves_open_is_asked_in_the_thread(team: Team) -> None:
    cause = accept(team, "Teams plan alone", nature=CauseNature.CAUSE)
    assert team.at == f"reach@{cause}"
    team.decides("ours")
    assert team.at == f"deeper@{cause}", "the form asked for evidence"


def test_a_form_that_only_rewords_goes_nowhere(team: Team) -> None:
    cause = accept(team, "Teams plan alone")
    assert team.at == "why@symptom"
    team.goes_on()
    assert team.at == f"reach@{cause}"
    team.decides("ours")
    assert team.at == f"evidence@{cause}"


def test_with_other_replies_waiting_the_dialog_stays(team: Team) -> None:
    accept(team, "Teams plan alone", reach=Reach.OURS, verdict=RootVerdict.DEEPER, more_wait=True)
    assert team.at == "why@symptom"


def test_a_cause_in_the_tree_is_asked_everything_together(team: Team) -> None:
    first, second = team.names("lee", "Teams plan alone"), team.names("mia", "Visits are rare")
    team.goes_on()
    assert team.at == f"reach@{first}"
    assess(team, cause=first, reach=Reach.OURS, nature=CauseNature.CAUSE, verdict=RootVerdict.DEEPER)
    assert team.at == f"reach@{second}"
    assess(team, cause=second, nature=CauseNature.SYMPTOM)
    assert team.at == f"why@{first}"


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Teams plan alone", DoubtRoot(1, None)),
        ("There is no time to plan", DoubtRoot(1, Cover.TIME)),
    ],
)
def test_a_doubted_root_saves_nothing_until_the_leader_insists(team: Team, text: str, doubt: DoubtRoot) -> None:
    assert accept(team, text, verdict=RootVerdict.ROOT) == ""
    assert team.sees(DoubtRoot) == [doubt]
    assert team.state.tree.causes == ()
    assert team.cause(accept(team, text, verdict=RootVerdict.ROOT, anyway=True)).root


def test_a_root_deep_down_is_doubted_only_for_what_it_is_about(team: Team) -> None:
    lowest = team.digs("Cause number 1", "Cause number 2")
    ts = team.says("lee", "The budget is small")
    reply = Accept(by="ana", under=lowest, text="The budget is small", person="lee", ts=ts)
    assess(team, accept=reply, verdict=RootVerdict.ROOT)
    assert team.sees(DoubtRoot) == [DoubtRoot(0, Cover.MONEY)]


def test_a_symptom_is_no_root_in_the_form_either(team: Team) -> None:
    accept(team, "Teams plan alone", nature=CauseNature.SYMPTOM, verdict=RootVerdict.ROOT)
    assert team.told() == ["symptom_is_no_root"]


def test_all_waiting_replies_become_causes_at_once_and_one_that_cannot_stays(team: Team) -> None:
    texts = ("Teams plan alone", "Grade 7 students do poorly in math", "Visits are rare")
    spoken = [(team.says("lee", text), text) for text in texts]
    replies = tuple(Accept(by="ana", under=SYMPTOM, text=text, person="lee", ts=ts) for ts, text in spoken)
    team.takes(AcceptAll(by="ana", replies=replies))

    causes = team.state.tree.causes
    assert [cause.text for cause in causes] == ["Teams plan alone", "Visits are rare"]
    assert [(each.reach, each.nature, each.confirmed) for each in causes] == [(None, None, False)] * 2
    team.goes_on()
    assert team.at == f"reach@{causes[0].key}"

    team.takes(AcceptAll(by="ana", replies=replies[:1]))
    assert team.told() == ["already_accepted"]


def test_the_picture_comes_before_causes_are_marked_and_before_the_vote() -> None:
    team = Team(method=Method.FISHBONE, bones=("Leadership",))
    cause = team.names("lee", "Teams plan alone")
    team.goes_on()
    assert team.at == "mark"
    assert team.sees(Draw)
    team.presses(Mark, causes=(cause,))
    assess(team, cause=cause, reach=Reach.OURS, verdict=RootVerdict.ROOT, anyway=True)
    assert team.at == "elephant"
    team.goes_on()
    assert team.state.visit.step == RootCauseStep.VOTE
    assert team.sees(Draw)


# ---------------------------------------------------------------- what the replies say


def reply(text: str, *links: str, ts: str = "1002.000200", person: str = "lee") -> Reply:
    return Reply(ts=ts, person=person, text=text, evidence=links)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Teams plan alone", "Teams plan alone", NOTHING),
        ("Teams plan alone. That's ours.", "Teams plan alone.", (None, Reach.OURS, (), None)),
        ("It's only a symptom", "", (CauseNature.SYMPTOM, None, (), None)),
        ("Ours, a cause, the root.", "", (CauseNature.CAUSE, Reach.OURS, (), RootVerdict.ROOT)),
        ("Not ours, ask why again", "", (None, Reach.ELSEWHERE, (), RootVerdict.DEEPER)),
        ("Ours is the only school without a coach", "Ours is the only school without a coach", NOTHING),
        ("We lack a root, and a plan", "We lack a root, and a plan", NOTHING),
    ],
)
def test_a_sentence_counts_as_a_claim_only_if_nothing_else_is_in_it(text: str, words: str, expected: object) -> None:
    rest, claims = read(reply(text))
    assert rest == words
    assert (claims.nature, claims.reach, claims.evidence, claims.verdict) == expected


def test_evidence_is_what_follows_its_label_or_comes_as_a_link() -> None:
    rest, claims = read(reply("Many leave. Evidence: seven of twenty left. Ask them.\nOurs", "https://files/exits"))
    assert rest == "Many leave."
    assert claims.evidence == (
        Evidence("seven of twenty left. Ask them.", "lee", ("https://files/exits",), "1002.000200"),
    )
    assert claims.reach is Reach.OURS


def test_what_is_said_right_after_a_cause_is_about_it(team: Team) -> None:
    first = team.says("lee", "Teams plan alone")
    team.says("mia", "Evidence: five of six said so")
    team.says("ana", "Ours, a cause")
    second = team.says("lee", "Visits are rare")
    team.says("mia", "Not ours")
    replies = list(team.kept.values())

    stated = about(team.state, replies, sources=[first])
    assert (stated.reach, stated.nature) == (Reach.OURS, CauseNature.CAUSE)
    assert [(piece.text, piece.person) for piece in stated.evidence] == [("five of six said so", "mia")]
    assert about(team.state, replies, sources=[second]).reach is Reach.ELSEWHERE


def test_what_is_said_when_a_cause_is_asked_about_is_about_it(team: Team) -> None:
    key = team.names("lee", "Teams plan alone")
    team.goes_on()
    team.says("mia", "It's ours")
    team.decides("ours")
    team.says("lee", "Five of six said so")

    sources = team.cause(key).replies
    stated = about(team.state, list(team.kept.values()), sources=sources, cause=key)
    assert stated.reach is Reach.OURS
    assert [piece.text for piece in stated.evidence] == ["Five of six said so"]
