"""Root cause dialogs as a kind of dialog."""

from bot.root_cause import records
from bot.root_cause.applying import apply_move
from bot.root_cause.room import RootCauseRoom
from bot.threads.kinds import AskedPrivately, DialogKind
from conversations.root_cause.state import RootCauseStep
from conversations.root_cause.voting import asked_in
from storage.models import PrivateQuestionRow


def _asked(room: RootCauseRoom, question: PrivateQuestionRow) -> AskedPrivately:
    """Each round is asked and closed separately. Only the elephant in the room is answered in words."""
    visit, number = asked_in(question.visit)
    return AskedPrivately(str(visit), is_closed=room.is_closed(number), in_words=visit.step == RootCauseStep.ELEPHANT)


KIND = DialogKind(
    room=RootCauseRoom,
    apply_move=apply_move,
    asked=_asked,
    minutes_lines=records.minutes_lines,
    files=records.FILES,
)
