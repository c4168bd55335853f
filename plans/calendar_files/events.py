"""What a calendar's event means for check-ins: school is closed, a term, or neither. Its title decides."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from plans.calendar import ONE_DAY, SchoolYear
from plans.school_calendar import Closing, Term, TermKind

LONGEST_CLOSING = timedelta(days=120)
"""A summer break is shorter; what is longer is a mistyped year."""


@dataclass(frozen=True, slots=True, order=True)
class DatedEvent:
    """A title with its first and last day, both counted."""

    first: date
    last: date
    title: str


_CLOSED = re.compile(
    r"\b(?:holidays?|no (?:school|classes|students)|(?:schools?|district|offices?) (?:are |is )?closed|closed"
    r"|recess|vacation|non-?(?:school|instructional|student) day|break)\b"
)
_OPEN_AFTER_ALL = re.compile(
    r"\b(?:resumes?|re-?opens?|return(?:s|ing)?|back (?:to school|from)|first day (?:back|after|of school)"
    r"|last day (?:before|of (?:school|classes))|before|after|closed (?:campus|session|meeting)|deadline|concert|party"
    r"|program|camp|meeting|sale|shopping|early (?:release|dismissal)|half[- ]day|minimum day|delayed)\b"
)
_SURELY_CLOSED = re.compile(r"\bno (?:school|classes|students)\b(?! (?:board|council|meeting|fees?))")
_PART = {
    "quarter": TermKind.QUARTER,
    "qtr": TermKind.QUARTER,
    "q": TermKind.QUARTER,
    "marking period": TermKind.QUARTER,
}
_PART |= {"semester": TermKind.SEMESTER, "s": TermKind.SEMESTER}
_ORDINAL = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_TERM = re.compile(
    r"(?:(?P<end>end of|last day of|(?:the )?close of) )?(?:the )?"
    r"(?:(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th) (?P<after>quarter|semester|marking period)"
    r"|(?P<part>quarter|qtr|q|marking period|semester|s) ?(?P<number>[1-4]))(?P<ends> ends?| closes)?"
)


def is_closing(title: str) -> bool:
    """Whether the words of a title say that there is no school."""
    words = _plain(title)
    if _SURELY_CLOSED.search(words):
        return True
    return bool(_CLOSED.search(words)) and not _OPEN_AFTER_ALL.search(words)


def _plain(title: str) -> str:
    return re.sub(r"[\s_]+", " ", title.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")).strip(" .:!").casefold()


@dataclass(frozen=True, slots=True)
class Sorted:
    closings: tuple[Closing, ...]
    terms: tuple[Term, ...]
    others: tuple[DatedEvent, ...]
    too_long: tuple[DatedEvent, ...]


def sort_out(events: Iterable[DatedEvent]) -> Sorted:
    """Each event to where it belongs; the others are listed, so that somebody can see what was left alone."""
    closings: list[Closing] = []
    spans: list[Term] = []
    ends: list[Term] = []
    others: list[DatedEvent] = []
    too_long: list[DatedEvent] = []
    for event in sorted(set(events)):
        term = _term(event)
        if term is not None:
            (ends if event.first == event.last else spans).append(term)
        elif not is_closing(event.title):
            others.append(event)
        elif event.last - event.first > LONGEST_CLOSING:
            too_long.append(event)
        else:
            closings.append(Closing(event.first, event.last, event.title.strip()))
    return Sorted(tuple(closings), tuple(sorted([*spans, *_from_ends(ends)])), tuple(others), tuple(too_long))


def _term(event: DatedEvent) -> Term | None:
    """A term as a span, or the last day of one: "Quarter 2", "End of 2nd quarter", "Semester 1 ends"."""
    found = _TERM.fullmatch(_plain(event.title))
    if found is None:
        return None
    is_end = bool(found["end"] or found["ends"])
    if is_end != (event.first == event.last):
        return None
    kind = _PART[found["after"] or found["part"]]
    number = _ORDINAL[found["ordinal"]] if found["ordinal"] else int(found["number"])
    return Term(kind, number, event.first, event.last)


def _from_ends(ends: Sequence[Term]) -> Iterable[Term]:
    """Where only last days are given, a term begins on the day after the one before, the first with the school year."""
    for term in ends:
        year = SchoolYear.of(term.last)
        before = [
            known.last
            for known in ends
            if known.kind is term.kind and known.number == term.number - 1 and SchoolYear.of(known.last) == year
        ]
        if term.number == 1 or before:
            yield Term(term.kind, term.number, before[0] + ONE_DAY if before else year.first, term.last)
