"""Root cause dialogs as a kind of dialog."""

from bot.messages.root_cause import thread as messages
from bot.messages.threads.questions import WaitingQuestion
from bot.root_cause import desk, records
from bot.root_cause.applying import apply_move
from bot.root_cause.room import RootCauseRoom, waiting
from bot.threads.kinds import AskedPrivately, DialogKind
from conversations.root_cause import from_json
from conversations.root_cause.state import RootCauseStep
from conversations.root_cause.voting import asked_in, waits_for
from storage.dialogs.private_questions import UnansweredQuestion
from storage.models import PrivateQuestionRow


def _asked(room: RootCauseRoom, question: PrivateQuestionRow) -> AskedPrivately:
    """Each round is asked and closed separately. Only the elephant in the room is answered in words."""
    visit, number = asked_in(question.visit)
    return AskedPrivately(str(visit), is_closed=room.is_closed(number), in_words=visit.step == RootCauseStep.ELEPHANT)


def _waiting(question: UnansweredQuestion) -> WaitingQuestion | None:
    """Votes and rankings are stored in the state."""
    state, (visit, number) = from_json(question.state), asked_in(question.visit)
    return messages.waiting(question, state, visit) if waits_for(state, number, question.person) else None


KIND = DialogKind(
    room=RootCauseRoom,
    command="whys",
    handler=desk.COMMAND,
    history=desk.HISTORY,
    routes=desk.ROUTES,
    apply_move=apply_move,
    asked=_asked,
    waiting=_waiting,
    led_question=lambda session, dialog: messages.led_question(dialog, waiting(session, dialog)),
    minutes_lines=records.minutes_lines,
    files=records.FILES,
)
