"""What people say in the thread of a coaching conversation, or in private when they were asked there."""

from dataclasses import replace

from bot.coaching.applying import apply_move
from bot.coaching.room import CoachingRoom, enter
from bot.threads import homes
from bot.threads.private_questions import ReplyHandler, thank
from bot.turns import Turn
from conversations.coaching.moves import Join, ReceiveReply
from conversations.coaching.replies import Reply, Voice
from conversations.coaching.state import AT_END, AT_PREPARATION, DialogPhase
from storage.dialogs import replies
from storage.models import PrivateQuestionRow

SETTLED_IN = 2
"""From this question on, somebody who speaks for the first time is told where we are."""


def _reply(turn: Turn, conversation_id: int, reply: Reply) -> None:
    room = enter(turn, conversation_id)
    is_new = not replies.has_spoken(turn.session, conversation_id, reply.person)
    apply_move(room, ReceiveReply(reply))
    if is_new:
        homes.show(turn, room.plan.workspace_id, reply.person)
    if is_new and _is_under_way(room) and reply.person not in (room.state.leader, room.state.co_leader):
        apply_move(room, Join(reply.person))


def _is_under_way(room: CoachingRoom) -> bool:
    state = room.state
    asked = [visit for visit in state.visited() if visit not in (AT_PREPARATION, AT_END)]
    return state.phase is DialogPhase.OPEN and len(asked) >= SETTLED_IN


# ---------------------------------------------------------------- in private


def _private_reply(turn: Turn, ask: PrivateQuestionRow, reply: Reply) -> None:
    """Typed under the question: brought in without a name, as the question said."""
    answer_privately(enter(turn, ask.conversation_id), replace(reply, visit=ask.visit, voice=Voice.NAMELESS))


def answer_privately(room: CoachingRoom, reply: Reply) -> None:
    """Keep it, bring it in, and confirm it where it was given."""
    apply_move(room, ReceiveReply(reply))
    thank(room, reply)


HANDLER = ReplyHandler(_reply, _private_reply)
