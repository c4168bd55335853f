"""The state one turn of a coaching conversation works on."""

from dataclasses import dataclass
from typing import ClassVar

from bot.threads.room import ThreadRoom
from conversations.coaching import CoachingState
from storage.dialogs import coaching
from storage.dialogs.coaching import CoachingDialog
from storage.dialogs.stores import DialogStore

NOUN = "coaching"


@dataclass(slots=True)
class CoachingRoom(ThreadRoom[CoachingDialog]):
    noun: ClassVar[str] = NOUN
    store: ClassVar[DialogStore[CoachingDialog]] = coaching.STORE

    @property
    def state(self) -> CoachingState:
        return self.dialog.state
