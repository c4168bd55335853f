"""Where one turn of a root cause dialog happens."""

from dataclasses import dataclass, replace

from bot.messages.root_cause.questions import ASKS_FOR_EVIDENCE, MOST_COUNTED, REPLIES_SHOWN
from bot.messages.threads import NOUN as THREADS
from bot.threads.room import ThreadRoom
from bot.turns import CannotDoError, Turn
from conversations.root_cause import RootCauseState
from conversations.root_cause.record import ASKS_FOR_CAUSES, settled_replies
from conversations.threads.replies import Reply
from conversations.threads.state import Visit
from storage.dialogs import replies, root_cause
from storage.dialogs.root_cause import RootCauseDialog
from storage.plans import plans

NOUN = "root_cause"


@dataclass(slots=True)
class RootCauseRoom(ThreadRoom[RootCauseDialog]):
    """`conversation` is replaced as the turn goes on."""

    @property
    def state(self) -> RootCauseState:
        return self.dialog.state

    @property
    def me(self) -> str:
        return self.turn.by.slack_id

    def change(self, state: RootCauseState) -> None:
        """Keep the state, if it is another one."""
        if state == self.state:
            return
        on = self.turn.today(self.plan.time_zone)
        if not self.only_looks:
            root_cause.save_state(self.turn.session, self.dialog, state, at=self.turn.now, on=on)
        finished_on = self.dialog.finished_on or (on if state.phase == "finished" else None)
        self.dialog = replace(self.dialog, state=state, finished_on=finished_on)

    def replies_to(self, visit: Visit) -> list[Reply]:
        """As many of what was said while this question was on the table as its message shows or counts."""
        state, session = self.state, self.turn.session
        if visit.step in ASKS_FOR_CAUSES:
            return replies.some_to_question(
                session, self.dialog, visit, without=settled_replies(state), most=MOST_COUNTED
            )
        if visit.step in ASKS_FOR_EVIDENCE:
            cause = state.tree.cause(visit.item)
            used = {evidence.ts for evidence in cause.evidence} if cause else set()
            return replies.some_to_question(session, self.dialog, visit, without=used, most=REPLIES_SHOWN, newest=True)
        return []


def enter(turn: Turn, dialog_id: int, *, only_looks: bool = False) -> RootCauseRoom:
    """Raises CannotDoError for a dialog that is not there, or is another workspace's."""
    dialog = root_cause.find(turn.session, dialog_id, for_change=not only_looks)
    if dialog is None:
        raise CannotDoError(THREADS, "gone")
    plan = plans.summary(turn.session, dialog.plan_id)
    if turn.person is not None and turn.person.workspace_id != plan.workspace_id:
        raise CannotDoError(THREADS, "gone")
    room = RootCauseRoom(turn, plan, dialog, only_looks)
    room.learn_thread()
    room.change(room.arrivals(room.state))
    return room
