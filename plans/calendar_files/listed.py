"""Reads a plain list of days: "Nov 25 - Nov 27, 2026: Thanksgiving break", one per line."""

import re
from collections.abc import Iterator
from datetime import date

from plans.calendar_files.events import DatedEvent
from plans.dates import DateColumn, LeftOut, PlanYear, UnreadableDate, read_when
from plans.dates.column_style import ColumnStyle, DayMonthOrder, order_of
from plans.dates.weekdays import wrong_weekdays
from plans.files.findings import Findings, Unreadable
from plans.findings import FindingCode

MOST_LINES = 5_000
LONGEST_LINE = 500
MOST_CUTS = 8
_CUT = re.compile(r"\t|;|>|\||=|:|\s[-\N{EN DASH}\N{EM DASH}]{1,3}\s|\.{3}|\s{2,}|,\s|\s\(")
_STARTS = re.compile(r"\b(?:starts?|begins?)\b:?", re.IGNORECASE)
_ENDS = re.compile(r"\bends?\b:?", re.IGNORECASE)
_AROUND = " \t:,;-"
_HAS_DAY = re.compile(
    r"\d[/.-]\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? ?\d"
    r"|\d (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d(?:st|nd|rd|th) ",
    re.IGNORECASE,
)
"""A day in digits or with its month. "Quarter 1" and "Labor Day" are names here, though they name a time as well."""


def events(name: str, content: bytes, year: PlanYear | None, findings: Findings) -> list[DatedEvent]:
    """Lines that start with # are comments. Raises Unreadable for a file that is no list."""
    lines = _lines(name, content)
    order = order_of(lines, year)
    if order is DayMonthOrder.MIXED:
        findings.warn(name, FindingCode.CALENDAR_IN_TWO_ORDERS)
    if order in (DayMonthOrder.DAY_FIRST_BY_DAY, DayMonthOrder.DAY_FIRST_BY_YEAR):
        findings.warn(name, FindingCode.CALENDAR_DAY_FIRST)
        lines = [ColumnStyle(day_first=True).spelled_out(line) for line in lines]
    dated: list[DatedEvent] = []
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        where = f"{name}, line {number}"
        if len(text) > LONGEST_LINE or (event := _event(where, text, year, findings)) is None:
            findings.error(where, FindingCode.DAYS_NOT_READ, line=text[:80])
        else:
            dated.append(event)
    return dated


def _lines(name: str, content: bytes) -> list[str]:
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise Unreadable(name, FindingCode.CALENDAR_NOT_TEXT) from error
    if len(lines) > MOST_LINES:
        raise Unreadable(name, FindingCode.TOO_MANY_DAYS, most=MOST_LINES)
    return lines


def _event(where: str, text: str, year: PlanYear | None, findings: Findings) -> DatedEvent | None:
    """Days and name may come in either order; a missing name means closed."""
    for days, title in _readings(text):
        if span := _span(days, year):
            for written, day in wrong_weekdays(days, year):
                findings.warn(where, FindingCode.DATE_WRONG_WEEKDAY, written=written, day=day)
            return DatedEvent(*span, title.strip(" \t-:)") or "Closed")
    return None


def _readings(text: str) -> Iterator[tuple[str, str]]:
    """Splits into days and name, the likeliest first: as many days as possible before a separator."""
    yield from _starts_and_ends(text)
    yield text, ""
    cuts = list(_CUT.finditer(text))[:MOST_CUTS]
    for cut in reversed(cuts):
        yield text[: cut.start()], text[cut.end() :]
    for cut in cuts:
        yield text[cut.end() :], text[: cut.start()]


def _starts_and_ends(text: str) -> Iterator[tuple[str, str]]:
    """ "Semester 1 Starts: Aug 12 Ends: Dec 18".

    Searched word by word: one pattern for all of it would take time that grows with the cube of the line.
    """
    starts = _STARTS.search(text)
    ends = _ENDS.search(text, starts.end()) if starts else None
    if starts is None or ends is None:
        return
    title, first, last = text[: starts.start()], text[starts.end() : ends.start()], text[ends.end() :]
    title = title.rstrip(_AROUND)
    if ":" not in title and first.strip(_AROUND) and last.strip():
        yield f"{first.strip(_AROUND)} - {last.strip()}", title


def _span(days: str, year: PlanYear | None) -> tuple[date, date] | None:
    if not _HAS_DAY.search(days):
        return None
    try:
        when = read_when(days.strip(), role=DateColumn.TIMELINE, year=year)
    except UnreadableDate:
        return None
    if when.due is None or when.ongoing or when.left_out is LeftOut.REMARK:
        return None
    return when.start or when.due, when.due
