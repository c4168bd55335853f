"""An .ics file as dated events: all-day ones, those of several days, and those that recur."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from dateutil.rrule import rrulestr
from icalendar import Calendar

from plans.calendar import ONE_DAY
from plans.calendar_files.events import DatedEvent
from plans.files.problems import Problems, Unreadable

Properties = Mapping[str, Any]
"""An event: what the library makes of a property depends on the file."""

MOST_EVENTS = 20_000
MOST_REPEATS = 400
YEARS_AHEAD = timedelta(days=3 * 366)
"""How far an event without end is followed."""


def events(name: str, content: bytes, problems: Problems) -> list[DatedEvent]:
    """Raises Unreadable for what is no calendar."""
    try:
        calendars = Calendar.from_ical(content, multiple=True)
        found = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    except (ValueError, KeyError, IndexError) as error:
        raise Unreadable(
            name, "This is not a calendar file. Export the calendar as iCalendar (.ics) and try again."
        ) from error
    if not calendars:
        raise Unreadable(name, "There is no calendar in the file. Export it again as iCalendar (.ics).")
    if len(found) > MOST_EVENTS:
        raise Unreadable(name, f"The file has more than {MOST_EVENTS:,} events. Export the school year only.")
    moved = {_moved(event) for event in found} - {None}
    return [dated for event in found for dated in _dated(name, event, moved, problems)]


def _moved(event: Properties) -> tuple[str, date] | None:
    """Of an event that stands for one repeat of another: whose, and on which day it would have been."""
    original = event.get("RECURRENCE-ID")
    return (str(event.get("UID", "")), _day(original.dt)) if original is not None else None


def _dated(name: str, event: Properties, moved: set[Any], problems: Problems) -> Iterator[DatedEvent]:
    title = str(event.get("SUMMARY", "")).strip()
    if not title or str(event.get("STATUS", "")).upper() == "CANCELLED":
        return
    try:
        first, last, all_day = _span(event)
        repeats = list(_repeats(event, first))
    except (ValueError, KeyError, AttributeError):  # what the library read as something else has no `dt`
        problems.warn(f"{name}: {title}", "Its date cannot be read, so it is left out. Mend it in the calendar.")
        return
    if not all_day:
        return  # a meeting or a concert: school goes on around it
    for day in repeats:
        if (str(event.get("UID", "")), day) not in moved or _moved(event) is not None:
            yield DatedEvent(day, day + (last - first), title)


def _span(event: Properties) -> tuple[date, date, bool]:
    """First and last day. The end of an all-day event is the day after it, as the format has it."""
    start, end = event["DTSTART"].dt, event.get("DTEND")
    if isinstance(start, datetime):
        finish = end.dt if end is not None else start
        # Some programs write whole days as midnight to midnight.
        whole_days = start.time() == time() == finish.time() and finish > start
        return start.date(), finish.date() - ONE_DAY if whole_days else finish.date(), whole_days
    if end is not None:
        return start, max(start, _day(end.dt) - ONE_DAY), True
    length = event["DURATION"].dt if "DURATION" in event else ONE_DAY
    return start, start + max(length - ONE_DAY, timedelta()), True


def _repeats(event: Properties, first: date) -> Iterator[date]:
    """The first day of the event and of each of its repeats."""
    if "RRULE" not in event and "RDATE" not in event:
        yield first
        return
    begins = datetime.combine(first, time())
    days = {first} | {_day(value) for value in _dates(event.get("RDATE"))}
    if "RRULE" in event:
        rule = rrulestr(_without_zone(event["RRULE"].to_ical().decode()), dtstart=begins)
        for count, moment in enumerate(rule):
            if count >= MOST_REPEATS or moment > begins + YEARS_AHEAD:
                break
            days.add(moment.date())
    yield from sorted(days - {_day(value) for value in _dates(event.get("EXDATE"))})


def _without_zone(rule: str) -> str:
    """Days have no zone, so neither has the day a rule ends: "UNTIL=20270601T000000Z"."""
    parts = rule.split(";")
    return ";".join(part[: len("UNTIL=20270601")] if part.startswith("UNTIL=") else part for part in parts)


def _dates(value: Any) -> Iterator[date | datetime]:
    for one in value if isinstance(value, list) else [value] if value is not None else []:
        yield from (known.dt for known in one.dts)


def _day(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return value.astimezone(UTC).date() if value.tzinfo is UTC else value.date()
    return value
