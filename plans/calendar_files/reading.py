"""The one way in: a calendar file's content to closings and terms, or the problems that stand in its way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from plans.calendar_files import doubts, ics, listed
from plans.calendar_files.events import LONGEST_CLOSING, DatedEvent, Sorted, sort_out
from plans.calendar_files.terms import split_terms
from plans.dates import PlanYear
from plans.files.problems import Problems, Unreadable
from plans.findings import Finding
from plans.problems import Problem
from plans.school_calendar import Closing, Term

MEGABYTE = 1024 * 1024
MOST_BYTES = 5 * MEGABYTE


@dataclass(frozen=True, slots=True)
class CalendarReading:
    closings: tuple[Closing, ...] = ()
    terms: tuple[Term, ...] = ()
    others: tuple[DatedEvent, ...] = ()
    """Events that close no school, listed so that a person can check for misreadings."""
    problems: tuple[Problem, ...] = ()
    usable: bool = False
    """False where any problem is an error: nothing is half imported."""


def read(name: str, content: bytes, *, today: date) -> CalendarReading:
    """An .ics file, by its content, or a plain list. `today` settles the year of days written without one."""
    problems = Problems()
    try:
        events = sorted(set(_events(name, content, today, problems)))
    except Unreadable as unreadable:
        return CalendarReading(problems=(*problems.collected, unreadable.problem))
    terms, rest = split_terms(name, events, problems)
    days = sort_out(rest)
    _check(name, days, terms, problems)
    doubts.point_out(name, days.closings, days.others, problems)
    return CalendarReading(days.closings, tuple(terms), days.others, tuple(problems.collected), not problems.any_errors)


def _events(name: str, content: bytes, today: date, problems: Problems) -> list[DatedEvent]:
    if len(content) > MOST_BYTES:
        raise Unreadable(name, Finding.CALENDAR_TOO_LARGE, most=MOST_BYTES // MEGABYTE)
    if is_ics(content):
        return ics.events(name, content, problems)
    if b"<html" in content[:2000].lower():
        raise Unreadable(name, Finding.CALENDAR_IS_A_WEB_PAGE)
    return listed.events(name, content, PlanYear.of(today), problems)


def is_ics(content: bytes) -> bool:
    return b"BEGIN:VCALENDAR" in content[:2000].upper()


def _check(name: str, days: Sorted, terms: Sequence[Term], problems: Problems) -> None:
    for event in days.too_long:
        problems.error(
            f"{name}: {event.title}",
            Finding.CLOSING_TOO_LONG,
            first=event.first,
            last=event.last,
            most=LONGEST_CLOSING.days,
        )
    if not days.closings and not terms and not problems.any_errors:
        problems.error(name, Finding.NOTHING_CLOSES)
