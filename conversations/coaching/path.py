"""Which question comes next: conditions, audience, choices and passes. Always forward, so every path ends."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from conversations.coaching.state import CoachingState
from conversations.parts import PART_OF_PASS, ForEachItem, ForEachKind
from conversations.script import END, Script, Step
from conversations.threads.state import AT_END, Visit

IN_STEPS_OF = 5
"""Minutes are rounded to this: estimates are no more precise."""


def first(script: Script, state: CoachingState) -> Visit:
    return _enter(script, state, script.steps[0].id)


def following(script: Script, state: CoachingState, visit: Visit) -> Visit:
    """The next question, given the choice made here."""
    return _leave(script, state, visit, _target(script, state, visit))


def without_choice(script: Script, state: CoachingState, visit: Visit) -> Visit:
    """The question after this one when it is skipped."""
    return _leave(script, state, visit, script.after(visit.step))


def beyond_pass(script: Script, state: CoachingState, visit: Visit) -> Visit:
    """The next question after this one's pass, skipping the rest of the pass."""
    if not visit.item:
        return without_choice(script, state, visit)
    return _enter(script, state, script.below(script.pass_of(visit.step)[-1].id))


def ahead(script: Script, state: CoachingState, visit: Visit) -> Iterator[Visit]:
    """All questions after this one, as far as they are known now."""
    while (visit := following(script, state, visit)) != AT_END:
        yield visit


def whole(script: Script, state: CoachingState) -> tuple[Visit, ...]:
    """All questions from the first on."""
    start = first(script, state)
    return () if start == AT_END else (start, *ahead(script, state, start))


def minutes(script: Script, questions: int) -> int:
    """What so many questions take at the pace of the script, to the next five minutes."""
    return IN_STEPS_OF * max(round(script.minutes * questions / len(script.steps) / IN_STEPS_OF), 1)


def may_grow(script: Script, state: CoachingState) -> bool:
    """Whether what is written down from here on brings questions of its own."""
    positions = [number for number, step in enumerate(script.steps) if step.id == state.visit.step]
    if state.visit == AT_END:
        return False
    ahead = script.steps[positions[0] if positions else 0 :]
    captured = {step.capture for step in ahead if step.capture and not step.rewrites}
    return any(PART_OF_PASS.get(step.for_each) in captured and _holds(step, state) for step in ahead if step.for_each)


def items(state: CoachingState, kind: ForEachKind) -> tuple[ForEachItem, ...]:
    return tuple(item for item in state.items if item.kind is kind)


def with_items(state: CoachingState, script: Script, kind: ForEachKind, now: Iterable[ForEachItem]) -> CoachingState:
    """What a pass of this kind goes through from here on. What it has been at stays, so that Back leads there."""
    steps = {step.id for step in script.steps if step.for_each is kind}
    been_at = {visit.item for visit in state.visited() if visit.step in steps}
    others = (item for item in state.items if item.kind is not kind or item.key in been_at)
    return replace(state, items=(*others, *(item for item in now if item.key not in been_at)))


def item_of(script: Script, state: CoachingState, visit: Visit) -> ForEachItem | None:
    if not visit.item:
        return None
    kind = script.find(visit.step).for_each
    return next(item for item in state.items if item.kind is kind and item.key == visit.item)


def question(script: Script, state: CoachingState, visit: Visit) -> str:
    """The question as it is asked, with its item filled in."""
    step = script.find(visit.step)
    return about(script, state, visit, step.check if visit in state.checked else step.ask)


def in_general(step: Step) -> str:
    """The question as it is asked, without its item."""
    return re.sub(rf"\s*“?\{{{step.for_each}\}}”?", "", step.ask) if step.for_each else step.ask


def about(script: Script, state: CoachingState, visit: Visit, text: str) -> str:
    """A text of a step (its question, help or follow-up) with the thing it is about filled in."""
    item = item_of(script, state, visit)
    return text.replace(f"{{{item.kind}}}", item.text) if item else text


def _target(script: Script, state: CoachingState, visit: Visit) -> str:
    label = state.choice(visit)
    chosen = next((choice for choice in script.find(visit.step).choices if choice.label == label), None)
    return (chosen.next if chosen else None) or script.after(visit.step)


def _leave(script: Script, state: CoachingState, visit: Visit, target: str) -> Visit:
    """On to the target; leaving a pass means to go through it again with the next thing, if there is one."""
    if not visit.item:
        return _enter(script, state, target)
    members = script.pass_of(visit.step)
    inside = [step.id for step in members]
    rest = members[inside.index(target) :] if target in inside else ()
    if step := next((step for step in rest if _holds(step, state)), None):
        return Visit(step.id, visit.item)
    begins = next((step for step in members if _holds(step, state)), None)
    later = _later(script, state, visit)
    if begins and later:
        return Visit(begins.id, later.key)
    return _enter(script, state, script.below(inside[-1]) if target in inside else target)


def _later(script: Script, state: CoachingState, visit: Visit) -> ForEachItem | None:
    item = item_of(script, state, visit)
    assert item is not None
    same = items(state, item.kind)
    position = same.index(item) + 1
    return same[position] if position < len(same) else None


def _enter(script: Script, state: CoachingState, target: str) -> Visit:
    """The first step from here downwards that can be asked."""
    while target != END:
        step = script.find(target)
        things = items(state, step.for_each) if step.for_each else ()
        if _holds(step, state) and (things or not step.for_each):
            return Visit(step.id, things[0].key if things else "")
        target = script.below(target)
    return AT_END


def _holds(step: Step, state: CoachingState) -> bool:
    asked_of = not step.audience or state.audience in step.audience
    return asked_of and all(condition in state.conditions for condition in step.when)
