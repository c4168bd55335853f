"""The moves on an action item."""

from dataclasses import dataclass
from datetime import date

from conversations.action_items.values import ItemState
from plans.cause_categories import CauseCategory


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """Report a state. `reason` is the cause of being behind or of the cancellation."""

    state: ItemState
    reason: str = ""
    is_ours: bool | None = None
    """Whether the cause of being behind is theirs to act on; None if nobody said."""
    cause_category: CauseCategory | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteItem:
    evidence: str
    completed_on: date
    next_step: str = ""
    next_due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveDate:
    """Asked again, when a date moves again: what kept the item from happening, and whether that is theirs to act on."""

    due: date | None
    reason: str
    cause: str = ""
    is_ours: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverItem:
    to: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AcceptOffer:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestDate:
    due: date | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotMine:
    reason: str


@dataclass(frozen=True, slots=True)
class AgreeDate:
    """Agree to the suggested date."""


@dataclass(frozen=True, slots=True)
class KeepDate:
    pass


Move = Update | CompleteItem | MoveDate | HandOverItem | AcceptOffer | SuggestDate | NotMine | AgreeDate | KeepDate
