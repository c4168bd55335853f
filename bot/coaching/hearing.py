"""What people say in the thread of a coaching conversation, or in private when they were asked there."""

from bot.coaching.applying import apply_move
from bot.coaching.room import CoachingRoom, enter
from bot.threads import homes
from bot.threads.kinds import DialogKind
from bot.threads.private_answers import PrivateAnswer, asked, replies_of, thank, typed
from bot.threads.private_questions import explain
from bot.turns import Turn
from conversations.coaching.state import AT_PREPARATION
from conversations.threads.moves import Join, ReceiveReply
from conversations.threads.replies import Reply, Voice, hides
from conversations.threads.state import AT_END, DialogPhase
from storage.dialogs import coaching, replies
from storage.models import PrivateQuestionRow

SETTLED_IN = 2
"""From this question on, somebody who speaks for the first time is told where we are."""


def _reply(turn: Turn, dialog_id: int, reply: Reply) -> None:
    room = enter(turn, dialog_id)
    is_new = not replies.has_spoken(turn.session, dialog_id, reply.person)
    apply_move(room, ReceiveReply(reply))
    if is_new:
        homes.show(turn, room.plan.workspace_id, reply.person)
    if is_new and _is_under_way(room) and not room.state.leads(reply.person):
        apply_move(room, Join(reply.person))


def _is_under_way(room: CoachingRoom) -> bool:
    state = room.state
    questions = [visit for visit in state.visited() if visit not in (AT_PREPARATION, AT_END)]
    return state.phase is DialogPhase.OPEN and len(questions) >= SETTLED_IN


# ---------------------------------------------------------------- in private


def _private_reply(turn: Turn, question: PrivateQuestionRow, reply: Reply) -> None:
    """Typed under the question: brought in without a name if enough people were asked, as the question said."""
    room = enter(turn, question.dialog_id)
    if room.state.phase is DialogPhase.FINISHED:
        explain(turn, reply.person, "private_closed", f"closed:{question.id}:{reply.ts}")
        return
    voice = Voice.NAMELESS if hides(asked(room, question)) else Voice.NAMED
    answer_privately(room, typed(question, question.visit, reply, voice))


def answer_privately(room: CoachingRoom, answer: PrivateAnswer) -> None:
    """Keep it, bring it in, and confirm it where it was given."""
    for reply in replies_of(room, answer):
        apply_move(room, ReceiveReply(reply))
    thank(room, answer)


KIND = DialogKind(name=coaching.KIND, hear=_reply, hear_in_private=_private_reply)
