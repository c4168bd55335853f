"""What is read of typed costs, times and places, and what speaks against stopping an initiative."""

from datetime import date

import pytest

from plans.initiative_places import read_places
from plans.initiatives import Doubt, InitiativeFacts, doubts, read_dollars, read_hours

PLACES = [(1, "Larkmoor School District"), (2, "Fenn Road Elementary"), (3, "Fenn Hill"), (4, "Sable Creek High")]


@pytest.mark.parametrize(
    ("typed", "dollars"),
    [
        ("$45,000", 45_000),
        ("45k", 45_000),
        ("$1.2 million", 1_200_000),
        ("$12,500.50 a year", 12_500),
        ("$3,000 a month", 36_000),
        ("$9,000 a semester", 18_000),
        ("$1,000 each quarter", None),
        ("$1,000 a quarter", 4_000),
        ("None.", 0),
        ("no cost", 0),
        ("$250 per teacher", None),
        ("$10,000 once", None),
        ("$5,000 to $9,000", None),
        ("Title I", None),
        ("", None),
    ],
)
def test_dollars_a_year(typed: str, dollars: int | None) -> None:
    assert read_dollars(typed) == dollars


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("120", 120),
        ("1,440 hours", 1_440),
        ("2 hours a week", 72),
        ("1.5 hours a week", 54),
        ("3 hours a month", 30),
        ("1 hour a day", 180),
        ("none", 0),
        ("5 days a year", None),
        ("30 minutes a day", None),
        ("2 hours a week per teacher", None),
        ("in staff meetings", None),
    ],
)
def test_hours_a_year(typed: str, hours: int | None) -> None:
    assert read_hours(typed) == hours


def test_places_are_read_by_their_names_or_a_beginning_that_only_one_has() -> None:
    assert read_places("Fenn Road; sable creek high.", PLACES) == ((2, 4), [])
    assert read_places("All", PLACES) == ((1,), [])
    assert read_places("Fenn\nOak Hill", PLACES) == ((), ["Fenn", "Oak Hill"])


@pytest.mark.parametrize(
    ("started_on", "shows", "raised"),
    [
        (date(2025, 12, 14), "It works", ()),
        (date(2025, 12, 15), "It works", (Doubt.STARTED_RECENTLY,)),
        (None, "It works", (Doubt.START_UNKNOWN,)),
        (date(2021, 9, 1), "", (Doubt.NO_EVIDENCE,)),
        (date(2026, 9, 8), "", (Doubt.STARTED_RECENTLY, Doubt.NO_EVIDENCE)),
    ],
)
def test_what_speaks_against_stopping(started_on: date | None, shows: str, raised: tuple[Doubt, ...]) -> None:
    facts = InitiativeFacts(name="Peer Tutoring", started_on=started_on, evidence_shows=shows)

    assert doubts(facts, date(2026, 12, 14)) == raised
