"""Who may do what in a coaching conversation."""

from bot.coaching.room import CoachingRoom
from bot.messages.threads import NOUN
from bot.messages.threads.pointers import DialogPointer, QuestionPointer
from bot.permissions.guards import AccessRule, Whose
from bot.permissions.plan_rules import permitted
from bot.permissions.roles import Permission
from bot.threads import rules
from bot.turns import CannotDoError, Turn
from storage.dialogs import private_questions, readers
from storage.models import PrivateQuestionRow


def _asked(turn: Turn, pointer: QuestionPointer) -> PrivateQuestionRow:
    question = private_questions.find(turn.session, pointer.question_id)
    if question is None or question.person != turn.by.slack_id:
        raise CannotDoError(NOUN, "gone")
    return question


def _readable(turn: Turn, pointer: DialogPointer) -> CoachingRoom:
    """Of a private conversation, only its leaders and those who took part."""
    room = rules.enter(CoachingRoom, turn, pointer)
    permitted(turn, Permission.SEE_STATUS, room.plan)
    if not readers.is_open_to(turn.session, room.dialog.id, room.me):
        raise CannotDoError(NOUN, "private")
    return room


DIALOG = rules.in_dialog(CoachingRoom)
LED = rules.led(CoachingRoom)
ARRANGEABLE = rules.arrangeable(CoachingRoom)
ASKED: AccessRule[QuestionPointer, PrivateQuestionRow] = AccessRule(Whose.ADDRESSEE, _asked)
READABLE: AccessRule[DialogPointer, CoachingRoom] = AccessRule(Permission.SEE_STATUS, _readable)
