"""Reading a date is bounded work, whatever the text and however long it is."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plans.dates import DateColumn, PlanYear, UnreadableDate, phrases, read_spoken, read_when, split_deadline
from tests.support.work import calls_in

TODAY = date(2026, 11, 17)
YEAR = PlanYear.of(TODAY)
MOST_CALLS = 250_000
"""Of texts as long as any that is read, the costliest known takes 118,000; one text once took 300 million."""

PIECES = (
    *("until ", "by ", "due on ", "the ", "end of ", "week of ", "late ", "mid-", "from ", "starts ", "weekly", "each"),
    *(
        "oct",
        "jan-26",
        "1-jan-26",
        "2026-27",
        "sept 15",
        "q1",
        "9/30/26",
        "spring",
        "year",
        "'26",
        "every 2 ",
        "ongoing",
    ),
    *(" - ", "-", ", ", "; ", " and ", " to ", "/", " ", "\n", ",", "(", "x"),
)


def work(text: str) -> int:
    def read() -> None:
        phrases._read_rest_of_list.cache_clear()
        for role in DateColumn:
            with suppress(UnreadableDate):
                read_when(text, role=role, year=YEAR)
        read_spoken(text, TODAY)
        split_deadline(text, TODAY)

    return calls_in(read)


@pytest.mark.parametrize("start", ["", "oct - "])
@pytest.mark.parametrize("piece", PIECES)
def test_a_repeated_piece_of_a_date_stays_cheap(start: str, piece: str) -> None:
    assert max(work(start + piece * times + "x, y") for times in (12, 50, 1_000)) < MOST_CALLS


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6), st.sampled_from([5, 15, 40, 800]))
@settings(max_examples=60)
@example(pieces=[",", "q1", "\n"], times=74)
def test_so_does_any_mixture_of_them(pieces: list[str], times: int) -> None:
    assert work("".join(pieces) * times + "x, y") < MOST_CALLS
