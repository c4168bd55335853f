"""What was on time before and after support from a district or state: fractions side by side, and no word on why."""

from dataclasses import dataclass
from datetime import date

from plans.calendar import ONE_DAY, months_later
from plans.item_progress import Day
from plans.progress import Fraction

MONTHS = 4
"""Before and after the day on which support was provided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectWindow:
    """Which due dates are counted."""

    first: date
    provided_on: date
    """Due before it belongs to the time before, and due on it to the time after."""
    until: date
    """The last day of the time after that is over; before `provided_on` if none is."""
    is_over: bool
    """Whether all four months after have passed."""

    @classmethod
    def seen_on(cls, provided_on: date, day: Day) -> "EffectWindow":
        last = months_later(provided_on, MONTHS)
        over = day.on if day.is_over else day.on - ONE_DAY
        return cls(
            first=months_later(provided_on, -MONTHS),
            provided_on=provided_on,
            until=min(last, over),
            is_over=over >= last,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportEffect:
    window: EffectWindow
    codes: tuple[str, ...]
    """Of the practices that are counted; without any, the whole plan is."""
    before: Fraction
    """On time, of the action items due, as known at the end of the day on which support was provided …"""
    after: Fraction
    """… and at the end of the time after, or of the last day that is over."""
