"""What leads answered in the quarterly and semester reviews, as documents quote it: without their names."""

from dataclasses import dataclass
from datetime import date

from conversations.check_in import Subject
from plans.item_events import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewAnswer:
    """The answer that counts about one milestone or short-term outcome in one review."""

    on: date
    subject: Subject
    strategy: str
    """The code of its strategy."""
    code: str
    """A milestone's own code; empty for an outcome."""
    text: str
    status: Status
    cause: str
    is_ours: bool | None
    """Whether the cause is the school's to act on; None if nobody said."""
    recovery: str
    recovery_by: date | None
    evidence: str
