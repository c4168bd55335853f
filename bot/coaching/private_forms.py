"""The form behind a private question of a coaching conversation."""

from bot.coaching.applying import apply_move
from bot.coaching.room import CoachingRoom
from bot.messages.coaching import forms
from bot.messages.threads import NOUN as THREADS
from bot.messages.threads.pointers import QuestionPointer
from bot.slack import button_values
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.identifiers import FieldId
from bot.slack.payloads import Click, Submission
from bot.threads.private_answers import PrivateAnswer, asked
from bot.threads.taking_replies import answer_privately
from bot.turns import CannotDoError, Turn
from conversations.coaching import path
from conversations.threads.replies import Voice
from conversations.threads.state import DialogPhase, Visit
from storage.dialogs import asked_facts, private_answers
from storage.models import PrivateQuestionRow


def answer_form(turn: Turn, _click: Click, pointer: QuestionPointer, question: PrivateQuestionRow) -> Block:
    room = CoachingRoom.enter(turn, question.dialog_id, only_looks=True)
    _require_open(room)
    before = private_answers.by_form(turn.session, question)
    visit = Visit.parse(question.visit)
    facts = asked_facts.posted_last(turn.session, room.dialog, visit)
    words = path.question(room.dialog.script, room.state, visit)
    return forms.answer(words, facts, before, str(pointer), asked=asked(room, question))


def answer(turn: Turn, form: Submission, _pointer: QuestionPointer, question: PrivateQuestionRow) -> Ack:
    """Replaces the earlier answer from the form. An empty one withdraws it."""
    room = CoachingRoom.enter(turn, question.dialog_id)
    _require_open(room)
    text, voice = form.text(FieldId.ANSWER), button_values.word(Voice, form.text(FieldId.VOICE))
    private_answer = PrivateAnswer(question=question, visit=question.visit, text=text, voice=voice, deleted=not text)
    answer_privately(room, private_answer, apply_move)
    return {}


def _require_open(room: CoachingRoom) -> None:
    """Private questions close with the conversation. Raises CannotDoError."""
    if room.state.phase is DialogPhase.FINISHED:
        raise CannotDoError(THREADS, "private_closed")
