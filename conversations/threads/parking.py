"""Parked points."""

from dataclasses import replace

from conversations.rejections import DialogRejectionCode, Rejection
from conversations.threads.effects import Refresh, SayParked
from conversations.threads.moves import Park
from conversations.threads.state import AnyThread, Parked


def park(state: AnyThread, move: Park) -> tuple[AnyThread, tuple[Rejection | Refresh | SayParked, ...]]:
    visit = state.askings[move.asking].visit
    return keep(state, Parked(move.text.strip(), move.by, visit), by=move.by)


def keep(state: AnyThread, parked: Parked, *, by: str) -> tuple[AnyThread, tuple[Rejection | Refresh | SayParked, ...]]:
    """`by` parked the point; someone else may have raised it."""
    if not parked.text:
        return state, (Rejection(code=DialogRejectionCode.EMPTY),)
    number = len(state.parked) + 1
    return replace(state, parked=(*state.parked, parked)), (Refresh(), SayParked(by, parked.text, number))
