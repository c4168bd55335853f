"""Where values and days lie in a chart."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction as Ratio

WHOLE = 100
MOST_STEPS = 5
LEAST_SHARE_STEP = Ratio(5)
"""Percentage points between two lines, so that a small change doesn't look like a large one."""
_NICE = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Ticks:
    """The values at which the scale has lines, the lowest first; they lie evenly from the bottom to the top."""

    values: Sequence[Ratio]
    top: int
    height: int

    def y(self, at: Ratio) -> float:
        low, high = self.values[0], self.values[-1]
        return round(self.top + self.height * (1 - float((at - low) / (high - low))), 1)


def ticks(levels: Sequence[Ratio], *, top: int, height: int, is_share: bool) -> Ticks:
    """Round values around all levels. Percentages reach to 100 at most, and a few points never fill the height."""
    low, high = min(levels), max(levels)
    if is_share:
        step = max(_step(high - low), LEAST_SHARE_STEP) if high > low else LEAST_SHARE_STEP
    else:
        step = _step((high - low) or max(abs(high), Ratio(1)) / 2)
    first, last = math.floor(low / step) * step, math.ceil(high / step) * step
    if first == low and first > 0:
        first = max(Ratio(0), first - step)
    if last == high and not (is_share and last >= WHOLE):
        last += step
    if is_share and high <= WHOLE:
        last = min(last, Ratio(WHOLE))
    return Ticks([first + step * place for place in range(int((last - first) / step))] + [last], top, height)


def _step(span: Ratio) -> Ratio:
    """1, 2 or 5 times a power of ten, so that the span has few steps."""
    power = Ratio(10) ** math.floor(math.log10(float(span / MOST_STEPS)))
    return next((nice * power for nice in _NICE if nice * power * MOST_STEPS >= span), 10 * power)


def across(day: date, first: date, last: date, *, left: float, right: float) -> float:
    """The place of a day in the span from the first to the last one; in the middle of a single day."""
    share = (day - first).days / (last - first).days if last > first else 0.5
    return round(left + (right - left) * share, 1)
