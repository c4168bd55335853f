"""A month named in a command, such as "October" or "Oct 2026"."""

import re
from dataclasses import dataclass
from datetime import date

from plans.calendar import period_key
from plans.dates.point import MONTHS

_LAST = re.compile(
    rf"(?:^|\s)(?P<month>{'|'.join(MONTHS)})[a-z]{{0,6}}\.?(?:,?\s+(?P<year>20\d\d))?\s*$", re.IGNORECASE
)
"""The month ends the command: a school may be named after one."""


@dataclass(frozen=True, slots=True)
class NamedMonth:
    month: int
    year: int | None

    def period(self, plan_starts_on: date) -> str:
        """The period's key; without a year, the month of the plan's school year."""
        year = self.year or plan_starts_on.year + (self.month < plan_starts_on.month)
        return period_key(date(year, self.month, 1))


def named_month(words: str) -> tuple[str, NamedMonth | None]:
    """The words without the month that ends them, and the month."""
    match = _LAST.search(words)
    if match is None:
        return words, None
    month = [name.lower() for name in MONTHS].index(match["month"].lower()) + 1
    return words[: match.start()].strip(), NamedMonth(month, int(match["year"]) if match["year"] else None)
