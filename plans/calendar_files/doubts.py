"""Reports events that may mean a closed school without saying so plainly. They are never guessed."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from plans.calendar import ONE_DAY, ClosedDays
from plans.calendar_files.events import DatedEvent, closes_for_some, may_be_closing, plain
from plans.files.findings import Findings
from plans.findings import FindingCode
from plans.school_calendar import Closing

LONGEST_BREAK = timedelta(days=35)
_LAST_DAY = re.compile(
    r"\blast day (?:of (?:school|classes|instruction|(?:the )?(?:\w+ )?term|half[- ]term"
    r"|(?:first|second|1st|2nd) semester)|before)\b"
    r"|\b(?:school|classes|term) (?:ends?|closes|breaks? up)\b|\bend of (?:\w+ )?term\b"
    r"|\b(?:break|recess|vacation) (?:begins?|starts?) at\b"
)
_BEGINS = re.compile(r"\b(?:break|recess|vacation|half[- ]term|holidays?) (?:begins?|starts?)\b")
_BACK = re.compile(
    r"\b(?:resumes?|reconvenes?|re-?opens?|returns?|(?:school|classes|term) (?:begins?|starts?)|back to school"
    r"|first day (?:back|after|of term))\b"
)


def point_out(name: str, closings: Sequence[Closing], others: Sequence[DatedEvent], findings: Findings) -> None:
    for event in others:
        if closes_for_some(event.title):
            findings.warn(name, FindingCode.CLOSED_FOR_SOME, title=event.title, first=event.first)
        elif may_be_closing(event.title):
            findings.warn(name, FindingCode.MAY_BE_CLOSED, title=event.title, first=event.first)
    closed = ClosedDays.spanning((closing.first, closing.last) for closing in closings)
    begun = [DatedEvent(day.first, day.last, day.name) for day in closings if _BEGINS.search(plain(day.name))]
    last_days = [*begun, *(event for event in others if _LAST_DAY.search(plain(event.title)))]
    returns = [event for event in others if _BACK.search(plain(event.title))]
    for event in last_days:
        if event in returns:
            findings.warn(name, FindingCode.BREAK_IN_WORDS, title=event.title, first=event.first)
            continue
        back = next((other.first for other in returns if event.last < other.first <= event.last + LONGEST_BREAK), None)
        if back is not None and (unlisted := _open_days(event.last + ONE_DAY, back - ONE_DAY, closed)):
            findings.warn(
                name, FindingCode.BREAK_NOT_LISTED, title=event.title, first=unlisted[0], last=unlisted[-1], back=back
            )


def _open_days(first: date, last: date, closed: ClosedDays) -> list[date]:
    days = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
    return [day for day in days if closed.is_open(day)]
