"""What is written down, and the record at the end."""

from conversations.coaching import where_we_are
from conversations.coaching.effects import AskAboutNames, AskFollowUp, Propose, SayAboutNames, SaySkipped
from conversations.coaching.moves import DecideNames, Probe, SetNames, Skip, SkipScope
from conversations.coaching.record import NotAsked
from conversations.parts import ForEachItem, ForEachKind, PartKind
from conversations.script import Condition
from conversations.threads.effects import (
    PostRecord,
    QuestionWeakness,
    Save,
    SayWhereWeAre,
    TakeBack,
    WrapUp,
)
from conversations.threads.moves import (
    Back,
    Choose,
    Confirm,
    Finish,
    Join,
    Next,
    Park,
    Undo,
)
from conversations.threads.replies import QuestionAnswer
from conversations.threads.state import DialogPhase, Visit
from conversations.weakness import Weakness
from tests.conversations.table import Table
from tests.conversations.talk import SCRIPT, script

GOAL = {
    "text": "All students read well",
    "indicator": "Reading at grade level",
    "source": "Spring test",
    "baseline": "54 %",
    "targets": "60 %\n68 %",
}


def to_goal(table: Table) -> None:
    """On to the question that captures a goal."""
    table.presses(Next)
    assert table.at == "new-goal"


def writes(
    table: Table, values: dict[str, str] = GOAL, *, anyway: bool = False, part: str | None = None, source: str = ""
) -> None:
    """The leader sends the form of a goal."""
    asking = table.state.asking
    table.takes(
        Confirm(by="ana", asking=asking, kind=PartKind.GOAL, values=values, anyway=anyway, part=part, source=source)
    )


def test_a_question_is_passed_over_when_its_condition_does_not_hold(asking: Table) -> None:
    asking.presses(Next)
    assert asking.at == "new-goal"

    other = Table(script(), conditions=frozenset({Condition.MISSION_EXISTS}))
    other.presses(Next)
    other.presses(Next)
    assert other.at == "old-mission"


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


def test_a_question_put_again_proposes_again_what_is_not_written_down_yet(asking: Table) -> None:
    to_goal(asking)
    asking.presses(Next)
    asking.presses(Next)
    asking.presses(Back)
    assert asking.presses(Next) == (Propose(4, Visit("new-goal"), PartKind.GOAL),)

    writes(asking)
    asking.presses(Next)
    while asking.at != "new-goal":
        asking.presses(Back)
    asking.presses(Next)
    assert asking.at != "new-goal"


def test_a_weak_goal_is_questioned_and_the_leader_may_overrule(asking: Table) -> None:
    to_goal(asking)
    writes(asking, {"text": "All students read well"})
    assert asking.effects == (
        QuestionWeakness("ana", PartKind.GOAL, {"text": "All students read well"}, (Weakness.GOAL_WITHOUT_MEASURE,)),
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
    assert isinstance(follow_up, AskFollowUp)
    assert follow_up.text == "Who would count it for this goal? All students do math well"
    common = asking.presses(Probe)[0]
    assert isinstance(common, AskFollowUp)
    assert common.text == "Why?"
    asking.presses(Next)
    assert asking.at == "close"


def test_a_whole_pass_can_be_skipped() -> None:
    goals = tuple(ForEachItem(ForEachKind.GOAL, f"goal:{number}", f"Goal {number}") for number in range(9))
    table = Table(script(), items=goals)
    for _ in range(4):
        table.presses(Next)
    assert table.at == "measured@goal:0"

    skipped, *_ = table.presses(Skip, scope=SkipScope.PASS)
    assert skipped == SaySkipped(18, "")
    assert table.at == "close"
    assert table.record().not_asked == (
        NotAsked("Is there a measure for this goal?", 9),
        NotAsked("Which measure could we use for this goal?", 9),
    )


def test_the_questions_left_about_one_thing_can_be_skipped_and_back_leads_to_them() -> None:
    goals = tuple(ForEachItem(ForEachKind.GOAL, f"goal:{number}", f"Goal {number}") for number in range(3))
    table = Table(script(), items=goals)
    for _ in range(4):
        table.presses(Next)
    skipped, *_ = table.presses(Skip, scope=SkipScope.ITEM)
    assert (skipped, table.at) == (SaySkipped(2, "Goal 0"), "measured@goal:1")

    table.presses(Back)
    assert table.at == "measured@goal:0"
    table.presses(Next)
    assert table.at == "which@goal:0"
    effects = table.presses(Skip, scope=SkipScope.ITEM)
    assert not [each for each in effects if isinstance(each, SaySkipped)]  # no more than Skip does
    assert table.at == "measured@goal:1"
    table.presses(Skip, scope=SkipScope.ITEM)
    table.presses(Skip, scope=SkipScope.ITEM)
    assert table.at == "close"


def test_saving_again_with_its_key_changes_a_part_and_its_pass(asking: Table) -> None:
    to_goal(asking)
    writes(asking)
    (saved,) = asking.state.parts
    writes(asking, GOAL | {"text": "Every student reads well"}, part=saved.key)

    assert [effect.part.key for effect in asking.effects if isinstance(effect, Save)] == [saved.key]
    assert [item.text for item in asking.state.items] == ["Every student reads well"]


def test_a_first_wording_is_written_down_once_and_changed_ever_after(asking: Table) -> None:
    to_goal(asking)
    writes(asking, source="1005.1")
    writes(asking, GOAL | {"text": "All students read well, again"}, source="1005.1")
    assert asking.refusals() == ["already_written"]

    writes(asking, GOAL | {"text": "All students do math well"}, source="1006.1")
    read, math = asking.state.parts
    writes(asking, GOAL | {"text": "Every student reads well"}, part=read.key)
    writes(asking, source="1005.1")

    assert asking.refusals() == ["already_written"]
    assert [part.values["text"] for part in asking.state.parts] == ["Every student reads well", math.values["text"]]


def test_goals_of_no_first_wording_are_as_many_as_the_leader_writes(asking: Table) -> None:
    to_goal(asking)
    writes(asking)
    writes(asking, GOAL | {"text": "All students do math well"})

    assert len(asking.state.parts) == 2


def test_a_pass_that_writes_down_what_it_goes_through_rewrites_it() -> None:
    text = SCRIPT.replace("ask: Which measure could", "capture: goal\n    ask: Which measure could")
    table = Table(script(text), items=(ForEachItem(ForEachKind.GOAL, "goal:1", "Read"),))
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


def test_a_part_that_was_taken_back_is_in_no_record_and_gets_no_pass(asking: Table) -> None:
    to_goal(asking)
    writes(asking)
    writes(asking, GOAL | {"text": "All students do math well"})
    read, math = asking.state.parts
    assert asking.takes(Undo(by="ana", part=read.key)) == (TakeBack(read, "ana"),)
    assert asking.record().decisions == (math,)
    assert [item.key for item in asking.state.items] == [math.key]

    asking.takes(Undo(by="ana", part=read.key))
    assert asking.refusals() == ["no_such_part"]
    writes(asking)
    assert asking.state.parts[-1].key not in (read.key, math.key)


def test_only_who_leads_takes_back_and_only_while_the_conversation_runs(asking: Table) -> None:
    to_goal(asking)
    writes(asking)
    (part,) = asking.state.parts
    asking.takes(Undo(by="lee", part=part.key))
    assert asking.refusals() == ["not_leader"]
    asking.presses(Finish)
    asking.takes(Undo(by="ana", part=part.key))
    assert asking.refusals() == ["finished"]


def test_a_first_wording_can_be_saved_again_once_it_was_taken_back(asking: Table) -> None:
    to_goal(asking)
    writes(asking, source="1005.1")
    asking.takes(Undo(by="ana", part=asking.state.parts[0].key))
    writes(asking, source="1005.1")
    assert len(asking.state.parts) == 1


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

    outcome = asking.record()
    assert [(point.asked.text, point.answers) for point in outcome.points] == [
        ("What do the data say?", (QuestionAnswer("lee", "Math is low.", ()),))
    ]
    assert [asked.text for asked in outcome.unanswered] == ["Which goal comes first?"]
    assert outcome.not_asked == (NotAsked("What did we learn?"),)
    assert outcome.afterwards == (QuestionAnswer("mia", "Thank you!", ()),)


def test_finished_early_the_rest_is_listed_as_not_asked(asking: Table) -> None:
    asking.presses(Finish)
    assert asking.state.phase is DialogPhase.FINISHED
    assert asking.record().not_asked == (NotAsked("Which goal comes first?"), NotAsked("What did we learn?"))

    asking.presses(Next)
    assert asking.refusals() == ["finished"]


def test_a_skipped_question_was_not_asked_and_a_passed_one_not_answered(asking: Table) -> None:
    asking.presses(Next)
    asking.presses(Skip)
    asking.presses(Finish)

    outcome = asking.record()
    assert [asked.text for asked in outcome.unanswered] == ["What do the data say?", "What did we learn?"]
    assert outcome.not_asked == (NotAsked("Which goal comes first?"),)


def test_a_skipped_question_that_somebody_answered_is_a_key_point(asking: Table) -> None:
    asking.says("lee", "Math is low.")
    asking.presses(Skip)
    asking.presses(Finish)

    outcome = asking.record()
    assert [point.asked.text for point in outcome.points] == ["What do the data say?"]
    assert outcome.not_asked == (NotAsked("What did we learn?"),)
    assert [asked.text for asked in outcome.unanswered] == ["Which goal comes first?"]


# ---------------------------------------------------------------- the elephant in the room


def elephant() -> Table:
    """A table at its sensitive question, which two people have answered."""
    table = Table(script(SCRIPT.replace("tips: [Show a chart.]", "sensitive: true")))
    table.presses(Next)
    table.says("mia", "We fear the numbers.", evidence=("https://files/1",))
    table.says("lee", "Nobody reads them.")
    return table


def test_when_a_sensitive_question_is_left_the_leader_is_asked_about_the_names() -> None:
    table = elephant()
    assert table.presses(Next) == (AskAboutNames(1),)
    assert table.at == "data"
    assert table.presses(DecideNames, named=False)[0] == SayAboutNames(1)
    assert table.at == "new-goal"

    (point,) = table.record().points
    assert [(each.person, each.text, each.evidence) for each in point.answers] == [
        (None, "Nobody reads them.", ()),
        (None, "We fear the numbers.", ()),
    ]


def test_the_names_stay_where_the_group_wants_them_or_goes_on_without_an_answer() -> None:
    for decided in (True, False):
        table = elephant()
        table.presses(Next)
        table.presses(DecideNames, named=True) if decided else table.presses(Next)
        assert table.at == "new-goal"
        assert [each.person for each in table.record().points[0].answers] == ["mia", "lee"]


def test_what_was_decided_about_the_names_can_be_decided_again() -> None:
    table = elephant()
    table.presses(Next)
    table.presses(DecideNames, named=False)
    table.presses(Back)
    table.presses(DecideNames, named=True)
    assert table.refusals() == ["not_asked_here"]
    table.presses(Next)
    table.presses(DecideNames, named=True)
    assert [each.person for each in table.record().points[0].answers] == ["mia", "lee"]


def test_finish_asks_about_the_names_as_going_on_does() -> None:
    table = elephant()
    assert table.presses(Finish) == (AskAboutNames(1),)
    assert table.presses(Finish) == (PostRecord(),)


def test_the_form_that_finishes_decides_about_all_that_was_not_decided() -> None:
    for named in (True, False):
        table = elephant()
        table.presses(Back)
        table.presses(SetNames, named=named)
        table.presses(Finish)
        assert table.state.phase is DialogPhase.FINISHED
        assert [each.person for each in table.record().points[0].answers] == (["mia", "lee"] if named else [None, None])
