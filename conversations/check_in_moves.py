"""The moves and effects of a check-in.

A move carries who makes it and on which day.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from conversations.check_in_state import Answer, Happened, NoNewsKind, Risk, RiskOutcome, Topic
from conversations.rejections import Rejection
from plans.cause_categories import CauseCategory
from plans.item_events import Status

# ---------------------------------------------------------------- moves


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportStatus:
    """One tap: on track, done or not started."""

    topic: str
    status: Status
    by: str
    on: date
    seen_revision: int = 0
    """The revision of the answer shown with the button; 0 for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAllOnTrack:
    """One tap that reports every unanswered topic on track."""

    by: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainBehind:
    topic: str
    by: str
    on: date
    cause: str
    is_ours: bool | None = None
    """Whether the cause is the school's to act on; None if nobody said."""
    cause_category: CauseCategory | None = None
    recovery: str = ""
    recovery_by: date | None = None
    new_due: date | None = None
    new_due_reason: str = ""
    support: str = ""
    support_from: str = ""
    """Whom to ask for it; empty for the plan's leader."""
    support_by: date | None = None
    seen_revision: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowResult:
    """The evidence of a completed action item or milestone, and its completion day."""

    topic: str
    by: str
    on: date
    evidence: str
    completed_on: date
    seen_revision: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportReading:
    """What the numbers of a benchmark or measure say, beside any word about it."""

    topic: str
    by: str
    on: date
    taken_on: date
    text: str = ""
    """The value as typed."""
    group_size: str = ""
    student_group: str = ""
    """Asked only outside the check-ins, where a benchmark or measure has several readings a day."""
    source: str = ""
    cause: str | None = None
    """Why it was not reached by its date; None if that was not asked."""
    seen_revision: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleDue:
    """Says whether the date that an earlier "behind" moved stands again (`restores`), or the later one stays."""

    topic: str
    restores: bool
    by: str
    on: date
    seen_revision: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRisk:
    """Names a risk, or changes one. Without words, it takes the risk back."""

    risk: str
    mitigation: str
    by: int
    on: date
    owner_id: int
    owner: str
    due: date | None = None
    risk_id: int = 0
    """0 for a new one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRecovery:
    """Says whether the recovery step of the last answer happened."""

    topic: str
    happened: Happened


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportMitigation:
    """Says whether the mitigation of last month's risk happened."""

    risk_id: int
    happened: Happened


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportStep:
    """Says whether a next step of the last minutes happened."""

    step_id: int
    happened: Happened


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRisk:
    """Says what became of last month's risk."""

    risk_id: int
    outcome: RiskOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnPage:
    to: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportNoNews:
    """Says that there is no update this month, or that the person was away."""

    kind: NoNewsKind
    by: str
    on: date


TopicMove = ReportStatus | ExplainBehind | ShowResult | ReportReading | SettleDue
Report = ReportRecovery | ReportMitigation | ReportStep | ReportRisk | ReportNoNews
Move = TopicMove | ReportAllOnTrack | NameRisk | Report | TurnPage


# ---------------------------------------------------------------- effects


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAnswer:
    topic: Topic
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Complete:
    """An action item or a milestone is complete. For a milestone also if only its evidence changed."""

    topic: Topic
    completed_on: date
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen:
    topic: Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveDue:
    topic: Topic
    due: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreDue:
    """Moves the date back to what it was before this round's answer."""

    topic: Topic
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRisk:
    risk: Risk


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveRisk:
    risk: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRecovery:
    topic: Topic
    answer: int
    """The id of the answer that promised the step."""
    happened: Happened


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordMitigation:
    risk: int
    happened: Happened


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordStep:
    step: int
    happened: Happened


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRiskOutcome:
    risk: int
    outcome: RiskOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordNoNews:
    kind: NoNewsKind


class CheckInFormField(StrEnum):
    """The form input that a rejection belongs to."""

    CAUSE = "cause"
    RECOVERY = "recovery"
    RECOVERY_BY = "recovery_by"
    NEW_DUE = "new_due"
    NEW_DUE_REASON = "new_due_reason"
    COMPLETED_ON = "completed_on"
    EVIDENCE = "evidence"
    READING = "reading"
    GROUP_SIZE = "group_size"
    TAKEN_ON = "taken_on"
    RISK = "risk"
    RISK_DUE = "risk_due"


RecordReport = RecordRecovery | RecordMitigation | RecordStep | RecordRiskOutcome | RecordNoNews
Effect = RecordAnswer | Complete | Reopen | MoveDue | RestoreDue | RecordRisk | RemoveRisk | RecordReport | Rejection
