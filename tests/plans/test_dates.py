"""Dates as plans write them, read for a start, for a completion and for a timeline."""

import sys
from contextlib import suppress
from datetime import date
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plans.dates import DateColumn, DateDoubt, PlanYear, Span, UnreadableDate, When, read_when
from plans.dates.holidays import usual_closing

YEAR = PlanYear.parse("2026-27")


def error_of(text: str, role: DateColumn, year: PlanYear | None = YEAR) -> str:
    """Start and due as "2026-09-01 to 2026-09-30"; "-" where there is none; "…" for an open end."""
    when = read_when(text, role=role, year=year)
    due = str(when.due or ("…" if when.ongoing else "-"))
    return f"{when.start or '-'} to {due}"


@pytest.mark.parametrize(
    ("text", "start", "completion", "timeline"),
    [
        ("September 4, 2012", "2012-09-04 to -", "- to 2012-09-04", "- to 2012-09-04"),
        ("Sept. 2012", "2012-09-01 to -", "- to 2012-09-30", "2012-09-01 to 2012-09-30"),
        ("2012-13", "2012-07-01 to -", "- to 2013-06-30", "2012-07-01 to 2013-06-30"),
        ("SY 2012-2013", "2012-07-01 to -", "- to 2013-06-30", "2012-07-01 to 2013-06-30"),
        ("Ongoing", "- to …", "- to …", "- to …"),
        ("monthly", "- to …", "- to …", "- to …"),
        ("Twice a month", "- to …", "- to …", "- to …"),
        ("December", "2026-12-01 to -", "- to 2026-12-31", "2026-12-01 to 2026-12-31"),
        ("Q3", "2027-01-01 to -", "- to 2027-03-31", "2027-01-01 to 2027-03-31"),
        ("2nd quarter", "2026-10-01 to -", "- to 2026-12-31", "2026-10-01 to 2026-12-31"),
        ("1st semester", "2026-07-01 to -", "- to 2026-12-31", "2026-07-01 to 2026-12-31"),
        ("Fall 2026", "2026-09-01 to -", "- to 2026-11-30", "2026-09-01 to 2026-11-30"),
        ("Spring", "2027-03-01 to -", "- to 2027-05-31", "2027-03-01 to 2027-05-31"),
        ("Winter 2027", "2026-12-01 to -", "- to 2027-02-28", "2026-12-01 to 2027-02-28"),
        ("by Jan 29, 2027", "2027-01-29 to -", "- to 2027-01-29", "- to 2027-01-29"),
        ("End of school year", "2027-06-30 to -", "- to 2027-06-30", "- to 2027-06-30"),
        ("by Thanksgiving", "2026-11-26 to -", "- to 2026-11-26", "- to 2026-11-26"),
        ("MLK Day 2027", "2027-01-18 to -", "- to 2027-01-18", "- to 2027-01-18"),
        ("Memorial Day", "2027-05-31 to -", "- to 2027-05-31", "- to 2027-05-31"),
        ("2026-27 school year", "2026-07-01 to -", "- to 2027-06-30", "2026-07-01 to 2027-06-30"),
        ("throughout 2026-27", "2026-07-01 to -", "- to 2027-06-30", "2026-07-01 to 2027-06-30"),
        ("'26-'27", "2026-07-01 to -", "- to 2027-06-30", "2026-07-01 to 2027-06-30"),
        ("1st sem.", "2026-07-01 to -", "- to 2026-12-31", "2026-07-01 to 2026-12-31"),
        ("Week of Sept. 14", "2026-09-14 to -", "- to 2026-09-18", "2026-09-14 to 2026-09-18"),
        ("Due: 12/18/26", "2026-12-18 to -", "- to 2026-12-18", "- to 2026-12-18"),
        ("prior to 9/1/26", "2026-09-01 to -", "- to 2026-09-01", "- to 2026-09-01"),
        ("2026-09-15 00:00:00", "2026-09-15 to -", "- to 2026-09-15", "- to 2026-09-15"),
        ("12/18/2026 8:30 AM", "2026-12-18 to -", "- to 2026-12-18", "- to 2026-12-18"),
        ("On going*", "- to …", "- to …", "- to …"),
        ("Every other Tuesday", "- to …", "- to …", "- to …"),
        ("1st Tuesday of each month", "- to …", "- to …", "- to …"),
        ("2x/month", "- to …", "- to …", "- to …"),
        ("Each semester", "- to …", "- to …", "- to …"),
        ("twice yearly", "- to …", "- to …", "- to …"),
        ("—", "- to -", "- to -", "- to -"),
        ("mid-October", "2026-10-11 to -", "- to 2026-10-20", "2026-10-11 to 2026-10-20"),
        ("Sep-26", "2026-09-01 to -", "- to 2026-09-30", "2026-09-01 to 2026-09-30"),
        ("9/15", "2026-09-15 to -", "- to 2026-09-15", "- to 2026-09-15"),
        ("10/1/26", "2026-10-01 to -", "- to 2026-10-01", "- to 2026-10-01"),
        ("Tuesday, Sept. 15th, 2026", "2026-09-15 to -", "- to 2026-09-15", "- to 2026-09-15"),
        ("Whole year round", "- to …", "- to …", "- to …"),
        ("Half-termly", "- to …", "- to …", "- to …"),
        ("2026-12-18T00:00:00Z", "2026-12-18 to -", "- to 2026-12-18", "- to 2026-12-18"),
        ("'9/1/2026", "2026-09-01 to -", "- to 2026-09-01", "- to 2026-09-01"),
        ("14-Sep-26", "2026-09-14 to -", "- to 2026-09-14", "- to 2026-09-14"),
        ("w/c 14 Sept", "2026-09-14 to -", "- to 2026-09-18", "2026-09-14 to 2026-09-18"),
        ("last week of May", "2027-05-24 to -", "- to 2027-05-28", "2027-05-24 to 2027-05-28"),
        ("Autumn 1", "2026-09-01 to -", "- to 2026-10-23", "2026-09-01 to 2026-10-23"),
        ("Autumn term 2026", "2026-09-01 to -", "- to 2026-12-18", "2026-09-01 to 2026-12-18"),
        ("by October half term", "2026-10-23 to -", "- to 2026-10-23", "- to 2026-10-23"),
        ("Term 3", "2026-07-20 to -", "- to 2026-09-25", "2026-07-20 to 2026-09-25"),
        ("Feb\N{NO-BREAK SPACE}2028", "2028-02-01 to -", "- to 2028-02-29", "2028-02-01 to 2028-02-29"),
    ],
)
def test_one_point_in_time(text: str, start: str, completion: str, timeline: str) -> None:
    assert [error_of(text, role) for role in DateColumn] == [start, completion, timeline]


@pytest.mark.parametrize(
    ("text", "timeline"),
    [
        ("Aug - Sept 2026", "2026-08-01 to 2026-09-30"),
        ("Aug.–Sept. 2026", "2026-08-01 to 2026-09-30"),
        ("9/15/2026 - 12/18/2026", "2026-09-15 to 2026-12-18"),
        ("9/15-12/18", "2026-09-15 to 2026-12-18"),
        ("2026-09-15 to 2026-12-18", "2026-09-15 to 2026-12-18"),
        ("Sept 15-18, 2026", "2026-09-15 to 2026-09-18"),
        ("Nov - Feb 2027", "2026-11-01 to 2027-02-28"),
        ("Nov 2026 - Feb", "2026-11-01 to 2027-02-28"),
        ("August through May", "2026-08-01 to 2027-05-31"),
        ("Q1-Q2", "2026-07-01 to 2026-12-31"),
        ("Oct, Jan and April", "2026-10-01 to 2027-04-30"),
        ("Monthly, Sept. 2026 – June 2027", "2026-09-01 to 2027-06-30"),
        ("Sept.-May (monthly)", "2026-09-01 to 2027-05-31"),
        ("Sept 2026 to May 2027, weekly", "2026-09-01 to 2027-05-31"),
        ("Sept-Oct 2026, then ongoing", "2026-09-01 to …"),
        ("by June 30, monthly", "- to 2027-06-30"),
        ("September 2026, monthly", "2026-09-01 to …"),
        ("Tuesdays, Sept - Dec", "2026-09-01 to 2026-12-31"),
        ("Sept/Oct 2026", "2026-09-01 to 2026-10-31"),
        ("Aug./Sept.", "2026-08-01 to 2026-09-30"),
        ("Sept 2026 → June 2027", "2026-09-01 to 2027-06-30"),
        ("Start: 9/1/26 End: 6/1/27", "2026-09-01 to 2027-06-01"),
        ("Sept 2026\nJune 2027", "2026-09-01 to 2027-06-30"),
        ("Ongoing through June 2027", "- to 2027-06-30"),
        ("Sept 2026 - ongoing", "2026-09-01 to …"),
        ("Jan., 2012-May 2012", "2012-01-01 to 2012-05-31"),
        ("Jan.,2012-May, 2012", "2012-01-01 to 2012-05-31"),
        ("January-February 2024\nAugust 2024", "2024-01-01 to 2024-08-31"),
        ("Sept–", "2026-09-01 to …"),
        ("Spring 1 and Summer 1", "2027-01-03 to 2027-05-21"),
        ("Full year\nIn house supports within budget", "2026-07-01 to 2027-06-30"),
        ("Term 4 (following the symposium)", "2026-10-12 to 2026-12-18"),
        ("starting Oct. 2026", "2026-10-01 to …"),
        ("", "- to -"),
    ],
)
def test_ranges_and_open_ends(text: str, timeline: str) -> None:
    assert error_of(text, DateColumn.TIMELINE) == timeline


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("11/31", DateDoubt.NO_SUCH_DAY),
        ("31/11/2026", DateDoubt.NO_SUCH_DAY),
        ("Feb 29, 2027", DateDoubt.NO_SUCH_DAY),
        ("by 11/31", DateDoubt.NO_SUCH_DAY),
        ("11/31 - 12/5", DateDoubt.NO_SUCH_DAY),
        ("9/15/0026", DateDoubt.NO_SUCH_DAY),
        ("as soon as possible", DateDoubt.NOT_UNDERSTOOD),
        ("Sept 2026\nsee June 2027", DateDoubt.NOT_UNDERSTOOD),
        ("after spring break", DateDoubt.NOT_UNDERSTOOD),
        ("opening day", DateDoubt.NOT_UNDERSTOOD),
        ("2027", DateDoubt.NOT_UNDERSTOOD),
        ("9-10", DateDoubt.NOT_UNDERSTOOD),
        ("12/18/2026 - 9/15/2026", DateDoubt.BACKWARDS),
    ],
)
def test_what_cannot_be_a_date_says_why(text: str, doubt: DateDoubt) -> None:
    with pytest.raises(UnreadableDate) as unreadable:
        read_when(text, role=DateColumn.COMPLETION, year=YEAR)

    assert unreadable.value.doubt is doubt


@pytest.mark.parametrize("text", ["December", "Q2", "9/15", "end of the school year", "Fall"])
def test_a_date_without_year_needs_a_school_year(text: str) -> None:
    with pytest.raises(UnreadableDate) as unreadable:
        read_when(text, role=DateColumn.COMPLETION)

    assert unreadable.value.doubt is DateDoubt.YEAR_UNKNOWN


def test_a_plan_may_have_its_own_quarters() -> None:
    assert YEAR is not None
    ends = [date(2026, 10, 30), date(2027, 1, 22), date(2027, 4, 2), date(2027, 6, 18)]
    starts = [date(2026, 8, 24), date(2026, 11, 2), date(2027, 1, 25), date(2027, 4, 5)]
    own = PlanYear(YEAR.school_year, tuple(map(Span, starts, ends)))

    assert error_of("Q2", DateColumn.TIMELINE, own) == "2026-11-02 to 2027-01-22"
    assert error_of("second semester", DateColumn.TIMELINE, own) == "2027-01-25 to 2027-06-18"


FORMATS = ["%B %d, %Y", "%b %d %Y", "%m/%d/%Y", "%Y-%m-%d", "%d %B %Y", "%A, %B %d, %Y", "%m-%d-%Y", "%b. %d, %Y"]


@given(day=some.dates(date(1990, 1, 1), date(2099, 12, 31)), form=some.sampled_from(FORMATS))
def test_a_full_date_is_that_day_whatever_its_form(day: date, form: str) -> None:
    assert read_when(day.strftime(form), role=DateColumn.COMPLETION) == When(due=day)
    assert read_when(day.strftime(form), role=DateColumn.START) == When(start=day)


@given(text=some.text(max_size=30))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    for role in DateColumn:
        try:
            when = read_when(text, role=role, year=YEAR)
        except UnreadableDate:
            continue
        assert when.start is None or when.due is None or when.start <= when.due


@pytest.mark.parametrize("piece", ["until ", "Jan, ", "1/2 ", "(", "Sept - ", "week of ", "every ", "\n", "Mon Jan 1 "])
def test_a_long_text_costs_no_more_than_its_length(piece: str) -> None:
    """The steps are counted, not timed: each read of a point counts one."""
    short, long = (reads_of_a_point(piece * count) for count in (40, 4_000))

    assert long <= short


def reads_of_a_point(text: str) -> int:
    count = 0

    def count_calls(frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        count += event == "call" and frame.f_code.co_name == "read_point"

    sys.setprofile(count_calls)
    try:
        with suppress(UnreadableDate):
            read_when(text, role=DateColumn.TIMELINE, year=YEAR)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 11, 26), "thanksgiving"),
        (date(2026, 11, 27), "day after thanksgiving"),
        (date(2026, 12, 29), "winter break"),
        (date(2027, 1, 18), "mlk day"),
        (date(2026, 10, 12), ""),
        (date(2026, 11, 17), ""),
    ],
)
def test_days_on_which_most_schools_are_closed(day: date, name: str) -> None:
    assert usual_closing(day) == name
