"""Terms and half terms: England's three, and the four numbered ones of Australia and New Zealand.

Each council or state sets its own days, so these are whole or half months, close enough for a report. The file's
findings say so once per column.
"""

import re
from datetime import date, timedelta

from plans.dates.year import PlanYear, Span

_ENGLISH = {
    ("autumn", ""): ((9, 1), (12, 20)),
    ("autumn", "1"): ((9, 1), (10, 25)),
    ("autumn", "2"): ((11, 1), (12, 20)),
    ("spring", ""): ((1, 3), (3, 31)),
    ("spring", "1"): ((1, 3), (2, 15)),
    ("spring", "2"): ((2, 20), (3, 31)),
    ("summer", ""): ((4, 15), (7, 22)),
    ("summer", "1"): ((4, 15), (5, 25)),
    ("summer", "2"): ((6, 1), (7, 22)),
}
_NUMBERED = {
    "1": ((2, 1), (4, 10)),
    "2": ((4, 27), (7, 3)),
    "3": ((7, 20), (9, 25)),
    "4": ((10, 12), (12, 18)),
}
_HALF_TERMS = {"october": ("autumn", "1"), "february": ("spring", "1"), "may": ("summer", "1")}
"""The holiday that ends each first half, named by its month."""

TERM = re.compile(
    r"(?:the )?(?:(?P<season>autumn|spring|summer)(?: (?P<half>[12])| term(?: ?(?P<half2>[12]))?)"
    r"|(?P<month>october|february|may|autumn|spring|summer) half[ -]?term(?: (?:break|holidays?))?"
    r"|term (?P<number>[1-4]))(?:,? (?:of )?(?P<year>\d{4}))?"
)
NAMES_TERM = re.compile(r"\b(?:(?:autumn|spring|summer) (?:[12]\b|term)|half[ -]?term\b|term [1-4]\b)", re.IGNORECASE)


def term_span(named: re.Match[str], printed_year: int | None, year: PlanYear) -> Span:
    if month := named["month"]:
        key = (month, "1") if month in {"autumn", "spring", "summer"} else _HALF_TERMS[month]
        before = _span(_ENGLISH[key], printed_year, year).end
        return Span(before, before)
    if number := named["number"]:
        return _span(_NUMBERED[number], printed_year, year)
    return _span(_ENGLISH[named["season"], named["half"] or named["half2"] or ""], printed_year, year)


def _span(days: tuple[tuple[int, int], tuple[int, int]], printed_year: int | None, year: PlanYear) -> Span:
    """A term lies in one calendar year; July ends the school year that English and American plans share."""
    (first_month, first_day), (last_month, last_day) = days
    when = printed_year or year.year_of_month(first_month)
    return Span(date(when, first_month, first_day), _friday(date(when, last_month, last_day)))


def _friday(day: date) -> date:
    """School ends on a Friday: the day itself or the last Friday before it."""
    return day - timedelta(days=(day.weekday() - 4) % 7)
