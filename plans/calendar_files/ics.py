"""Reads an .ics file into dated events: all-day, several days long, and recurring."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any

from icalendar import Calendar

from plans.calendar import ONE_DAY
from plans.calendar_files.events import DatedEvent, is_closing
from plans.calendar_files.repeats import Rule, UnreadableRuleError
from plans.files.findings import Findings, Unreadable
from plans.findings import FindingCode

Properties = Mapping[str, Any]
"""An event. The library's type of a property depends on the file."""

MOST_EVENTS = 20_000
SCHOOL_DAY = timedelta(hours=6)
MOST_RULES = 500
MOST_DAYS = 20_000
MOST_LEVELS = 8
"""Depth of nested components, which the library walks by recursion."""
MOST_IN_LINE = 20_000
YEARS_AHEAD = timedelta(days=3 * 366)
"""How far a recurring event without an end is followed."""


def events(name: str, content: bytes, findings: Findings) -> list[DatedEvent]:
    """Raises Unreadable for a file that is not a calendar."""
    _check_bounds(name, content)
    try:
        calendars = Calendar.from_ical(content, multiple=True)
        entries = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    except DAMAGED as error:
        raise Unreadable(name, FindingCode.NOT_A_CALENDAR) from error
    if not calendars:
        raise Unreadable(name, FindingCode.NO_CALENDAR)
    if len(entries) > MOST_EVENTS:
        raise Unreadable(name, FindingCode.TOO_MANY_EVENTS, most=MOST_EVENTS)
    moved = {_moved(event) for event in entries} - {None}
    dated = list(islice((day for event in entries for day in _dated(name, event, moved, findings)), MOST_DAYS + 1))
    if len(dated) > MOST_DAYS:
        raise Unreadable(name, FindingCode.TOO_MANY_DAYS, most=MOST_DAYS)
    return dated


DAMAGED = (ValueError, KeyError, IndexError, AttributeError, TypeError, OverflowError, ArithmeticError, LookupError)
"""Errors the library raises on a broken part, such as a zone without rules or a date in the year 99999."""


def _check_bounds(name: str, content: bytes) -> None:
    """Check the size before the library reads it: its time grows with the square of a line's length."""
    lines = content.replace(b"\r\n ", b"").replace(b"\n ", b"").replace(b"\n\t", b"").splitlines()
    depth = 0
    for line in lines:
        start = line[:6].upper()
        depth += (start == b"BEGIN:") - (start[:4] == b"END:")
        if depth > MOST_LEVELS or len(line) > MOST_IN_LINE:
            raise Unreadable(name, FindingCode.NOT_A_SCHOOL_CALENDAR)
    if sum(line[:6].upper() == b"RRULE:" for line in lines) > MOST_RULES:
        raise Unreadable(name, FindingCode.TOO_MANY_RULES, most=MOST_RULES)


def _moved(event: Properties) -> tuple[str, date] | None:
    """For an event that replaces one repeat of another: that event's id and the replaced day."""
    try:
        return (str(event.get("UID", "")), _day(event["RECURRENCE-ID"].dt)) if "RECURRENCE-ID" in event else None
    except DAMAGED:
        return None


def _dated(name: str, event: Properties, moved: set[Any], findings: Findings) -> Iterator[DatedEvent]:
    title = str(event.get("SUMMARY", "")).strip()
    if not title or str(event.get("STATUS", "")).upper() == "CANCELLED":
        return
    try:
        first, last, all_day = _span(event)
        repeats = [DatedEvent(day, day + (last - first), title) for day in _repeats(event, first)]
    except UnreadableRuleError:
        findings.warn(f"{name}: {title}", FindingCode.RULE_NOT_READ)
        return
    except DAMAGED:  # a property the library could not read as a date has no `dt`
        findings.warn(f"{name}: {title}", FindingCode.EVENT_DATE_NOT_READ)
        return
    if isinstance(event["DTSTART"].dt, datetime) and not is_closing(title) and not _is_midnight(event):
        return  # a meeting or a concert: school is open
    if not all_day:
        findings.warn(f"{name}: {title}", FindingCode.CLOSED_FOR_HOURS, title=title, first=first)
        return
    for day in repeats:
        if (str(event.get("UID", "")), day.first) not in moved or _moved(event) is not None:
            yield day


def _span(event: Properties) -> tuple[date, date, bool]:
    """First and last day. An all-day event ends, in the format, on the day after its last."""
    start, end = event["DTSTART"].dt, event.get("DTEND")
    if isinstance(start, datetime):
        finish = end.dt if end is not None else start
        # Some programs write whole days as midnight to midnight.
        whole_days = start.time() == time() == finish.time() and finish > start
        return start.date(), _last_day(start, finish), whole_days or _is_school_day_long(start, finish)
    if end is not None:
        return start, max(start, _day(end.dt) - ONE_DAY), True
    length = event["DURATION"].dt if "DURATION" in event else ONE_DAY
    return start, start + max(length - ONE_DAY, timedelta()), True


def _is_midnight(event: Properties) -> bool:
    return bool(event["DTSTART"].dt.time() == time())


def _last_day(start: datetime, finish: datetime) -> date:
    """A whole day may begin at another hour in the file: midnight in Boston is 4:00 or 5:00 UTC."""
    length = finish.replace(tzinfo=None) - start.replace(tzinfo=None)
    if length >= ONE_DAY and not length % ONE_DAY:
        return start.date() + length - ONE_DAY
    return finish.date() - ONE_DAY if finish.time() == time() and finish > start else finish.date()


def _is_school_day_long(start: datetime, finish: datetime) -> bool:
    """ "No School" is also entered from 8 to 4, or from midnight to 23:59."""
    return finish.replace(tzinfo=None) - start.replace(tzinfo=None) >= SCHOOL_DAY


def _repeats(event: Properties, first: date) -> Iterator[date]:
    """The first day of the event and of each of its repeats."""
    if "RRULE" not in event and "RDATE" not in event:
        yield first
        return
    days = {first} | {_day(moment) for moment in _dates(event.get("RDATE"))}
    if "RRULE" in event:
        days |= set(Rule.parse(event["RRULE"], first).days(first, first + YEARS_AHEAD))
    yield from sorted(days - {_day(moment) for moment in _dates(event.get("EXDATE"))})


def _dates(prop: Any) -> Iterator[date | datetime]:
    for dates in prop if isinstance(prop, list) else [prop] if prop is not None else []:
        yield from (stamp.dt for stamp in dates.dts)


def _day(moment: date | datetime) -> date:
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).date() if moment.tzinfo is UTC else moment.date()
    return moment
