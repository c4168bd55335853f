"""Holidays that people name instead of a date ("by Thanksgiving").

Breaks are not here, as each district has its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

WEEK = 7
MONDAY, THURSDAY = 0, 3


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day of a month, or the first such weekday on or after it."""

    month: int
    day: int
    weekday: int | None = None

    def day_in(self, year: int) -> date:
        earliest = date(year, self.month, self.day)
        if self.weekday is None:
            return earliest
        return earliest + timedelta(days=(self.weekday - earliest.weekday()) % WEEK)


_COLUMBUS = Holiday(10, 8, MONDAY)
_NEW_YEAR = Holiday(1, 1)
_KING = Holiday(1, 15, MONDAY)

HOLIDAYS: Mapping[str, Holiday] = MappingProxyType(
    {
        "independence day": Holiday(7, 4),
        "labor day": Holiday(9, 1, MONDAY),
        "columbus day": _COLUMBUS,
        "indigenous peoples day": _COLUMBUS,
        "halloween": Holiday(10, 31),
        "veterans day": Holiday(11, 11),
        "thanksgiving": Holiday(11, 22, THURSDAY),
        "thanksgiving day": Holiday(11, 22, THURSDAY),
        "christmas": Holiday(12, 25),
        "new year": _NEW_YEAR,
        "new years": _NEW_YEAR,
        "new years day": _NEW_YEAR,
        "mlk day": _KING,
        "martin luther king day": _KING,
        "martin luther king jr day": _KING,
        "presidents day": Holiday(2, 15, MONDAY),
        "memorial day": Holiday(5, 25, MONDAY),
        "juneteenth": Holiday(6, 19),
    }
)
"""By name, without apostrophes."""

OFTEN_OPEN = frozenset({"halloween", "columbus day", "indigenous peoples day"})


def usual_closing(day: date) -> str:
    """The name of the holiday, or of the days around it, on which most American schools close; else ""."""
    thanksgiving = HOLIDAYS["thanksgiving day"].day_in(day.year)
    if day == thanksgiving + timedelta(days=1):
        return "day after thanksgiving"
    if (day.month, day.day) >= WINTER_BREAK_FROM:
        return "winter break"
    names = (name for name, holiday in HOLIDAYS.items() if name not in OFTEN_OPEN and holiday.day_in(day.year) == day)
    return next(names, "")


WINTER_BREAK_FROM = (12, 24)
"""Month and day, to the end of the year."""

USUALLY_CLOSED = (
    "labor day",
    "indigenous peoples day",
    "veterans day",
    "thanksgiving",
    "mlk day",
    "presidents day",
    "memorial day",
    "juneteenth",
)
"""Holidays of the months with school."""
WINTER_BREAK = "winter break"


def usual_closings(first: date, last: date) -> dict[str, tuple[date, date]]:
    """First and last day of the holidays on which American schools usually close, by name, within a school year."""
    spans = {name: _span(name, HOLIDAYS[name], first) for name in USUALLY_CLOSED}
    spans[WINTER_BREAK] = (date(first.year, *WINTER_BREAK_FROM), _NEW_YEAR.day_in(first.year + 1))
    inside = {name: span for name, span in spans.items() if first <= span[0] and span[1] <= last}
    return dict(sorted(inside.items(), key=lambda named: named[1]))


def _span(name: str, holiday: Holiday, first: date) -> tuple[date, date]:
    """The one in the school year that begins on `first`; Thanksgiving with the day after."""
    day = holiday.day_in(first.year)
    day = day if day >= first else holiday.day_in(first.year + 1)
    return day, day + timedelta(days=1) if name == "thanksgiving" else day
