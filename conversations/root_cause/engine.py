"""The engine of root cause dialogs: state and move in, next state and effects out."""

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from conversations.rejections import DialogRejectionCode, RejectedError, Rejection
from conversations.root_cause import path
from conversations.root_cause.deciding import doubted
from conversations.root_cause.effects import Effects, FindLeader, TellNoSecret, TellSourceChanged
from conversations.root_cause.moves import (
    Accept,
    Arrange,
    AskAll,
    BringEvidence,
    Decide,
    Decline,
    GoTo,
    HandOn,
    Leave,
    Link,
    Listen,
    Mark,
    Merge,
    Move,
    ParkReply,
    Rank,
    Restate,
    Reword,
    SetAside,
    SetPriorities,
    Vote,
)
from conversations.root_cause.rules import tidy
from conversations.root_cause.state import Method, RootCauseState, RootCauseStep
from conversations.root_cause.tending import grow
from conversations.root_cause.tree import Bone, Symptom, Tree
from conversations.root_cause.voting import gone, in_private
from conversations.root_cause.walking import put, walk
from conversations.root_cause.working import work
from conversations.threads.effects import Refresh, SayWhereWeAre
from conversations.threads.hearing import PHASE_REJECTIONS, heard
from conversations.threads.moves import (
    Back,
    Confirm,
    Control,
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
from conversations.threads.replies import Reply, Voice
from conversations.threads.state import (
    Asking,
    DialogPhase,
    Visit,
    handed_over,
    posted,
)

Turn = tuple[RootCauseState, Effects]

_OPEN = frozenset({DialogPhase.OPEN})
_RUNNING = frozenset({DialogPhase.OPEN, DialogPhase.PAUSED})
_ANY = frozenset(DialogPhase)

WHEN_ALLOWED: dict[type[Move], frozenset[DialogPhase]] = {
    **dict.fromkeys((Next, Back, GoTo, Decide, HandOn, Restate, Mark, AskAll, Decline, SetPriorities, Pause), _OPEN),
    Resume: frozenset({DialogPhase.PAUSED}),
    **dict.fromkeys((Finish, HandOver, NameCoLeader), _RUNNING),
    **dict.fromkeys((Accept, Reword, Merge, Link, SetAside, BringEvidence, ParkReply, Vote, Rank), _RUNNING),
    # A form may be sent after the dialog was paused or finished: what is in it is not lost.
    **dict.fromkeys((Confirm, Park, ReceiveReply, Posted, Join, Leave), _ANY),
}


def start(
    symptom: Symptom,
    *,
    leader: str,
    at: str,
    method: Method = Method.WHYS,
    bones: Iterable[str] = (),
) -> Turn:
    """Open a dialog. A symptom that is a cause already, or a complaint, is asked to be put in other words first."""
    named = tuple(Bone(f"b{number}", name) for number, name in enumerate(bones, start=1))
    state = RootCauseState(
        leader=leader,
        method=method,
        tree=Tree(symptom=replace(symptom, text=tidy(symptom.text)), bones=named if method is Method.FISHBONE else ()),
        askings=(Asking(Visit(RootCauseStep.RESTATE), at),),
    )
    question = doubted(state, leader)
    if question.doubts:
        return state, (question,)
    # The opening shows the symptom; only a doubted one is a question of its own to come back to.
    return put(replace(state, askings=()), path.coming(state), at)


def advance(state: RootCauseState, move: Move) -> Turn:
    """Take one move. What cannot be done leaves the state alone and says why to the person who tried."""
    if rejection := _rejection(state, move):
        return state, (rejection,)
    try:
        return _played(state, move)
    except RejectedError as rejected:
        return state, (rejected.rejection,)


def _played(state: RootCauseState, move: Move) -> Turn:
    match move:
        case Accept() | Reword() | Merge() | Link() | SetAside() | BringEvidence() | Park() | ParkReply():
            return grow(state, move)
        case Confirm() | Decline() | SetPriorities():
            return work(state, move)
        case AskAll() | Vote() | Rank():
            return in_private(state, move)
        case HandOver() | NameCoLeader():
            return _arrange(state, move)
        case ReceiveReply() | Posted() | Join() | Leave():
            return _listen(state, move)
        case _:
            return walk(state, move)


def _rejection(state: RootCauseState, move: Move) -> Rejection | None:
    """Who may do this, and whether it is the time for it."""
    if isinstance(move, (ReceiveReply, Posted, Join, Leave)):
        return None
    by_right = isinstance(move, (Vote, Rank)) or state.leads(move.by)
    if not by_right and not (isinstance(move, HandOver) and move.by_manager):
        return Rejection(code=DialogRejectionCode.NOT_LEADER)
    if state.phase not in WHEN_ALLOWED[type(move)]:
        return Rejection(code=PHASE_REJECTIONS[state.phase])
    if isinstance(move, Control) and move.asking != state.asking:
        return Rejection(code=DialogRejectionCode.STALE)
    if isinstance(move, (Confirm, Park)) and not 0 <= move.asking <= state.asking:
        return Rejection(code=DialogRejectionCode.STALE)
    return None


def _arrange(state: RootCauseState, move: Arrange) -> Turn:
    match move:
        case HandOver():
            return handed_over(state, move.leader), (Refresh(),)
        case NameCoLeader():
            return replace(state, co_leader=move.person), (Refresh(),)
        case _:
            assert_never(move)


def _listen(state: RootCauseState, move: Listen) -> Turn:
    match move:
        case ReceiveReply():
            return state, _heard(state, move.reply)
        case Posted():
            return posted(state, move.asking, move.ts), ()
        case Join():
            return state, (SayWhereWeAre(move.person),)
        case Leave():
            return _left(state, move.person)
        case _:
            assert_never(move)


def _heard(state: RootCauseState, reply: Reply) -> Effects:
    if reply.voice is Voice.NAMELESS and reply.visit and not reply.deleted and not _hides(state, reply.visit):
        return (TellNoSecret(reply.person, reply.ts),)
    return (*heard(state, reply), *_sources_changed(state, reply))


def _hides(state: RootCauseState, visit: str) -> bool:
    asked = state.round_of(Visit.parse(visit))
    return asked is not None and asked.secret


def _sources_changed(state: RootCauseState, reply: Reply) -> Effects:
    if not (reply.edited or reply.deleted):
        return ()
    return tuple(
        TellSourceChanged(state.leader, cause.key, reply.deleted)
        for cause in state.tree.causes
        if reply.ts in (*cause.replies, *(piece.ts for piece in cause.evidence))
    )


def _left(state: RootCauseState, person: str) -> Turn:
    state = gone(state, person)
    if person == state.co_leader:
        return replace(state, co_leader=None), (Refresh(),)
    if person != state.leader:
        return state, ()
    if state.co_leader is None:
        return state, (FindLeader(),)
    return handed_over(state, state.co_leader), (Refresh(),)
