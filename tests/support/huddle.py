"""A third kind of dialog, as small as one can be: two questions, in a folder's worth of one module."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import ClassVar

from pydantic import TypeAdapter

from bot.messages.threads.questions import WaitingQuestion
from bot.permissions.plan_rules import PlanName
from bot.routing.guarded import reads, writes
from bot.routing.subcommand import Subcommand
from bot.slack.blocks import MessageContent
from bot.slack.payloads import Command
from bot.threads import handlers
from bot.threads.applying import apply_shared, carrying_out
from bot.threads.kinds import AskedPrivately, DialogKind
from bot.threads.room import ThreadRoom
from bot.threads.rules import STARTABLE, VISIBLE
from bot.turns import Turn
from conversations.rejections import Rejection
from conversations.threads import rules
from conversations.threads.effects import (
    AskQuestion,
    BringIn,
    FindLeader,
    MarkHeard,
    PostRecord,
    Refresh,
    SaveReply,
    SayParked,
    SayWhereWeAre,
)
from conversations.threads.hearing import heard, notice
from conversations.threads.leading import lead
from conversations.threads.moves import (
    Finish,
    HandOver,
    Join,
    Leave,
    NameCoLeader,
    Next,
    Park,
    Posted,
    ReceiveReply,
)
from conversations.threads.parking import park
from conversations.threads.state import Asking, DialogPhase, Thread, Visit, closed
from prompts import Safe
from storage.dialogs import replies
from storage.dialogs.private_questions import UnansweredQuestion
from storage.dialogs.stores import DialogStore, NewDialog, shared_columns
from storage.dialogs.threads import StoredDialog
from storage.models import DialogRow, PrivateQuestionRow
from storage.plans.plans import PlanSummary

QUESTIONS = ("What went well?", "What do we change?")

# ---------------------------------------------------------------- the core


@dataclass(frozen=True, slots=True, kw_only=True)
class HuddleState(Thread):
    pass


Move = Next | Finish | Park | HandOver | NameCoLeader | ReceiveReply | Posted | Join | Leave
Effect = (
    Rejection
    | AskQuestion
    | PostRecord
    | Refresh
    | SayWhereWeAre
    | SaveReply
    | MarkHeard
    | BringIn
    | SayParked
    | FindLeader
)


def advance(state: HuddleState, move: Move) -> tuple[HuddleState, tuple[Effect, ...]]:
    if rejection := rules.rejection(state, move, rules.WHEN_ALLOWED):
        return state, (rejection,)
    match move:
        case Park():
            return park(state, move)
        case HandOver() | NameCoLeader():
            return lead(state, move)
        case ReceiveReply():
            return state, heard(state, move)
        case Posted() | Join() | Leave():
            return notice(state, move)
        case _:
            return _onward(state, move)


def _onward(state: HuddleState, move: Next | Finish) -> tuple[HuddleState, tuple[Effect, ...]]:
    number = state.asking + 1
    if isinstance(move, Finish) or number == len(QUESTIONS):
        return closed(state, move.at), (PostRecord(),)
    asking = Asking(Visit(str(number)), move.at)
    return replace(state, askings=(*state.askings, asking)), (AskQuestion(number, asking.visit),)


# ---------------------------------------------------------------- what is stored


@dataclass(frozen=True, slots=True, kw_only=True)
class HuddleDialog(StoredDialog):
    state: HuddleState


@cache
def _adapter() -> TypeAdapter[HuddleState]:
    return TypeAdapter(HuddleState)


def _read(row: DialogRow, state: str) -> HuddleDialog:
    return HuddleDialog(**shared_columns(row), state=_adapter().validate_json(state))


STORE = DialogStore(
    kind="huddle",
    read=_read,
    to_json=lambda state: _adapter().dump_json(state, exclude_defaults=True).decode(),
)

# ---------------------------------------------------------------- the bot


@dataclass(slots=True)
class HuddleRoom(ThreadRoom[HuddleDialog]):
    noun: ClassVar[str] = "coaching"  # a real kind has a file of words of its own
    store: ClassVar[DialogStore[HuddleDialog]] = STORE


def apply_move(room: HuddleRoom, move: Move) -> Sequence[Effect]:
    state, effects = advance(room.dialog.state, move)
    with carrying_out(room, state, effects):
        for effect in effects:
            _apply(room, effect)
    return effects


def _apply(room: HuddleRoom, effect: Effect) -> None:
    match effect:
        case AskQuestion(asking=asking):
            room.show(f"ask:{asking}", MessageContent(text=QUESTIONS[asking]))
        case PostRecord():
            said = [reply.text for reply in replies.all_of(room.turn.session, room.dialog.id)]
            room.post("record", MessageContent(text="\n".join(["Record", *said])))
        case SayWhereWeAre(person=person):
            room.tell(person, MessageContent(text=f"Question {room.dialog.state.asking + 1}"), "where")
        case SaveReply() | MarkHeard() | BringIn() | SayParked() | FindLeader():
            apply_shared(room, effect)
        case Refresh() | Rejection():
            pass


def begin(turn: Turn, plan: PlanSummary, channel: str, leader: str) -> HuddleRoom:
    state = HuddleState(leader=leader, askings=(Asking(Visit("0"), "0"),))
    new = NewDialog(
        organization_id=plan.organization_id,
        plan_id=plan.id,
        channel=channel,
        is_private=False,
        title="Huddle",
        state=state,
    )
    dialog = STORE.add(turn.session, new, at=turn.now, on=turn.today(plan.time_zone))
    room = HuddleRoom(turn, plan, dialog)
    room.open(MessageContent(text="A huddle"))
    _apply(room, AskQuestion(0, state.visit))
    return room


def _asked(room: HuddleRoom, question: PrivateQuestionRow) -> AskedPrivately:
    return AskedPrivately(question.visit, is_closed=room.dialog.state.phase is DialogPhase.FINISHED)


def _waiting(question: UnansweredQuestion) -> WaitingQuestion:
    return WaitingQuestion(
        id=question.id,
        title=question.title,
        organization=question.organization,
        text=Safe("What do you think?"),
        buttons=(),
    )


def _start(turn: Turn, command: Command, _name: PlanName, plans_here: Sequence[PlanSummary]) -> MessageContent:
    begin(turn, plans_here[0], command.channel, turn.by.slack_id)
    return MessageContent(text="")


KIND = DialogKind(
    room=HuddleRoom,
    command="huddle",
    handler=Subcommand(PlanName.typed, writes(STARTABLE, _start)),
    history=Subcommand(PlanName.typed, reads(VISIBLE, handlers.history(HuddleRoom))),
    routes=(),
    apply_move=apply_move,
    asked=_asked,
    waiting=_waiting,
)
