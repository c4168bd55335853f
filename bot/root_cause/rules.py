"""Who may do what in a root cause dialog."""

from bot.messages.root_cause.buttons import PRIVATE, FormPointer, RootCauseForm, VotePointer
from bot.permissions.guards import AccessRule, Whose
from bot.root_cause.room import RootCauseRoom
from bot.root_cause.steps import find_question
from bot.slack import button_values
from bot.slack.button_values import StaleValueError
from bot.threads import rules
from bot.turns import Turn
from conversations.root_cause.voting import asked_in
from storage.models import PrivateQuestionRow


def _form_of_leader(turn: Turn, pointer: FormPointer) -> RootCauseRoom:
    if pointer.form in PRIVATE or pointer.form is RootCauseForm.ARRANGE:
        raise StaleValueError
    return rules.enter_leading(RootCauseRoom, turn, pointer)


def _arrangeable(turn: Turn, pointer: FormPointer) -> RootCauseRoom:
    if pointer.form is not RootCauseForm.ARRANGE:
        raise StaleValueError
    return rules.enter_arranging(RootCauseRoom, turn, pointer)


def _asked(turn: Turn, pointer: FormPointer) -> PrivateQuestionRow:
    if pointer.form not in PRIVATE:
        raise StaleValueError
    question = find_question(rules.enter(RootCauseRoom, turn, pointer), button_values.number(pointer.argument))
    visit, _ = asked_in(question.visit)
    if visit.step != PRIVATE[pointer.form]:
        raise StaleValueError
    return question


def _voter(turn: Turn, pointer: VotePointer) -> PrivateQuestionRow:
    return find_question(rules.enter(RootCauseRoom, turn, pointer), pointer.question_id)


DIALOG = rules.in_dialog(RootCauseRoom)
LED = rules.led(RootCauseRoom)
FORM_OF_LEADER: AccessRule[FormPointer, RootCauseRoom] = AccessRule(Whose.DIALOG_LEAD, _form_of_leader)
ARRANGEABLE: AccessRule[FormPointer, RootCauseRoom] = AccessRule(Whose.DIALOG_ARRANGER, _arrangeable)
ASKED: AccessRule[FormPointer, PrivateQuestionRow] = AccessRule(Whose.ADDRESSEE, _asked)
VOTER: AccessRule[VotePointer, PrivateQuestionRow] = AccessRule(Whose.ADDRESSEE, _voter)
