"""One engine for all scripts: state, script and move in, next state and effects out."""

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from conversations.coaching import path
from conversations.coaching.effects import (
    Effect,
    Open,
    Refresh,
    Refusal,
    Refused,
    SayWhereWeAre,
    ShowPreparation,
    TellTip,
)
from conversations.coaching.hearing import PHASE_REFUSALS, heard
from conversations.coaching.moves import (
    Arrange,
    Back,
    ChangeAudience,
    Choose,
    Confirm,
    Finish,
    HandOver,
    Heard,
    Join,
    Listen,
    Move,
    NameCoLeader,
    Next,
    Park,
    Pause,
    Posted,
    Probe,
    QuietVoices,
    Resume,
    Skip,
    Tick,
)
from conversations.coaching.state import (
    AT_PREPARATION,
    Asking,
    Phase,
    State,
)
from conversations.coaching.steering import Turn, put, steer
from conversations.coaching.writing import write
from conversations.parts import Item
from conversations.script import Audience, Condition, Script
from conversations.thread import handed_over, posted

_OPEN = frozenset({Phase.OPEN})
_RUNNING = frozenset({Phase.OPEN, Phase.PAUSED})
_ANY = frozenset(Phase)

WHEN_ALLOWED: dict[type[Move], frozenset[Phase]] = {
    Next: _OPEN,
    Back: _OPEN,
    Skip: _OPEN,
    Choose: _OPEN,
    Probe: _OPEN,
    QuietVoices: _OPEN,
    Pause: _OPEN,
    Resume: frozenset({Phase.PAUSED}),
    Finish: _RUNNING,
    Tick: _RUNNING,
    HandOver: _RUNNING,
    NameCoLeader: _RUNNING,
    ChangeAudience: _RUNNING,
    # A form may be sent after the conversation was paused or finished: what is in it is not lost.
    Park: _ANY,
    Confirm: _ANY,
    Heard: _ANY,
    Posted: _ANY,
    Join: _ANY,
}


def start(
    script: Script,
    *,
    leader: str,
    audience: Audience,
    conditions: Iterable[Condition],
    items: Iterable[Item],
    at: str,
) -> Turn:
    """Open a conversation: at the checklist if it has one, else at its first question."""
    state = State(
        leader=leader,
        audience=audience,
        conditions=tuple(sorted(conditions)),
        items=tuple(items),
        askings=(Asking(AT_PREPARATION, at),),
    )
    opening: tuple[Effect, ...] = (Open(len(path.whole(script, state))),)
    tips = tuple(TellTip(leader, tip) for tip in script.tips)
    if script.preparation:
        return state, (*opening, ShowPreparation(state.asking), *tips)
    # Nothing was ever on the table before the first question, so there is no way back to it.
    state, asked = put(replace(state, askings=()), script, path.first(script, state), at)
    return state, (*opening, *tips, *asked)


def advance(state: State, script: Script, move: Move) -> Turn:
    """Take one move. What cannot be done leaves the state alone and says why to the person who tried."""
    if refused := _refusal(state, move):
        return state, (refused,)
    match move:
        case Tick() | HandOver() | NameCoLeader() | ChangeAudience():
            return _arrange(state, script, move)
        case Park() | Confirm():
            return write(state, script, move)
        case Heard() | Posted() | Join():
            return _listen(state, move)
        case _:
            return steer(state, script, move)


def _refusal(state: State, move: Move) -> Refused | None:
    if isinstance(move, (Heard, Posted, Join)):
        return None
    by_right = state.leads(move.by) or (isinstance(move, HandOver) and move.by_manager)
    if not by_right:
        return Refused(move.by, Refusal.NOT_LEADER)
    if state.phase not in WHEN_ALLOWED[type(move)]:
        return Refused(move.by, PHASE_REFUSALS[state.phase])
    if isinstance(move, (Park, Confirm)):
        known = 0 <= move.asking <= state.asking
        return None if known else Refused(move.by, Refusal.STALE)
    late = not isinstance(move, (Tick, HandOver, NameCoLeader, ChangeAudience)) and move.asking != state.asking
    return Refused(move.by, Refusal.STALE) if late else None


def _arrange(state: State, script: Script, move: Arrange) -> Turn:
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


def _tick(state: State, script: Script, move: Tick) -> Turn:
    if not 0 <= move.line < len(script.preparation):
        return state, (Refused(move.by, Refusal.NO_SUCH_LINE),)
    others = {line for line in state.ticked if line != move.line}
    ticked = tuple(sorted(others | {move.line} if move.done else others))
    return replace(state, ticked=ticked), (ShowPreparation(state.asking),)


def _listen(state: State, move: Listen) -> Turn:
    match move:
        case Heard():
            return state, heard(state, move.reply)
        case Posted():
            return posted(state, move.asking, move.ts), ()
        case Join():
            return state, (SayWhereWeAre(move.person),)
        case _:
            assert_never(move)
