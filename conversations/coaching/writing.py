"""Parts of the plan that the leader saves, after a check for weaknesses."""

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from conversations.coaching.effects import SaveTogether
from conversations.coaching.moves import ConfirmAll, Write
from conversations.coaching.state import CoachingState
from conversations.coaching.steering import Turn
from conversations.parts import ANYTIME, CHAIN_LINKS, ForEachItem, PartKind, for_each_items
from conversations.rejections import DialogRejectionCode, Rejection
from conversations.script import END, PREPARATION, Script, Step
from conversations.threads.effects import Save, TakeBack
from conversations.threads.moves import Confirm, Park, Undo
from conversations.threads.parking import park
from conversations.threads.state import Visit, WrittenPart, with_part
from conversations.threads.writing import check, find_part, new_key, undo, written
from conversations.weakness import Weakness

NEEDED: Mapping[PartKind, frozenset[Weakness]] = {
    PartKind.NEW_DATE: frozenset({Weakness.NEW_DATE_MISSING, Weakness.REASON_MISSING}),
}
"""What cannot be saved anyway: no date moves without its reason, in a conversation as elsewhere."""


def write(state: CoachingState, script: Script, move: Write) -> Turn:
    match move:
        case Park():
            return park(state, move)
        case Confirm():
            return _confirm(state, script, move)
        case Undo():
            return _undo(state, move)
        case ConfirmAll():
            return _confirm_all(state, script, move)
        case _:
            assert_never(move)


def _confirm(state: CoachingState, script: Script, move: Confirm) -> Turn:
    visit = state.askings[move.asking].visit
    step = script.find(visit.step) if visit.step not in (PREPARATION, END) else None
    if move.kind not in ANYTIME and (step is None or move.kind is not step.capture):
        return state, (Rejection(code=DialogRejectionCode.NOT_ASKED_HERE),)
    before = find_part(state, move.part, move.kind)
    if not move.part and written_from(state, visit, move.kind, move.source):
        return state, (Rejection(code=DialogRejectionCode.ALREADY_WRITTEN),)
    if objection := check(state, move, needed=NEEDED.get(move.kind, frozenset())):
        return state, (objection,)
    key = move.part or _new_key(state, step, visit, move)
    part = written(state, move, key, before.source if before else move.source)
    return _with_part(state, part), (Save(part),)


def _confirm_all(state: CoachingState, script: Script, move: ConfirmAll) -> Turn:
    """A draft that cannot be saved as it is worded keeps its own button."""
    together: list[WrittenPart] = []
    rejected: Rejection | None = None
    for draft in move.drafts:
        after, effects = _confirm(state, script, draft)
        parts = [effect.part for effect in effects if isinstance(effect, Save)]
        if draft.kind in CHAIN_LINKS and parts:
            state, together = after, together + parts
        else:
            rejected = next((effect for effect in effects if isinstance(effect, Rejection)), rejected)
    if not together:
        return state, (rejected or Rejection(code=DialogRejectionCode.EMPTY),)
    return state, (SaveTogether(tuple(together)),)


def written_from(state: CoachingState, visit: Visit, kind: PartKind, source: str) -> WrittenPart | None:
    """The parts saved from this proposal."""
    same = (part for part in state.parts if (part.visit, part.kind, part.source) == (visit, kind, source))
    return next(same, None) if source else None


def _new_key(state: CoachingState, step: Step | None, visit: Visit, move: Confirm) -> str:
    """A pass over parts of the captured kind rewrites the part it is at, and a measure to complete has its key.

    Otherwise the part is new.
    """
    if step and step.rewrites and step.capture is move.kind:
        return visit.item
    if step and step.completes_measures and _names_measure(state, move.source):
        return move.source
    return new_key(state, visit)


def _names_measure(state: CoachingState, source: str) -> bool:
    """Whether it's the key of a measure in the plan, or of one that this conversation wrote."""
    is_in_plan = source.startswith(f"{PartKind.MEASURE}:")
    return is_in_plan or find_part(state, source, PartKind.MEASURE) is not None


def _undo(state: CoachingState, move: Undo) -> Turn:
    """What was taken back has no pass of its own any more, unless its pass has begun."""
    state, effect = undo(state, move)
    begun = {visit.item for visit in state.visited()}
    if isinstance(effect, TakeBack) and effect.part.visit.item != move.part and move.part not in begun:
        state = replace(state, items=tuple(item for item in state.items if item.key != move.part))
    return state, (effect,)


def _with_part(state: CoachingState, part: WrittenPart) -> CoachingState:
    """Keep a part, and make it one of the things that later passes go through."""
    state = replace(state, parts=with_part(state.parts, part))
    items = state.items
    for item in for_each_items(part.kind, part.key, part.values):
        items = _with_item(items, item)
    return replace(state, items=items)


def _with_item(items: tuple[ForEachItem, ...], new: ForEachItem) -> tuple[ForEachItem, ...]:
    def is_same(old: ForEachItem) -> bool:
        return (old.kind, old.key) == (new.kind, new.key)

    if any(is_same(old) for old in items):
        return tuple(new if is_same(old) else old for old in items)
    return (*items, new)
