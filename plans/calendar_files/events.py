"""Classifies an event by its title: school is closed, a term, or neither."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from plans.school_calendar import Closing

LONGEST_CLOSING = timedelta(days=120)
"""Longer closings are mistyped years: a summer break is shorter."""


@dataclass(frozen=True, slots=True, order=True)
class DatedEvent:
    """A title with its first and last day, both included."""

    first: date
    last: date
    title: str


_CLOSED = re.compile(
    r"\b(?:no (?:school|classes|students)|(?:schools?|district|offices?) (?:are |is )?closed|closed"
    r"|non-?(?:school|instructional|student) day)\b"
)
_DAYS_OFF = r"\b(?:holidays?|recess|vacation|half[- ]term|break)\b"
_OFF = re.compile(
    rf"{_DAYS_OFF}(?= *(?:$|[^a-z ]|(?:days?|weeks?|period|observed|begins?|starts?|ends?|for|from|to|through|thru|cont"
    r"|continues|continued|no|new|all|part|and|or|in|on|of)\b))"
)
"""These words end their part of a title: "Holiday Store" and "Spring Break Reading Night" are events."""
_SPEAKS_OF_DAYS_OFF = re.compile(_DAYS_OFF)
_OPEN_AFTER_ALL = re.compile(
    r"\b(?:resumes?|reconvenes?|re-?opens?|return(?:s|ing)?|back (?:to school|from)|first day (?:back|after|of school)"
    r"|last day (?:before|of (?:school|classes|term|half[- ]term))"
    r"|at (?:the )?end of (?:the )?(?:school )?day|before|after|closed (?:campus|session|meeting)|deadline|concert"
    r"|party|program|camp|meeting|sale|shopping|early (?:release|dismissal)|half[- ]day|minimum day|delayed"
    r"|lunch(?:eon)?|dinner|breakfast|assembly|dance|sing-?along|bazaar|market|food drive|spirit (?:day|week)"
    r"|performance"
    r"|packets?|homework|reading log|break(?:out|fast)? room)\b"
)
_NOT_THE_SCHOOL = (
    r"(?:board|council|meetings?|fees?|uniforms?|lunch(?:es)?|bus(?:es)?|pictures?|supplies|store|parking|homework"
    r"|backpacks?|bags?|phones?|clubs?|dance|assembly|drop|late)"
)
_SURELY_CLOSED = re.compile(rf"\bno (?:school|classes|students)\b(?! {_NOT_THE_SCHOOL}\b)")
_NO_CLASS_OF = re.compile(rf"\bno (?:school|classes|students) {_NOT_THE_SCHOOL}\b")
_SOME = (
    r"(?:kindergarten(?:ers)?|kinder|pre-?k|kdg|k|elementary|middle|high|hs|ms|seniors?|juniors?|sophomores?|freshm[ae]n"
    r"|(?:grades?|gr\.?) ?[\dk][\w& ,-]*|\d+(?:st|nd|rd|th) grade(?:rs?)?|years? ?\d+)"
)
_FOR_SOME = re.compile(
    rf"\b{_SOME}(?: (?:students?|schools?))? only\b|\bonly (?:for )?{_SOME}\b"
    rf"|\bno (?:school|classes) (?:for )?{_SOME}(?: (?:students?|schools?))?$|\bno (?:kindergarten|pre-?k)\b"
)


def is_closing(title: str) -> bool:
    """Whether the title says that there is no school for anyone."""
    words = plain(title)
    if _FOR_SOME.search(words):
        return False
    if _SURELY_CLOSED.search(words):
        return True
    words = _NO_CLASS_OF.sub("", words)
    return bool(_CLOSED.search(words) or _OFF.search(words)) and not _OPEN_AFTER_ALL.search(words)


def may_be_closing(title: str) -> bool:
    """Whether the title mentions days off but probably means an event in that time."""
    words = plain(title)
    return not is_closing(title) and bool(_SPEAKS_OF_DAYS_OFF.search(words)) and not _OPEN_AFTER_ALL.search(words)


def closes_for_some(title: str) -> bool:
    """Whether only some grades have no school."""
    return bool(_FOR_SOME.search(plain(title)))


def plain(title: str) -> str:
    return re.sub(r"[\s_]+", " ", title.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")).strip(" .:!").casefold()


@dataclass(frozen=True, slots=True)
class Sorted:
    closings: tuple[Closing, ...]
    others: tuple[DatedEvent, ...]
    too_long: tuple[DatedEvent, ...]


def sort_out(events: Iterable[DatedEvent]) -> Sorted:
    """Sort events that are no terms into closings and others. The others are listed for a person to check."""
    closings: list[Closing] = []
    others: list[DatedEvent] = []
    too_long: list[DatedEvent] = []
    for event in events:
        if not is_closing(event.title):
            others.append(event)
        elif event.last - event.first > LONGEST_CLOSING:
            too_long.append(event)
        else:
            closings.append(Closing(event.first, event.last, event.title.strip()))
    return Sorted(tuple(closings), tuple(others), tuple(too_long))
