"""The school's calendar: the day and the hour at which people are asked."""

import calendar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.calendar import (
    LAST,
    ClosedDays,
    MonthDay,
    MonthlyDay,
    SchoolYear,
    Window,
    next_round_day,
    opens_at,
    period_key,
)

NINE = time(9, 0)
THIRD_TUESDAY = MonthlyDay.named("3rd tue")
NEW_YORK = ZoneInfo("America/New_York")
WINTER_BREAK = ClosedDays.spanning([(date(2026, 12, 14), date(2027, 1, 3))])

days = st.dates(date(2000, 1, 1), date(2040, 12, 31))
times = st.times().map(lambda at: at.replace(microsecond=0))
zones = st.sampled_from(sorted(available_timezones() - {"localtime", "Factory"})).map(ZoneInfo)
cadences = st.builds(MonthlyDay, st.sampled_from([1, 2, 3, 4, LAST]), st.integers(0, 6))


@pytest.mark.parametrize("name", ["2026-27", "2026-2027", "2026–27", "2026/27", " 2026 - 27 "])
def test_a_school_year_runs_from_july_to_june(name: str) -> None:
    year = SchoolYear.named(name)

    assert (year.first, year.last, year.name) == (date(2026, 7, 1), date(2027, 6, 30), "2026-27")


@pytest.mark.parametrize("name", ["2026-28", "2026", "26-27", "next year", ""])
def test_what_is_not_a_school_year_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"2026|school year"):
        SchoolYear.named(name)


def test_the_turn_of_a_century_keeps_its_name() -> None:
    assert SchoolYear.named("2099-00").name == SchoolYear.named("2099-2100").name == "2099-00"


def test_quarters_are_three_months_each() -> None:
    quarters = SchoolYear.named("2026-27").quarters()

    assert [(q.number, q.first, q.last) for q in quarters] == [
        (1, date(2026, 7, 1), date(2026, 9, 30)),
        (2, date(2026, 10, 1), date(2026, 12, 31)),
        (3, date(2027, 1, 1), date(2027, 3, 31)),
        (4, date(2027, 4, 1), date(2027, 6, 30)),
    ]


@given(days, st.builds(MonthDay, st.integers(1, 12), st.integers(1, 28)))
def test_every_day_lies_in_one_quarter_of_its_own_school_year(day: date, starts_on: MonthDay) -> None:
    year = SchoolYear.of(day, starts_on)

    assert year.first <= day <= year.last
    assert sum(quarter.first <= day <= quarter.last for quarter in year.quarters()) == 1
    assert SchoolYear.named(year.name, starts_on) == year


def test_the_third_tuesday() -> None:
    assert THIRD_TUESDAY.in_month(2026, 11) == date(2026, 11, 17)
    assert MonthlyDay(LAST, calendar.FRIDAY).in_month(2026, 10) == date(2026, 10, 30)


@given(cadences, st.integers(2000, 2040), st.integers(1, 12))
def test_the_nth_weekday_is_that_weekday_in_the_nth_week(cadence: MonthlyDay, year: int, month: int) -> None:
    day = cadence.in_month(year, month)

    assert (day.year, day.month, day.weekday()) == (year, month, cadence.weekday)
    if cadence.nth == LAST:
        assert (day + timedelta(days=7)).month != month
    else:
        assert (day.day - 1) // 7 + 1 == cadence.nth


@pytest.mark.parametrize(("nth", "weekday"), [(5, 1), (0, 1), (3, 7)])
def test_a_day_that_some_months_lack_is_no_cadence(nth: int, weekday: int) -> None:
    with pytest.raises(ValueError, match="weekday"):
        MonthlyDay(nth, weekday)


def test_the_next_round_is_later_than_the_last_one() -> None:
    assert next_round_day(date(2026, 11, 16), THIRD_TUESDAY) == date(2026, 11, 17)
    assert next_round_day(date(2026, 11, 17), THIRD_TUESDAY) == date(2026, 12, 15)


def test_a_round_on_a_closed_day_waits_for_the_next_school_day() -> None:
    holiday = ClosedDays.spanning([(date(2026, 11, 17), date(2026, 11, 20))])

    assert next_round_day(date(2026, 11, 1), THIRD_TUESDAY, holiday) == date(2026, 11, 23)


def test_a_round_in_a_break_up_to_the_end_of_the_month_comes_before_the_break() -> None:
    assert next_round_day(date(2026, 12, 1), THIRD_TUESDAY, WINTER_BREAK) == date(2026, 12, 11)


def test_a_month_without_school_has_no_round() -> None:
    july = ClosedDays.spanning([(date(2026, 7, 1), date(2026, 7, 31))])

    assert next_round_day(date(2026, 6, 30), THIRD_TUESDAY, july) == date(2026, 8, 18)


@given(days, cadences, st.frozensets(st.dates(date(2026, 7, 1), date(2026, 12, 31)), max_size=60))
def test_every_month_gets_one_round_on_a_school_day(after: date, cadence: MonthlyDay, closed: frozenset[date]) -> None:
    first = next_round_day(after, cadence, ClosedDays(closed))
    second = next_round_day(first, cadence, ClosedDays(closed))

    assert after < first < second
    assert ClosedDays(closed).is_open(first)
    assert period_key(first) != period_key(second)


def test_the_next_school_day_is_today_unless_school_is_closed() -> None:
    assert WINTER_BREAK.next_school_day(date(2026, 11, 20)) == date(2026, 11, 20)
    assert WINTER_BREAK.next_school_day(date(2026, 11, 21)) == date(2026, 11, 23)
    assert WINTER_BREAK.next_school_day(date(2026, 12, 14)) == date(2027, 1, 4)


def test_nine_in_the_morning_follows_the_person_and_the_season() -> None:
    assert opens_at(date(2026, 11, 17), NINE, NEW_YORK) == datetime(2026, 11, 17, 14, tzinfo=UTC)
    assert opens_at(date(2027, 4, 20), NINE, NEW_YORK) == datetime(2027, 4, 20, 13, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "spring_forward", "skipped", "displayed"),
    [
        ("America/New_York", date(2027, 3, 14), time(2, 0), time(3)),
        ("America/New_York", date(2027, 3, 14), time(2, 59), time(3)),
        ("America/Santiago", date(2026, 9, 6), time(0, 30), time(1)),
        ("Europe/London", date(2027, 3, 28), time(1, 30), time(2)),
        ("Asia/Jerusalem", date(2027, 3, 26), time(2, 30), time(3)),  # a Friday
        ("Africa/Cairo", date(2027, 4, 30), time(0, 30), time(1)),  # a Friday
        ("Australia/Sydney", date(2026, 10, 4), time(2, 30), time(3)),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), time(2, 30)),  # by half an hour
    ],
)
def test_a_time_the_clocks_skip_is_the_first_minute_after(
    zone: str, spring_forward: date, skipped: time, displayed: time
) -> None:
    opened = opens_at(spring_forward, skipped, ZoneInfo(zone)).astimezone(ZoneInfo(zone))

    assert (opened.date(), opened.time()) == (spring_forward, displayed)


def test_a_day_a_zone_skipped_whole_is_the_first_minute_after() -> None:
    opened = opens_at(date(2011, 12, 30), NINE, ZoneInfo("Pacific/Apia"))

    assert opened == datetime(2011, 12, 30, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "fall_back", "twice", "first"),
    [
        ("America/New_York", date(2026, 11, 1), time(1, 30), datetime(2026, 11, 1, 5, 30, tzinfo=UTC)),
        ("America/Santiago", date(2027, 4, 3), time(23, 30), datetime(2027, 4, 4, 2, 30, tzinfo=UTC)),
        ("Europe/London", date(2026, 10, 25), time(1, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("Asia/Jerusalem", date(2026, 10, 25), time(1, 30), datetime(2026, 10, 24, 22, 30, tzinfo=UTC)),
        ("Africa/Cairo", date(2026, 10, 29), time(23, 30), datetime(2026, 10, 29, 20, 30, tzinfo=UTC)),  # a Thursday
        ("Australia/Sydney", date(2027, 4, 4), time(2, 30), datetime(2027, 4, 3, 15, 30, tzinfo=UTC)),
        ("Australia/Lord_Howe", date(2027, 4, 4), time(1, 45), datetime(2027, 4, 3, 14, 45, tzinfo=UTC)),
    ],
)
def test_of_a_time_shown_twice_the_first_counts(zone: str, fall_back: date, twice: time, first: datetime) -> None:
    assert opens_at(fall_back, twice, ZoneInfo(zone)) == first


@given(days, times, zones)
def test_everywhere_the_clock_shows_the_asked_time_or_has_just_skipped_it(day: date, at: time, zone: ZoneInfo) -> None:
    opened = opens_at(day, at, zone)

    expected = datetime.combine(day, at)
    displayed = opened.astimezone(zone).replace(tzinfo=None, fold=0)
    assert displayed >= expected
    if displayed > expected:
        just_before = (opened - timedelta(seconds=1)).astimezone(zone).replace(tzinfo=None)
        assert just_before < expected
    else:
        assert opened.astimezone(zone).fold == 0


windows = st.tuples(times, times).filter(lambda pair: pair[0] < pair[1]).map(lambda pair: Window(*pair))
moments = st.builds(datetime.combine, days, times, st.just(UTC))


@given(moments, windows, zones)
def test_what_waits_for_the_window_leaves_in_it(now: datetime, window: Window, zone: ZoneInfo) -> None:
    moment = window.next_moment(now, zone)

    assert moment >= now
    assert window.next_moment(moment, zone) == moment


def test_hours_the_clocks_skip_whole_are_those_of_the_next_day() -> None:
    cairo, an_hour = ZoneInfo("Africa/Cairo"), Window(time(0), time(1))
    thursday = datetime(2027, 4, 29, 12, tzinfo=UTC)

    assert an_hour.next_moment(thursday, cairo) == datetime(2027, 5, 2, 21, tzinfo=UTC)  # Monday at midnight
