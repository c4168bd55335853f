"""The counts of a school's fall, each worked out by hand."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import pytest

from plans.item_events import Status, StatusReported
from plans.item_progress import Day
from plans.progress import DueShares, Fraction
from tests.support.counting import ItemHistory, count, lagging
from tests.support.quarry_hill import HISTORIES, histories_at_the_discussion, on


class Row(NamedTuple):
    """What the school's leader reads; shares are on time, completed late and behind, then of how many."""

    as_of: str
    completed: tuple[int, int]
    shares: tuple[int, int, int, int]
    first_shares: tuple[int, int, int, int]
    moves: tuple[int, int]
    """Moved dates, and of how many items."""
    due_today: int
    not_yet_due: int
    ongoing: int
    canceled: int
    behind: tuple[str, ...]
    at_risk: tuple[str, ...] = ()


ROWS = [
    Row("10-16", (2, 9), (1, 1, 0, 2), (1, 1, 0, 2), (0, 0), 0, 6, 1, 0, ()),
    Row("10-31", (2, 9), (1, 1, 2, 4), (1, 1, 3, 5), (1, 1), 0, 4, 1, 0, ("1.1.1.6", "1.1.1.2")),
    Row("11-24", (4, 9), (3, 1, 2, 6), (3, 1, 3, 7), (2, 1), 0, 2, 1, 1, ("1.1.1.4", "1.1.1.7"), ("1.1.1.3",)),
    Row("12-18", (7, 9), (5, 2, 1, 8), (4, 3, 1, 8), (2, 1), 0, 0, 1, 1, ("1.1.1.7",)),
]
AT_THE_DISCUSSION = Row(
    "11-24", (3, 9), (2, 1, 2, 5), (2, 1, 3, 6), (2, 1), 1, 2, 1, 1, ("1.1.1.4", "1.1.1.7"), ("1.1.1.3",)
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.as_of)
def test_a_past_day_counts_as_worked_by_hand(row: Row) -> None:
    assert read(HISTORIES, Day(on(row.as_of))) == row


def test_on_the_morning_of_the_discussion_what_is_due_that_day_stands_apart() -> None:
    morning = Day(on("11-24"), is_over=False)

    assert read(histories_at_the_discussion(), morning) == AT_THE_DISCUSSION


def test_before_the_plan_began_nothing_is_counted() -> None:
    assert count(HISTORIES, Day(date(2026, 8, 16))).completed == Fraction(0, 0)


def test_a_leader_reads_why_each_item_is_behind_and_no_word_of_another_date() -> None:
    items = lagging(histories_at_the_discussion(), Day(on("11-24"), is_over=False))
    no_report, denied = items.behind
    (at_risk,) = items.at_risk

    assert (no_report.days_late, no_report.cause, no_report.on_track_on) == (11, None, None)
    assert (denied.days_late, denied.cause) == (4, None)
    assert denied.on_track_on == on("11-23")
    assert at_risk.cause == StatusReported(on("11-18"), Status.BEHIND, "no substitutes for planning half days")
    assert (at_risk.due, at_risk.first_due, at_risk.times_moved) == (on("12-04"), on("10-30"), 2)


def read(histories: Sequence[ItemHistory], day: Day) -> Row:
    progress, items = count(histories, day), lagging(histories, day)
    return Row(
        as_of=f"{progress.as_of:%m-%d}",
        completed=(progress.completed.part, progress.completed.whole),
        shares=_parts(progress.shares),
        first_shares=_parts(progress.first_shares),
        moves=(progress.dates_moved, progress.items_moved),
        due_today=progress.due_today,
        not_yet_due=progress.not_yet_due,
        ongoing=progress.ongoing,
        canceled=progress.cancelled,
        behind=tuple(item.code for item in items.behind),
        at_risk=tuple(item.code for item in items.at_risk),
    )


def _parts(shares: DueShares) -> tuple[int, int, int, int]:
    assert shares.on_time.whole == shares.completed_late.whole == shares.behind.whole
    return shares.on_time.part, shares.completed_late.part, shares.behind.part, shares.behind.whole
