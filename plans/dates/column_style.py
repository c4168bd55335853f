"""The date style of a whole column, for cells that can be read in two ways."""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from plans.dates.point import MONTHS
from plans.dates.year import PlanYear, Span

MONTHS_A_YEAR = 12
_EARLY, _LATE = timedelta(days=92), timedelta(days=92)

_NUMERIC = re.compile(
    r"(?<![\d/.-])(?P<first>\d{1,2})(?P<mark>[/.-])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})(?![\d/-])"
)
_WITHOUT_YEAR = re.compile(r"(?<![\d/.-])(?P<first>\d{1,2})/(?P<second>\d{1,2})(?![\d/.-])")
_MONTH_AND_NUMBER = re.compile(
    r"\b(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.? ?(?P<number>\d{1,2})\b(?!,? ?(?:\d{4}|'\d))(?![/.:-]\d)",
    re.IGNORECASE,
)
_MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})|\bterm\b|\b(?:spring|summer|fall|autumn|winter)\b", re.IGNORECASE)


class DayMonthOrder(Enum):
    MONTH_FIRST = auto()
    DAY_FIRST_BY_DAY = auto()
    """Numbers above 12 come first, and none comes second."""
    DAY_FIRST_BY_YEAR = auto()
    """Only this order puts the dates in the plan's year."""
    MIXED = auto()
    """Numbers above 12 come first in some cells and second in others."""


@dataclass(frozen=True, slots=True)
class ColumnStyle:
    day_first: bool = False
    short_years: frozenset[int] = frozenset()
    """Numbers after a month that mean a year ("July 27"), not a day."""

    def spelled_out(self, text: str) -> str:
        """Rewrite the text's dates in an unambiguous form."""
        if self.day_first:
            text = _NUMERIC.sub(r"\g<year>-\g<second>-\g<first>", _with_whole_years(text))
            text = _WITHOUT_YEAR.sub(_day_and_month, text)
        if self.short_years:
            text = _MONTH_AND_NUMBER.sub(self._month_and_year, text)
        return text

    def _month_and_year(self, written: re.Match[str]) -> str:
        number = int(written["number"])
        return f"{written['month']} {2000 + number}" if number in self.short_years else written[0]


MONTH_FIRST = ColumnStyle()


def _with_whole_years(text: str) -> str:
    def whole(written: re.Match[str]) -> str:
        year = written["year"] if len(written["year"]) == len("2026") else f"20{written['year']}"
        return f"{written['first']}/{written['second']}/{year}"

    return _NUMERIC.sub(whole, text)


def _day_and_month(written: re.Match[str]) -> str:
    day, month = int(written["first"]), int(written["second"])
    return f"{day} {MONTHS[month - 1]}" if 1 <= month <= MONTHS_A_YEAR else written[0]


def order_of(texts: Iterable[str], year: PlanYear | None) -> DayMonthOrder:
    """From numbers that can only be a day; without any, from the plan's year."""
    pairs = [
        (int(written["first"]), int(written["second"]), int(written["year"]) % 2000 + 2000)
        for text in texts
        for written in _NUMERIC.finditer(text)
    ]
    first_is_day = any(first > MONTHS_A_YEAR >= second for first, second, _ in pairs)
    second_is_day = any(second > MONTHS_A_YEAR >= first for first, second, _ in pairs)
    if first_is_day and second_is_day:
        return DayMonthOrder.MIXED
    if first_is_day:
        return DayMonthOrder.DAY_FIRST_BY_DAY
    if second_is_day or year is None:
        return DayMonthOrder.MONTH_FIRST
    window = own_years(year)
    fitting_day_first = sum(_lies_in(window, when, second, first) for first, second, when in pairs)
    fitting_month_first = sum(_lies_in(window, when, first, second) for first, second, when in pairs)
    fits_better = fitting_day_first == len(pairs) > fitting_month_first
    return DayMonthOrder.DAY_FIRST_BY_YEAR if fits_better else DayMonthOrder.MONTH_FIRST


def _lies_in(window: Span, year: int, month: int, day: int) -> bool:
    with suppress(ValueError):
        return window.start <= date(year, month, day) <= window.end
    return False


def own_years(year: PlanYear, until: int | None = None) -> Span:
    """The plan's school years with the spring before and the summer after, as work begins early and ends late."""
    last = year.span.end if until is None else year.span.end.replace(year=max(until, year.first + 1))
    return Span(year.span.start - _EARLY, last + _LATE)


def short_years(texts: Sequence[str], year: PlanYear | None) -> frozenset[int]:
    """The years "26" and "27" of a plan for 2026-27, if each month of the column has one of them or nothing."""
    if year is None:
        return frozenset()
    own = frozenset((year.first + later) % 100 for later in (0, 1))
    numbers = [int(written["number"]) for text in texts for written in _MONTH_AND_NUMBER.finditer(text)]
    others = [text for text in texts if _MONTH.search(text) and not _MONTH_AND_NUMBER.search(text)]
    has_days = any(re.search(r"\d{1,2}[/.-]\d|\d(?:st|nd|rd|th)\b", text) for text in texts) or any(
        re.search(rf"(?<!\d)\d{{1,2}},? \d{{4}}|\d (?:of )?(?:{'|'.join(MONTHS)})", text, re.IGNORECASE)
        for text in texts
    )
    if not numbers or has_days or not own.issuperset(numbers):
        return frozenset()
    return own if len(numbers) + len(others) > 1 else frozenset()
