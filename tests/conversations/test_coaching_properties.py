"""Random people, orders, edits, backs, skips and restarts, over every script the bot comes with."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.coaching.moves import Probe, Skip
from conversations.coaching.state import AT_PREPARATION
from conversations.parts import FIELDS, ForEachItem, ForEachKind
from conversations.script import OPPOSITES, Audience, Condition, Script, Step
from conversations.threads.moves import (
    Back,
    Choose,
    Confirm,
    Control,
    Finish,
    Next,
    Pause,
    Resume,
)
from conversations.threads.replies import Reply
from conversations.threads.state import AT_END, DialogPhase
from tests.conversations.table import Table
from tests.support.scripts import SCRIPTS

PEOPLE = ("ana", "lee", "mia")
BUTTONS: tuple[type[Control], ...] = (Next, Next, Next, Back, Skip, Probe, Pause, Resume, Finish)
ITEMS = tuple(ForEachItem(kind, f"{kind}:1", f"One {kind}") for kind in ForEachKind)

names = st.sampled_from(sorted(SCRIPTS))
conditions = st.tuples(*(st.sampled_from(pair) for pair in OPPOSITES.items())).map(frozenset)
audiences = st.sampled_from(Audience)
many = settings(max_examples=60)


class Room:
    """A table whose people remember what they wrote, to compare with what was kept."""

    def __init__(self, data: st.DataObject) -> None:
        self.data = data
        self.table = Table(
            SCRIPTS[data.draw(names)],
            audience=data.draw(audiences),
            conditions=data.draw(conditions),
            items=data.draw(st.sampled_from([(), ITEMS])),
        )
        self.written: dict[str, tuple[str, str, str]] = {}

    def play(self, moves: int) -> None:
        for _ in range(moves):
            self.data.draw(st.sampled_from([self.speak, self.speak, self.edit, self.steer, self.steer, self.write]))()

    def speak(self) -> None:
        person = self.data.draw(st.sampled_from(PEOPLE))
        text = f"word {len(self.written)}"
        ts = self.table.says(person, text)
        self.written[ts] = (person, text, str(self.table.state.visit))

    def edit(self) -> None:
        if self.written:
            ts = self.data.draw(st.sampled_from(sorted(self.written)))
            person, _, visit = self.written[ts]
            text = f"edited {self.table.clock}"
            self.table.says(person, text, ts=ts, edited=self.table.now())
            self.written[ts] = (person, text, visit)

    def steer(self) -> None:
        button = self.data.draw(st.sampled_from(BUTTONS))
        self.table.presses(button, by=self.data.draw(st.sampled_from(PEOPLE)))
        step = self.step()
        if step and step.choices and self.data.draw(st.booleans()):
            self.table.presses(Choose, label=self.data.draw(st.sampled_from(step.choices)).label)

    def write(self) -> None:
        step = self.step()
        if step and step.capture:
            values = dict.fromkeys(FIELDS[step.capture], f"Something {self.table.clock}")
            move = Confirm(by="ana", asking=self.table.state.asking, kind=step.capture, values=values, anyway=True)
            self.table.takes(move)

    def step(self) -> Step | None:
        visit = self.table.state.visit
        return None if visit in (AT_END, AT_PREPARATION) else self.table.script.find(visit.step)


@many
@given(st.data())
def test_no_answer_is_ever_lost(data: st.DataObject) -> None:
    room = Room(data)
    room.play(40)

    for ts, (person, text, visit) in room.written.items():
        stored: Reply = room.table.kept[ts]
        assert (stored.person, stored.text) == (person, text)
        assert text in room.table.said(visit)[person].splitlines()


@many
@given(st.data())
def test_every_answer_is_in_the_record(data: st.DataObject) -> None:
    room = Room(data)
    room.play(30)
    record = room.table.record()
    answers = [
        *record.before,
        *record.afterwards,
        *(message for point in record.points for message in point.answers),
    ]

    words = sorted(line for answer in answers for line in answer.text.splitlines())
    assert words == sorted(text for _, text, _ in room.written.values())
    saved = [*record.decisions, *record.action_items]
    assert sorted(part.key for part in saved) == sorted(part.key for part in room.table.state.parts)


@many
@given(st.data())
def test_every_path_ends(data: st.DataObject) -> None:
    room = Room(data)
    room.play(10)
    room.table.presses(Resume)
    items = len(room.table.state.items) + 1
    for _ in range(2 * items * (len(room.table.script.steps) + 2)):
        if room.table.state.phase is DialogPhase.FINISHED:
            return
        step = room.step()
        if step and step.choices and data.draw(st.booleans()):
            room.table.presses(Choose, label=data.draw(st.sampled_from(step.choices)).label)
        else:
            room.table.presses(data.draw(st.sampled_from([Next, Skip])))
    pytest.fail("the conversation goes on for ever")


def _every_question() -> Iterator[tuple[str, str]]:
    for script in SCRIPTS.values():
        yield from ((script.name, step.id) for step in script.steps)


@pytest.mark.parametrize(("name", "step_id"), list(_every_question()))
def test_every_question_whose_condition_is_true_is_reachable(name: str, step_id: str) -> None:
    script = SCRIPTS[name]
    step = script.find(step_id)
    audience = (step.audience or script.audience)[0]
    assert any(
        _reaches(script, step, audience, frozenset({*step.when, *others}))
        for others in (frozenset[Condition](), frozenset(OPPOSITES), frozenset(OPPOSITES.values()))
        if not {OPPOSITES.get(each) for each in step.when} & others
        and not {each for each, other in OPPOSITES.items() if other in step.when} & others
    )


def _reaches(script: Script, step: Step, audience: Audience, holds: frozenset[Condition]) -> bool:
    """Whether some way of choosing, tried one first choice at a time, leads to the step."""
    return any(
        step.id in _walk(script, audience, holds, pick) for pick in range(max(len(s.choices) for s in script.steps) + 1)
    )


def _walk(script: Script, audience: Audience, holds: frozenset[Condition], pick: int) -> set[str]:
    """The steps met when the same place in each list of choices is taken; past its end, none."""
    table = Table(script, audience=audience, conditions=holds, items=ITEMS)
    met = {table.state.visit.step}
    while table.state.phase is not DialogPhase.FINISHED:
        visit = table.state.visit
        choices = script.find(visit.step).choices if visit not in (AT_END, AT_PREPARATION) else ()
        if pick < len(choices):
            table.presses(Choose, label=choices[pick].label)
        else:
            table.presses(Next)
        met.add(table.state.visit.step)
    return met
