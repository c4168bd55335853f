"""The moves and effects of a check-in.

A move carries who makes it and on which day.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from conversations.check_in_state import Answer, Risk, Topic
from conversations.rejections import Rejection
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
    recovery: str = ""
    new_due: date | None = None
    new_due_reason: str = ""
    support: str = ""
    support_from: str = ""
    """Whom to ask for it; empty for the plan's leader."""
    support_by: date | None = None
    seen_revision: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowResult:
    """The evidence of a completed action item or milestone, and its completion day.

    For a measure or benchmark: the number or the evidence, with any status.
    """

    topic: str
    by: str
    on: date
    evidence: str
    completed_on: date
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
class TurnPage:
    to: int


Move = ReportStatus | ReportAllOnTrack | ExplainBehind | ShowResult | NameRisk | TurnPage


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
class RecordRisk:
    risk: Risk


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveRisk:
    risk: int


class CheckInFormField(StrEnum):
    """The form input that a rejection belongs to."""

    CAUSE = "cause"
    RECOVERY = "recovery"
    NEW_DUE = "new_due"
    NEW_DUE_REASON = "new_due_reason"
    COMPLETED_ON = "completed_on"
    EVIDENCE = "evidence"
    RISK = "risk"
    RISK_DUE = "risk_due"


Effect = RecordAnswer | Complete | Reopen | MoveDue | RecordRisk | RemoveRisk | Rejection
