"""Coaching conversations as they happen at a table."""

import pytest

from conversations.coaching import where_we_are
from conversations.coaching.effects import (
    Ask,
    AskPrivately,
    BringIn,
    FollowUp,
    MarkHeard,
    Open,
    PostRecord,
    Propose,
    Question,
    Save,
    SayPaused,
    SayWhereWeAre,
    ShowPreparation,
    TellTip,
    WrapUp,
)
from conversations.coaching.moves import (
    Back,
    Choose,
    Confirm,
    Finish,
    HandOver,
    Heard,
    Join,
    NameCoLeader,
    Next,
    Park,
    Pause,
    Posted,
    Probe,
    QuietVoices,
    Resume,
    Skip,
    Tick,
)
from conversations.coaching.replies import Answer, Reply, Voice
from conversations.coaching.state import Phase, Visit
from conversations.parts import Item, PartKind
from conversations.script import Condition, Script
from conversations.script_files import read
from conversations.weakness import Weakness
from tests.conversations.table import Table

SCRIPT = """
name: talk
title: A talk
step: set-direction
purpose: To see how it goes.
minutes: 10
preparation: [Bring the data., Book a room.]
tips: [Let people finish.]
follow_ups: [Why?, Who sees it in another way?]
steps:
  data:
    ask: What do the data say?
    tips: [Show a chart.]
  old-mission:
    ask: Is the mission still true?
    if: mission exists
  new-goal:
    ask: Which goal comes first?
    capture: goal
  measured:
    ask: Is there a measure for this goal? {goal}
    for_each: goal
    choices:
      - {label: "Yes", next: close}
      - {label: "No", next: which}
  which:
    ask: Which measure could we use for this goal? {goal}
    for_each: goal
    follow_ups: ["Who would count it for this goal? {goal}"]
  close:
    ask: What did we learn?
"""
GOAL = {
    "text": "All students read well",
    "indicator": "Reading at grade level",
    "source": "Spring test",
    "baseline": "54 %",
    "targets": "60 %\n68 %",
}


def script(text: str = SCRIPT) -> Script:
    found, problems = read(text, "talk.yml")
    assert found, problems
    return found


@pytest.fixture
def table() -> Table:
    return Table(script())


@pytest.fixture
def asking(table: Table) -> Table:
    table.presses(Next)
    return table


def to_goal(table: Table) -> None:
    """On to the question that captures a goal."""
    table.presses(Next)
    assert table.at == "new-goal"


def writes(table: Table, values: dict[str, str] = GOAL, *, anyway: bool = False, part: str | None = None) -> None:
    """The leader sends the form of a goal."""
    table.takes(
        Confirm(by="ana", asking=table.state.asking, kind=PartKind.GOAL, values=values, anyway=anyway, part=part)
    )


def test_it_opens_with_the_checklist_and_private_tips(table: Table) -> None:
    opening, preparation, tip = table.effects

    assert opening == Open(3)
    assert preparation == ShowPreparation(0)
    assert isinstance(tip, TellTip)
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

    assert asked == Ask(1, Visit("data"))
    assert isinstance(tip, TellTip)
    assert tip.tip.text == "Show a chart."


def test_a_question_is_passed_over_when_its_condition_does_not_hold(asking: Table) -> None:
    asking.presses(Next)
    assert asking.at == "new-goal"

    other = Table(script(), conditions=frozenset({Condition.MISSION_EXISTS}))
    other.presses(Next)
    other.presses(Next)
    assert other.at == "old-mission"


def test_several_replies_by_one_person_are_one_answer(asking: Table) -> None:
    asking.says("lee", "Math is low.")
    asking.says("mia", "Reading is fine.")
    asking.says("lee", "In grade 7 most of all.", evidence=("https://files/1",))

    assert asking.answers("data") == (
        Answer("lee", "Math is low.\nIn grade 7 most of all.", ("https://files/1",)),
        Answer("mia", "Reading is fine.", ()),
    )


def test_a_new_reply_gets_a_reaction_and_nothing_else(asking: Table) -> None:
    ts = asking.says("lee", "Math is low.")
    assert asking.effects[1:] == (MarkHeard(ts),)

    asking.says("lee", "Math is very low.", ts=ts, edited="2000.1")
    assert asking.effects[1:] == ()


def test_edits_and_deletions_are_followed_in_whatever_order_they_arrive(asking: Table) -> None:
    asking.says("lee", "third", ts="1100.1", edited="1100.3")
    asking.says("lee", "first", ts="1100.1")
    asking.says("lee", "second", ts="1100.1", edited="1100.2")
    asking.says("mia", "", ts="1100.5", deleted=True)
    asking.says("mia", "a slip", ts="1100.5")

    assert asking.said("data") == {"lee": "third"}


def test_a_late_reply_counts_for_the_question_it_was_written_to(asking: Table) -> None:
    written = asking.now()
    asking.presses(Next)
    asking.says("lee", "about the data", ts=written)
    asking.says("lee", "about the goal")

    assert asking.said("data") == {"lee": "about the data"}
    assert asking.said("new-goal") == {"lee": "about the goal"}


def test_a_reply_written_before_the_next_question_was_seen_is_for_the_one_above(asking: Table) -> None:
    asking.presses(Next)
    asking.says("lee", "still the data")
    asking.shows_question()
    asking.says("lee", "now the goal")

    assert asking.said("data") == {"lee": "still the data"}
    assert asking.said("new-goal") == {"lee": "now the goal"}


def test_a_second_report_of_the_same_posting_moves_no_answers(asking: Table) -> None:
    asking.shows_question()
    asking.says("lee", "Math is low.")
    asking.shows_question()

    assert asking.said("data") == {"lee": "Math is low."}


def test_a_report_of_a_question_nobody_asked_is_harmless(asking: Table) -> None:
    before = asking.state
    asking.takes(Posted(99, "5000.1"))
    assert asking.state == before


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
    assert asking.presses(Probe) == (FollowUp(1, Visit("data"), 0, "Why?"),)
    assert asking.presses(Probe) == (FollowUp(1, Visit("data"), 1, "Who sees it in another way?"),)
    asking.presses(Probe)
    assert asking.refusals() == ["no_more_probes"]


def test_quiet_voices_are_asked_alone_and_heard_without_their_name(asking: Table) -> None:
    asked = asking.presses(QuietVoices, members=("ana", "lee", "mia"), spoken=("ana", "lee"))
    assert asked == (AskPrivately("mia", Visit("data")),)

    asking.presses(Next)
    ts = asking.says("mia", "I worry about grade 4.", visit="data", voice=Voice.NAMELESS)
    assert asking.effects[1:] == (BringIn(ts, Visit("data"), None, "I worry about grade 4.", (), False),)
    assert asking.said("data") == {None: "I worry about grade 4."}
    assert "mia" not in repr(asking.record())


def test_an_open_answer_and_a_nameless_one_of_the_same_person_stay_apart(asking: Table) -> None:
    asking.says("mia", "All is well.")
    asking.says("mia", "It is not.", visit="data", voice=Voice.NAMELESS)

    assert asking.said("data") == {"mia": "All is well.", None: "It is not."}


def test_quiet_voices_with_nobody_quiet_says_so(asking: Table) -> None:
    asking.presses(QuietVoices, members=("ana", "lee"), spoken=("lee", "ana"))
    assert asking.refusals() == ["nobody_quiet"]


def test_what_is_said_during_a_pause_is_kept(asking: Table) -> None:
    assert asking.presses(Pause) == (SayPaused("ana"),)
    asking.says("lee", "Over the holidays I thought about it.")
    asking.presses(Next)
    assert asking.refusals() == ["paused"]

    asking.presses(Resume)
    assert asking.effects[0] == Ask(2, Visit("data"))
    assert asking.said("data") == {"lee": "Over the holidays I thought about it."}


def test_a_point_parked_from_a_form_that_was_open_too_long_is_kept(asking: Table) -> None:
    opened = asking.state.asking
    asking.presses(Next)
    asking.takes(Park(by="ana", asking=opened, text="Bus times"))

    assert [(point.text, str(point.visit)) for point in asking.state.parked] == [("Bus times", "data")]


def test_next_first_proposes_the_wording_and_then_goes_on(asking: Table) -> None:
    to_goal(asking)
    assert asking.presses(Next) == (Propose(2, Visit("new-goal"), PartKind.GOAL),)
    asking.presses(Next)
    assert asking.at == "close"


def test_a_weak_goal_is_questioned_and_the_leader_may_overrule(asking: Table) -> None:
    to_goal(asking)
    writes(asking, {"text": "All students read well"})
    assert asking.effects == (
        Question("ana", PartKind.GOAL, {"text": "All students read well"}, (Weakness.GOAL_WITHOUT_MEASURE,)),
    )
    assert not asking.state.parts

    writes(asking, {"text": "All students read well"}, anyway=True)
    assert [part.doubts for part in asking.state.parts] == [(Weakness.GOAL_WITHOUT_MEASURE,)]


def test_an_empty_part_is_never_saved(asking: Table) -> None:
    to_goal(asking)
    writes(asking, {"text": "  "}, anyway=True)
    assert asking.refusals() == ["empty"]


def test_each_goal_that_was_written_down_gets_a_pass_of_its_own(asking: Table) -> None:
    to_goal(asking)
    writes(asking)
    writes(asking, GOAL | {"text": "All students do math well"})
    asking.presses(Next)
    asking.presses(Next)
    first, second = asking.state.items
    assert asking.at == f"measured@{first.key}"

    asking.presses(Choose, label="Yes")
    assert asking.at == f"measured@{second.key}"
    asking.presses(Choose, label="No")
    assert asking.at == f"which@{second.key}"
    follow_up = asking.presses(Probe)[0]
    assert isinstance(follow_up, FollowUp)
    assert follow_up.text == "Who would count it for this goal? All students do math well"
    asking.presses(Next)
    assert asking.at == "close"


def test_a_whole_pass_can_be_skipped() -> None:
    goals = tuple(Item(PartKind.GOAL, f"goal:{number}", f"Goal {number}") for number in range(9))
    table = Table(script(), items=goals)
    for _ in range(4):
        table.presses(Next)
    assert table.at == "measured@goal:0"

    table.presses(Skip, whole_pass=True)
    assert table.at == "close"
    assert len(table.record().not_reached) == 17


def test_saving_again_with_its_key_changes_a_part_and_its_pass(asking: Table) -> None:
    to_goal(asking)
    writes(asking)
    (saved,) = asking.state.parts
    writes(asking, GOAL | {"text": "Every student reads well"}, part=saved.key)

    assert [effect.part.key for effect in asking.effects if isinstance(effect, Save)] == [saved.key]
    assert [item.text for item in asking.state.items] == ["Every student reads well"]


def test_a_pass_that_writes_down_what_it_goes_through_rewrites_it() -> None:
    text = SCRIPT.replace("ask: Which measure could", "capture: goal\n    ask: Which measure could")
    table = Table(script(text), items=(Item(PartKind.GOAL, "goal:1", "Read"),))
    for _ in range(5):
        table.presses(Next)
    assert table.at == "which@goal:1"
    writes(table)

    assert [(item.key, item.text) for item in table.state.items] == [("goal:1", "All students read well")]


def test_a_form_sent_after_the_end_is_still_saved(asking: Table) -> None:
    to_goal(asking)
    opened = asking.state.asking
    asking.presses(Finish)
    asking.takes(Confirm(by="ana", asking=opened, kind=PartKind.GOAL, values=GOAL))

    assert [part.values["text"] for part in asking.record().decisions] == ["All students read well"]


def test_an_action_item_can_be_written_down_at_any_question(asking: Table) -> None:
    values = {"text": "Book the lab", "owner": "lee", "due": "2026-12-01"}
    asking.takes(Confirm(by="ana", asking=1, kind=PartKind.ACTION_ITEM, values=values))
    asking.takes(Confirm(by="ana", asking=1, kind=PartKind.VISION, values={"text": "Bright"}))

    assert asking.refusals() == ["not_asked_here"]
    assert [part.values for part in asking.record().action_items] == [values]


def test_who_joins_late_is_told_where_we_are(asking: Table) -> None:
    to_goal(asking)
    writes(asking)
    assert asking.takes(Join("zoe")) == (SayWhereWeAre("zoe"),)

    standing = where_we_are(asking.state, asking.script)
    assert (standing.question, standing.number, standing.of) == ("Which goal comes first?", 2, 5)
    assert [part.values["text"] for part in standing.decided] == ["All students read well"]


def test_the_last_question_is_followed_by_a_wrap_up_and_the_record(asking: Table) -> None:
    asking.says("lee", "Math is low.")
    to_goal(asking)
    asking.presses(Next)
    asking.presses(Next)
    asking.presses(Skip)
    assert asking.effects == (WrapUp(4),)
    assert asking.presses(Next) == (PostRecord(),)
    asking.says("mia", "Thank you!")

    result = asking.record()
    assert [(point.question, point.answers) for point in result.points] == [
        ("What do the data say?", (Answer("lee", "Math is low.", ()),))
    ]
    assert result.open_questions == ("Which goal comes first?", "What did we learn?")
    assert result.not_reached == ()
    assert result.afterwards == (Answer("mia", "Thank you!", ()),)


def test_finished_early_the_rest_is_listed_as_not_reached(asking: Table) -> None:
    asking.presses(Finish)
    assert asking.state.phase is Phase.FINISHED
    assert asking.record().not_reached == ("Which goal comes first?", "What did we learn?")

    asking.presses(Next)
    assert asking.refusals() == ["finished"]


def test_a_script_without_a_checklist_starts_with_its_question() -> None:
    bare = script(SCRIPT.replace("preparation: [Bring the data., Book a room.]\n", ""))
    table = Table(bare)
    assert Ask(0, Visit("data")) in table.effects

    table.presses(Back)
    assert table.refusals() == ["nothing_before"]


def test_two_conversations_with_the_same_people_do_not_mix() -> None:
    one, two = Table(script()), Table(script())
    one.presses(Next)
    two.presses(Next)
    one.says("lee", "in one")
    two.says("lee", "in two")

    assert (one.said("data"), two.said("data")) == ({"lee": "in one"}, {"lee": "in two"})


def test_a_turn_carries_no_replies_however_many_there_are(asking: Table) -> None:
    before = asking.state
    for number in range(500):
        asking.takes(Heard(Reply(ts=f"{2000 + number}.1", person="lee", text="word " * 50)))

    assert asking.state == before
    assert len(asking.kept) == 500
