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
    NO_EVIDENCE = "no_evidence"
    NO_FIGURE = "no_figure"
    GROUP_WITHOUT_SIZE = "group_without_size"
    NO_SIZE = "no_size"
    OTHER_SIZE = "other_size"
    NO_REASON = "no_reason"
    NO_DATE = "no_date"
    DATE_NOT_LATER = "date_not_later"
    DATE_TOO_FAR = "date_too_far"
    FINISHED_LATER = "finished_later"
    NO_RISK = "no_risk"
    NO_STEP = "no_step"
    NOT_ASKED = "not_asked"
    UNKNOWN_RISK = "unknown_risk"
    NOT_YOUR_RISK = "not_your_risk"
    TOO_MANY_RISKS = "too_many_risks"
    DATE_PAST = "date_past"
    ANSWERED_MEANWHILE = "answered_meanwhile"


class DialogRejectionCode(StrEnum):
    """Of any dialog in a thread. Each kind of dialog has its own sentences, in prompts/messages/<kind>.j2."""

    STALE = "stale"
    NOT_LEADER = "not_leader"
    PAUSED = "paused"
    NOT_PAUSED = "not_paused"
    FINISHED = "finished"
    NOTHING_BEFORE = "nothing_before"
    NO_MORE_PROBES = "no_more_probes"
    NO_SUCH_CHOICE = "no_such_choice"
    NO_SUCH_LINE = "no_such_line"
    NO_SUCH_PART = "no_such_part"
    NOT_ASKED_HERE = "not_asked_here"
    NOBODY_QUIET = "nobody_quiet"
    ALREADY_WRITTEN = "already_written"
    EMPTY = "empty"
    TOO_FEW_ASKED = "too_few_asked"


class CauseRejectionCode(StrEnum):
    """Rejections of root cause dialogs only. Their sentences are in prompts/messages/root_cause.j2."""

    NO_SENTENCE = "no_sentence"
    TOO_LONG = "too_long"
    SAME_AS_ABOVE = "same_as_above"
    SAME_CAUSE = "same_cause"
    LOOP = "loop"
    CHANGED_MEANWHILE = "changed_meanwhile"
    ALREADY_ACCEPTED = "already_accepted"
    ALREADY_LINKED = "already_linked"
    ALREADY_EVIDENCE = "already_evidence"
    NO_SUCH_CAUSE = "no_such_cause"
    NEAR_SYMPTOM = "near_symptom"
    REASON_NEEDED = "reason_needed"
    SYMPTOM_IS_NO_ROOT = "symptom_is_no_root"
    CAUSES_BENEATH = "causes_beneath"
    NAME_NEEDED = "name_needed"
    HOW_NEEDED = "how_needed"
    NOT_ASKED = "not_asked"
    ROUND_CLOSED = "round_closed"
    NOT_DECIDED = "not_decided"
    NOT_A_FISHBONE = "not_a_fishbone"


class RolloverRejectionCode(StrEnum):
    """Sentences in prompts/messages/rollover.j2."""

    UNKNOWN = "unknown"
    DECIDED_MEANWHILE = "decided_meanwhile"
    NOT_DECIDED = "not_decided"
    NO_REASON = "no_reason"
    UNDECIDED = "undecided"
    CONFIRMED = "confirmed"
    OVER = "over_already"


RejectionCode = (
    ItemRejectionCode | CheckInRejectionCode | DialogRejectionCode | CauseRejectionCode | RolloverRejectionCode
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """The effect of a move that is not possible. Nothing was recorded."""

    code: RejectionCode
    form_field: StrEnum | None = None
    """The form input to correct, if there is one."""


class RejectedError(Exception):
    """Raised inside the core, where a function returns something else; `advance` turns it into the effect."""

    def __init__(self, code: RejectionCode) -> None:
        super().__init__(code)
        self.rejection = Rejection(code=code)
