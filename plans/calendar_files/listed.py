"""A plain list of days: "Nov 25 - Nov 27, 2026: Thanksgiving break", one to a line."""

from datetime import date

from plans.calendar_files.events import DatedEvent
from plans.dates import PlanYear, Role, UnreadableDate, read_when
from plans.files.problems import Problems, Unreadable

HOW = 'Write the days, a colon and what it is: "Nov 25 - Nov 27, 2026: Thanksgiving break".'


def events(name: str, content: bytes, year: PlanYear | None, problems: Problems) -> list[DatedEvent]:
    """Lines that start with # are remarks. Raises Unreadable for what is no text."""
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise Unreadable(name, "This is not a text file. Save it as plain text or as iCalendar (.ics).") from error
    found: list[DatedEvent] = []
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if text and not text.startswith("#"):
            event = _event(text, year)
            if event is None:
                problems.error(f"{name}, line {number}", f'"{text[:80]}" cannot be read. {HOW}')
            else:
                found.append(event)
    return found


def _event(text: str, year: PlanYear | None) -> DatedEvent | None:
    """The days before the first separator, the name after it; a name left out means closed."""
    for separator in (":", "\t", ";"):
        days, found, title = text.partition(separator)
        if found and (span := _span(days, year)):
            return DatedEvent(*span, title.strip())
    span = _span(text, year)
    return DatedEvent(*span, "Closed") if span else None


def _span(days: str, year: PlanYear | None) -> tuple[date, date] | None:
    try:
        when = read_when(days.strip(), role=Role.TIMELINE, year=year)
    except UnreadableDate:
        return None
    if when.due is None or when.ongoing:
        return None
    return when.start or when.due, when.due
