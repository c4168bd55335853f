"""Why a move is not possible: a code for each noun. The sentences are in prompts/messages, under the codes' names."""

from dataclasses import dataclass
from enum import StrEnum


class ItemRejectionCode(StrEnum):
    """Sentences in prompts/messages/action_items.j2."""

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


class CheckInRejectionCode(StrEnum):
    """Sentences in prompts/messages/check_in.j2."""

    CLOSED = "closed"
    UNKNOWN_TOPIC = "unknown_topic"
    NO_CAUSE = "no_cause"
    NO_WAY_FORWARD = "no_way_forward"
    NO_REASON = "no_reason"
    NO_DATE = "no_date"
    DATE_NOT_LATER = "date_not_later"
    DATE_TOO_FAR = "date_too_far"
    FINISHED_LATER = "finished_later"
    NO_RISK = "no_risk"
    ANSWERED_MEANWHILE = "answered_meanwhile"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """The effect of a move that is not possible. Nothing was recorded."""

    code: ItemRejectionCode | CheckInRejectionCode
    form_field: StrEnum | None = None
    """The form input to correct, if there is one."""
