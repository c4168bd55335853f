"""Which question comes next: conditions, audience, choices and passes. Always forward, so every path ends."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from conversations.coaching.state import CoachingState
from conversations.parts import PART_OF_PASS, ForEachItem, ForEachKind
from conversations.script import END, Script, Step
from conversations.threads.state import AT_END, Visit

IN_STEPS_OF = 5
"""Minutes are rounded to this: estimates are no more precise."""
ITEMS_WHEN_SHORT = 3
"""Of each kind, so that a team with many goals keeps to its 15 minutes."""
MINUTES_WHEN_SHORT = 15


def first(script: Script, state: CoachingState) -> Visit:
    return _enter(script, state, script.steps[0].id)


def following(script: Script, state: CoachingState, visit: Visit) -> Visit:
    """The next question, given the choice made here."""
    return _leave(script, state, visit, _target(script, state, visit))


def without_choice(script: Script, state: CoachingState, visit: Visit) -> Visit:
    """The question after this one when it is skipped."""
    return _leave(script, state, visit, script.after(visit.step))


def beyond_item(script: Script, state: CoachingState, visit: Visit) -> Visit:
    """The first question about the next thing of this one's pass; after the last thing, the question below."""
    if not visit.item or visit in state.brought_back:
        return without_choice(script, state, visit)
    return _within_pass(script, state, visit, END) or beyond_pass(script, state, visit)


def beyond_pass(script: Script, state: CoachingState, visit: Visit) -> Visit:
    """The next question after this one's pass, skipping the rest of the pass."""
    if not visit.item or visit in state.brought_back:
        return without_choice(script, state, visit)
    return _down(script, state, script.below(script.pass_of(visit.step)[-1].id))


def ahead(script: Script, state: CoachingState, visit: Visit) -> Iterator[Visit]:
    """All questions after this one, as far as they are known now."""
    while (visit := following(script, state, visit)) != AT_END:
        yield visit


def until(script: Script, state: CoachingState, visit: Visit, onward: Visit) -> int:
    """How many questions are skipped from this one to `onward`, this one included."""
    skipped = takewhile(lambda each: each != onward, ahead(script, state, visit))
    return 1 + sum(1 for _each in skipped)


def whole(script: Script, state: CoachingState) -> tuple[Visit, ...]:
    """All questions from the first on."""
    start = first(script, state)
    return () if start == AT_END else (start, *ahead(script, state, start))


def minutes(script: Script, questions: int) -> int:
    """What so many questions take at the pace of the script, to the next five minutes."""
    return IN_STEPS_OF * max(round(script.minutes * questions / len(script.steps) / IN_STEPS_OF), 1)


def time(script: Script, state: CoachingState, questions: int) -> int:
    """The minutes of so many questions of this conversation; a short one keeps to its time."""
    at_most = MINUTES_WHEN_SHORT if state.is_short else None
    return min(filter(None, (minutes(script, questions), at_most)))


def may_grow(script: Script, state: CoachingState) -> bool:
    """Whether what is written down from here on brings questions of its own."""
    positions = [number for number, step in enumerate(script.steps) if step.id == state.visit.step]
    if state.visit == AT_END:
        return False
    ahead = script.steps[positions[0] if positions else 0 :]
    captured = {step.capture for step in ahead if step.capture and not step.rewrites and _may_ask(step, state)}
    return any(PART_OF_PASS.get(step.for_each) in captured and _may_ask(step, state) for step in ahead if step.for_each)


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


def alone(script: Script, state: CoachingState, visit: Visit) -> str:
    """The question where its facts aren't above it: a check speaks of what nobody sees there."""
    return about(script, state, visit, script.find(visit.step).ask)


def in_general(step: Step) -> str:
    """The question as it is asked, without its item."""
    return re.sub(rf"\s*“?\{{{step.for_each}\}}”?", "", step.ask) if step.for_each else step.ask


def about(script: Script, state: CoachingState, visit: Visit, text: str) -> str:
    """A text of a step (its question, help or follow-up) with the thing it is about filled in."""
    item = item_of(script, state, visit)
    return text.replace(f"{{{item.kind}}}", item.text) if item else text


def _target(script: Script, state: CoachingState, visit: Visit) -> str:
    return _branch(script, visit, state.choice(visit))


def _branch(script: Script, visit: Visit, label: str | None) -> str:
    chosen = next((choice for choice in script.find(visit.step).choices if choice.label == label), None)
    return (chosen.next if chosen else None) or script.after(visit.step)


def _leave(script: Script, state: CoachingState, visit: Visit, target: str) -> Visit:
    """On to the target; leaving a pass means to go through it again with the next thing, if there is one."""
    if visit in state.brought_back:
        return _brought_back(state.brought_back[state.brought_back.index(visit) + 1 :])
    if not visit.item:
        return _down(script, state, target)
    return _within_pass(script, state, visit, target) or _down(script, state, _beyond(script, visit, target))


def _down(script: Script, state: CoachingState, target: str) -> Visit:
    """The next question from here downwards, and after the last those that were brought back."""
    onward = _enter(script, state, target)
    return _brought_back(state.brought_back) if onward == AT_END else onward


def _brought_back(rest: Sequence[Visit]) -> Visit:
    return rest[0] if rest else AT_END


def _within_pass(script: Script, state: CoachingState, visit: Visit, target: str) -> Visit | None:
    """The next question about the same thing, or the first about a later one."""
    item = item_of(script, state, visit)
    assert item is not None
    same = _gone_through(state, item.kind)
    later = same[same.index(item) + 1 :] if item in same else ()
    members = [step.id for step in script.pass_of(visit.step)]
    starts = [(item, target)] if target in members else []
    starts += [(each, members[0]) for each in later]
    return next((onward for thing, start in starts if (onward := _about(script, state, thing, start))), None)


def _beyond(script: Script, visit: Visit, target: str) -> str:
    """Where a pass leads in the end: below it, or where its last choice jumps."""
    inside = [step.id for step in script.pass_of(visit.step)]
    return script.below(inside[-1]) if target in inside else target


def _about(script: Script, state: CoachingState, item: ForEachItem, target: str) -> Visit | None:
    """The first question of a pass, from this step on, that is asked about this thing."""
    inside = [step.id for step in script.pass_of(target)] if target != END else []
    while target in inside:
        visit = Visit(target, item.key)
        if _is_asked(script, state, visit):
            return visit
        target = _past(script, state, visit)
    return None


def _enter(script: Script, state: CoachingState, target: str) -> Visit:
    """The first question from here downwards that is asked."""
    while target != END:
        step = script.find(target)
        if step.for_each is None:
            visit = Visit(target)
            if _is_asked(script, state, visit):
                return visit
            target = _past(script, state, visit)
            continue
        members = script.pass_of(target)
        for number, item in enumerate(_gone_through(state, step.for_each)):
            if about := _about(script, state, item, target if number == 0 else members[0].id):
                return about
        target = script.below(members[-1].id)
    return AT_END


def _gone_through(state: CoachingState, kind: ForEachKind) -> tuple[ForEachItem, ...]:
    """What a pass goes through. In a short conversation, only the first few."""
    return items(state, kind)[: ITEMS_WHEN_SHORT if state.is_short else None]


def _past(script: Script, state: CoachingState, visit: Visit) -> str:
    """Where a question leads that is not asked. If it was answered lately, the choice of that time still counts."""
    earlier = next((answered for answered in state.left_out if answered.visit == visit), None)
    if earlier is None:
        return script.below(visit.step)
    return _branch(script, visit, earlier.choice)


def _is_asked(script: Script, state: CoachingState, visit: Visit) -> bool:
    """On the way: what was brought back is asked after the last question."""
    elsewhere = visit in state.brought_back or any(earlier.visit == visit for earlier in state.left_out)
    return not elsewhere and _may_ask(script.find(visit.step), state)


def _may_ask(step: Step, state: CoachingState) -> bool:
    return _holds(step, state) and (step.essential or not state.is_short)


def _holds(step: Step, state: CoachingState) -> bool:
    asked_of = not step.audience or state.audience in step.audience
    return asked_of and all(condition in state.conditions for condition in step.when)
