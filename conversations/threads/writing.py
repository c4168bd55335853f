"""Parts that a dialog writes: what is checked before one is saved."""

from dataclasses import replace

from conversations.parts import PartKind
from conversations.rejections import DialogRejectionCode, Rejection
from conversations.threads.effects import QuestionWeakness, TakeBack
from conversations.threads.moves import Confirm, Undo
from conversations.threads.state import AnyThread, Thread, Visit, WrittenPart
from conversations.weakness import Weakness, weaknesses


def find_part(state: Thread, key: str | None, kind: PartKind) -> WrittenPart | None:
    return next((part for part in state.parts if (part.key, part.kind) == (key, kind)), None)


def check(
    state: Thread, move: Confirm, *, needed: frozenset[Weakness] = frozenset()
) -> Rejection | QuestionWeakness | None:
    """Why a part is not saved, or what looks weak in it. The weaknesses in `needed` cannot be overruled."""
    if move.part and find_part(state, move.part, move.kind) is None:
        return Rejection(code=DialogRejectionCode.NO_SUCH_PART)
    doubts = weaknesses(move.kind, move.values)
    if Weakness.EMPTY in doubts:
        return Rejection(code=DialogRejectionCode.EMPTY)
    if doubts and (not move.anyway or needed & set(doubts)):
        return QuestionWeakness(move.by, move.kind, move.values, doubts)
    return None


def new_key(state: Thread, visit: Visit) -> str:
    """A key that no part of this dialog has or had."""
    return f"{visit}#{len(state.parts) + len(state.undone) + 1}"


def undo(state: AnyThread, move: Undo) -> tuple[AnyThread, Rejection | TakeBack]:
    part = next((part for part in state.parts if part.key == move.part), None)
    if part is None:
        return state, Rejection(code=DialogRejectionCode.NO_SUCH_PART)
    others = tuple(other for other in state.parts if other != part)
    return replace(state, parts=others, undone=(*state.undone, part.key)), TakeBack(part, move.by)


def written(state: Thread, move: Confirm, key: str, source: str = "") -> WrittenPart:
    """The part that passed the checks, with the weaknesses its author overruled."""
    visit = state.askings[move.asking].visit
    return WrittenPart(key, move.kind, dict(move.values), visit, move.by, weaknesses(move.kind, move.values), source)
