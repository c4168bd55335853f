"""Who may do what in a root cause dialog."""

from bot import button_values, roles
from bot.guards import AccessRule, Whose
from bot.messages.root_cause.buttons import PRIVATE, FormPointer, RootCauseForm, VotePointer
from bot.messages.threads.pointers import DialogPointer
from bot.roles import Permission
from bot.root_cause.room import RootCauseRoom
from bot.root_cause.steps import find_question
from bot.turns import Turn
from conversations.rejections import DialogRejectionCode
from storage.models import PrivateQuestionRow


def _entered(turn: Turn, pointer: DialogPointer) -> RootCauseRoom:
    _ = turn.by
    return RootCauseRoom.enter(turn, pointer.dialog_id, only_looks=not turn.writes)


def _led(turn: Turn, pointer: DialogPointer) -> RootCauseRoom:
    room = _entered(turn, pointer)
    if not room.state.leads(room.me):
        raise room.rejected(DialogRejectionCode.NOT_LEADER)
    return room


def _form_of_leader(turn: Turn, pointer: FormPointer) -> RootCauseRoom:
    if pointer.form in PRIVATE or pointer.form is RootCauseForm.ARRANGE:
        raise button_values.stale()
    return _led(turn, pointer)


def _arrangeable(turn: Turn, pointer: FormPointer) -> RootCauseRoom:
    """Who leads may, and so may a plan manager, for when the leader is gone."""
    if pointer.form is not RootCauseForm.ARRANGE:
        raise button_values.stale()
    room = _entered(turn, pointer)
    if not is_manager(room) and not room.state.leads(room.me):
        raise room.rejected(DialogRejectionCode.NOT_LEADER)
    return room


def is_manager(room: RootCauseRoom) -> bool:
    return roles.may(room.turn.session, room.turn.by, Permission.HAND_OVER_COACHING, room.plan)


def _asked(turn: Turn, pointer: FormPointer) -> PrivateQuestionRow:
    if pointer.form not in PRIVATE:
        raise button_values.stale()
    return find_question(_entered(turn, pointer), button_values.number(pointer.argument))


def _voter(turn: Turn, pointer: VotePointer) -> PrivateQuestionRow:
    return find_question(_entered(turn, pointer), pointer.question_id)


DIALOG: AccessRule[DialogPointer, RootCauseRoom] = AccessRule(Whose.DIALOG, _entered)
LED: AccessRule[DialogPointer, RootCauseRoom] = AccessRule(Whose.DIALOG_LEAD, _led)
FORM_OF_LEADER: AccessRule[FormPointer, RootCauseRoom] = AccessRule(Whose.DIALOG_LEAD, _form_of_leader)
ARRANGEABLE: AccessRule[FormPointer, RootCauseRoom] = AccessRule(Whose.DIALOG_ARRANGER, _arrangeable)
ASKED: AccessRule[FormPointer, PrivateQuestionRow] = AccessRule(Whose.ADDRESSEE, _asked)
VOTER: AccessRule[VotePointer, PrivateQuestionRow] = AccessRule(Whose.ADDRESSEE, _voter)
