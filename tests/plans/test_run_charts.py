"""Run charts: medians and signals of series worked by hand."""

from fractions import Fraction as Ratio

import pytest

from plans.run_charts import Signal, SignalKind, run_chart


def signals(*levels: int) -> tuple[Signal, ...]:
    return run_chart([Ratio(level) for level in levels]).signals


def test_the_median_is_the_middle_one_or_halfway_between_two() -> None:
    assert run_chart([Ratio(level) for level in (40, 10, 30, 20, 50)]).median == 30
    assert run_chart([Ratio(level) for level in (40, 10, 30, 25, 50, 60)]).median == 35


def test_fewer_than_five_readings_say_nothing() -> None:
    assert run_chart([Ratio(level) for level in (1, 2, 3, 4)]).median is None
    assert signals(1, 2, 3, 4) == ()
    assert run_chart([]).median is None


def test_five_in_a_row_that_rise_are_a_trend_and_four_are_not() -> None:
    assert signals(31, 36, 42, 48, 55) == (Signal(SignalKind.RISING, 0, 4, 5),)
    assert signals(36, 31, 42, 48, 55) == ()  # only four: 31, 42, 48, 55
    assert signals(60, 55, 48, 42, 40, 36) == (Signal(SignalKind.FALLING, 0, 5, 6),)


def test_a_repeated_value_neither_adds_to_a_trend_nor_breaks_it() -> None:
    # 31, 36, 36, 42, 48, 55: without the repeated 36 there are five that rise.
    assert signals(31, 36, 36, 42, 48, 55) == (Signal(SignalKind.RISING, 0, 5, 5),)
    assert signals(31, 36, 36, 42, 48) == ()


def test_a_turning_point_ends_one_trend_and_begins_the_next() -> None:
    assert signals(1, 2, 3, 4, 5, 4, 3, 2, 1) == (
        Signal(SignalKind.RISING, 0, 4, 5),
        Signal(SignalKind.FALLING, 4, 8, 5),
    )


def test_six_in_a_row_on_one_side_of_the_median_are_a_shift() -> None:
    # Sorted: 40 41 42 43 44 45 | 52 53 54 55 56 57; the median is 48.5. No five in a row rise or fall.
    assert signals(43, 41, 45, 40, 44, 42, 55, 52, 57, 53, 56, 54) == (
        Signal(SignalKind.BELOW, 0, 5, 6),
        Signal(SignalKind.ABOVE, 6, 11, 6),
    )
    # One of the lower half comes late: five below, five above, then one of each.
    assert signals(43, 41, 45, 40, 44, 55, 52, 57, 53, 56, 42, 54) == ()


def test_a_point_on_the_median_neither_adds_to_a_shift_nor_breaks_it() -> None:
    # Thirteen points, six below 50, 50 itself, six above: 50 stands among the upper ones and is not counted.
    assert signals(43, 41, 45, 40, 44, 42, 55, 52, 57, 50, 53, 56, 54) == (
        Signal(SignalKind.BELOW, 0, 5, 6),
        Signal(SignalKind.ABOVE, 6, 12, 6),
    )
    # With 50 in place of one of the six, five above are too few. (Sorted: 40 41 42 43 44 45 50 52 53 54 56 57; 47.5.)
    assert [signal.kind for signal in signals(43, 41, 45, 40, 44, 42, 50, 50, 57, 50, 53, 56, 54)] == [SignalKind.BELOW]


@pytest.mark.parametrize("level", [0, 50])
def test_a_series_that_never_moves_has_no_signal(level: int) -> None:
    assert signals(*[level] * 20) == ()
