"""Run charts: the median of a series of readings, and the signals of a change that is more than chance.

The rules are those of Perla, Provost and Murray, "The run chart: a simple analytical tool for learning from variation
in healthcare processes", BMJ Quality & Safety 20 (2011), 46-51:

- A shift: six or more points in a row on one side of the median. Points on the median neither add to it nor break it.
- A trend: five or more points in a row that all rise or all fall. A point equal to the one before it does neither.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction as Ratio

FEWEST_POINTS = 5
"""Fewer say nothing: no median and no signal."""
SHIFT = 6
TREND = 5


class SignalKind(StrEnum):
    ABOVE = "above"
    BELOW = "below"
    RISING = "rising"
    FALLING = "falling"


@dataclass(frozen=True, slots=True)
class Signal:
    kind: SignalKind
    first: int
    """The place in the series of its first point, from 0 …"""
    last: int
    """… and of its last one."""
    points: int
    """How many count: without those on the median, or equal to the one before."""


@dataclass(frozen=True, slots=True)
class RunChart:
    median: Ratio | None
    """None of too few points."""
    signals: tuple[Signal, ...] = ()
    """By their first points."""


def run_chart(levels: Sequence[Ratio]) -> RunChart:
    """Of a series in the order of its days."""
    if len(levels) < FEWEST_POINTS:
        return RunChart(None)
    middle = median(levels)
    signals = [*_shifts(levels, middle), *_trends(levels)]
    return RunChart(middle, tuple(sorted(signals, key=lambda signal: (signal.first, signal.last))))


def median(levels: Sequence[Ratio]) -> Ratio:
    """The middle one, or halfway between the two in the middle. Raises IndexError for an empty series."""
    ordered, half = sorted(levels), len(levels) // 2
    return ordered[half] if len(levels) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _shifts(levels: Sequence[Ratio], middle: Ratio) -> Iterator[Signal]:
    """The longest stretches on one side."""
    off_median = [place for place, level in enumerate(levels) if level != middle]
    stretch: list[int] = []
    for place in off_median:
        if stretch and (levels[place] > middle) != (levels[stretch[-1]] > middle):
            yield from _shift(levels, middle, stretch)
            stretch = []
        stretch.append(place)
    yield from _shift(levels, middle, stretch)


def _shift(levels: Sequence[Ratio], middle: Ratio, stretch: Sequence[int]) -> Iterator[Signal]:
    if len(stretch) >= SHIFT:
        kind = SignalKind.ABOVE if levels[stretch[0]] > middle else SignalKind.BELOW
        yield Signal(kind, stretch[0], stretch[-1], len(stretch))


def _trends(levels: Sequence[Ratio]) -> Iterator[Signal]:
    """The longest stretches in one direction. A turning point ends one and begins the next."""
    changes = [place for place, level in enumerate(levels) if not place or level != levels[place - 1]]
    stretch = changes[:1]
    for place in changes[1:]:
        if len(stretch) > 1 and _rises(levels, stretch[-1], place) != _rises(levels, stretch[-2], stretch[-1]):
            yield from _trend(levels, stretch)
            stretch = stretch[-1:]
        stretch.append(place)
    yield from _trend(levels, stretch)


def _rises(levels: Sequence[Ratio], before: int, after: int) -> bool:
    return levels[after] > levels[before]


def _trend(levels: Sequence[Ratio], stretch: Sequence[int]) -> Iterator[Signal]:
    if len(stretch) >= TREND:
        kind = SignalKind.RISING if _rises(levels, stretch[0], stretch[1]) else SignalKind.FALLING
        yield Signal(kind, stretch[0], stretch[-1], len(stretch))
