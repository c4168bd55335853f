"""One engine for all scripts: state, script and move in, next state and effects out."""

from collections.abc import Iterable, Mapping
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
    BringBack,
    ChangeAudience,
    ConfirmAll,
    DecideNames,
    Move,
    Probe,
    SetNames,
    Skip,
    Tick,
)
from conversations.coaching.state import AT_PREPARATION, AnsweredQuestion, CoachingState
from conversations.coaching.steering import Turn, ask, steer
from conversations.coaching.writing import write
from conversations.parts import ForEachItem
from conversations.rejections import DialogRejectionCode, Rejection
from conversations.script import Audience, Condition, Script
from conversations.threads import rules
from conversations.threads.effects import Refresh
from conversations.threads.hearing import heard, notice
from conversations.threads.leading import lead
from conversations.threads.moves import (
    Choose,
    Confirm,
    HandOver,
    Join,
    Leave,
    NameCoLeader,
    Park,
    Posted,
    ReceiveReply,
    Undo,
)
from conversations.threads.state import Asking, DialogPhase

WHEN_ALLOWED: Mapping[type[Move], frozenset[DialogPhase]] = {
    **rules.WHEN_ALLOWED,
    **dict.fromkeys((Skip, Choose, Probe, DecideNames, BringBack), rules.OPEN),
    **dict.fromkeys((Tick, ChangeAudience, SetNames), rules.RUNNING),
    ConfirmAll: rules.ANY,
}


def start(
    script: Script,
    *,
    leader: str,
    audience: Audience,
    conditions: Iterable[Condition],
    items: Iterable[ForEachItem],
    at: str,
    is_short: bool = False,
    left_out: Iterable[AnsweredQuestion] = (),
) -> Turn:
    """Open a conversation: at the checklist if it has one, else at its first question."""
    state = CoachingState(
        leader=leader,
        audience=audience,
        conditions=tuple(sorted(conditions)),
        items=tuple(items),
        askings=(Asking(AT_PREPARATION, at),),
        is_short=is_short,
        left_out=tuple(left_out),
    )
    opening: tuple[Effect, ...] = (Open(len(path.whole(script, state))),)
    tips = tuple(ShowTip(leader, tip) for tip in script.tips)
    if script.preparation:
        return state, (*opening, ShowPreparation(state.asking), *tips)
    # Before the first question there is nothing to go back to.
    state, asked = ask(replace(state, askings=()), script, path.first(script, state), at)
    return state, (*opening, *tips, *asked)


def advance(state: CoachingState, script: Script, move: Move) -> Turn:
    """Apply a move. A rejected move leaves the state unchanged and returns the reason for the person who made it."""
    if rejection := rules.rejection(state, move, WHEN_ALLOWED):
        return state, (rejection,)
    match move:
        case Tick() | HandOver() | NameCoLeader() | ChangeAudience():
            return _arrange(state, script, move)
        case Park() | Confirm() | ConfirmAll() | Undo():
            return write(state, script, move)
        case ReceiveReply():
            return state, heard(state, move)
        case Posted() | Join() | Leave():
            return notice(state, move)
        case _:
            return steer(state, script, move)


def _arrange(state: CoachingState, script: Script, move: Arrange) -> Turn:
    match move:
        case Tick():
            return _tick(state, script, move)
        case HandOver() | NameCoLeader():
            return lead(state, move)
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
