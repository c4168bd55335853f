"""Where one turn of a coaching conversation happens."""

from dataclasses import dataclass, replace

from bot.messages.threads import NOUN as THREADS
from bot.threads.room import ThreadRoom
from bot.turns import CannotDoError, Turn
from conversations.coaching import CoachingState
from storage.dialogs import coaching
from storage.dialogs.coaching import CoachingDialog
from storage.plans import plans

NOUN = "coaching"


@dataclass(slots=True)
class CoachingRoom(ThreadRoom[CoachingDialog]):
    """`conversation` is replaced as the turn goes on."""

    @property
    def state(self) -> CoachingState:
        return self.dialog.state

    def change(self, state: CoachingState) -> None:
        """Keep the state, if it is another one."""
        if state == self.state:
            return
        on = self.turn.today(self.plan.time_zone)
        if not self.only_looks:
            coaching.save_state(self.turn.session, self.dialog, state, at=self.turn.now, on=on)
        finished_on = self.dialog.finished_on or (on if state.phase == "finished" else None)
        self.dialog = replace(self.dialog, state=state, finished_on=finished_on)


def enter(turn: Turn, dialog_id: int, *, only_looks: bool = False) -> CoachingRoom:
    """Raises CannotDoError for a conversation that is not there, or is another workspace's."""
    dialog = coaching.find(turn.session, dialog_id, for_change=not only_looks)
    if dialog is None:
        raise CannotDoError(THREADS, "gone")
    plan = plans.summary(turn.session, dialog.plan_id)
    if turn.person is not None and turn.person.workspace_id != plan.workspace_id:
        raise CannotDoError(THREADS, "gone")
    room = CoachingRoom(turn, plan, dialog, only_looks)
    room.learn_thread()
    room.change(room.arrivals(room.state))
    return room
