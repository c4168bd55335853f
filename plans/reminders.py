"""When an owner is reminded of a due date: before it, on the day, and a week after, but never again.

All in school days: nothing is sent on a closed day, and a due date on one is announced on the last open day before it.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from plans.calendar import ONE_DAY, ClosedDays

AHEAD_DAYS = 3
"""School days before the due date."""
LATE_AFTER = timedelta(days=7)
LATE_WITHIN = timedelta(days=7)
"""A reminder delayed longer than this by an absence is dropped."""


class Reminder(StrEnum):
    AHEAD = "ahead"
    TODAY = "today"
    LATE = "late"


class ReminderPreference(StrEnum):
    """How often someone wants to be reminded. The reminder on the day itself always stays."""

    LIGHT = "light"
    STANDARD = "standard"
    NONE = "none"


WANTED: Mapping[ReminderPreference, frozenset[Reminder]] = MappingProxyType(
    {
        ReminderPreference.STANDARD: frozenset(Reminder),
        ReminderPreference.LIGHT: frozenset({Reminder.TODAY, Reminder.LATE}),
        ReminderPreference.NONE: frozenset({Reminder.TODAY}),
    }
)


def reminder_on(day: date, due: date, closed: ClosedDays, last_report: date | None = None) -> Reminder | None:
    """The reminder to send on a day, if it was not sent before.

    `last_report` is when a person last changed or reported the item: after a recent report no one is reminded.
    """
    if not closed.is_open(day):
        return None
    speaks_on = due if closed.is_open(due) else _school_days_before(due, 1, closed)
    ahead = _school_days_before(speaks_on, AHEAD_DAYS, closed)
    late = closed.next_school_day(due + LATE_AFTER)
    if ahead <= day < speaks_on:
        return None if _since(last_report, _school_days_before(ahead, AHEAD_DAYS, closed)) else Reminder.AHEAD
    if day == speaks_on:
        return None if _since(last_report, day) else Reminder.TODAY
    if late <= day < late + LATE_WITHIN:
        return None if _since(last_report, due + ONE_DAY) else Reminder.LATE
    return None


def _since(last_report: date | None, day: date) -> bool:
    return last_report is not None and last_report >= day


def _school_days_before(day: date, count: int, closed: ClosedDays) -> date:
    while count:
        day -= ONE_DAY
        count -= closed.is_open(day)
    return day
