"""Who may make which move, and when: the same in every dialog."""

from collections.abc import Mapping
from typing import Any

from conversations.rejections import DialogRejectionCode, Rejection
from conversations.threads.moves import (
    AskPeople,
    Back,
    Confirm,
    Control,
    Finish,
    HandOver,
    Join,
    Leave,
    NameCoLeader,
    Next,
    Park,
    Pause,
    Posted,
    ReceiveReply,
    Resume,
    Undo,
)
from conversations.threads.state import DialogPhase, Thread

OPEN = frozenset({DialogPhase.OPEN})
RUNNING = frozenset({DialogPhase.OPEN, DialogPhase.PAUSED})
ANY = frozenset(DialogPhase)

WHEN_ALLOWED: Mapping[type[Any], frozenset[DialogPhase]] = {
    **dict.fromkeys((Next, Back, AskPeople, Pause), OPEN),
    Resume: frozenset({DialogPhase.PAUSED}),
    **dict.fromkeys((Finish, HandOver, NameCoLeader, Undo), RUNNING),
    # A form may be submitted after the dialog was paused or finished; its content is not lost.
    **dict.fromkeys((Confirm, Park, ReceiveReply, Posted, Join, Leave), ANY),
}
"""Of the moves that every dialog has; each kind adds its own."""

_PHASE_REJECTIONS = {
    DialogPhase.OPEN: DialogRejectionCode.NOT_PAUSED,
    DialogPhase.PAUSED: DialogRejectionCode.PAUSED,
    DialogPhase.FINISHED: DialogRejectionCode.FINISHED,
}


def rejection(
    state: Thread, move: Any, when_allowed: Mapping[type[Any], frozenset[DialogPhase]], *, is_leaders: bool = True
) -> Rejection | None:
    """Why this move is not possible now. `is_leaders` is false for moves of people asked in private."""
    if isinstance(move, (ReceiveReply, Posted, Join, Leave)):
        return None
    by_right = not is_leaders or state.leads(move.by) or (isinstance(move, HandOver) and move.by_manager)
    if not by_right:
        return Rejection(code=DialogRejectionCode.NOT_LEADER)
    if state.phase not in when_allowed[type(move)]:
        return Rejection(code=_PHASE_REJECTIONS[state.phase])
    if isinstance(move, (Park, Confirm)):
        is_late = not 0 <= move.asking <= state.asking
    else:
        is_late = isinstance(move, Control) and move.asking != state.asking
    return Rejection(code=DialogRejectionCode.STALE) if is_late else None
