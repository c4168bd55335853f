"""Who may do what in a coaching conversation."""

from typing import Protocol

from bot import roles
from bot.coaching.room import CoachingRoom
from bot.guards import AccessRule, Whose
from bot.messages.threads import NOUN as THREADS
from bot.messages.threads.pointers import DialogPointer, QuestionPointer
from bot.plan_rules import permitted
from bot.roles import Permission
from bot.turns import CannotDoError, Turn
from conversations.rejections import DialogRejectionCode
from storage.dialogs import private_questions, readers
from storage.models import PrivateQuestionRow


class InDialog(Protocol):
    """What a button of a dialog carries."""

    @property
    def dialog_id(self) -> int: ...


def _entered(turn: Turn, pointer: InDialog) -> CoachingRoom:
    _ = turn.by
    return CoachingRoom.enter(turn, pointer.dialog_id, only_looks=not turn.writes)


def _led(turn: Turn, pointer: InDialog) -> CoachingRoom:
    room = _entered(turn, pointer)
    if not room.state.leads(turn.by.slack_id):
        raise room.rejected(DialogRejectionCode.NOT_LEADER)
    return room


def _arrangeable(turn: Turn, pointer: InDialog) -> CoachingRoom:
    """Who leads may, and so may a plan manager, for when the leader is gone."""
    room = _entered(turn, pointer)
    if not is_manager(room) and not room.state.leads(turn.by.slack_id):
        raise room.rejected(DialogRejectionCode.NOT_LEADER)
    return room


def is_manager(room: CoachingRoom) -> bool:
    return roles.may(room.turn.session, room.turn.by, Permission.HAND_OVER_COACHING, room.plan)


def _asked(turn: Turn, pointer: QuestionPointer) -> PrivateQuestionRow:
    question = private_questions.find(turn.session, pointer.question_id)
    if question is None or question.person != turn.by.slack_id:
        raise CannotDoError(THREADS, "gone")
    return question


def _readable(turn: Turn, pointer: DialogPointer) -> CoachingRoom:
    """Of a private conversation, only its leaders and those who took part."""
    room = _entered(turn, pointer)
    permitted(turn, Permission.SEE_STATUS, room.plan)
    if not readers.is_open_to(turn.session, room.dialog.id, turn.by.slack_id):
        raise CannotDoError(THREADS, "private")
    return room


DIALOG: AccessRule[InDialog, CoachingRoom] = AccessRule(Whose.DIALOG, _entered)
LED: AccessRule[InDialog, CoachingRoom] = AccessRule(Whose.DIALOG_LEAD, _led)
ARRANGEABLE: AccessRule[InDialog, CoachingRoom] = AccessRule(Whose.DIALOG_ARRANGER, _arrangeable)
ASKED: AccessRule[QuestionPointer, PrivateQuestionRow] = AccessRule(Whose.ADDRESSEE, _asked)
READABLE: AccessRule[DialogPointer, CoachingRoom] = AccessRule(Permission.SEE_STATUS, _readable)
