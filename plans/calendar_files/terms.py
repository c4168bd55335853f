"""Quarters and semesters of a calendar file, as spans or by first and last days. Only complete sets are used."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from itertools import pairwise

from plans.calendar import ONE_DAY, SchoolYear
from plans.calendar_files.events import DatedEvent, plain
from plans.files.findings import Findings
from plans.findings import FindingCode
from plans.school_calendar import QUARTERS, SEMESTERS, Term, TermKind

_PART = {
    "quarter": TermKind.QUARTER,
    "qtr": TermKind.QUARTER,
    "q": TermKind.QUARTER,
    "marking period": TermKind.QUARTER,
    "semester": TermKind.SEMESTER,
    "s": TermKind.SEMESTER,
}
_ORDINAL = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_TERM = re.compile(
    r"(?:(?:(?P<end>end of|last day of|(?:the )?close of)|(?P<start>start of|first day of|beginning of)) )?(?:the )?"
    r"(?:(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th) (?P<after>quarter|semester|marking period)"
    r"|(?P<part>quarter|qtr|q|marking period|semester|s) ?(?P<number>[1-4]))"
    r"(?:(?P<ends> ends?| closes)|(?P<starts> begins?| starts?))?"
)
_OTHER_TERM = re.compile(r"(?:autumn |spring |summer |fall |winter )?(?:term|trimester)(?: \d)?")
NUMBERS = {TermKind.QUARTER: QUARTERS, TermKind.SEMESTER: SEMESTERS}


class _Says(Enum):
    SPAN = auto()
    START = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class _Mention:
    says: _Says
    kind: TermKind
    number: int
    first: date
    last: date

    @property
    def year(self) -> int:
        return SchoolYear.of(self.last).begins


def split_terms(name: str, events: Iterable[DatedEvent], findings: Findings) -> tuple[list[Term], list[DatedEvent]]:
    """The complete sets of terms, and the events that are no terms. Incomplete sets are reported and not used."""
    rest: list[DatedEvent] = []
    sets: dict[tuple[TermKind, int], list[_Mention]] = {}
    for event in events:
        mention = _mention(event)
        if mention is None:
            rest.append(event)
        else:
            sets.setdefault((mention.kind, mention.year), []).append(mention)
    terms: list[Term] = []
    for (kind, year), mentions in sets.items():
        spans = _spans(mentions, SchoolYear(year))
        if _are_sound(name, kind, year, spans, findings):
            terms += spans
    _point_out_others(name, rest, findings)
    return sorted(terms), rest


def _mention(event: DatedEvent) -> _Mention | None:
    """ "Quarter 2", "End of 2nd quarter", "Semester 1 ends"."""
    written = _TERM.fullmatch(plain(event.title))
    if written is None:
        return None
    says = _Says.SPAN
    if written["end"] or written["ends"]:
        says = _Says.END
    elif written["start"] or written["starts"]:
        says = _Says.START
    if (says is _Says.SPAN) == (event.first == event.last):
        return None
    number = _ORDINAL[written["ordinal"]] if written["ordinal"] else int(written["number"])
    return _Mention(says, _PART[written["after"] or written["part"]], number, event.first, event.last)


def _spans(mentions: Sequence[_Mention], year: SchoolYear) -> list[Term]:
    """A term without its own first day begins after the one before; the first begins with the school year."""
    spans = {mention.number: (mention.first, mention.last) for mention in mentions if mention.says is _Says.SPAN}
    starts = {mention.number: mention.first for mention in mentions if mention.says is _Says.START}
    ends = {mention.number: mention.last for mention in mentions if mention.says is _Says.END}
    for number in sorted(ends.keys() - spans.keys()):
        before = spans.get(number - 1)
        first = starts.get(number) or (before[1] + ONE_DAY if before else year.first if number == 1 else None)
        if first is not None and first <= ends[number]:
            spans[number] = (first, ends[number])
    kind = mentions[0].kind
    return [Term(kind, number, *spans[number]) for number in sorted(spans)]


def _are_sound(name: str, kind: TermKind, year: int, terms: Sequence[Term], findings: Findings) -> bool:
    numbers = [term.number for term in terms]
    school_year = SchoolYear(year).name
    if numbers != list(range(1, NUMBERS[kind] + 1)):
        findings.warn(
            name, FindingCode.TERMS_INCOMPLETE, kind=kind.value, year=school_year, numbers=numbers, needed=NUMBERS[kind]
        )
        return False
    if any(after.first <= before.last for before, after in pairwise(terms)):
        findings.warn(name, FindingCode.TERMS_OVERLAP, kind=kind.value, year=school_year)
        return False
    return True


def _point_out_others(name: str, events: Iterable[DatedEvent], findings: Findings) -> None:
    titles = [event.title for event in events if _OTHER_TERM.fullmatch(plain(event.title)) and event.first < event.last]
    if titles:
        findings.warn(name, FindingCode.TERMS_OF_ANOTHER_KIND, titles=titles)
