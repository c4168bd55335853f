"""Five people no coach can choose play every conversation: what each gets from the bot is kind.

docs/transcripts/personas.md shows the same with the bot running.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conversations.coaching.effects import AskFollowUp, Propose, ShowTip
from conversations.coaching.moves import Probe, Skip
from conversations.coaching.state import AT_PREPARATION
from conversations.parts import ForEachItem, ForEachKind
from conversations.script import OPPOSITES
from conversations.threads.effects import (
    AskPrivately,
    AskQuestion,
    MarkHeard,
    PostRecord,
    Refresh,
    SaveReply,
    SayParked,
    SayPaused,
    WrapUp,
)
from conversations.threads.moves import AskPeople, Back, Choose, Finish, Next, Park, Pause, Resume
from conversations.threads.replies import Reply
from conversations.threads.state import AT_END, DialogPhase
from conversations.threads.stuck import is_stuck
from tests.conversations.table import Table
from tests.support.scripts import OURS

ITEMS = tuple(ForEachItem(kind, f"{kind}:1", f"One {kind}") for kind in ForEachKind)
HOSTILE = "This is a waste of time, and Dana knows it."
OFF_TOPIC = "Who ordered the new copier?"
DO_NOT_KNOW = ("I don't know.", "No idea, honestly.", "Not sure.")
LISTENING = [SaveReply, MarkHeard]
"""All that the bot does about a reply: store it, and add :eyes:."""


@pytest.fixture(params=sorted(OURS))
def table(request: pytest.FixtureRequest) -> Table:
    script = OURS[request.param]
    return Table(script, audience=script.audience[0], conditions=frozenset(OPPOSITES), items=ITEMS)


def plays(table: Table, at_question: Callable[[Table], None]) -> int:
    """Go through the whole conversation, and return how many questions it had."""
    questions = 0
    while table.state.phase is DialogPhase.OPEN and table.state.visit != AT_END:
        if table.state.visit != AT_PREPARATION:
            questions += 1
            at_question(table)
        _goes_on(table)
    table.presses(Finish)
    assert [type(effect) for effect in table.effects] == [PostRecord]
    return questions


def _goes_on(table: Table) -> None:
    visit = table.state.visit
    choices = table.script.find(visit.step).choices if visit != AT_PREPARATION else ()
    if choices:
        table.presses(Choose, label=choices[0].label)
    while table.state.visit == visit:
        table.presses(Next)
    assert {type(effect) for effect in table.effects} <= {AskQuestion, ShowTip, WrapUp, Propose}


def kinds(table: Table) -> list[type]:
    return [type(effect) for effect in table.effects]


def test_a_silent_team_is_asked_and_nothing_else(table: Table) -> None:
    questions = plays(table, lambda _table: None)

    record = table.record()
    assert not record.decisions
    assert not record.action_items
    assert not [point for point in record.points if point.answers]
    assert questions > 3


def test_a_hostile_word_gets_no_answer_and_stands_in_the_record_as_it_was_written(table: Table) -> None:
    def shouts(table: Table) -> None:
        table.says("sam", HOSTILE)
        assert kinds(table) == LISTENING

    questions = plays(table, shouts)

    record = table.record()
    answers = [(answer.person, answer.text) for point in record.points for answer in point.answers]
    assert answers == [("sam", HOSTILE)] * questions
    assert not record.decisions
    assert not record.parked


def test_what_is_off_topic_is_parked_and_the_question_stays_open(table: Table) -> None:
    def digresses(table: Table) -> None:
        visit = table.state.visit
        table.says("sam", OFF_TOPIC)
        assert kinds(table) == LISTENING
        table.takes(Park(by="ana", asking=table.state.asking, text=OFF_TOPIC))
        assert set(kinds(table)) == {Refresh, SayParked}
        assert table.state.visit == visit

    questions = plays(table, digresses)

    assert [parked.text for parked in table.record().parked] == [OFF_TOPIC] * questions


def test_after_three_times_do_not_know_there_is_another_way(table: Table) -> None:
    def is_at_a_loss(table: Table) -> None:
        replies: list[Reply] = []
        for person, text in zip(("sam", "lena", "mia"), DO_NOT_KNOW, strict=True):
            assert not is_stuck(replies)
            replies.append(Reply(ts=table.says(person, text), person=person, text=text))
            assert kinds(table) == LISTENING
        assert is_stuck(replies)
        table.presses(Probe)
        assert kinds(table) == [AskFollowUp]
        table.presses(AskPeople, members=("sam", "lena", "mia", "joe"))
        assert set(kinds(table)) <= {AskPrivately}
        assert not table.refusals()

    plays(table, is_at_a_loss)


def test_two_who_write_at_once_are_both_heard(table: Table) -> None:
    def both_write(table: Table) -> None:
        early, late = table.now(), table.now()
        table.says("lena", "Second.", late)
        table.says("sam", "First.", early)
        table.says("lena", "And one more thing.")
        assert kinds(table) == LISTENING
        assert table.said(table.at) == {"sam": "First.", "lena": "Second.\nAnd one more thing."}

    plays(table, both_write)


def test_skip_back_pause_and_exit_are_everywhere(table: Table) -> None:
    def steers(table: Table) -> None:
        before = table.state
        table.presses(Pause)
        assert kinds(table) == [SayPaused]
        table.presses(Resume)
        assert table.state.visit == before.visit
        for button in (Skip, Finish, *([Back] if before.trail else [])):
            table.state = before
            table.presses(button)
            assert not table.refusals()
        assert before.trail or table.state.phase is DialogPhase.FINISHED
        table.state = before

    plays(table, steers)


@pytest.mark.parametrize(
    ("texts", "stuck"),
    [
        (DO_NOT_KNOW, True),
        (DO_NOT_KNOW[:2], False),
        ((*DO_NOT_KNOW, "Fractions.", "Reading.", "Attendance."), True),
        ((*DO_NOT_KNOW, "Fractions.", "Reading.", "Attendance.", "Writing."), False),
        (("We know.",) * 3, False),
        (
            ("I'm not sure the test is fair, because grade 4 saw it before and grade 5 hadn't, so look at both.",) * 3,
            False,
        ),
    ],
)
def test_a_team_is_stuck_when_three_do_not_know_and_few_say_more(texts: tuple[str, ...], stuck: bool) -> None:
    replies = [Reply(ts=f"{number}.0", person="ana", text=text) for number, text in enumerate(texts)]
    assert is_stuck(replies) is stuck
