"""What people say in the thread of a root cause dialog, or in private when they were asked there."""

from bot.root_cause.applying import apply_move, show_question
from bot.root_cause.room import RootCauseRoom, enter
from bot.threads import homes
from bot.threads.kinds import DialogKind
from bot.threads.private_answers import PrivateAnswer, asked, replies_of, thank, typed
from bot.threads.private_questions import explain
from bot.turns import Turn
from conversations.root_cause.effects import TellNoSecret
from conversations.root_cause.state import RootCauseStep
from conversations.root_cause.voting import asked_in
from conversations.threads.moves import Join, ReceiveReply
from conversations.threads.replies import Reply, Voice, hides
from conversations.threads.state import DialogPhase
from storage.dialogs import replies, root_cause
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


def _private_reply(turn: Turn, question: PrivateQuestionRow, reply: Reply) -> None:
    """Typed under the question of what is not being said: brought in as the question said. Others have buttons."""
    visit, number = asked_in(question.visit)
    if visit.step != RootCauseStep.ELEPHANT:
        explain(turn, reply.person, "private_buttons", f"under:{question.id}:{reply.ts}")
        return
    room = enter(turn, question.dialog_id)
    if is_closed(room, number):
        explain(turn, reply.person, "private_closed", f"closed:{question.id}:{reply.ts}")
        return
    voice = Voice.NAMELESS if hides(asked(room, question)) else Voice.NAMED
    answer_privately(room, typed(question, str(visit), reply, voice))


def is_closed(room: RootCauseRoom, number: int) -> bool:
    return room.state.phase is DialogPhase.FINISHED or room.state.rounds[number].closed


def answer_privately(room: RootCauseRoom, answer: PrivateAnswer) -> None:
    """Keep it, bring it in, and confirm it where it was given; or say why it would be no secret."""
    effects = [effect for reply in replies_of(room, answer) for effect in apply_move(room, ReceiveReply(reply))]
    if not any(isinstance(effect, TellNoSecret) for effect in effects):
        thank(room, answer)


KIND = DialogKind(name=root_cause.KIND, hear=_reply, hear_in_private=_private_reply)
