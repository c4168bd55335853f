"""Days of a recurring event, checked day by day within a bounded span, so that no rule runs without end."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from plans.calendar import ONE_DAY

DAILY, WEEKLY, MONTHLY, YEARLY = "DAILY", "WEEKLY", "MONTHLY", "YEARLY"
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEK = 7
PARTS = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "WKST"})
"""Hours, minutes and seconds do not matter for whole days. Numbered weeks and days of the year do not occur."""


class UnreadableRuleError(ValueError):
    """A rule that whole-day events do not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    frequency: str
    interval: int
    count: int | None
    until: date | None
    weekdays: tuple[tuple[int, int], ...]
    """Each with its place in the month or year, 0 for all of them: (-1, 4) is the last Friday."""
    months: tuple[int, ...]
    month_days: tuple[int, ...]
    positions: tuple[int, ...]
    week_start: int

    @classmethod
    def parse(cls, parts: Mapping[str, Sequence[Any]], first: date) -> "Rule":
        """From the library's parts; a rule without a day repeats that of `first`. Raises UnreadableRuleError."""
        words = {name.upper(): [str(part).upper() for part in values] for name, values in parts.items()}
        frequency = words.get("FREQ", [""])[0]
        if set(words) - PARTS or frequency not in (DAILY, WEEKLY, MONTHLY, YEARLY):
            raise UnreadableRuleError
        weekdays = tuple(_weekday(word) for word in words.get("BYDAY", ()))
        months, month_days = (tuple(map(int, words.get(name, ()))) for name in ("BYMONTH", "BYMONTHDAY"))
        if not weekdays and not month_days:
            weekdays = ((0, first.weekday()),) if frequency == WEEKLY else ()
            month_days = (first.day,) if frequency in (MONTHLY, YEARLY) else ()
            months = (first.month,) if frequency == YEARLY and not months else months
        return cls(
            frequency=frequency,
            interval=max(1, int(words.get("INTERVAL", ["1"])[0])),
            count=int(words["COUNT"][0]) if "COUNT" in words else None,
            until=_day(parts, "UNTIL"),
            weekdays=weekdays,
            months=months,
            month_days=month_days,
            positions=tuple(map(int, words.get("BYSETPOS", ()))),
            week_start=WEEKDAYS.index(words.get("WKST", ["MO"])[0]),
        )

    def days(self, first: date, last: date) -> Iterator[date]:
        """The days from `first` to `last`, both included."""
        end = min(last, self.until) if self.until else last
        days = (day for day in self._chosen(first, end) if first <= day <= end)
        for number, day in enumerate(days):
            if self.count is not None and number >= self.count:
                return
            yield day

    def _chosen(self, first: date, end: date) -> Iterator[date]:
        """Whole periods at a time: finding the last Friday of a month needs all of its days."""
        in_period: list[date] = []
        number = self._period(self._period_start(first))
        start = number
        day = self._period_start(first)
        while day <= end or self._period(day) == number:
            if self._period(day) != number:
                yield from self._placed(in_period)
                in_period, number = [], self._period(day)
            if (number - start) % self.interval == 0 and self._matches(day):
                in_period.append(day)
            day += ONE_DAY
        yield from self._placed(in_period)

    def _placed(self, days: Sequence[date]) -> Sequence[date]:
        if not self.positions:
            return days
        places = {position - 1 if position > 0 else len(days) + position for position in self.positions}
        return [day for place, day in enumerate(days) if place in places]

    def _period_start(self, day: date) -> date:
        match self.frequency:
            case "YEARLY":
                return day.replace(month=1, day=1)
            case "MONTHLY":
                return day.replace(day=1)
            case "WEEKLY":
                return day - timedelta(days=(day.weekday() - self.week_start) % WEEK)
        return day

    def _period(self, day: date) -> int:
        match self.frequency:
            case "YEARLY":
                return day.year
            case "MONTHLY":
                return day.year * 12 + day.month
            case "WEEKLY":
                return self._period_start(day).toordinal() // WEEK
        return day.toordinal()

    def _matches(self, day: date) -> bool:
        if self.months and day.month not in self.months:
            return False
        if self.month_days and not {day.day, day.day - _month_end(day).day - 1} & set(self.month_days):
            return False
        return not self.weekdays or any(self._is_weekday(day, place, weekday) for place, weekday in self.weekdays)

    def _is_weekday(self, day: date, place: int, weekday: int) -> bool:
        if day.weekday() != weekday or not place or self.frequency in (DAILY, WEEKLY):
            return day.weekday() == weekday
        by_month = self.frequency == MONTHLY or bool(self.months)
        first = day.replace(day=1) if by_month else day.replace(month=1, day=1)
        last = _month_end(day) if by_month else day.replace(month=12, day=31)
        return place in ((day - first).days // WEEK + 1, -((last - day).days // WEEK + 1))


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - ONE_DAY


def _weekday(word: str) -> tuple[int, int]:
    place, name = word[:-2], word[-2:]
    if name not in WEEKDAYS:
        raise UnreadableRuleError
    return int(place or 0), WEEKDAYS.index(name)


def _day(parts: Mapping[str, Sequence[Any]], name: str) -> date | None:
    ends = [part for key, values in parts.items() if key.upper() == name for part in values]
    if not ends:
        return None
    end = ends[0]
    return date(end.year, end.month, end.day)
