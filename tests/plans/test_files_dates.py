"""Date columns that can be read in two ways, dates that are doubted, and steps that have owners and dates."""

from enum import StrEnum
from pathlib import Path

import pytest

from plans.dates import ColumnStyle, DayMonthOrder, PlanYear, order_of, short_years, wrong_weekdays
from plans.files import Reading, read
from plans.findings import FindingCode
from tests.plans.spreadsheets import Line, findings, rows, typed

YEAR = PlanYear.parse("2026-27")
HEADINGS = ["Action", "Lead", "Start date", "End date"]


def reading(folder: Path, *lines: Line, headings: Line = HEADINGS, title: str = "School Plan 2026-27") -> Reading:
    path = typed(folder / "plan.xlsx", Plan=[["Holly Lane Primary School"], [title], headings, *lines])
    return read(path)


def dates(actual: Reading) -> list[str]:
    return [f"{start} to {due}" for _, _, _, start, due in rows(actual)]


def codes(actual: Reading) -> list[tuple[str, StrEnum]]:
    return [(where.removeprefix("Sheet 'Plan', cell "), what) for where, what, _ in findings(actual)]


def test_a_number_above_twelve_decides_for_every_date_of_the_plan(tmp_path: Path) -> None:
    actual = reading(
        tmp_path, ["One", "Coach", "01/09/2026", "05/10/2026"], ["Two", "Coach", "07/09/2026", "18/12/2026"]
    )

    assert dates(actual) == ["2026-09-01 to 2026-10-05", "2026-09-07 to 2026-12-18"]
    assert codes(actual) == [("C4", FindingCode.DATES_DAY_FIRST), ("D4", FindingCode.DATES_DAY_FIRST)]


def test_the_plans_year_decides_where_no_number_does(tmp_path: Path) -> None:
    actual = reading(
        tmp_path, ["One", "Coach", "01/09/2026", "05/10/2026"], ["Two", "Coach", "04/01/2027", "12/02/2027"]
    )

    assert dates(actual) == ["2026-09-01 to 2026-10-05", "2027-01-04 to 2027-02-12"]
    assert codes(actual) == [("C4", FindingCode.DATES_DAY_FIRST), ("D4", FindingCode.DATES_DAY_FIRST)]


def test_american_dates_are_read_without_a_word(tmp_path: Path) -> None:
    actual = reading(tmp_path, ["One", "Coach", "9/1/2026", "10/5/2026"], ["Two", "Coach", "1/4/2027", "5/6/2027"])

    assert dates(actual) == ["2026-09-01 to 2026-10-05", "2027-01-04 to 2027-05-06"]
    assert codes(actual) == []


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["18/12/2026", "12/18/2026"], DayMonthOrder.MIXED),
        (["1/9/2026", "9/15/2026"], DayMonthOrder.MONTH_FIRST),
        (["14.09.2026"], DayMonthOrder.DAY_FIRST_BY_DAY),
        (["01/09/26 - 05/10/26"], DayMonthOrder.DAY_FIRST_BY_YEAR),
        (["Sept 2026", "9-10", "v1.2.3"], DayMonthOrder.MONTH_FIRST),
        ([], DayMonthOrder.MONTH_FIRST),
    ],
)
def test_the_order_of_a_column(texts: list[str], order: DayMonthOrder) -> None:
    assert order_of(texts, YEAR) is order


def test_a_day_first_column_is_spelled_out() -> None:
    style = ColumnStyle(day_first=True)

    assert style.spelled_out("By 30/11/2026, 1.2.27 or 5/10") == "By 2026-11-30, 2027-2-1 or 5 oct"


@pytest.mark.parametrize(
    ("texts", "is_year"),
    [
        (["Autumn term 2026", "July 27"], True),
        (["Aug 26", "May 27"], True),
        (["Spring 1 and Summer 1", "July 27"], True),
        (["5 October", "July 27"], False),
        (["July 27"], False),
        (["July 27", "Sept 15"], False),
        (["July 27", "9/15/2026"], False),
        (["July 27", "Sept 5, 2026"], False),
    ],
)
def test_the_number_behind_a_month_is_a_year_where_the_column_holds_months(texts: list[str], *, is_year: bool) -> None:
    assert bool(short_years(texts, YEAR)) is is_year


def test_terms_and_months_with_short_years(tmp_path: Path) -> None:
    lines: list[Line] = [
        ["One", "Coach", "Autumn 1"],
        ["Two", "Coach", "by October half term"],
        ["Three", "HT", "July 27"],
    ]
    actual = reading(tmp_path, *lines, headings=["Action", "Lead", "Timeline"])

    assert dates(actual) == ["2026-09-01 to 2026-10-23", " to 2026-10-23", "2027-07-01 to 2027-07-31"]
    assert codes(actual) == [("C6", FindingCode.DATES_MONTH_AND_YEAR), ("C4", FindingCode.DATES_BY_TERM)]


def test_dates_outside_the_plans_years_are_doubted_one_by_one(tmp_path: Path) -> None:
    lines: list[Line] = [["Step", "Coach", f"{month}/1/2026", f"{month}/28/2026"] for month in (8, 9, 10, 11)]
    actual = reading(tmp_path, *lines, ["Late", "Coach", "1/15/2026", "2/15/2027"])

    assert codes(actual) == [("C8", FindingCode.DATE_OUTSIDE_PLAN)]


def test_many_dates_outside_are_doubted_once(tmp_path: Path) -> None:
    lines: list[Line] = [["Step", "Coach", f"{month}/1/2029", f"{month}/28/2029"] for month in (8, 9, 10)]

    assert codes(reading(tmp_path, *lines))[-1:] == [("C4", FindingCode.DATES_OUTSIDE_PLAN)]


def test_a_plan_for_several_years_has_all_of_them(tmp_path: Path) -> None:
    lines: list[Line] = [["Step", "Coach", "9/1/2026", "5/28/2028"], ["Step two", "Coach", "9/1/2027", "5/28/2029"]]
    path = typed(tmp_path / "plan.xlsx", Plan=[["Oak School"], ["Three-Year Plan 2026-2029"], HEADINGS, *lines])

    assert codes(read(path, school_year_hint="2026-27")) == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Monday, Sept. 15, 2026", ["Monday, Sept. 15, 2026"]),
        ("Tuesday, Sept. 15, 2026", []),
        ("9/15/2026 (Mon)", ["9/15/2026 (Mon"]),
        ("Tues 9/15 - Fri 9/19", ["Fri 9/19"]),
        ("Mondays, Sept - May", []),
        ("Sat Oct 3", []),
    ],
)
def test_a_weekday_that_is_not_the_dates(text: str, written: list[str]) -> None:
    assert [what for what, _ in wrong_weekdays(text, YEAR)] == written


def test_a_wrong_weekday_and_a_list_read_as_a_span_are_doubted(tmp_path: Path) -> None:
    lines: list[Line] = [["One", "Coach", "Monday, Sept 15, 2026"], ["Two", "Coach", "Sept 9, Jan 15 and May 4"]]
    actual = reading(tmp_path, *lines, headings=["Action", "Lead", "Timeline"])

    assert codes(actual) == [("C4", FindingCode.DATE_WRONG_WEEKDAY), ("C5", FindingCode.DATE_LIST_AS_SPAN)]


def test_numbered_steps_with_numbered_owners_and_dates_are_items(tmp_path: Path) -> None:
    cells: Line = [
        "1. Plan a day.\n2. Hold\nthe day.",
        "1. Principal\n2. Kim Park, Ben Ode",
        "Sept 2026",
        "1. Oct. 2026\n2. May 2027",
    ]
    actual = reading(tmp_path, cells)

    assert rows(actual) == [
        ("1.1.1.1", "Principal", (), "2026-09-01", "2026-10-31"),
        ("1.1.1.2", "Kim Park", ("Ben Ode",), "2026-09-01", "2027-05-31"),
    ]
    assert actual.plan is not None
    assert [item.text for item in actual.plan.action_items()] == ["Plan a day.", "Hold the day."]
    assert codes(actual) == [("A4", FindingCode.STEPS_AS_ITEMS)]


def test_steps_that_do_not_match_their_dates_stay_one_item_and_are_told(tmp_path: Path) -> None:
    actual = reading(tmp_path, ["1. Plan.\n2. Do.", "1. Kim Park\n2. Ben Ode\n3. Ana Cruz", "Sept 2026", "Oct 2026"])

    assert len(rows(actual)) == 1
    assert codes(actual) == [("A4", FindingCode.STEPS_DO_NOT_MATCH)]


def test_steps_of_one_owner_stay_one_item_with_their_numbers(tmp_path: Path) -> None:
    actual = reading(tmp_path, ["1. Plan.\n2. Do.", "Principal", "Sept 2026", "1. Oct 2026"])

    assert actual.plan is not None
    assert [item.text for item in actual.plan.action_items()] == ["1. Plan. 2. Do."]
    assert dates(actual) == ["2026-09-01 to 2026-10-31"]
    assert codes(actual) == []


def in_2024(tmp_path: Path, title: str, *timelines: str) -> Reading:
    lines: list[Line] = [["Conduct the mapping", "Principal", timeline] for timeline in timelines]
    headings: Line = ["Activity", "Person Responsible", "Timeline"]
    return read(typed(tmp_path / "plan.xlsx", Plan=[["Oak Elementary School"], [title], headings, *lines]))


def test_dates_on_two_lines_of_a_cell_are_a_list(tmp_path: Path) -> None:
    actual = in_2024(tmp_path, "School Plan 2023-24", "Jan 2024\nJune 2024", "Jan 2024 -\nJune 2024", "Jan 9\nJan 23")

    assert [code for _, code in codes(actual) if code is not FindingCode.ITEM_TWICE] == [FindingCode.DATE_LIST_AS_SPAN]


@pytest.mark.parametrize(
    ("title", "timelines", "school_year"),
    [
        ("Project Work Plan", ["Jan 2024", "Jan - Feb 2024", "Sept 2024", "Nov 2024", "Jan 2025"], "2023-24"),
        ("Unpacking Annual Plan for 2023", ["Ongoing", "Year round"], "2022-23"),
        ("2023 Annual Implementation Plan", ["Ongoing"], "2022-23"),
    ],
)
def test_a_plan_for_a_calendar_year_is_told(tmp_path: Path, title: str, timelines: list[str], school_year: str) -> None:
    actual = in_2024(tmp_path, title, *timelines)

    assert actual.plan is not None, findings(actual)
    assert actual.plan.school_year == school_year
    told = {each.code: each.values for each in actual.findings}
    assert told[FindingCode.CALENDAR_YEAR]["year"] in title or told[FindingCode.CALENDAR_YEAR]["year"] == "2024"
    assert FindingCode.DATE_OUTSIDE_PLAN not in told
