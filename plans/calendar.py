"""The school calendar: years, quarters, closed days, and the days on which monthly rounds open."""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import NamedTuple, Self
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
_A_SECOND = timedelta(seconds=1)
FIRST_WEEKEND_DAY = calendar.SATURDAY
LAST = -1
"""The nth of "the last Friday"."""


class MonthDay(NamedTuple):
    month: int
    day: int


FIRST_OF_JULY = MonthDay(7, 1)

_YEAR_AT_END = re.compile(r"(?:^|\s)(?P<year>\d{4} ?[-\N{EN DASH}/] ?(?:\d{4}|\d{2}))$")
_YEAR_NAME = re.compile(r"\s*(\d{4})\s*[-\N{EN DASH}/]\s*(\d{4}|\d{2})\s*")


@dataclass(frozen=True, slots=True)
class Quarter:
    number: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """From its first day to the day before the next school year."""

    begins: int
    """The calendar year in which it starts."""
    starts_on: MonthDay = FIRST_OF_JULY

    @classmethod
    def named(cls, name: str, starts_on: MonthDay = FIRST_OF_JULY) -> Self:
        """Parse "2026-27" or "2026-2027". Raises ValueError for anything else."""
        match = _YEAR_NAME.fullmatch(name)
        if match is None:
            raise ValueError(f"no school year: {name!r}")
        begins, ends = int(match[1]), match[2]
        if not str(begins + 1).endswith(ends):
            raise ValueError(f"no school year: {name!r}")
        return cls(begins, starts_on)

    @classmethod
    def of(cls, day: date, starts_on: MonthDay = FIRST_OF_JULY) -> Self:
        """The school year that contains the day."""
        started = (day.month, day.day) >= starts_on
        return cls(day.year if started else day.year - 1, starts_on)

    @property
    def name(self) -> str:
        return f"{self.begins}-{(self.begins + 1) % 100:02d}"

    @property
    def first(self) -> date:
        return date(self.begins, *self.starts_on)

    @property
    def last(self) -> date:
        return date(self.begins + 1, *self.starts_on) - ONE_DAY

    def quarters(self) -> tuple[Quarter, Quarter, Quarter, Quarter]:
        """Three months each, counted from the first day."""
        q1, q2, q3, q4, after = (months_later(self.first, months) for months in (0, 3, 6, 9, 12))
        return (
            Quarter(1, q1, q2 - ONE_DAY),
            Quarter(2, q2, q3 - ONE_DAY),
            Quarter(3, q3, q4 - ONE_DAY),
            Quarter(4, q4, after - ONE_DAY),
        )


def split_year(text: str) -> tuple[str, str]:
    """The text without the school year that ends it, and that year's name; empty without one."""
    match = _YEAR_AT_END.search(text)
    try:
        return (text[: match.start()].strip(), SchoolYear.named(match["year"]).name) if match else (text, "")
    except ValueError:
        return text, ""


@dataclass(frozen=True, slots=True)
class ClosedDays:
    """Holidays and breaks. Saturdays and Sundays are closed without being listed."""

    days: frozenset[date] = frozenset()

    @classmethod
    def spanning(cls, spans: Iterable[tuple[date, date]]) -> Self:
        """From first and last days, both closed."""
        return cls(
            frozenset(
                first + timedelta(days=offset) for first, last in spans for offset in range((last - first).days + 1)
            )
        )

    def is_open(self, day: date) -> bool:
        return day.weekday() < FIRST_WEEKEND_DAY and day not in self.days

    def next_school_day(self, day: date) -> date:
        """The day itself when school is open, else the first open day after it."""
        while not self.is_open(day):
            day += ONE_DAY
        return day

    def last_school_day(self, day: date, *, not_before: date) -> date | None:
        """The day itself when school is open, else the last open day before it, but None before `not_before`."""
        while day >= not_before:
            if self.is_open(day):
                return day
            day -= ONE_DAY
        return None

    def school_days_between(self, day: date, later: date) -> int:
        """How many open days lie after the one and before the other."""
        days = (day + timedelta(days=offset) for offset in range(1, (later - day).days))
        return sum(map(self.is_open, days))


ONLY_WEEKENDS_CLOSED = ClosedDays()


@dataclass(frozen=True, slots=True)
class MonthlyDay:
    """A day that comes once in every month, such as the third Tuesday."""

    nth: int
    """1 to 4, or LAST. Most months have no fifth weekday."""
    weekday: int
    """Monday is 0, as in the standard library."""

    def __post_init__(self) -> None:
        if self.nth not in (1, 2, 3, 4, LAST):
            raise ValueError("a month has a first to fourth and a last of each weekday")
        if self.weekday not in range(7):
            raise ValueError("weekdays run from 0, Monday, to 6, Sunday")

    @classmethod
    def named(cls, words: str) -> Self:
        """Parse words such as "3rd tue" or "last fri". Raises ValueError for others."""
        place, _, weekday = words.casefold().partition(" ")
        days = [name.casefold() for name in calendar.day_abbr]
        if place not in _PLACES or weekday[:3] not in days:
            raise ValueError(f'not a day of the month: {words!r}; write it like "3rd tue" or "last fri"')
        return cls(_PLACES[place], days.index(weekday[:3]))

    def in_month(self, year: int, month: int) -> date:
        first_weekday, length = calendar.monthrange(year, month)
        first_match = 1 + (self.weekday - first_weekday) % 7
        if self.nth == LAST:
            return date(year, month, first_match + 7 * ((length - first_match) // 7))
        return date(year, month, first_match + 7 * (self.nth - 1))


_PLACES = MappingProxyType({"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": LAST})


def next_round_day(after: date, monthly: MonthlyDay, closed: ClosedDays = ONLY_WEEKENDS_CLOSED) -> date:
    """The first round day later than `after`.

    A round whose day is closed opens on a school day of the same month, the next one if possible, so that a month never
    gets two rounds. A month without any school day has none.
    """
    month = after.replace(day=1)
    while True:
        day = _open_day_in_month(monthly.in_month(month.year, month.month), closed)
        if day is not None and day > after:
            return day
        month = months_later(month, 1)


def period_key(day: date) -> str:
    """The month of a round: "2026-11"."""
    return f"{day.year:04d}-{day.month:02d}"


def opens_at(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The moment, in UTC, when the person's clock shows that time.

    If clocks skip the time, it is the first minute after the gap; if they show it twice, the first counts.
    """
    local = datetime.combine(day, at.replace(fold=0))
    moment = local.replace(tzinfo=zone).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == local:
        return moment
    return _gap_end(local, zone)


def _gap_end(skipped: datetime, zone: ZoneInfo) -> datetime:
    """The moment when the clocks jumped over a local time.

    With the offset after the jump the skipped time lies before that moment, with the earlier offset after it.
    """
    early = skipped.replace(tzinfo=zone, fold=1).astimezone(UTC)
    late = skipped.replace(tzinfo=zone, fold=0).astimezone(UTC)
    before = early.astimezone(zone).utcoffset()
    while late - early > _A_SECOND:
        middle = early + (late - early) // 2
        early, late = (middle, late) if middle.astimezone(zone).utcoffset() == before else (early, middle)
    return late.replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class Window:
    """The hours of a school day in which a person may get unrequested messages."""

    first: time = time(9)
    last: time = time(18)

    def next_moment(self, now: datetime, zone: ZoneInfo, closed: ClosedDays = ONLY_WEEKENDS_CLOSED) -> datetime:
        """`now` itself within the window on an open day, else the next such moment, in UTC."""
        local = now.astimezone(zone)
        day = closed.next_school_day(local.date())
        if day == local.date() and local.time() >= self.last:
            day = closed.next_school_day(day + ONE_DAY)
        while (opens := self._opens(day, zone)) is None:
            day = closed.next_school_day(day + ONE_DAY)
        return max(now.astimezone(UTC), opens)

    def _opens(self, day: date, zone: ZoneInfo) -> datetime | None:
        """None on a day on which the clocks skip the whole window."""
        opens = opens_at(day, self.first, zone)
        return opens if opens.astimezone(zone).replace(tzinfo=None) < datetime.combine(day, self.last) else None

    def within(self, at: time) -> time:
        """The time, moved to the nearer edge of the window if it lies outside."""
        return at if self.first <= at < self.last else self.first


def _open_day_in_month(day: date, closed: ClosedDays) -> date | None:
    last = calendar.monthrange(day.year, day.month)[1]
    onward = (day.replace(day=number) for number in range(day.day, last + 1))
    back = (day.replace(day=number) for number in range(day.day - 1, 0, -1))
    return next((d for days in (onward, back) for d in days if closed.is_open(d)), None)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    length = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, length))
