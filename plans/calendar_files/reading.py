"""Reads a calendar file's content into closings and terms, or into the findings that prevent it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from plans.calendar_files import doubts, listed
from plans.calendar_files.events import LONGEST_CLOSING, DatedEvent, Sorted, sort_out
from plans.calendar_files.terms import split_terms
from plans.dates import PlanYear
from plans.files.findings import Findings, Unreadable
from plans.findings import Finding, FindingCode
from plans.school_calendar import Closing, Term

MEGABYTE = 1024 * 1024
MOST_BYTES = 5 * MEGABYTE


@dataclass(frozen=True, slots=True)
class CalendarReading:
    closings: tuple[Closing, ...] = ()
    terms: tuple[Term, ...] = ()
    others: tuple[DatedEvent, ...] = ()
    """Events that close no school, listed so that a person can check for misreadings."""
    findings: tuple[Finding, ...] = ()
    usable: bool = False
    """False where any finding is an error: nothing is half imported."""


def read(name: str, content: bytes, *, today: date) -> CalendarReading:
    """An .ics file, by its content, or a plain list. `today` settles the year of days written without one."""
    findings = Findings()
    try:
        events = sorted(set(_events(name, content, today, findings)))
    except Unreadable as unreadable:
        return CalendarReading(findings=(*findings.collected, unreadable.finding))
    terms, rest = split_terms(name, events, findings)
    days = sort_out(rest)
    _check(name, days, terms, findings)
    doubts.point_out(name, days.closings, days.others, findings)
    return CalendarReading(days.closings, tuple(terms), days.others, tuple(findings.collected), not findings.any_errors)


def _events(name: str, content: bytes, today: date, findings: Findings) -> list[DatedEvent]:
    if len(content) > MOST_BYTES:
        raise Unreadable(name, FindingCode.CALENDAR_TOO_LARGE, most=MOST_BYTES // MEGABYTE)
    if is_ics(content):
        from plans.calendar_files import ics  # noqa: PLC0415 (with icalendar 3 MB, needed once a year)

        return ics.events(name, content, findings)
    if b"<html" in content[:2000].lower():
        raise Unreadable(name, FindingCode.CALENDAR_IS_A_WEB_PAGE)
    return listed.events(name, content, PlanYear.of(today), findings)


def is_ics(content: bytes) -> bool:
    return b"BEGIN:VCALENDAR" in content[:2000].upper()


def _check(name: str, days: Sorted, terms: Sequence[Term], findings: Findings) -> None:
    for event in days.too_long:
        findings.error(
            f"{name}: {event.title}",
            FindingCode.CLOSING_TOO_LONG,
            first=event.first,
            last=event.last,
            most=LONGEST_CLOSING.days,
        )
    if not days.closings and not terms and not findings.any_errors:
        findings.error(name, FindingCode.NOTHING_CLOSES)
