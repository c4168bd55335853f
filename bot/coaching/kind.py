"""Coaching conversations as a kind of dialog."""

from sqlalchemy.orm import Session

from bot.coaching import desk, pictures, records
from bot.coaching.applying import apply_move
from bot.coaching.room import CoachingRoom
from bot.messages.coaching import thread as messages
from bot.messages.threads.steering import LedQuestion
from bot.threads.kinds import AskedPrivately, DialogKind
from conversations.threads.state import DialogPhase
from storage.dialogs import asked_facts
from storage.dialogs.coaching import CoachingDialog
from storage.models import PrivateQuestionRow


def _asked(room: CoachingRoom, question: PrivateQuestionRow) -> AskedPrivately:
    """Private questions close with the conversation."""
    return AskedPrivately(question.visit, is_closed=room.state.phase is DialogPhase.FINISHED)


def _led_question(session: Session, dialog: CoachingDialog) -> LedQuestion:
    return messages.led_question(dialog, asked_facts.posted(session, dialog, dialog.state.asking))


KIND = DialogKind(
    room=CoachingRoom,
    command="coach",
    handler=desk.COMMAND,
    history=desk.HISTORY,
    routes=desk.ROUTES,
    apply_move=apply_move,
    asked=_asked,
    waiting=messages.waiting,
    led_question=_led_question,
    minutes_lines=records.minutes_lines,
    files={**records.FILES, **pictures.FILES},
)
