"""Counting: what a leader reads off the numbers, and that yesterday's numbers stay."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.item_events import (
    Added,
    Cancelled,
    Completed,
    DueMoved,
    Event,
    Reopened,
    Status,
    StatusReported,
)
from plans.item_progress import Day, after
from plans.progress import Fraction
from tests.support.counting import ItemHistory, by_strategy, count, lagging

SEPT, OCT, NOV = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)
NOV_10, NOV_15, NOV_20, DEC_1 = date(2026, 11, 10), date(2026, 11, 15), date(2026, 11, 20), date(2026, 12, 1)


def item(*events: Event, code: str = "1.1", strategy: str = "A") -> ItemHistory:
    return ItemHistory(code, "Walk through every classroom", strategy, "Ana Ruiz", events)


def test_behind_tells_how_late_why_and_that_the_owner_sees_it_otherwise() -> None:
    cause = StatusReported(OCT, Status.BEHIND, "Two teachers are out")
    history = item(Added(SEPT, NOV), cause, StatusReported(NOV_15, Status.ON_TRACK))

    (behind,) = lagging([history], Day(NOV_20)).behind

    assert (behind.days_late, behind.cause, behind.owner) == (19, cause, "Ana Ruiz")
    assert behind.on_track_on == NOV_15
    assert lagging([history], Day(NOV)).behind[0].on_track_on is None


def test_a_word_from_before_the_due_date_is_not_quoted_against_it() -> None:
    promised = item(Added(SEPT, NOV), StatusReported(OCT, Status.ON_TRACK))
    on_the_day = item(Added(SEPT, NOV), StatusReported(NOV, Status.ON_TRACK), code="1.2")

    behind = lagging([promised, on_the_day], Day(NOV_20)).behind
    assert [item.on_track_on for item in behind] == [None, None]


def test_a_cause_given_for_one_slip_is_not_shown_for_the_next() -> None:
    moved = item(
        Added(SEPT, OCT),
        StatusReported(OCT, Status.BEHIND, "The books came late"),
        DueMoved(OCT, NOV, "The books are here on the 20th"),
    )
    reopened = item(
        Added(SEPT, OCT),
        StatusReported(OCT, Status.BEHIND, "The books came late"),
        Completed(OCT, OCT),
        Reopened(NOV),
        code="1.2",
    )

    assert [behind.cause for behind in lagging([moved, reopened], Day(NOV_20)).behind] == [None, None]


def test_the_longest_overdue_comes_first() -> None:
    histories = [item(Added(SEPT, NOV_10), code="late"), item(Added(SEPT, OCT), code="later")]

    assert [behind.code for behind in lagging(histories, Day(NOV_20)).behind] == ["later", "late"]


def test_an_item_is_unknown_before_it_was_added() -> None:
    assert count([item(Added(NOV, DEC_1))], Day(OCT)).completed == Fraction(0, 0)


def test_strategies_keep_the_order_of_the_plan() -> None:
    strategies = enumerate(("Z", "A", "Z"))
    histories = [item(Added(SEPT, NOV), code=f"1.{number}", strategy=name) for number, name in strategies]

    assert {name: p.behind for name, p in by_strategy(histories, Day(NOV_20)).items()} == {
        "Z": Fraction(2, 2),
        "A": Fraction(1, 1),
    }
    assert list(by_strategy(histories, Day(NOV_20))) == ["Z", "A"]


def test_an_items_first_event_is_its_being_added() -> None:
    with pytest.raises(ValueError, match="added"):
        after(None, Reopened(NOV))


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(0, 0, None), (0, 9, 0), (2, 9, 22), (1, 8, 13), (1, 999, 1), (998, 999, 99), (9, 9, 100)],
)
def test_percent_rounds_half_up_and_says_all_or_none_only_when_true(part: int, whole: int, percent: int | None) -> None:
    assert Fraction(part, whole).percent == percent


days = st.dates(date(2026, 7, 1), date(2027, 6, 30))
due_days = st.none() | days
later_events = st.one_of(
    st.builds(Completed, days, days),
    st.builds(Reopened, days),
    st.builds(DueMoved, days, due_days, st.just("a reason")),
    st.builds(Cancelled, days, st.just("a reason")),
    st.builds(StatusReported, days, st.sampled_from(Status)),
)


@st.composite
def item_histories(draw: st.DrawFn) -> ItemHistory:
    code = str(draw(st.integers(0, 10**6)))
    added = Added(draw(days), draw(due_days))
    events = sorted(draw(st.lists(later_events, max_size=6)), key=lambda event: event.recorded)
    return item(added, *events, code=code)


plans_of_items = st.lists(item_histories(), max_size=12, unique_by=lambda history: history.code)


counted_days = st.builds(Day, days, st.booleans())


@given(plans_of_items, counted_days)
def test_the_shares_always_add_up(histories: list[ItemHistory], day: Day) -> None:
    progress = count(histories, day)

    for shares in (progress.shares, progress.first_shares):
        due = shares.behind.whole
        assert shares.on_time.whole == shares.completed_late.whole == due
        assert shares.on_time.part + shares.completed_late.part + shares.behind.part == due
        assert min(shares.on_time.part, shares.completed_late.part, shares.behind.part) >= 0
    open_items = progress.behind.part + progress.due_today + progress.not_yet_due + progress.ongoing
    assert progress.completed.part + open_items == progress.completed.whole
    items = lagging(histories, day)
    assert (len(items.behind), len(items.at_risk)) == (progress.behind.part, progress.at_risk)
    assert progress.items_moved <= progress.dates_moved
    assert progress.cancelled_overdue <= progress.cancelled
    assert not {item.code for item in items.behind} & {item.code for item in items.at_risk}


@given(plans_of_items, days)
def test_when_the_day_is_over_what_was_due_on_it_is_behind_and_nothing_else_changes(
    histories: list[ItemHistory], on: date
) -> None:
    today, past = count(histories, Day(on, is_over=False)), count(histories, Day(on))

    assert past.due_today == 0
    assert past.behind.part == today.behind.part + today.due_today
    assert past.on_time.part == today.on_time.part
    assert past.completed_late.part == today.completed_late.part
    assert past.completed == today.completed


@given(plans_of_items, counted_days, st.lists(later_events, max_size=3))
def test_whatever_becomes_known_later_leaves_a_past_day_as_it_was(
    histories: list[ItemHistory], day: Day, news: list[Event]
) -> None:
    later = [event for event in news if event.recorded > day.on]
    grown = [ItemHistory(h.code, h.text, h.strategy, h.owner, (*h.events, *later)) for h in histories]

    assert count(grown, day) == count(histories, day)
