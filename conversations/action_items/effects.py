"""What a move does, and why one cannot be taken."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from conversations.action_items.values import OfferKind, OfferState
from plans.progress import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEvent:
    """Add to the history from which progress is counted."""

    event: Event


class ItemChangeKind(StrEnum):
    """What is kept of every change beside the counted history: who, when and why."""

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
    """Done on behalf of the owner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveTo:
    """The owner from now on; None leaves the item without one."""

    person: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeOffer:
    to: int
    kind: OfferKind
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseOffer:
    """What became of an offer."""

    offer: int
    state: OfferState
    reason: str = ""
    suggested_due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateFollowUp:
    """The next step, which becomes an item of its own with the same owner."""

    text: str
    due: date | None


class News(StrEnum):
    """What somebody else hears of a move. The sentences are in prompts/messages/action_items.j2."""

    DATE_SUGGESTED = "date_suggested"
    DATE_AGREED = "date_agreed"
    DATE_KEPT = "date_kept"
    DECLINED = "declined"
    TAKEN_OVER = "taken_over"
    DATE_MOVED = "date_moved"
    CANCELLED = "cancelled"
    DONE_FOR_YOU = "done_for_you"
    GIVEN_AWAY = "given_away"


CHANGED_FOR_YOU = frozenset({News.DATE_MOVED, News.CANCELLED, News.DONE_FOR_YOU, News.GIVEN_AWAY})
"""Nothing to answer: told in one message with whatever else comes of the same minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifyOwner:
    to: int
    news: News
    reason: str = ""
    due: date | None = None


class ItemRejectionCode(StrEnum):
    """Why a move cannot be taken. The sentences are in prompts/messages/action_items.j2, under these names."""

    IS_DONE = "is_done"
    IS_CANCELLED = "is_cancelled"
    NO_REASON = "no_reason"
    NO_CAUSE = "no_cause"
    NO_DATE = "no_date"
    SAME_DATE = "same_date"
    DATE_PAST = "date_past"
    DATE_TOO_FAR = "date_too_far"
    FINISHED_LATER = "finished_later"
    TO_OWNER = "to_owner"
    OFFER_GONE = "offer_gone"
    NOT_YOUR_OFFER = "not_your_offer"
    NO_STEP = "no_step"


class ItemFormField(StrEnum):
    """The part of a form that a trouble belongs to."""

    REASON = "reason"
    DUE = "due"
    COMPLETED_ON = "completed_on"
    OWNER = "owner"
    NEXT_STEP = "next_step"
    NEXT_DUE = "next_due"


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectItemMove:
    code: ItemRejectionCode
    form_field: ItemFormField | None = None


Effect = RecordEvent | RecordChange | GiveTo | MakeOffer | CloseOffer | CreateFollowUp | NotifyOwner | RejectItemMove
Effects = tuple[Effect, ...]
