"""A school year's rounds: what is asked when, and on which days those who have not answered hear of it again."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans import calendar_files
from plans.cadences import Cadence, Nudges, Rhythm, evidence, nudges, occasions
from plans.calendar import ClosedDays, MonthlyDay, SchoolYear
from plans.school_calendar import (
    Closing,
    SchoolCalendar,
    Term,
    TermKind,
    inherited,
)

YEAR = Rhythm(asks_on=MonthlyDay.named("3rd tue"), open_days=7, starts_on=date(2026, 7, 1), ends_on=date(2027, 6, 30))


@pytest.fixture(scope="module")
def district() -> SchoolCalendar:
    path = Path(__file__).parents[2] / "examples" / "calendar.ics"
    actual = calendar_files.read(path.name, path.read_bytes(), today=date(2026, 8, 3))
    return SchoolCalendar(actual.closings, actual.terms)


def test_a_year_of_a_district_with_its_own_calendar(district: SchoolCalendar) -> None:
    listed = [f"{each.opens_on} {each.period} to {each.last_day}" for each in occasions(YEAR, district)]

    assert (
        listed
        == [
            "2026-08-18 2026-08 to 2026-08-24",
            "2026-09-15 2026-09 to 2026-09-21",
            "2026-10-07 2026-Q1 to 2026-10-16",
            "2026-10-20 2026-10 to 2026-10-26",
            "2026-11-17 2026-11 to 2026-11-23",
            "2026-11-24 2026-S1 to 2026-12-03",
            "2026-12-09 2026-Q2 to 2026-12-18",
            "2026-12-15 2026-12 to 2026-12-21",
            "2027-01-19 2027-01 to 2027-01-25",
            "2027-02-16 2027-02 to 2027-02-22",
            "2027-03-03 2026-Q3 to 2027-03-12",
            "2027-03-16 2027-03 to 2027-03-22",
            "2027-04-20 2027-04 to 2027-04-26",
            "2027-05-14 2026-S2 to 2027-05-23",
            "2027-05-18 2027-05 to 2027-05-24",
            "2027-05-21 2026-27 to 2027-06-04",
            "2027-05-26 2026-Q4 to 2027-06-04",
            "2027-06-15 2027-06 to 2027-06-21",
        ][: len(listed)]
    )
    assert len(listed) >= 17


closings = st.builds(
    lambda first, length: Closing(first, first + timedelta(days=length)),
    st.dates(date(2026, 7, 1), date(2027, 6, 30)),
    st.integers(0, 40),
)


@given(st.lists(closings, max_size=12).map(tuple))
def test_no_round_opens_on_a_closed_day_and_none_twice(closed: tuple[Closing, ...]) -> None:
    calendar = SchoolCalendar(closed)
    actual = occasions(YEAR, calendar)

    assert all(calendar.closed.is_open(each.opens_on) for each in actual)
    assert len({(each.cadence, each.period) for each in actual}) == len(actual)
    assert all(each.opens_on <= each.last_day for each in actual)


@given(st.lists(closings, max_size=12).map(tuple), st.dates(date(2026, 8, 1), date(2027, 6, 1)), st.integers(0, 20))
def test_nudges_come_at_most_twice_on_school_days_after_the_opening(
    closed: tuple[Closing, ...], opened_on: date, length: int
) -> None:
    days = SchoolCalendar(closed).closed
    actual = nudges(opened_on, opened_on + timedelta(days=length), days)

    text = [day for day in (actual.half_time, actual.last_day) if day is not None]
    assert len(text) == len(set(text))
    assert all(days.is_open(day) and opened_on < day <= opened_on + timedelta(days=length) for day in text)


def test_a_week_is_nudged_at_half_time_and_on_its_last_day() -> None:
    week = nudges(date(2026, 11, 17), date(2026, 11, 23), ClosedDays())

    assert week == Nudges(date(2026, 11, 20), date(2026, 11, 23))


def test_a_week_that_ends_in_a_break_is_nudged_before_it(district: SchoolCalendar) -> None:
    assert nudges(date(2026, 12, 15), date(2026, 12, 21), district.closed).last_day == date(2026, 12, 18)


def test_evidence_is_asked_for_two_weeks_after_the_activity_on_a_school_day(district: SchoolCalendar) -> None:
    occasion = evidence("1.1", date(2026, 12, 10), district)

    assert (occasion.cadence, occasion.period) == (Cadence.EVIDENCE, "2027-01-E1.1")
    assert occasion.opens_on == date(2027, 1, 5)


def test_a_school_inherits_the_days_of_its_district_and_may_have_terms_of_its_own() -> None:
    labor_day = Closing(date(2026, 9, 7), date(2026, 9, 7), "Labor Day")
    fair = Closing(date(2026, 10, 2), date(2026, 10, 2), "County fair")
    theirs = tuple(Term(TermKind.SEMESTER, n, date(2026, 7 + n, 1), date(2026, 8 + n, 1)) for n in (1, 2))
    own = tuple(Term(TermKind.SEMESTER, n, date(2026, 8 + n, 1), date(2026, 9 + n, 1)) for n in (1, 2))

    calendar = inherited([SchoolCalendar((fair,), own), SchoolCalendar((labor_day,), theirs)])

    assert calendar.closings == (labor_day, fair)
    assert calendar.semesters(SchoolYear(2026)) == own
    assert inherited([SchoolCalendar(), SchoolCalendar((), theirs)]).semesters(SchoolYear(2026)) == theirs


def test_without_a_calendar_quarters_are_three_months_and_semesters_two_quarters() -> None:
    year = SchoolYear(2026)

    assert SchoolCalendar().quarters(year)[1].last == date(2026, 12, 31)
    assert [each.last for each in SchoolCalendar().semesters(year)] == [date(2026, 12, 31), date(2027, 6, 30)]
