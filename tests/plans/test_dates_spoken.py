"""Deadlines as people say them. Today is Sunday, November 22, 2026, unless a test says otherwise."""

from datetime import date

import pytest

from plans.dates import read_past, read_spoken, split_deadline

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Friday", date(2026, 11, 27)),
        ("fri", date(2026, 11, 27)),
        ("next Friday", date(2026, 11, 27)),
        ("sunday", date(2026, 11, 29)),
        ("tomorrow", date(2026, 11, 23)),
        ("in two weeks", date(2026, 12, 6)),
        ("in 10 days", date(2026, 12, 2)),
        ("three weeks from now", date(2026, 12, 13)),
        ("in a month", date(2026, 12, 22)),
        ("end of March", date(2027, 3, 31)),
        ("the end of the month", date(2026, 11, 30)),
        ("end of next month", date(2026, 12, 31)),
        ("next week", date(2026, 11, 27)),
        ("Nov 30", date(2026, 11, 30)),
        ("November 30th", date(2026, 11, 30)),
        ("by Nov. 30", date(2026, 11, 30)),
        ("11/30", date(2026, 11, 30)),
        ("Friday, Dec 4", date(2026, 12, 4)),
        ("2026-12-04", date(2026, 12, 4)),
        ("Sept 1", date(2027, 9, 1)),
        ("June", date(2027, 6, 30)),
        ("Nov 2, 2026", date(2026, 11, 2)),
        ("end of Q2", date(2026, 12, 31)),
    ],
)
def test_the_day_meant(text: str, meant: date) -> None:
    assert read_spoken(text, TODAY) == meant


@pytest.mark.parametrize(
    ("today", "text", "meant"),
    [
        (date(2026, 11, 24), "next friday", date(2026, 12, 4)),
        (date(2026, 11, 24), "this friday", date(2026, 11, 27)),
        (date(2026, 11, 27), "friday", date(2026, 12, 4)),
        (date(2026, 11, 28), "this week", date(2026, 12, 4)),
        (date(2027, 1, 31), "in a month", date(2027, 2, 28)),
        (date(2027, 5, 10), "Sept 1", date(2027, 9, 1)),
        (date(2027, 5, 10), "Oct", date(2027, 10, 31)),
    ],
)
def test_it_depends_on_today(today: date, text: str, meant: date) -> None:
    assert read_spoken(text, today) == meant


@pytest.mark.parametrize("text", ["", "soon", "when it is ready", "Nov 31", "13/13", "ongoing", "the team"])
def test_no_day(text: str) -> None:
    assert read_spoken(text, TODAY) is None


@pytest.mark.parametrize(
    ("message", "text", "due"),
    [
        ("order the grade 7 texts by Nov 30", "order the grade 7 texts", date(2026, 11, 30)),
        ("order the texts, by the end of March", "order the texts", date(2027, 3, 31)),
        ("call the printer Friday", "call the printer", date(2026, 11, 27)),
        ("call the printer in two weeks", "call the printer", date(2026, 12, 6)),
        ("check the report by the team before Friday", "check the report by the team", date(2026, 11, 27)),
        ("read the report by the team", "read the report by the team", None),
        ("plan the march to the library", "plan the march to the library", None),
        ("order the texts on Nov 30", "order the texts", date(2026, 11, 30)),
        ("send it on the 4th", "send it", date(2026, 12, 4)),
        ("a talk on May", "a talk on May", None),
        ("clean up before winter break", "clean up", None),
        ("visit after spring break", "visit", None),
        ("send it by yesterday", "send it", date(2026, 11, 21)),
        ("order the texts by 01.12.2026", "order the texts", date(2026, 12, 1)),
        ("order the texts by 30/11/2026", "order the texts", date(2026, 11, 30)),
        ("order the texts by 1/12/2027", "order the texts", date(2027, 1, 12)),
        ("finish by the end of the semester", "finish", date(2026, 12, 31)),
        ("finish by the end of the quarter", "finish", date(2026, 12, 31)),
        ("order 30 books by room 12", "order 30 books by room 12", None),
        ("plan the spring break trip", "plan the spring break trip", None),
        ("order 7 books", "order 7 books", None),
        ("Friday", "Friday", None),
    ],
)
def test_a_sentence_and_its_deadline(message: str, text: str, due: date | None) -> None:
    spoken = split_deadline(message, TODAY)

    assert (spoken.text, spoken.due) == (text, due)


def test_what_looks_like_a_date_and_is_none_is_told() -> None:
    spoken = split_deadline("order the texts by Nov 31", TODAY)

    assert (spoken.text, spoken.due, spoken.phrase) == ("order the texts", None, "by Nov 31")


@pytest.mark.parametrize(
    "phrase", ["before winter break", "by the end of term", "by Easter", "by Feb 30", "by this fall"]
)
def test_words_of_time_that_name_no_day_are_told_and_leave_the_text(phrase: str) -> None:
    spoken = split_deadline(f"order the texts {phrase}", TODAY)

    assert (spoken.text, spoken.due, spoken.phrase) == ("order the texts", None, phrase)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Feb 1", date(2026, 2, 1)),
        ("Nov 20", date(2026, 11, 20)),
        ("Dec 1", date(2025, 12, 1)),
        ("June", date(2026, 6, 30)),
        ("October", date(2026, 10, 31)),
        ("November", date(2026, 11, 30)),
        ("yesterday", date(2026, 11, 21)),
        ("Monday", date(2026, 11, 16)),
        ("last Sunday", date(2026, 11, 15)),
        ("Dec 1, 2026", date(2026, 12, 1)),
        ("soon", None),
    ],
)
def test_the_day_meant_by_somebody_who_looks_back(text: str, meant: date | None) -> None:
    assert read_past(text, TODAY) == meant
