"""What people say in the thread of a coaching conversation, or in private when they were asked there."""

from dataclasses import replace

from bot.coaching.playing import play
from bot.coaching.room import Room, enter
from bot.threads import homes
from bot.threads.voices import Ear, thank
from bot.turns import Turn
from conversations.coaching.moves import Heard, Join
from conversations.coaching.replies import Reply, Voice
from conversations.coaching.state import AT_END, AT_PREPARATION, Phase
from storage import replies
from storage.models import PrivateAsk

SETTLED_IN = 2
"""From this question on, somebody who speaks for the first time is told where we are."""


def _reply(turn: Turn, conversation_id: int, reply: Reply) -> None:
    room = enter(turn, conversation_id)
    is_new = not replies.has_spoken(turn.session, conversation_id, reply.person)
    play(room, Heard(reply))
    if is_new:
        homes.show(turn, room.plan.workspace_id, reply.person)
    if is_new and _is_under_way(room) and reply.person not in (room.state.leader, room.state.co_leader):
        play(room, Join(reply.person))


def _is_under_way(room: Room) -> bool:
    state = room.state
    asked = [visit for visit in state.visited() if visit not in (AT_PREPARATION, AT_END)]
    return state.phase is Phase.OPEN and len(asked) >= SETTLED_IN


# ---------------------------------------------------------------- in private


def _private_reply(turn: Turn, ask: PrivateAsk, reply: Reply) -> None:
    """Typed under the question: brought in without a name, as the question said."""
    answer_privately(enter(turn, ask.conversation_id), replace(reply, visit=ask.visit, voice=Voice.NAMELESS))


def answer_privately(room: Room, reply: Reply) -> None:
    """Keep it, bring it in, and confirm it where it was given."""
    play(room, Heard(reply))
    thank(room, reply)


EAR = Ear(_reply, _private_reply)
