"""Closed days of a school, and the quarters and semesters of its year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from plans.calendar import FIRST_OF_JULY, FIRST_WEEKEND_DAY, ClosedDays, SchoolYear

QUARTERS, SEMESTERS = 4, 2


class TermKind(StrEnum):
    QUARTER = "quarter"
    SEMESTER = "semester"


@dataclass(frozen=True, slots=True, order=True)
class Closing:
    """A holiday, a break or another span without school; first and last day are both closed."""

    first: date
    last: date
    name: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Term:
    kind: TermKind
    number: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day without school: a weekend or a closing, with its name if it has one."""

    on: date
    weekend: bool
    name: str
    next_open: date


@dataclass(frozen=True)
class SchoolCalendar:
    """The calendar of one organization: its own days and those of all above it."""

    closings: tuple[Closing, ...] = ()
    terms: tuple[Term, ...] = ()

    @cached_property
    def closed(self) -> ClosedDays:
        return ClosedDays.spanning((closing.first, closing.last) for closing in self.closings)

    def day_off(self, day: date) -> DayOff | None:
        closing = next((closing for closing in self.closings if closing.first <= day <= closing.last), None)
        weekend = day.weekday() >= FIRST_WEEKEND_DAY
        if not weekend and closing is None:
            return None
        return DayOff(day, weekend, closing.name if closing else "", self.closed.next_school_day(day))

    def quarters(self, year: SchoolYear) -> tuple[Term, ...]:
        """From the calendar, else three months each."""
        given = self._given(TermKind.QUARTER, year)
        if len(given) == QUARTERS:
            return given
        return tuple(Term(TermKind.QUARTER, quarter.number, quarter.first, quarter.last) for quarter in year.quarters())

    def semesters(self, year: SchoolYear) -> tuple[Term, ...]:
        """From the calendar, else two quarters each."""
        given = self._given(TermKind.SEMESTER, year)
        if len(given) == SEMESTERS:
            return given
        q1, q2, q3, q4 = self.quarters(year)
        return (Term(TermKind.SEMESTER, 1, q1.first, q2.last), Term(TermKind.SEMESTER, 2, q3.first, q4.last))

    def _given(self, kind: TermKind, year: SchoolYear) -> tuple[Term, ...]:
        return tuple(sorted(term for term in self.terms if term.kind is kind and year.first <= term.first <= year.last))


def inherited(lineage: Sequence[SchoolCalendar]) -> SchoolCalendar:
    """Merge calendars from the organization upward: all closings count; terms come from the nearest that has any."""
    closings = {closing for calendar in lineage for closing in calendar.closings}
    terms: dict[tuple[TermKind, int, int], Term] = {}
    for calendar in lineage:
        years_of_own = {_year_and_kind(term) for term in calendar.terms}
        own_terms = {(kind, year) for kind, year, _number in terms}
        for term in calendar.terms:
            if _year_and_kind(term) in years_of_own - own_terms:
                terms[*_year_and_kind(term), term.number] = term
    return SchoolCalendar(tuple(sorted(closings)), tuple(sorted(terms.values())))


def _year_and_kind(term: Term) -> tuple[TermKind, int]:
    return term.kind, SchoolYear.of(term.first, FIRST_OF_JULY).begins


def years_covered(closings: Iterable[Closing], terms: Iterable[Term]) -> list[SchoolYear]:
    """The school years in a calendar file."""
    firsts = [*(closing.first for closing in closings), *(term.first for term in terms)]
    return sorted({SchoolYear.of(first) for first in firsts}, key=lambda year: year.begins)
