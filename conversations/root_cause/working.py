"""From a root to work: a strategy, action items, or the stated decision not to act; and the plan's priorities."""

from dataclasses import replace
from typing import assert_never

from conversations.parts import PartKind
from conversations.rejections import CauseRejectionCode, DialogRejectionCode, RejectedError, Rejection
from conversations.root_cause import path
from conversations.root_cause.effects import Effects, WarnManyPriorities
from conversations.root_cause.moves import Decline, SetPriorities, Work
from conversations.root_cause.rules import MOST_PRIORITIES
from conversations.root_cause.state import Declined, Pick, RootCauseState, RootCauseStep
from conversations.root_cause.walking import onward
from conversations.threads.effects import Save
from conversations.threads.moves import Confirm, Undo
from conversations.threads.state import Visit, WrittenPart, with_part
from conversations.threads.writing import check, new_key, undo, written
from conversations.weakness import Weakness

Turn = tuple[RootCauseState, Effects]

WRITTEN_AT: dict[PartKind, frozenset[str]] = {
    PartKind.STRATEGY: frozenset({RootCauseStep.STRATEGY, RootCauseStep.WORK}),
    PartKind.ACTION_ITEM: frozenset({RootCauseStep.STRATEGY, RootCauseStep.WORK}),
}
NEEDED = {PartKind.ACTION_ITEM: frozenset({Weakness.OWNER_MISSING, Weakness.DUE_MISSING})}
"""What cannot be overruled: work without an owner and a date is not work."""


def work(state: RootCauseState, move: Work) -> Turn:
    match move:
        case Confirm():
            return _confirm(state, move)
        case Undo():
            state, effect = undo(state, move)
            return state, (effect,)
        case Decline():
            return _decline(state, move)
        case SetPriorities():
            return _set_priorities(state, move)
        case _:
            assert_never(move)


def _confirm(state: RootCauseState, move: Confirm) -> Turn:
    """Saved for the root the form was opened at, also when the dialog has moved on since."""
    visit = state.askings[move.asking].visit
    if visit.step not in WRITTEN_AT.get(move.kind, ()):
        return state, (Rejection(code=DialogRejectionCode.NOT_ASKED_HERE),)
    if objection := check(state, move, needed=NEEDED.get(move.kind, frozenset())):
        return state, (objection,)
    part = written(state, move, move.part or new_key(state, visit))
    if part.kind is PartKind.ACTION_ITEM:
        state = _acting(state, visit.item)
    return replace(state, parts=with_part(state.parts, part)), (Save(part),)


def _acting(state: RootCauseState, root: str) -> RootCauseState:
    """An action item withdraws the decision not to act."""
    gone = state.not_acted_on(root)
    return replace(state, declined=tuple(each for each in state.declined if each != gone))


def _decline(state: RootCauseState, move: Decline) -> Turn:
    visit = state.visit
    if visit.step not in (RootCauseStep.PRACTICE, RootCauseStep.STRATEGY, RootCauseStep.WORK):
        return state, (Rejection(code=DialogRejectionCode.NOT_ASKED_HERE),)
    if not move.reason.strip():
        raise RejectedError(CauseRejectionCode.REASON_NEEDED)
    root = state.tree.now(visit.item)
    others = tuple(each for each in state.declined if each.root != root)
    return onward(replace(state, declined=(*others, Declined(root, move.reason.strip(), move.by))), move.at)


def _set_priorities(state: RootCauseState, move: SetPriorities) -> Turn:
    if state.visit.step != RootCauseStep.RANK:
        return state, (Rejection(code=DialogRejectionCode.NOT_ASKED_HERE),)
    root_keys = {root.key for root in path.to_act_on(state)}
    picks = tuple(replace(pick, root=state.tree.now(pick.root)) for pick in move.picks)
    if not picks or not {pick.root for pick in picks} <= root_keys:
        raise RejectedError(CauseRejectionCode.NO_SUCH_CAUSE)
    if not all(pick.title.strip() for pick in picks):
        raise RejectedError(CauseRejectionCode.NAME_NEEDED)
    if len(picks) > MOST_PRIORITIES and not move.anyway:
        return state, (WarnManyPriorities(move.by, picks),)
    parts = tuple(_priority(pick, move.by) for pick in picks)
    others = tuple(part for part in state.parts if part.kind is not PartKind.PRIORITY)
    state, asked = onward(replace(state, picks=picks, parts=(*others, *parts)), move.at)
    return state, (*(Save(part) for part in parts), *asked)


def _priority(pick: Pick, by: str) -> WrittenPart:
    visit = Visit(RootCauseStep.RANK, pick.root)
    return WrittenPart(f"{visit}#priority", PartKind.PRIORITY, {"title": pick.title.strip()}, visit, by)
