"""The days before and after support that are compared."""

from datetime import date

from plans.item_progress import Day
from plans.support_effects import EffectWindow

NOV_30 = date(2026, 11, 30)


def test_four_months_before_and_four_from_the_day_on() -> None:
    window = EffectWindow.seen_on(NOV_30, Day(date(2027, 6, 1)))

    assert (window.first, window.until, window.is_over) == (date(2026, 7, 30), date(2027, 3, 30), True)


def test_the_time_after_ends_with_the_last_day_that_is_over() -> None:
    today = EffectWindow.seen_on(NOV_30, Day(date(2027, 1, 20), is_over=False))
    past_day = EffectWindow.seen_on(NOV_30, Day(date(2027, 1, 20)))

    assert (today.until, today.is_over) == (date(2027, 1, 19), False)
    assert past_day.until == date(2027, 1, 20)


def test_on_the_last_day_it_is_not_over_yet() -> None:
    last = date(2027, 3, 30)

    assert not EffectWindow.seen_on(NOV_30, Day(last, is_over=False)).is_over
    assert EffectWindow.seen_on(NOV_30, Day(last)).is_over


def test_a_month_without_that_day_ends_earlier() -> None:
    assert EffectWindow.seen_on(date(2026, 10, 31), Day(date(2027, 6, 1))).until == date(2027, 2, 28)
