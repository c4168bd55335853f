"""The effects of a move, and the codes of rejected ones."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from conversations.action_items.values import OfferKind, OfferState
from conversations.rejections import Rejection
from plans.item_events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEvent:
    """Add an event to the history from which progress is counted."""

    event: Event


class ItemChangeKind(StrEnum):
    """The kind of change in the item's log, which stores who, when and why beside the counted history."""

    UPDATED = "updated"
    FINISHED = "finished"
    DATE_MOVED = "date_moved"
    CANCELLED = "cancelled"
    REASSIGNED = "reassigned"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DATE_SUGGESTED = "date_suggested"
    DATE_AGREED = "date_agreed"
    DATE_KEPT = "date_kept"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordChange:
    change: ItemChangeKind
    reason: str = ""
    for_other: bool = False
    """Whether someone else did the owner's work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveTo:
    """Set the owner; None leaves the item without one."""

    person: int | None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeOffer:
    to: int
    kind: OfferKind
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseOffer:
    """Set the state of an offer."""

    offer: int
    state: OfferState
    reason: str = ""
    suggested_due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateFollowUp:
    """Create the next step as an item with the same owner."""

    text: str
    due: date | None


class News(StrEnum):
    """The news of a move for another person. The sentences are in prompts/messages/action_items.j2."""

    DATE_SUGGESTED = "date_suggested"
    DATE_AGREED = "date_agreed"
    DATE_KEPT = "date_kept"
    DECLINED = "declined"
    TAKEN_OVER = "taken_over"
    DATE_MOVED = "date_moved"
    DATE_MOVED_BACK = "date_moved_back"
    """Undone by who moved it: the date that was moved stands again."""
    CANCELLED = "cancelled"
    REOPENED = "reopened"
    DONE_FOR_YOU = "done_for_you"
    GIVEN_AWAY = "given_away"


MOVED = frozenset({News.DATE_MOVED, News.DATE_MOVED_BACK})
CHANGED_FOR_YOU = MOVED | {News.CANCELLED, News.REOPENED, News.DONE_FOR_YOU, News.GIVEN_AWAY}
"""News that needs no answer. It is gathered with others into one message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifyOwner:
    to: int
    news: News
    reason: str = ""
    due: date | None = None
    old_due: date | None = None
    """Of a date that has moved: what it was."""


class ItemFormField(StrEnum):
    """The form input that a rejection belongs to."""

    REASON = "reason"
    DUE = "due"
    COMPLETED_ON = "completed_on"
    OWNER = "owner"
    NEXT_STEP = "next_step"
    NEXT_DUE = "next_due"


Effect = RecordEvent | RecordChange | GiveTo | MakeOffer | CloseOffer | CreateFollowUp | NotifyOwner | Rejection
Effects = tuple[Effect, ...]
