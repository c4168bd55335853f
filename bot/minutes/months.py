"""A month named in a command, such as "October" or "Oct 2026"."""

import re
from calendar import month_name
from dataclasses import dataclass
from datetime import date

from plans.calendar import period_key

_LAST = re.compile(r"(?:^|\s)(?P<month>[a-z]{3,9})\.?(?:,?\s+(?P<year>20\d\d))?\s*$", re.IGNORECASE)
"""The month ends the command: a school may be named after one."""
_NAMES = tuple(name.lower() for name in month_name)


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
    written = match["month"].lower() if match else ""
    month = next((number for number, name in enumerate(_NAMES) if written and name.startswith(written)), 0)
    if match is None or not month:
        return words, None
    return words[: match.start()].strip(), NamedMonth(month, int(match["year"]) if match["year"] else None)
