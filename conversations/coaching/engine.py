"""One engine for all scripts: state, script and move in, next state and effects out."""

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from conversations.coaching import path
from conversations.coaching.effects import (
    Effect,
    Open,
    ShowPreparation,
    ShowTip,
)
from conversations.coaching.moves import (
    Arrange,
    ChangeAudience,
    Listen,
    Move,
    Probe,
    QuietVoices,
    Skip,
    Tick,
)
from conversations.coaching.state import AT_PREPARATION, CoachingState
from conversations.coaching.steering import Turn, put, steer
from conversations.coaching.writing import write
from conversations.parts import ForEachItem
from conversations.rejections import DialogRejectionCode, Rejection
from conversations.script import Audience, Condition, Script
from conversations.threads.effects import Refresh, SayWhereWeAre
from conversations.threads.hearing import PHASE_REJECTIONS, heard
from conversations.threads.moves import (
    Back,
    Choose,
    Confirm,
    Finish,
    HandOver,
    Join,
    NameCoLeader,
    Next,
    Park,
    Pause,
    Posted,
    ReceiveReply,
    Resume,
)
from conversations.threads.state import Asking, DialogPhase, handed_over, posted

_OPEN = frozenset({DialogPhase.OPEN})
_RUNNING = frozenset({DialogPhase.OPEN, DialogPhase.PAUSED})
_ANY = frozenset(DialogPhase)

WHEN_ALLOWED: dict[type[Move], frozenset[DialogPhase]] = {
    Next: _OPEN,
    Back: _OPEN,
    Skip: _OPEN,
    Choose: _OPEN,
    Probe: _OPEN,
    QuietVoices: _OPEN,
    Pause: _OPEN,
    Resume: frozenset({DialogPhase.PAUSED}),
    Finish: _RUNNING,
    Tick: _RUNNING,
    HandOver: _RUNNING,
    NameCoLeader: _RUNNING,
    ChangeAudience: _RUNNING,
    # A form may be sent after the conversation was paused or finished: what is in it is not lost.
    Park: _ANY,
    Confirm: _ANY,
    ReceiveReply: _ANY,
    Posted: _ANY,
    Join: _ANY,
}


def start(
    script: Script,
    *,
    leader: str,
    audience: Audience,
    conditions: Iterable[Condition],
    items: Iterable[ForEachItem],
    at: str,
) -> Turn:
    """Open a conversation: at the checklist if it has one, else at its first question."""
    state = CoachingState(
        leader=leader,
        audience=audience,
        conditions=tuple(sorted(conditions)),
        items=tuple(items),
        askings=(Asking(AT_PREPARATION, at),),
    )
    opening: tuple[Effect, ...] = (Open(len(path.whole(script, state))),)
    tips = tuple(ShowTip(leader, tip) for tip in script.tips)
    if script.preparation:
        return state, (*opening, ShowPreparation(state.asking), *tips)
    # Nothing was ever on the table before the first question, so there is no way back to it.
    state, asked = put(replace(state, askings=()), script, path.first(script, state), at)
    return state, (*opening, *tips, *asked)


def advance(state: CoachingState, script: Script, move: Move) -> Turn:
    """Take one move. What cannot be done leaves the state alone and says why to the person who tried."""
    if rejection := _rejection(state, move):
        return state, (rejection,)
    match move:
        case Tick() | HandOver() | NameCoLeader() | ChangeAudience():
            return _arrange(state, script, move)
        case Park() | Confirm():
            return write(state, script, move)
        case ReceiveReply() | Posted() | Join():
            return _listen(state, move)
        case _:
            return steer(state, script, move)


def _rejection(state: CoachingState, move: Move) -> Rejection | None:
    if isinstance(move, (ReceiveReply, Posted, Join)):
        return None
    by_right = state.leads(move.by) or (isinstance(move, HandOver) and move.by_manager)
    if not by_right:
        return Rejection(code=DialogRejectionCode.NOT_LEADER)
    if state.phase not in WHEN_ALLOWED[type(move)]:
        return Rejection(code=PHASE_REJECTIONS[state.phase])
    if isinstance(move, (Park, Confirm)):
        is_past_or_present = 0 <= move.asking <= state.asking
        return None if is_past_or_present else Rejection(code=DialogRejectionCode.STALE)
    late = not isinstance(move, (Tick, HandOver, NameCoLeader, ChangeAudience)) and move.asking != state.asking
    return Rejection(code=DialogRejectionCode.STALE) if late else None


def _arrange(state: CoachingState, script: Script, move: Arrange) -> Turn:
    match move:
        case Tick():
            return _tick(state, script, move)
        case HandOver():
            return handed_over(state, move.leader), (Refresh(),)
        case NameCoLeader():
            return replace(state, co_leader=move.person), (Refresh(),)
        case ChangeAudience():
            return replace(state, audience=move.audience), (Refresh(),)
        case _:
            assert_never(move)


def _tick(state: CoachingState, script: Script, move: Tick) -> Turn:
    if not 0 <= move.line < len(script.preparation):
        return state, (Rejection(code=DialogRejectionCode.NO_SUCH_LINE),)
    others = {line for line in state.ticked if line != move.line}
    ticked = tuple(sorted(others | {move.line} if move.done else others))
    return replace(state, ticked=ticked), (ShowPreparation(state.asking),)


def _listen(state: CoachingState, move: Listen) -> Turn:
    match move:
        case ReceiveReply():
            return state, heard(state, move.reply)
        case Posted():
            return posted(state, move.asking, move.ts), ()
        case Join():
            return state, (SayWhereWeAre(move.person),)
        case _:
            assert_never(move)
