"""The engine of root cause dialogs: state and move in, next state and effects out."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import assert_never

from conversations.rejections import RejectedError
from conversations.root_cause import path
from conversations.root_cause.assessing import assess
from conversations.root_cause.deciding import doubted
from conversations.root_cause.effects import Effects, ShowCauses, TellSourceChanged
from conversations.root_cause.moves import (
    Accept,
    AcceptAll,
    Assess,
    BringAll,
    BringEvidence,
    Decide,
    Decline,
    GoTo,
    HandOn,
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
from conversations.root_cause.walking import ask, walk
from conversations.root_cause.working import work
from conversations.threads import rules
from conversations.threads.hearing import heard, notice
from conversations.threads.leading import lead
from conversations.threads.moves import (
    AskPeople,
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
from conversations.threads.replies import Reply, Voice
from conversations.threads.state import (
    Asking,
    DialogPhase,
    Visit,
)

Turn = tuple[RootCauseState, Effects]

WHEN_ALLOWED: Mapping[type[Move], frozenset[DialogPhase]] = {
    **rules.WHEN_ALLOWED,
    **dict.fromkeys((GoTo, Decide, HandOn, Restate, Mark, Decline, SetPriorities), rules.OPEN),
    **dict.fromkeys((Accept, AcceptAll, Assess, Reword, Merge, Link), rules.RUNNING),
    **dict.fromkeys((SetAside, BringEvidence, BringAll, ParkReply, Vote, Rank), rules.RUNNING),
}


def start(
    symptom: Symptom,
    *,
    leader: str,
    at: str,
    method: Method = Method.WHYS,
    bones: Iterable[str] = (),
) -> Turn:
    """Open a dialog. The leader is first asked to reword a symptom that is a cause already, or a complaint."""
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
    # The opening shows the symptom. Only a doubted one has a question to go back to.
    return ask(replace(state, askings=()), path.coming(state), at)


def advance(state: RootCauseState, move: Move) -> Turn:
    """Apply a move. A rejected move leaves the state unchanged and returns the reason for the person who made it."""
    if rejection := rules.rejection(state, move, WHEN_ALLOWED, is_leaders=not isinstance(move, (Vote, Rank))):
        return state, (rejection,)
    try:
        return _played(state, move)
    except RejectedError as rejected:
        return state, (rejected.rejection,)


def _played(state: RootCauseState, move: Move) -> Turn:
    match move:
        case (
            Assess()
            | Accept()
            | AcceptAll()
            | Reword()
            | Merge()
            | Link()
            | SetAside()
            | BringEvidence()
            | BringAll()
            | Park()
            | ParkReply()
        ):
            return assess(state, move) if isinstance(move, Assess) else grow(state, move)
        case Confirm() | Undo() | Decline() | SetPriorities():
            return work(state, move)
        case AskPeople() | Vote() | Rank():
            return in_private(state, move)
        case HandOver() | NameCoLeader():
            return lead(state, move)
        case ReceiveReply() | Posted() | Join() | Leave():
            return _listen(state, move)
        case _:
            return walk(state, move)


def _listen(state: RootCauseState, move: Listen) -> Turn:
    match move:
        case ReceiveReply():
            return state, _heard(state, move)
        case Leave():
            return notice(gone(state, move.person), move)
        case Posted() | Join():
            return notice(state, move)
        case _:
            assert_never(move)


def _heard(state: RootCauseState, move: ReceiveReply) -> Effects:
    reply = move.reply
    is_on_the_table = reply.voice is Voice.OPEN and state.visit_at(reply.ts) == state.visit
    updates = (ShowCauses(),) if is_on_the_table else ()
    return (*heard(state, move), *_sources_changed(state, reply), *updates)


def _sources_changed(state: RootCauseState, reply: Reply) -> Effects:
    if not (reply.edited or reply.deleted):
        return ()
    return tuple(
        TellSourceChanged(state.leader, cause.key, reply.deleted)
        for cause in state.tree.causes
        if reply.ts in (*cause.replies, *(piece.ts for piece in cause.evidence))
    )
