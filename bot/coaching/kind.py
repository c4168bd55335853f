"""Coaching conversations as a kind of dialog."""

from bot.coaching import desk, records
from bot.coaching.applying import apply_move
from bot.coaching.room import CoachingRoom
from bot.messages.coaching import thread as messages
from bot.threads.kinds import AskedPrivately, DialogKind
from conversations.threads.state import DialogPhase
from storage.models import PrivateQuestionRow


def _asked(room: CoachingRoom, question: PrivateQuestionRow) -> AskedPrivately:
    """Private questions close with the conversation."""
    return AskedPrivately(question.visit, is_closed=room.state.phase is DialogPhase.FINISHED)


KIND = DialogKind(
    room=CoachingRoom,
    command="coach",
    handler=desk.COMMAND,
    history=desk.HISTORY,
    routes=desk.ROUTES,
    apply_move=apply_move,
    asked=_asked,
    waiting=messages.waiting,
    led_question=messages.led_question,
    minutes_lines=records.minutes_lines,
    files=records.FILES,
)
