"""A locale no one speaks: what the formats make stands between ⟦ and ⟧, and nothing else does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompts.formats import Formats

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, time

    from plans.progress import Fraction

LOCALE = "en-XA"
OPEN, CLOSE = "⟦", "⟧"


class PseudoFormats(Formats):
    def __init__(self) -> None:
        super().__init__("en_US", fractions="")

    def day(self, day: date, *, with_year: bool) -> str:
        return _marked(f"day {day:%Y-%m-%d}" if with_year else f"day {day:%m-%d}")

    def month(self, first: date, *, with_year: bool) -> str:
        return _marked(f"month {first:%Y-%m}" if with_year else f"month {first:%m}")

    def short_month(self, first: date) -> str:
        return _marked(f"month {first:%m}")

    def clock_time(self, at: time) -> str:
        return _marked(f"time {at:%H.%M}")

    def number(self, number: float) -> str:
        return _marked(f"number {number}")

    def percent(self, percent: int) -> str:
        return _marked(f"percent {percent}")

    def exact_percent(self, percent: float) -> str:
        return _marked(f"percent {percent}")

    def fraction(self, fraction: Fraction, noun: str) -> str:
        return _marked(f"{fraction.part} of {fraction.whole} {noun}".strip())

    def list_of(self, items: Sequence[str], *, alternatives: bool) -> str:
        return _marked("or" if alternatives else "and").join(items)

    def plural(self, count: float, single: str, several: str) -> str:
        return _marked(super().plural(count, single, several))


def _marked(text: str) -> str:
    return f"{OPEN}{text}{CLOSE}"
