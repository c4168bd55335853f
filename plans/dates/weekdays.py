"""Finds weekdays written beside a date that falls on another weekday."""

import re
from collections.abc import Iterator
from datetime import date

from plans.dates.phrases import DateColumn, read_when
from plans.dates.point import UnreadableDate
from plans.dates.year import PlanYear

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:{_MONTH} {_NTH}(?:,? \d{{4}})?|{_NTH} (?:of )?{_MONTH}(?:,? \d{{4}})?"
    r"|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}(?:/(?:\d{4}|\d{2}))?)(?![\d/])"
)
_BEFORE = re.compile(rf"\b(?P<weekday>{_WEEKDAY})[.,]{{0,2}} (?:the )?(?P<date>{_DATE})", re.IGNORECASE)
_AFTER = re.compile(rf"\b(?P<date>{_DATE}),? \(?(?P<weekday>{_WEEKDAY})\b", re.IGNORECASE)


def wrong_weekdays(text: str, year: PlanYear | None) -> Iterator[tuple[str, date]]:
    """Each wrong weekday with the date as written, and the date it names."""
    line = " ".join(text.split())
    for pattern in (_BEFORE, _AFTER):
        for written in pattern.finditer(line):
            day = _day(written["date"], year)
            if day and _WEEKDAYS[day.weekday()] != written["weekday"][:3].lower():
                yield written[0].strip(), day


def _day(text: str, year: PlanYear | None) -> date | None:
    try:
        return read_when(text, role=DateColumn.COMPLETION, year=year).due
    except UnreadableDate:
        return None
