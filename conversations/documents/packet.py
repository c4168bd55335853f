"""What a monitor's packet lists beside the signed documents."""

from dataclasses import dataclass
from datetime import date

from conversations.highlight import Change, Modification
from plans.readings import OutcomeReading

NO_ADJUSTMENTS = frozenset({Change.BACK_ON_TRACK, Change.BEHIND_AGAIN})
"""What became of an earlier change: news of a month, and no change of the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedChange:
    """A change of the plan, and the leader who confirmed it when the month's minutes were drafted."""

    change: Modification
    confirmed_by: str = ""
    """Empty while nobody has."""
    confirmed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLine:
    """What was named or shown as evidence, on the day on which it was recorded."""

    on: date
    code: str
    """Of the action item or milestone; for a benchmark or measure, that of its strategy or goal."""
    text: str
    """What it is evidence of."""
    words: str
    reading: OutcomeReading | None = None
    """The value that the words are the source of."""
    name: str = ""
    """The file's name."""
    link: str = ""
