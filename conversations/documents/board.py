"""The board packet: where a plan stands, what was learned, which decisions it needs, and which help."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from plans.item_progress import Day
from plans.milestones import MilestoneCounts
from plans.progress import Progress
from plans.school_calendar import Term

UNANSWERED_FOR = timedelta(days=14)
"""A request for support that waits longer needs a decision."""
MOST_CHARACTERS = 150
"""Of a line that somebody typed: two lines of print."""

Line = TypeVar("Line")


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingOnDay:
    day: Day
    progress: Progress
    milestones: MilestoneCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class DebriefLine:
    """A takeaway or an open question of published minutes."""

    period: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseCount:
    cause: str
    actions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionNeeded:
    """A decision that a leader typed."""

    id: int
    text: str
    needed_by: date | None
    recorded_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenHelp:
    """Support that was still needed on a day. It names organizations, not people."""

    code: str
    needed: str
    asked_of: str
    """The organization that was asked."""
    is_outside: bool
    """Whether that is another one than the school. A board doesn't decide what the school answers itself."""
    days_open: int
    days_waiting: int
    """Since that organization was asked."""
    promised_for: date | None
    is_promised: bool
    is_declined: bool

    @property
    def needs_decision(self) -> bool:
        is_unanswered = not self.is_promised and not self.is_declined and self.days_waiting > UNANSWERED_FOR.days
        return self.is_outside and is_unanswered


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockedMilestone:
    """A milestone behind whose cause lies outside the school."""

    code: str
    title: str
    days_late: int
    cause: str


def quarter_of(quarters: Sequence[Term], day: date) -> Term:
    """The quarter that contains the day, or the last that has begun by then; before the year, the first."""
    return ([quarter for quarter in quarters if quarter.first <= day] or quarters[:1])[-1]


def days_of_trend(quarter: Term, day: Day) -> list[Day]:
    """The last day of each month of the quarter that is over by the day, and the day itself."""
    ends = []
    first = quarter.first
    while (end := _month_end(first)) < day.on:
        ends.append(Day(end))
        first = end + timedelta(days=1)
    return [*ends, day]


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def count_causes(causes: Iterable[tuple[str, str]]) -> list[CauseCount]:
    """Of (code of an action item, cause): how many items name each cause, the most frequent first.

    Causes that differ only in capitals, spaces and a final period are one.
    """
    spellings: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for _code, cause in dict.fromkeys((code, cause.strip()) for code, cause in causes):
        key = " ".join(cause.casefold().split()).rstrip(".")
        spellings.setdefault(key, cause)
        counts[key] += 1
    return [CauseCount(cause=spellings[key], actions=count) for key, count in counts.most_common()]


@dataclass(frozen=True, slots=True)
class Shortened:
    text: str
    is_shortened: bool


def shorten(text: str, most: int = MOST_CHARACTERS) -> Shortened:
    """The text in one line, cut at the end of a word."""
    text = " ".join(text.split())
    if len(text) <= most:
        return Shortened(text, is_shortened=False)
    cut = text[:most]
    return Shortened((cut.rpartition(" ")[0] or cut) + " …", is_shortened=True)


def first_of(lines: Sequence[Line], most: int) -> tuple[Sequence[Line], int]:
    """The first lines, and how many more there are."""
    return lines[:most], max(0, len(lines) - most)
