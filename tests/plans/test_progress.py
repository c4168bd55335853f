"""Counting: what a leader reads off the numbers, and that yesterday's numbers stay."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.progress import (
    Added,
    Cancelled,
    Completed,
    DueMoved,
    Event,
    Fraction,
    ItemHistory,
    Reopened,
    Status,
    StatusReported,
    by_strategy,
    count,
    item_progress,
)

SEPT, OCT, NOV = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)
NOV_10, NOV_15, NOV_20, DEC_1 = date(2026, 11, 10), date(2026, 11, 15), date(2026, 11, 20), date(2026, 12, 1)


def item(*events: Event, code: str = "1.1", strategy: str = "A") -> ItemHistory:
    return ItemHistory(code, "Walk through every classroom", strategy, "Ana Ruiz", events)


def fractions(*histories: ItemHistory, as_of: date) -> tuple[str, str, str, str]:
    """Completed, on time, completed late, behind."""
    progress = count(histories, as_of)
    shares = (progress.completed, progress.on_time, progress.completed_late, progress.behind)
    completed, on_time, late, behind = (f"{share.part} of {share.whole}" for share in shares)
    return completed, on_time, late, behind


def test_each_item_counts_once_on_the_side_where_its_dates_put_it() -> None:
    histories = [
        item(Added(SEPT, NOV_15), Completed(NOV_10, NOV_10)),
        item(Added(SEPT, NOV), Completed(NOV_10, NOV_10)),
        item(Added(SEPT, NOV)),
        item(Added(SEPT, DEC_1)),
        item(Added(SEPT, DEC_1), Completed(NOV_10, NOV_10)),
        item(Added(SEPT, None, ongoing=True)),
        item(Added(SEPT, NOV), Cancelled(NOV_10, "The grant ended")),
    ]

    assert fractions(*histories, as_of=NOV_20) == ("3 of 6", "1 of 3", "1 of 3", "1 of 3")
    progress = count(histories, NOV_20)
    assert (progress.not_yet_due, progress.ongoing) == (1, 1)


def test_an_item_is_behind_at_the_end_of_its_due_date_and_not_the_day_before() -> None:
    due_today = item(Added(SEPT, NOV_20))

    assert count([due_today], NOV_20 - timedelta(days=1)).behind == Fraction(0, 0)
    assert count([due_today], NOV_20).behind == Fraction(1, 1)


def test_work_finished_on_its_due_date_is_on_time() -> None:
    assert fractions(item(Added(SEPT, NOV_20), Completed(NOV_20, NOV_20)), as_of=NOV_20)[1] == "1 of 1"


def test_a_completion_reported_later_changes_only_the_days_from_its_report_on() -> None:
    reported_late = item(Added(SEPT, NOV), Completed(NOV_20, completed_on=OCT))

    assert fractions(reported_late, as_of=NOV_15) == ("0 of 1", "0 of 1", "0 of 1", "1 of 1")
    assert fractions(reported_late, as_of=NOV_20) == ("1 of 1", "1 of 1", "0 of 1", "0 of 1")


def test_a_completion_announced_ahead_counts_when_its_day_comes() -> None:
    announced = item(Added(SEPT, DEC_1), Completed(NOV_10, completed_on=NOV_20))

    assert count([announced], NOV_15).completed == Fraction(0, 1)
    assert count([announced], NOV_20).completed == Fraction(1, 1)


def test_a_moved_date_counts_from_the_day_it_was_moved() -> None:
    moved = item(Added(SEPT, NOV), DueMoved(NOV_15, DEC_1, "Training was put off"))

    assert count([moved], NOV_10).behind == Fraction(1, 1)
    assert count([moved], NOV_15).behind == Fraction(0, 0)
    assert count([moved], NOV_15).not_yet_due == 1


def test_a_date_taken_away_makes_the_item_ongoing() -> None:
    assert count([item(Added(SEPT, NOV), DueMoved(NOV, None, "It never ends"))], NOV_20).ongoing == 1


def test_work_reopened_is_open_again_and_what_was_cancelled_comes_back() -> None:
    reopened = item(Added(SEPT, NOV), Completed(OCT, OCT), Reopened(NOV_10))
    revived = item(Added(SEPT, NOV), Cancelled(OCT, "No time"), Reopened(NOV_10))

    assert count([reopened, revived], NOV).completed == Fraction(1, 1)
    assert count([reopened, revived], NOV_10).behind == Fraction(2, 2)


def test_words_explain_but_never_count() -> None:
    said_done = item(Added(SEPT, NOV), StatusReported(NOV_10, Status.DONE))

    assert count([said_done], NOV_20).completed == Fraction(0, 1)


def test_behind_tells_how_late_why_and_that_the_owner_sees_it_otherwise() -> None:
    history = item(
        Added(SEPT, NOV),
        StatusReported(OCT, Status.BEHIND, "Two teachers are out"),
        StatusReported(NOV_15, Status.ON_TRACK),
    )

    (behind,) = count([history], NOV_20).behind_items

    assert (behind.days_late, behind.cause, behind.owner) == (19, "Two teachers are out", "Ana Ruiz")
    assert behind.reported_on_track
    assert not count([history], NOV).behind_items[0].reported_on_track


def test_the_longest_overdue_comes_first() -> None:
    histories = [item(Added(SEPT, NOV_10), code="late"), item(Added(SEPT, OCT), code="later")]

    assert [behind.code for behind in count(histories, NOV_20).behind_items] == ["later", "late"]


def test_an_item_is_unknown_before_it_was_added() -> None:
    assert item_progress(item(Added(NOV, DEC_1)), OCT) is None
    assert count([item(Added(NOV, DEC_1))], OCT).completed == Fraction(0, 0)


def test_strategies_keep_the_order_of_the_plan() -> None:
    histories = [item(Added(SEPT, NOV), strategy=name) for name in ("Z", "A", "Z")]

    assert {name: p.behind for name, p in by_strategy(histories, NOV_20).items()} == {
        "Z": Fraction(2, 2),
        "A": Fraction(1, 1),
    }
    assert list(by_strategy(histories, NOV_20)) == ["Z", "A"]


def test_a_history_that_does_not_begin_with_the_item_being_added_is_refused() -> None:
    with pytest.raises(ValueError, match="begin"):
        item(Reopened(NOV))


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
    added = Added(draw(days), draw(due_days))
    events = sorted(draw(st.lists(later_events, max_size=6)), key=lambda event: event.recorded)
    return item(added, *events)


plans_of_items = st.lists(item_histories(), max_size=12)


@given(plans_of_items, days)
def test_the_shares_always_add_up(histories: list[ItemHistory], as_of: date) -> None:
    progress = count(histories, as_of)

    due = progress.behind.whole
    assert progress.on_time.whole == progress.completed_late.whole == due
    assert progress.on_time.part + progress.completed_late.part + progress.behind.part == due
    open_items = progress.behind.part + progress.not_yet_due + progress.ongoing
    assert progress.completed.part + open_items == progress.completed.whole
    assert len(progress.behind_items) == progress.behind.part
    assert min(progress.on_time.part, progress.completed_late.part, progress.not_yet_due) >= 0


@given(plans_of_items, days, st.lists(later_events, max_size=3))
def test_whatever_becomes_known_later_leaves_a_past_day_as_it_was(
    histories: list[ItemHistory], as_of: date, news: list[Event]
) -> None:
    later = [event for event in news if event.recorded > as_of]
    grown = [ItemHistory(h.code, h.text, h.strategy, h.owner, (*h.events, *later)) for h in histories]

    assert count(grown, as_of) == count(histories, as_of)
