"""What becomes of the open action items of a completed milestone."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from conversations.action_items import CompleteItem, ItemState, MoveDate, Update


class Decision(StrEnum):
    KEEP = "keep"
    """They stay open, with their dates."""
    CLOSE = "close"
    MOVE = "move"


class CloseAs(StrEnum):
    COMPLETED = "completed"
    CANCELED = "canceled"


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseItems:
    close_as: CloseAs
    completed_on: date
    """Counts only if they are completed."""
    reason: str = ""
    """Why they are canceled."""

    def move(self) -> CompleteItem | Update:
        """What happens to each of the items."""
        if self.close_as is CloseAs.COMPLETED:
            return CompleteItem(evidence="", completed_on=self.completed_on)
        return Update(state=ItemState.CANCELLED, reason=self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveItems:
    """To another milestone, to a later date, or both."""

    milestone_id: int | None
    due: date | None
    reason: str

    @property
    def has_target(self) -> bool:
        return self.milestone_id is not None or self.due is not None

    def move(self) -> MoveDate | None:
        return MoveDate(due=self.due, reason=self.reason) if self.due is not None else None
