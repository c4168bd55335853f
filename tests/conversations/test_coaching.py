"""How a conversation proceeds, and who may steer it."""

from conversations.coaching.effects import (
    AskFollowUp,
    Open,
    ShowPreparation,
    ShowTip,
)
from conversations.coaching.moves import ChangeAudience, Probe, Tick
from conversations.script import Audience
from conversations.threads.effects import AskQuestion, Refresh
from conversations.threads.moves import (
    Back,
    HandOver,
    NameCoLeader,
    Next,
)
from conversations.threads.state import Visit
from tests.conversations.table import Table
from tests.conversations.talk import SCRIPT, script


def test_it_opens_with_the_checklist_and_private_tips(table: Table) -> None:
    opening, preparation, tip = table.effects

    assert opening == Open(3)
    assert preparation == ShowPreparation(0)
    assert isinstance(tip, ShowTip)
    assert (tip.person, tip.tip.text) == ("ana", "Let people finish.")


def test_the_checklist_can_be_ticked_and_unticked(table: Table) -> None:
    table.takes(Tick(by="ana", line=1, done=True))
    table.takes(Tick(by="ana", line=0, done=True))
    table.takes(Tick(by="ana", line=1, done=False))
    assert table.state.ticked == (0,)

    table.takes(Tick(by="ana", line=7, done=True))
    assert table.refusals() == ["no_such_line"]


def test_the_first_question_comes_with_its_tip_to_the_leader(table: Table) -> None:
    asked, tip = table.presses(Next)

    assert asked == AskQuestion(1, Visit("data"))
    assert isinstance(tip, ShowTip)
    assert tip.tip.text == "Show a chart."


def test_back_keeps_all_that_came_after(asking: Table) -> None:
    asking.says("lee", "the data")
    asking.presses(Next)
    asking.says("mia", "a goal")
    asking.presses(Back)
    asking.says("lee", "more data")
    assert asking.at == "data"
    asking.presses(Next)

    assert asking.at == "new-goal"
    assert asking.said("data") == {"lee": "the data\nmore data"}
    assert asking.said("new-goal") == {"mia": "a goal"}


def test_back_leads_to_the_checklist_and_not_further(asking: Table) -> None:
    asking.presses(Back)
    assert asking.effects == (ShowPreparation(2),)

    asking.presses(Back)
    assert asking.refusals() == ["nothing_before"]


def test_a_second_click_on_the_same_button_does_not_skip_a_question(asking: Table) -> None:
    asking.presses(Next, asking=1)
    asking.presses(Next, asking=1)

    assert asking.at == "new-goal"
    assert asking.refusals() == ["stale"]


def test_a_button_of_an_earlier_posting_of_the_same_question_is_stale(asking: Table) -> None:
    asking.presses(Next)
    asking.presses(Back)
    asking.presses(Next, asking=1)

    assert asking.refusals() == ["stale"]
    assert asking.at == "data"


def test_only_the_leader_and_the_co_leader_steer(asking: Table) -> None:
    asking.presses(Next, by="lee")
    assert asking.refusals() == ["not_leader"]

    asking.takes(NameCoLeader(by="ana", person="lee"))
    asking.presses(Next, by="lee")
    assert asking.at == "new-goal"


def test_a_manager_can_hand_over_when_the_leader_is_gone(asking: Table) -> None:
    asking.takes(HandOver(by="pat", leader="lee"))
    assert asking.refusals() == ["not_leader"]

    asking.takes(HandOver(by="pat", leader="lee", by_manager=True))
    asking.presses(Next, by="lee")
    assert asking.at == "new-goal"


def test_follow_ups_come_one_by_one_until_there_are_none(asking: Table) -> None:
    assert asking.presses(Probe) == (AskFollowUp(1, Visit("data"), 0, "Why?"),)
    assert asking.presses(Probe) == (AskFollowUp(1, Visit("data"), 1, "Who sees it in another way?"),)
    asking.presses(Probe)
    assert asking.refusals() == ["no_more_probes"]


def test_a_script_without_a_checklist_starts_with_its_question() -> None:
    bare = script(SCRIPT.replace("preparation: [Bring the data., Book a room.]\n", ""))
    table = Table(bare)
    assert AskQuestion(0, Visit("data")) in table.effects

    table.presses(Back)
    assert table.refusals() == ["nothing_before"]


def test_another_audience_is_asked_other_questions_from_then_on() -> None:
    own = "  for-districts:\n    ask: Whom do we serve?\n    audience: district\n"
    table = Table(script(SCRIPT.replace("  old-mission:\n", f"{own}  old-mission:\n")))
    table.presses(Next)
    table.takes(ChangeAudience(by="ana", audience=Audience.DISTRICT))
    assert table.effects == (Refresh(),)

    table.presses(Next)
    assert table.at == "for-districts"
