"""What people say in the thread of a root cause dialog, or in private when they were asked there."""

from dataclasses import replace

from bot.root_cause.applying import apply_move, show_question
from bot.root_cause.room import RootCauseRoom, enter
from bot.threads import homes
from bot.threads.private_questions import ReplyHandler, explain, thank
from bot.turns import Turn
from conversations.coaching.moves import Join, ReceiveReply
from conversations.coaching.replies import Reply, Voice
from conversations.root_cause.effects import TellNoSecret
from conversations.root_cause.state import RootCauseStep
from conversations.root_cause.voting import asked_in
from conversations.thread import DialogPhase
from storage.dialogs import replies
from storage.models import PrivateQuestionRow

SETTLED_IN = 2
"""From this question on, somebody who speaks for the first time is told where we are."""


def _reply(turn: Turn, dialog_id: int, reply: Reply) -> None:
    room = enter(turn, dialog_id)
    is_new = not replies.has_spoken(turn.session, dialog_id, reply.person)
    apply_move(room, ReceiveReply(reply))
    if is_new:
        homes.show(turn, room.plan.workspace_id, reply.person)
    if room.state.visit_at(reply.ts) == room.state.visit:
        show_question(room)
    if is_new and _is_under_way(room) and not room.state.leads(reply.person):
        apply_move(room, Join(reply.person))


def _is_under_way(room: RootCauseRoom) -> bool:
    return room.state.phase is DialogPhase.OPEN and len(room.state.visited()) >= SETTLED_IN


def _private_reply(turn: Turn, ask: PrivateQuestionRow, reply: Reply) -> None:
    """Typed under the question of what is not being said: brought in without a name. Others have buttons."""
    visit, _ = asked_in(ask.visit)
    if visit.step == RootCauseStep.ELEPHANT:
        answer_privately(enter(turn, ask.conversation_id), replace(reply, visit=str(visit), voice=Voice.NAMELESS))
    else:
        explain(turn, reply.person, "private_buttons", f"under:{ask.id}:{reply.ts}")


def answer_privately(room: RootCauseRoom, reply: Reply) -> None:
    """Keep it, bring it in, and confirm it where it was given; or say why it would be no secret."""
    effects = apply_move(room, ReceiveReply(reply))
    if not any(isinstance(effect, TellNoSecret) for effect in effects):
        thank(room, reply)


HANDLER = ReplyHandler(_reply, _private_reply)
