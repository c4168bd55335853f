"""Where dates and targets go in the next school year, against days looked up on a paper calendar."""

from __future__ import annotations

from datetime import date

import pytest

from plans.calendar import SchoolYear
from plans.next_year import first_day, is_covered, milestone_due, moved, targets_left, year_after
from plans.school_calendar import Closing, SchoolCalendar, Term, TermKind

OLD, NEW = SchoolYear(2026), SchoolYear(2027)
WINTER = Closing(date(2027, 12, 20), date(2027, 12, 31), "Winter break")
LABOR_DAY = Closing(date(2027, 9, 6), date(2027, 9, 6), "Labor Day")
QUARTERS = (
    Term(TermKind.QUARTER, 1, date(2027, 8, 16), date(2027, 10, 15)),
    Term(TermKind.QUARTER, 2, date(2027, 10, 18), date(2027, 12, 17)),
    Term(TermKind.QUARTER, 3, date(2028, 1, 4), date(2028, 3, 10)),
    Term(TermKind.QUARTER, 4, date(2028, 3, 13), date(2028, 5, 26)),
)
CALENDAR = SchoolCalendar((WINTER, LABOR_DAY), QUARTERS)


def test_the_year_begins_with_its_first_term() -> None:
    assert year_after(OLD) == NEW
    assert first_day(NEW, CALENDAR) == date(2027, 8, 16)
    assert is_covered(NEW, CALENDAR)


def test_without_a_calendar_it_begins_on_the_first_of_july() -> None:
    assert first_day(NEW, SchoolCalendar()) == date(2027, 7, 1)
    assert not is_covered(NEW, SchoolCalendar())


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 17), date(2027, 11, 17)),  # a Wednesday
        (date(2026, 12, 18), date(2027, 12, 17)),  # a Saturday before the break: the Friday
        (date(2026, 11, 21), date(2027, 11, 22)),  # a Sunday: the Monday
        (date(2026, 9, 6), date(2027, 9, 7)),  # Labor Day itself, after a weekend: the Tuesday
        (date(2026, 7, 20), date(2027, 8, 16)),  # before school begins: its first day
        (date(2025, 11, 17), date(2027, 11, 17)),  # late for a year already
        (date(2024, 2, 29), date(2028, 2, 28)),  # stepping over years that have no February 29
        (date(2027, 10, 1), date(2027, 10, 1)),  # in the new year already
        (date(2029, 6, 15), date(2029, 6, 15)),  # later still
    ],
)
def test_a_date_moves_to_the_same_day_or_the_nearest_school_day(day: date, expected: date) -> None:
    assert moved(day, NEW, CALENDAR) == expected


def test_a_milestone_due_by_its_quarter_is_due_by_it_again() -> None:
    old_quarters = tuple(
        Term(TermKind.QUARTER, number, first, last)
        for number, first, last in [
            (1, date(2026, 8, 17), date(2026, 10, 16)),
            (2, date(2026, 10, 19), date(2026, 12, 18)),
            (3, date(2027, 1, 5), date(2027, 3, 12)),
            (4, date(2027, 3, 15), date(2027, 5, 28)),
        ]
    )
    calendar = SchoolCalendar((WINTER,), (*old_quarters, *QUARTERS))

    assert milestone_due(date(2026, 12, 18), "Q2", OLD, calendar) == date(2027, 12, 17)
    assert milestone_due(date(2027, 3, 12), "3", OLD, calendar) == date(2028, 3, 10)
    assert milestone_due(date(2027, 2, 1), "Q3", OLD, calendar) == date(2028, 2, 1)
    assert milestone_due(None, "", OLD, calendar) is None


def test_the_second_target_becomes_the_first() -> None:
    assert targets_left(["60%", "75%", "90%"]) == ("75%", "90%")
    assert targets_left(["60%"]) == ()
    assert targets_left([]) == ()
