"""When a due date is spoken of. December 21 to January 1 are closed."""

from datetime import date, timedelta

import pytest

from plans.calendar import ClosedDays
from plans.reminders import WANTED, Reminder, ReminderPreference, reminder_on

BREAK = ClosedDays.spanning([(date(2026, 12, 21), date(2027, 1, 1)), (date(2026, 11, 26), date(2026, 11, 27))])


def days_of(due: date, last_report: date | None = None) -> dict[Reminder, list[date]]:
    actual: dict[Reminder, list[date]] = {}
    for offset in range(-30, 40):
        day = due + timedelta(days=offset)
        kind = reminder_on(day, due, BREAK, last_report)
        if kind is not None:
            actual.setdefault(kind, []).append(day)
    return actual


@pytest.mark.parametrize(
    ("due", "ahead", "today", "late"),
    [
        (date(2026, 12, 10), date(2026, 12, 7), date(2026, 12, 10), date(2026, 12, 17)),
        (date(2026, 12, 7), date(2026, 12, 2), date(2026, 12, 7), date(2026, 12, 14)),
        (date(2026, 11, 30), date(2026, 11, 23), date(2026, 11, 30), date(2026, 12, 7)),
        (date(2026, 12, 5), date(2026, 12, 1), date(2026, 12, 4), date(2026, 12, 14)),
        (date(2026, 12, 24), date(2026, 12, 15), date(2026, 12, 18), date(2027, 1, 4)),
        (date(2027, 1, 5), date(2026, 12, 17), date(2027, 1, 5), date(2027, 1, 12)),
    ],
)
def test_the_first_day_of_each(due: date, ahead: date, today: date, late: date) -> None:
    actual = days_of(due)

    assert {kind: days[0] for kind, days in actual.items()} == {
        Reminder.AHEAD: ahead,
        Reminder.TODAY: today,
        Reminder.LATE: late,
    }
    assert actual[Reminder.TODAY] == [today]


def test_nothing_falls_on_a_closed_day() -> None:
    for due in (date(2026, 12, 1) + timedelta(days=n) for n in range(45)):
        days = [day for days in days_of(due).values() for day in days]
        assert all(BREAK.is_open(day) for day in days)


@pytest.mark.parametrize(
    ("last_report", "left"),
    [
        (date(2026, 12, 1), {Reminder.AHEAD, Reminder.TODAY, Reminder.LATE}),
        (date(2026, 12, 4), {Reminder.TODAY, Reminder.LATE}),
        (date(2026, 12, 9), {Reminder.TODAY, Reminder.LATE}),
        (date(2026, 12, 10), {Reminder.LATE}),
        (date(2026, 12, 11), set()),
    ],
)
def test_who_has_spoken_is_not_asked_again(last_report: date, left: set[Reminder]) -> None:
    assert set(days_of(date(2026, 12, 10), last_report)) == left


def test_the_day_itself_stays_whatever_is_wished() -> None:
    assert all(Reminder.TODAY in WANTED[preference] for preference in ReminderPreference)
    assert WANTED[ReminderPreference.NONE] < WANTED[ReminderPreference.LIGHT] < WANTED[ReminderPreference.STANDARD]
