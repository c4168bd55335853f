"""The school year of a plan, and spans of days in it."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Self

from plans.calendar import SchoolYear

MONTHS_A_YEAR = 12

_LABEL = re.compile(r"(?:sy|school year)? ?'?(\d{4}|\d{2}) ?[-/] ?'?(\d{4}|\d{2})(?: sy| (?:school |academic )?year)?")


@dataclass(frozen=True, slots=True)
class Span:
    """From a day to a day, both included."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class PlanYear:
    """A school year, with its quarters if the school's are not three months each."""

    school_year: SchoolYear
    own_quarters: tuple[Span, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Parse "2012-13", "2012-13 school year", "SY12-13" and "'12-'13"; two digits alone ("9-10") are no year."""
        match = _LABEL.fullmatch(text.strip().lower())
        if not match or (len(match[1]) < 4 and not text.strip().lower().startswith(("s", "'"))):  # noqa: PLR2004 - digits
            return None
        begins = int(match[1]) if len(match[1]) > 2 else 2000 + int(match[1])  # noqa: PLR2004 - digits
        if not str(begins + 1).endswith(match[2]):
            return None
        return cls(SchoolYear(begins))

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(SchoolYear.of(day))

    @property
    def first(self) -> int:
        return self.school_year.begins

    @property
    def span(self) -> Span:
        return Span(self.school_year.first, self.school_year.last)

    def quarter(self, number: int) -> Span:
        if self.own_quarters:
            return self.own_quarters[number - 1]
        quarter = self.school_year.quarters()[number - 1]
        return Span(quarter.first, quarter.last)

    def year_of_month(self, month: int) -> int:
        """The calendar year of a month written without one."""
        return self.first if month >= self.span.start.month else self.first + 1


def month_span(year: int, month: int, months: int = 1) -> Span:
    """Whole months, starting with the given one."""
    last_index = month - 1 + months - 1
    last_year, last_month = year + last_index // MONTHS_A_YEAR, last_index % MONTHS_A_YEAR + 1
    return Span(date(year, month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1]))
