"""Deadlines as people say them. Today is Sunday, November 22, 2026, unless a test says otherwise."""

from datetime import date

import pytest

from plans.dates import read_spoken, take_deadline

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("said", "meant"),
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
def test_the_day_meant(said: str, meant: date) -> None:
    assert read_spoken(said, TODAY) == meant


@pytest.mark.parametrize(
    ("today", "said", "meant"),
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
def test_it_depends_on_today(today: date, said: str, meant: date) -> None:
    assert read_spoken(said, today) == meant


@pytest.mark.parametrize("said", ["", "soon", "when it is ready", "Nov 31", "13/13", "ongoing", "the team"])
def test_no_day(said: str) -> None:
    assert read_spoken(said, TODAY) is None


@pytest.mark.parametrize(
    ("said", "text", "due"),
    [
        ("order the grade 7 texts by Nov 30", "order the grade 7 texts", date(2026, 11, 30)),
        ("order the texts, by the end of March", "order the texts", date(2027, 3, 31)),
        ("call the printer Friday", "call the printer", date(2026, 11, 27)),
        ("call the printer in two weeks", "call the printer", date(2026, 12, 6)),
        ("check the report by the team before Friday", "check the report by the team", date(2026, 11, 27)),
        ("read the report by the team", "read the report by the team", None),
        ("plan the march to the library", "plan the march to the library", None),
        ("order 7 books", "order 7 books", None),
        ("Friday", "Friday", None),
    ],
)
def test_a_sentence_and_its_deadline(said: str, text: str, due: date | None) -> None:
    spoken = take_deadline(said, TODAY)

    assert (spoken.text, spoken.due) == (text, due)


def test_what_looks_like_a_date_and_is_none_is_told() -> None:
    spoken = take_deadline("order the texts by Nov 31", TODAY)

    assert (spoken.text, spoken.due, spoken.phrase) == ("order the texts by Nov 31", None, "by Nov 31")
