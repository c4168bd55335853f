"""Turns a reply in a dialog's thread, or under a private question, into a move."""

from collections.abc import Callable, Iterable
from typing import Any

from bot.threads import homes
from bot.threads.kinds import DialogKind
from bot.threads.private_answers import PrivateAnswer, asked, replies_of, thank, typed
from bot.threads.private_questions import explain
from bot.threads.room import ThreadRoom
from bot.turns import Turn
from conversations.script import END, PREPARATION
from conversations.threads.moves import Join, ReceiveReply
from conversations.threads.replies import Reply, Voice, hides
from conversations.threads.state import DialogPhase, Thread
from storage.dialogs import replies
from storage.models import PrivateQuestionRow

SETTLED_IN = 2
"""From this question on, someone who replies for the first time gets a summary."""


def take_reply(kind: DialogKind, turn: Turn, dialog_id: int, reply: Reply) -> None:
    room = kind.room.enter(turn, dialog_id)
    is_new = not replies.has_spoken(turn.session, dialog_id, reply.person)
    kind.apply_move(room, ReceiveReply(reply))
    if is_new:
        homes.show(turn, room.plan.workspace_id, reply.person)
    state = room.dialog.state
    if is_new and _is_under_way(state) and not state.leads(reply.person):
        kind.apply_move(room, Join(reply.person))


def _is_under_way(state: Thread) -> bool:
    questions = [visit for visit in state.visited() if visit.step not in (PREPARATION, END)]
    return state.phase is DialogPhase.OPEN and len(questions) >= SETTLED_IN


def take_private_reply(kind: DialogKind, turn: Turn, question: PrivateQuestionRow, reply: Reply) -> None:
    """An answer typed under the question. It is anonymous if enough people were asked, as the question said."""
    room = kind.room.enter(turn, question.dialog_id)
    standing = kind.asked(room, question)
    if not standing.in_words:
        explain(turn, reply.person, "private_buttons", f"under:{question.id}:{reply.ts}")
    elif standing.is_closed:
        explain(turn, reply.person, "private_closed", f"closed:{question.id}:{reply.ts}")
    else:
        voice = Voice.NAMELESS if hides(asked(room, question)) else Voice.NAMED
        answer_privately(room, typed(question, standing.visit, reply, voice), kind.apply_move)


def answer_privately(
    room: ThreadRoom[Any], answer: PrivateAnswer, apply_move: Callable[[Any, Any], Iterable[object]]
) -> None:
    """Save the answer, show it in the thread and confirm it. Raises CannotDoError if it could not stay anonymous."""
    people_asked = asked(room, answer.question)
    for reply in replies_of(room, answer):
        apply_move(room, ReceiveReply(reply, people_asked))
    thank(room, answer)
