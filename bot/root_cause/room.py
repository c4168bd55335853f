"""The state one turn of a root cause dialog works on."""

from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy.orm import Session

from bot.messages.root_cause.questions import MOST_COUNTED
from bot.messages.root_cause.steering import REPLIES_SHOWN
from bot.threads.room import ThreadRoom
from conversations.root_cause import RootCauseState, record
from conversations.root_cause.record import Candidate, settled_replies
from conversations.root_cause.state import ASKS_FOR_CAUSES, ASKS_FOR_EVIDENCE
from conversations.threads.replies import Reply
from conversations.threads.state import DialogPhase
from storage.dialogs import replies, root_cause
from storage.dialogs.root_cause import RootCauseDialog
from storage.dialogs.stores import DialogStore

NOUN = "root_cause"


@dataclass(slots=True)
class RootCauseRoom(ThreadRoom[RootCauseDialog]):
    noun: ClassVar[str] = NOUN
    store: ClassVar[DialogStore[RootCauseDialog]] = root_cause.STORE

    @property
    def state(self) -> RootCauseState:
        return self.dialog.state

    def is_closed(self, number: int) -> bool:
        """Whether this round is closed for answers."""
        return self.state.phase is DialogPhase.FINISHED or self.state.rounds[number].closed

    def waiting(self) -> tuple[Candidate, ...]:
        """Replies to the current question that can become causes or evidence."""
        return waiting(self.turn.session, self.dialog)


def waiting(session: Session, dialog: RootCauseDialog) -> tuple[Candidate, ...]:
    """As many as the question shows or counts: of causes the oldest replies, of evidence the newest."""
    return record.waiting(dialog.state, _replies(session, dialog))


def _replies(session: Session, dialog: RootCauseDialog) -> list[Reply]:
    state, visit = dialog.state, dialog.state.visit
    if visit.step in ASKS_FOR_CAUSES:
        return replies.some_to_question(session, dialog, visit, without=settled_replies(state), most=MOST_COUNTED)
    if visit.step in ASKS_FOR_EVIDENCE:
        cause = state.tree.cause(visit.item)
        used = {evidence.ts for evidence in cause.evidence} if cause else set()
        return replies.some_to_question(session, dialog, visit, without=used, most=REPLIES_SHOWN, newest=True)
    return []
