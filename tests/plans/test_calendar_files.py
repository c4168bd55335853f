"""Calendars as districts publish them, and as someone types them."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from random import Random

import pytest

from plans.calendar_files import CalendarReading, read
from plans.calendar_files.events import is_closing
from plans.findings import FindingCode
from plans.school_calendar import Closing, Term, TermKind
from prompts import finding_text

TODAY = date(2026, 8, 3)


def ics(*events: str) -> bytes:
    inside = "\n".join(f"BEGIN:VEVENT\nUID:{n}@x\n{event}\nEND:VEVENT" for n, event in enumerate(events))
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//EN\n{inside}\nEND:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def days(name: str) -> str:
    return f"DTSTART;VALUE=DATE:20261123\nDTEND;VALUE=DATE:20261128\nSUMMARY:{name}"


@pytest.mark.parametrize(
    "title",
    [
        "Thanksgiving Break",
        "HOLIDAY: Labor Day",
        "No School - Teacher Workday",
        "Schools closed",
        "Winter recess",
        "Spring Vacation",
        "Staff development (No Students)",
        "Non-instructional day",
        "No school after storm",
    ],
)
def test_titles_that_mean_there_is_no_school(title: str) -> None:
    assert is_closing(title)


@pytest.mark.parametrize(
    "title",
    [
        "Breakfast with the principal",
        "School resumes after winter break",
        "Early release before Thanksgiving break",
        "Holiday concert",
        "Last day before recess",
        "Board meeting (closed session)",
        "Report cards",
        "No school board meeting",
    ],
)
def test_titles_that_do_not(title: str) -> None:
    assert not is_closing(title)


def test_an_all_day_event_of_several_days_ends_the_day_before_its_end() -> None:
    actual = read("district.ics", ics(days("Thanksgiving Break"), days("Book fair")), today=TODAY)

    assert actual.closings == (Closing(date(2026, 11, 23), date(2026, 11, 27), "Thanksgiving Break"),)
    assert [event.title for event in actual.others] == ["Book fair"]
    assert actual.usable


def test_whole_days_written_as_midnights_count_and_hours_do_not() -> None:
    actual = read(
        "district.ics",
        ics(
            "DTSTART:20261225T000000\nDTEND:20261226T000000\nSUMMARY:Holiday",
            "DTSTART:20261201T180000Z\nDTEND:20261201T200000Z\nSUMMARY:Holiday",
            "DTSTART;VALUE=DATE:20270101\nSUMMARY:Holiday",
            "DTSTART;VALUE=DATE:20270215\nDURATION:P5D\nSUMMARY:Winter recess",
            "DTSTART;VALUE=DATE:20270301\nSTATUS:CANCELLED\nSUMMARY:No school",
        ),
        today=TODAY,
    )

    assert [(each.first, each.last) for each in actual.closings] == [
        (date(2026, 12, 25), date(2026, 12, 25)),
        (date(2027, 1, 1), date(2027, 1, 1)),
        (date(2027, 2, 15), date(2027, 2, 19)),
    ]


def test_an_event_that_recurs_closes_each_of_its_days_but_those_taken_out_or_moved() -> None:
    wednesdays = (
        "DTSTART;VALUE=DATE:20260902\nRRULE:FREQ=WEEKLY;UNTIL=20260930T000000Z\n"
        "EXDATE;VALUE=DATE:20260909\nSUMMARY:No school"
    )
    moved = "RECURRENCE-ID;VALUE=DATE:20260923\nDTSTART;VALUE=DATE:20260924\nSUMMARY:No school"
    content = ics(wednesdays, moved).replace(b"UID:1@x", b"UID:0@x")

    actual = read("district.ics", content, today=TODAY)

    assert [each.first.day for each in actual.closings] == [2, 16, 24, 30]


def test_an_event_without_end_is_followed_for_some_years_only() -> None:
    actual = read("x.ics", ics("DTSTART;VALUE=DATE:20260704\nRRULE:FREQ=YEARLY\nSUMMARY:Holiday"), today=TODAY)

    assert [each.first.year for each in actual.closings] == [2026, 2027, 2028, 2029]


def test_quarters_are_spans_or_told_by_their_last_days() -> None:
    spans = read(
        "x.ics",
        ics(
            "DTSTART;VALUE=DATE:20260824\nDTEND;VALUE=DATE:20270116\nSUMMARY:Semester 1",
            "DTSTART;VALUE=DATE:20270118\nDTEND;VALUE=DATE:20270612\nSUMMARY:Semester 2",
        ),
        today=TODAY,
    )
    ends = read("list.txt", b"Jan 22, 2027: End of 1st semester\nJune 11, 2027: Second Semester Ends\n", today=TODAY)

    assert spans.terms == (
        Term(TermKind.SEMESTER, 1, date(2026, 8, 24), date(2027, 1, 15)),
        Term(TermKind.SEMESTER, 2, date(2027, 1, 18), date(2027, 6, 11)),
    )
    assert ends.terms == (
        Term(TermKind.SEMESTER, 1, date(2026, 7, 1), date(2027, 1, 22)),
        Term(TermKind.SEMESTER, 2, date(2027, 1, 23), date(2027, 6, 11)),
    )


def test_a_plain_list_takes_dates_as_people_write_them() -> None:
    text = """# Holidays
Nov 25 - Nov 27, 2026: Thanksgiving break
2026-12-21 - 2027-01-01: Winter break
9/7/2026: Labor Day holiday
May 31
"""
    actual = read("closed.txt", text.encode(), today=TODAY)

    assert [(each.first, each.last) for each in actual.closings] == [
        (date(2026, 9, 7), date(2026, 9, 7)),
        (date(2026, 11, 25), date(2026, 11, 27)),
        (date(2026, 12, 21), date(2027, 1, 1)),
        (date(2027, 5, 31), date(2027, 5, 31)),
    ]
    assert actual.findings == ()


@pytest.mark.parametrize(
    ("name", "content", "mend"),
    [
        ("a.ics", b"BEGIN:VCALENDAR\r\nnonsense", "Export the calendar as iCalendar"),
        ("a.ics", ics(days("Book fair")), "Name such days holiday"),
        ("a.html", b"<!doctype html><HTML>", "This is a web page"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "isn't a text file"),
        ("a.txt", b"sometime: Break", "line 1: “sometime: Break” can't be read"),
        ("a.ics", ics("DTSTART;VALUE=DATE:20260601\nDTEND;VALUE=DATE:20270901\nSUMMARY:Break"), "Check its years"),
        ("a.ics", b"BEGIN:VCALENDAR" + b" " * 6_000_000, "larger than 5 MB"),
    ],
)
def test_what_cannot_be_used_is_said_with_its_mend(name: str, content: bytes, mend: str) -> None:
    actual = read(name, content, today=TODAY)

    assert not actual.usable
    assert any(mend in f"{finding.where}: {finding_text(finding)}" for finding in actual.findings), actual.findings


def test_the_example_calendar_is_read_whole() -> None:
    path = Path(__file__).parents[2] / "examples" / "calendar.ics"

    actual = read(path.name, path.read_bytes(), today=TODAY)

    assert actual.usable
    assert actual.findings == ()
    assert sum(term.kind is TermKind.QUARTER for term in actual.terms) == 4
    assert sum(term.kind is TermKind.SEMESTER for term in actual.terms) == 2
    assert len(actual.closings) >= 15


@pytest.mark.parametrize(
    "rule", ["FREQ=SECONDLY;BYSETPOS=5", "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYHOUR=1"]
)
def test_a_rule_without_end_is_left_out_and_pointed_out(rule: str) -> None:
    endless = f"DTSTART;VALUE=DATE:20261012\nRRULE:{rule}\nSUMMARY:Holiday"

    actual = read("x.ics", ics(endless, days("Thanksgiving Break")), today=TODAY)

    assert [finding.code for finding in actual.findings] == [FindingCode.RULE_NOT_READ]
    assert len(actual.closings) == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 50_000, FindingCode.NOT_A_SCHOOL_CALENDAR),
        (ics("SUMMARY:" + "a;" * 200_000), FindingCode.NOT_A_SCHOOL_CALENDAR),
        (ics(*["DTSTART;VALUE=DATE:20261012\nRRULE:FREQ=DAILY\nSUMMARY:Holiday"] * 600), FindingCode.TOO_MANY_RULES),
        (ics(*["DTSTART;VALUE=DATE:20261012\nRRULE:FREQ=DAILY\nSUMMARY:Holiday"] * 30), FindingCode.TOO_MANY_DAYS),
    ],
)
def test_a_calendar_of_kilobytes_that_would_unfold_is_refused(content: bytes, code: FindingCode) -> None:
    assert [finding.code for finding in read("x.ics", content, today=TODAY).findings] == [code]


@pytest.mark.parametrize(
    "line",
    ["RECURRENCE-ID:x", "RDATE;VALUE=PERIOD:20260101T000000Z/PT1H", "DURATION:P999999999D", "EXDATE:x", "DTEND:x"],
)
def test_a_broken_line_of_an_event_stops_no_other_event(line: str) -> None:
    actual = read("x.ics", ics(f"DTSTART;VALUE=DATE:20261012\n{line}\nSUMMARY:Holiday", days("Break")), today=TODAY)

    assert "Break" in [closing.name for closing in actual.closings]


@pytest.mark.slow
def test_of_a_damaged_calendar_something_is_said_and_nothing_is_raised() -> None:
    """Every byte of the example, in turn, changed, cut out or doubled; seeded, so that a failure can be repeated."""
    whole = (Path(__file__).parents[2] / "examples" / "calendar.ics").read_bytes()
    chance = Random(11)
    for _ in range(150):
        at = chance.randrange(len(whole))
        piece = bytes(chance.randrange(256) for _ in range(chance.randrange(4)))
        damaged = whole[:at] + piece + whole[at + chance.randrange(40) :]
        actual = read("x.ics", damaged, today=TODAY)
        assert actual.usable or actual.findings


def codes(actual: CalendarReading) -> list[StrEnum]:
    return [finding.code for finding in actual.findings]


def closed(text: str) -> list[tuple[str, str, str]]:
    actual = read("closed.txt", text.encode(), today=TODAY)
    return [(f"{each.first:%m/%d}", f"{each.last:%m/%d}", each.name) for each in actual.closings]


@pytest.mark.parametrize(
    "line",
    [
        "Nov 25-27 > Thanksgiving Break",
        "Nov 25-27\tThanksgiving Break",
        "Nov 25-27 - Thanksgiving Break",
        "Nov 25 - Nov 27  Thanksgiving Break",
        "Nov 25-27, Thanksgiving Break",
        "Nov 25-27 | Thanksgiving Break",
        "Wed, Nov 25 - Fri, Nov 27: Thanksgiving Break",
        "Nov 25-27 (Thanksgiving Break)",
        "Thanksgiving Break: Nov 25-27",
        "Thanksgiving Break - Nov 25 to Nov 27, 2026",
    ],
)
def test_days_and_names_in_either_order_with_whatever_is_between(line: str) -> None:
    assert closed(line) == [("11/25", "11/27", "Thanksgiving Break")]


@pytest.mark.parametrize(
    "title",
    [
        "Holiday Lunch",
        "No School - Kindergarten Only",
        "No School Uniform Day",
        "No School for Grades 9-12",
        "No School Bus Service",
        "Holiday Assembly",
        "Holiday Sing-along",
        "Break Room Cleaning Meeting",
        "Seniors only - no classes",
        "No Pre-K",
        "Holiday Cookie Exchange",
        "Spring Break Reading Night",
        "Break the Record Day",
        "Holiday Store Opens",
        "Winter break begins at end of day",
        "Last day of half term",
    ],
)
def test_events_that_close_no_district(title: str) -> None:
    assert not is_closing(title)


def test_a_day_closed_for_some_is_pointed_out() -> None:
    assert FindingCode.CLOSED_FOR_SOME in codes(read("x.ics", ics(days("No School - Kindergarten Only")), today=TODAY))


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("20270118T000000", "20270118T235900"),
        ("20270118T080000", "20270118T160000"),
        ("20270118T000000Z", "20270119T000000Z"),
        ("20270118T050000Z", "20270119T050000Z"),
    ],
)
def test_no_school_with_hours_closes_the_day(start: str, end: str) -> None:
    actual = read("x.ics", ics(f"DTSTART:{start}\nDTEND:{end}\nSUMMARY:MLK Day - No School"), today=TODAY)

    assert [(each.first.day, each.last.day) for each in actual.closings] == [(18, 18)]


def test_no_school_for_an_hour_is_pointed_out() -> None:
    hour = "DTSTART:20270118T140000\nDTEND:20270118T150000\nSUMMARY:No School"

    assert FindingCode.CLOSED_FOR_HOURS in codes(read("x.ics", ics(hour, days("Break")), today=TODAY))


def test_incomplete_or_overlapping_terms_are_pointed_out_and_not_used() -> None:
    some = read("x.txt", b"Oct 30, 2026: End of 1st quarter\nNov 26: No school", today=TODAY)
    crossed = read("x.txt", b"Aug 12 - Jan 20: Semester 1\nJan 4 - June 4: Semester 2", today=TODAY)
    foreign = read("x.txt", b"Nov 26: No school\nJan 27 - Apr 2: Term 1", today=TODAY)

    assert (some.terms, codes(some)) == ((), [FindingCode.TERMS_INCOMPLETE])
    assert (crossed.terms, codes(crossed)[0]) == ((), FindingCode.TERMS_OVERLAP)
    assert codes(foreign) == [FindingCode.TERMS_OF_ANOTHER_KIND]


def test_terms_that_say_where_they_start_and_end() -> None:
    text = "Semester 1 Starts: Aug 12 Ends: Dec 18\nSemester 2: Starts: Jan 5, 2027 Ends: May 28, 2027"

    actual = read("x.txt", text.encode(), today=TODAY)

    assert [(term.first, term.last) for term in actual.terms] == [
        (date(2026, 8, 12), date(2026, 12, 18)),
        (date(2027, 1, 5), date(2027, 5, 28)),
    ]


def test_a_break_told_by_its_edges_is_pointed_out_unless_it_is_listed() -> None:
    edges = "Dec 18: Last day of school before winter break\nJan 5: School reconvenes after winter break\n"
    listed = edges + "Dec 21 - Jan 4: Winter break"
    in_words = "Nov 26: No school\nDec 18: Last day of term. All resume Jan 5"

    actual = read("x.txt", (edges + "Nov 26: No school").encode(), today=TODAY)

    assert codes(actual) == [FindingCode.BREAK_NOT_LISTED]
    assert (actual.findings[0].values["first"], actual.findings[0].values["last"]) == (
        date(2026, 12, 21),
        date(2027, 1, 4),
    )
    assert codes(read("x.txt", listed.encode(), today=TODAY)) == []
    assert codes(read("x.txt", in_words.encode(), today=TODAY)) == [FindingCode.BREAK_IN_WORDS]


@pytest.mark.parametrize(
    "text",
    [
        "Dec 18: Term ends\nJan 5: Term begins",
        "Dec 18: Winter break begins at end of day\nJan 5: Classes resume",
        "Dec 21: Winter break begins\nJan 5: School resumes",
        "Oct 23: Last day of half term\nNov 2: Pupils return",
    ],
)
def test_a_break_told_by_other_words_for_its_edges(text: str) -> None:
    assert FindingCode.BREAK_NOT_LISTED in codes(read("x.txt", text.encode(), today=TODAY))


def test_an_event_around_days_off_is_pointed_out() -> None:
    actual = read("x.txt", b"Dec 11: Holiday Store Opens\nNov 26: Thanksgiving Holiday Observed", today=TODAY)

    assert codes(actual) == [FindingCode.MAY_BE_CLOSED]
    assert [each.name for each in actual.closings] == ["Thanksgiving Holiday Observed"]


def test_half_terms_days_first_and_wrong_weekdays() -> None:
    british = "26/10/2026 - 30/10/2026: Half term\n02/11/2026: Inset day - no students"

    actual = read("x.txt", british.encode(), today=TODAY)

    assert [each.first for each in actual.closings] == [date(2026, 10, 26), date(2026, 11, 2)]
    assert codes(actual) == [FindingCode.CALENDAR_DAY_FIRST]
    assert codes(read("x.txt", b"Tuesday, Sept 7, 2026: Labor Day - no school", today=TODAY)) == [
        FindingCode.DATE_WRONG_WEEKDAY
    ]
