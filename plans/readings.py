"""Readings: what was seen of a measure or a benchmark on a day, and who reported it."""

from dataclasses import dataclass
from datetime import date

from plans.figures import Figure
from plans.item_events import Status
from plans.small_groups import Withheld


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeReading:
    """What was seen of a measure or a benchmark on a day."""

    taken_on: date
    text: str = ""
    """The value as typed."""
    figure: Figure | None = None
    """None without a value, or with one that is not plainly a figure."""
    group_size: int | None = None
    """Of how many students, people or lessons the value speaks, where it has no whole."""
    student_group: str = ""
    """Empty for all students."""
    counts_students: bool = False
    """Whether it was reported as a number of students. Otherwise the outcome's words decide."""
    source: str = ""
    """A file, a link or words."""
    withheld: Withheld | None = None
    """Why the value and the number of students are not shown. Then both are empty here: they stay in the database."""
    row_id: int = 0
    """The stored reading that a withheld value is in."""

    @property
    def has_value(self) -> bool:
        """Whether a value was reported, shown or not."""
        return bool(self.text) or self.withheld is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedReading:
    """A reading with the word of the person who reported it.

    Of a withheld value, neither the word nor the cause is told: both would say how the few students did.
    """

    reading: OutcomeReading
    status: Status
    who: str
    recorded_on: date
    cause: str = ""
    is_ours: bool | None = None
    """Whether the cause is the school's to act on; None if nobody said."""
    recovery: str = ""
    """The step that could change it."""

    @property
    def is_looked_at(self) -> bool:
        return self.status is not Status.NOT_STARTED or self.reading.has_value
