"""Reads what a cell says about time: one point, a range, a deadline, or "ongoing"."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import Enum, StrEnum, auto
from functools import lru_cache

from plans.dates.point import LONGEST_POINT, MONTHS, DateDoubt, Point, Rough, UnreadableDate, read_point, read_span
from plans.dates.recurrence import Recurs, without_recurrence
from plans.dates.year import PlanYear, Span

ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4"}
LONGEST_PHRASE = 300
"""Characters. Longer text is not read: a plan's longest lists of dates have about 150."""


class DateColumn(StrEnum):
    START = "start"
    COMPLETION = "completion"
    TIMELINE = "timeline"
    """One column for both ends."""


class LeftOut(Enum):
    """What the text says beyond the one date that was asked for."""

    BEGINNING = auto()
    """The start of a span, when the end was asked for."""
    END = auto()
    """The end of a span, when the start was asked for."""
    DEADLINE = auto()
    """The text has only a deadline, which was read as the start."""
    BETWEEN = auto()
    """Days or months listed over several months: read from the first to the last."""
    REMARK = auto()
    """Words in parentheses or on further lines that name no time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    start: date | None = None
    due: date | None = None
    ongoing: bool = False
    left_out: LeftOut | None = field(default=None, compare=False)


def read_when(text: str, *, role: DateColumn, year: PlanYear | None = None) -> When:
    """Read a cell about time; an empty one returns an empty When. Raises UnreadableDate."""
    text = text.strip()
    if len(text) > LONGEST_PHRASE:
        raise UnreadableDate(DateDoubt.NOT_UNDERSTOOD)
    listed = ", ".join(line.strip(" ,") for line in text.splitlines())
    if _is_date_on_each_line(text):
        with suppress(UnreadableDate):
            return _doubted_where_long(_read_when(listed, role, year))
    try:
        return _read_when(text, role, year)
    except UnreadableDate as unreadable:
        doubt = unreadable
    if "\n" in text:
        with suppress(UnreadableDate):
            return _read_when(listed, role, year)
    return _read_before_remark(text, role, year, doubt)


def _doubted_where_long(when: When) -> When:
    is_long = when.start is not None and when.due is not None and when.due - when.start > LONGEST_LIST
    return replace(when, left_out=when.left_out or LeftOut.BETWEEN) if is_long else when


def _is_date_on_each_line(text: str) -> bool:
    """A list, not a span: no line continues on the next one."""
    lines = [line.strip(" ,;") for line in text.splitlines() if line.strip(" ,;")]
    return len(lines) > 1 and all(_BEGINS_DATE.match(line) and not _GOES_ON.search(line) for line in lines)


_BEGINS_DATE = re.compile(rf"\d|(?:{'|'.join(MONTHS)})", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:[-–—→]|\b(?:to|through|thru|until|till|and|or))$", re.IGNORECASE)


def _read_before_remark(text: str, role: DateColumn, year: PlanYear | None, doubt: UnreadableDate) -> When:
    """ "Term 4 (after the symposium)", or a date above a line about something else."""
    lines = text.splitlines() or [""]
    remark = _REMARK.search(text) if len(lines) == 1 else None
    before, after = (text[: remark.start()], remark[0]) if remark else (lines[0], " ".join(lines[1:]))
    if doubt.doubt is not DateDoubt.NOT_UNDERSTOOD or not after or _MAY_NAME_TIME.search(after.lower()):
        raise doubt
    return replace(_read_when(before, role, year), left_out=LeftOut.REMARK)


_REMARK = re.compile(r"\([^()]*\)$")
_MAY_NAME_TIME = re.compile(rf"\d|\b(?:{'|'.join(MONTHS)})|\b(?:spring|summer|fall|autumn|winter|by|until|before)\b")


def _read_when(text: str, role: DateColumn, year: PlanYear | None) -> When:
    plain = _plain(text)
    rest, recurs = without_recurrence(plain)
    if not rest:
        return When(ongoing=recurs is not None)
    bounds = _read_bounds(rest, year)
    open_end = (
        _BREAKS_OFF.search(plain)
        or recurs is Recurs.AFTERWARDS
        or (recurs is Recurs.MEANWHILE and bounds.start == bounds.end)
    )
    return _for_role(_Bounds(bounds.start, None) if open_end else bounds, role)


_BREAKS_OFF = re.compile(r"\w ?-$")
""""Sept -": from then on."""


def _plain(text: str) -> str:
    """Lower case, plain spaces, dashes and quotes; no weekday, time of day, "th" or dot after a word."""
    words = unicodedata.normalize("NFKC", text).translate(_PLAIN_MARKS).lower()
    words = _WEEKDAY.sub("", words)
    words = re.sub(r"\b(\d{1,2})(?:st|nd|rd|th)\b", r"\1", words)
    words = re.sub(r"\b(first|second|third|fourth)\b", lambda match: ORDINALS[match[1]], words)
    words = re.sub(r"(?<=[a-z])[.:]", " ", words)
    words = _TIME_OF_DAY.sub("", words)
    words = re.sub(r"(?<! ) *,[ ,]*", ", ", words)
    words = _TEXT_MARK.sub("", words)
    return re.sub(r"\s+", " ", words).strip(" ,;.*")


_PLAIN_MARKS = str.maketrans(
    {
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2192": "-",
        "\u2019": "'",
        "\u2018": "'",
    }
)
_TIME_OF_DAY = re.compile(
    r"(?<=\d),?(?: ?t| at)? ?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap] ?m\b| ?z\b|[+-]\d\d:?\d\d\b)?"
)
_TEXT_MARK = re.compile(r"^ *'(?=\d{4}-|\d{1,2}[/.-]\d{1,2}[/.-])")
"""The apostrophe that makes Excel treat a cell as text."""
_WEEKDAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Bounds:
    """Both ends of a text as spans: "Aug - Sept 2026" starts in one and ends in the other."""

    start: Span | None
    end: Span | None
    is_list: bool = False
    """Days or months were listed, and read from the first to the last."""


def _for_role(bounds: _Bounds, role: DateColumn) -> When:
    open_end = bounds.end is None
    is_span = bounds.start is not None and bounds.end is not None and bounds.start != bounds.end
    if role is DateColumn.START:
        first = bounds.start or bounds.end
        left_out = LeftOut.END if is_span else LeftOut.DEADLINE if bounds.start is None else None
        return When(start=first.start if first else None, left_out=left_out)
    if role is DateColumn.COMPLETION:
        left_out = LeftOut.BEGINNING if is_span else None
        return When(due=bounds.end.end if bounds.end else None, ongoing=open_end, left_out=left_out)
    start = bounds.start.start if bounds.start else None
    due = bounds.end.end if bounds.end else None
    if start == due:
        start = None  # a single day in a timeline is a deadline; it does not say when work begins
    spans_months = bounds.is_list and start is not None and due is not None and due - start > LONGEST_LIST
    return When(start=start, due=due, ongoing=open_end, left_out=LeftOut.BETWEEN if spans_months else None)


LONGEST_LIST = timedelta(days=90)


# --- one phrase ---------------------------------------------------------------------------------------------

_DUE_WORDS = re.compile(
    r"^(?:(?:to be )?(?:completed?|done|finish(?:ed)?) )?"
    r"(?:by|(?:on or )?before|prior to|no later than|not later than|due(?: by| on)?|through|thru|until|till|up to)"
    r"(?: the)? "
)
_START_WORDS = re.compile(r"^(?:start(?:ing|s)?(?: in| on)?|begin(?:ning|s)?(?: in| on)?|after|since|as of)(?: the)? ")
_RANGE_WORDS = re.compile(r"^(?:from|between|in|on|during|throughout)(?: the)? ")
_BOTH_ENDS = re.compile(r"^(?:starts?|begins?) (?P<start>.*?[^ ,;/-])[ ,;/-]+(?:ends?|finish(?:es)?) (?P<end>.+)$")


def _read_bounds(text: str, year: PlanYear | None) -> _Bounds:
    if both := _BOTH_ENDS.match(text):
        text = f"{both['start']} - {both['end']}"
    if (due := _DUE_WORDS.match(text)) and (span := read_span(text[due.end() :], year)):
        return _Bounds(None, span)
    if (starts := _START_WORDS.match(text)) and (span := read_span(text[starts.end() :], year)):
        return _Bounds(span, None)
    ranged = _RANGE_WORDS.match(text)
    bare = text[ranged.end() :] if ranged else text
    if span := read_span(bare, year):
        return _Bounds(span, None) if text.startswith("from ") else _Bounds(span, span)
    return _read_range(bare, year)


def _read_range(text: str, year: PlanYear | None) -> _Bounds:
    doubt = DateDoubt.NOT_UNDERSTOOD
    for left, right in _splits(text):
        try:
            if bounds := _read_two(left, right, year):
                return bounds
        except UnreadableDate as unreadable:
            if doubt is DateDoubt.NOT_UNDERSTOOD:
                doubt = unreadable.doubt
    raise UnreadableDate(doubt)


_SEPARATORS = (r" - ", r" (?:to|through|thru|until|till) ", r"-", r"(?<=[a-z ])/ ?(?=[a-z])", r" ?(?:,|;|&| and ) ?")


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """Every way to split a range in two, the clearest separators first. The left side must be able to be a date."""
    for separator in _SEPARATORS:
        for match in re.finditer(separator, text):
            if match.start() > LONGEST_POINT:
                break
            yield text[: match.start()].strip(" ,;"), text[match.end() :].strip(" ,;")


def _read_two(left_text: str, right_text: str, year: PlanYear | None) -> _Bounds | None:
    left = read_point(left_text, year)
    if left is None:
        return None
    right = read_point(right_text, year) or _day_of_same_month(left, right_text)
    if right is None:
        return _read_list(left, right_text, year)
    first, last = _spans_of_both(left, right, year)
    if last.end < first.start:
        raise UnreadableDate(DateDoubt.BACKWARDS)
    return _Bounds(first, last)


def _read_list(left: Point, rest: str, year: PlanYear | None) -> _Bounds | None:
    """ "Oct, Jan and April": from the first to the last."""
    if not re.search(r"[,;&]| and ", rest):
        return None
    others = _read_rest_of_list(rest, year)
    if isinstance(others, DateDoubt):
        raise UnreadableDate(others)
    if isinstance(left, Rough) and left.year is None and others.start:
        follows = others.start.start
        left = replace(left, year=follows.year - ((left.month, left.day or 0) > (follows.month, follows.day)))
    first = left.in_year(year) if isinstance(left, Rough) else left
    return _Bounds(first, others.end, is_list=True)


@lru_cache(maxsize=1024)
def _read_rest_of_list(rest: str, year: PlanYear | None) -> _Bounds | DateDoubt:
    """Cached: several splits of a list leave the same rest, and the work would double with each date."""
    try:
        return _read_range(rest, year)
    except UnreadableDate as unreadable:
        return unreadable.doubt


def _day_of_same_month(left: Point, text: str) -> Rough | None:
    """The "18, 2026" of "Sept 15-18, 2026"."""
    match = re.fullmatch(r"(\d{1,2})(?:,? (\d{4}))?", text)
    if not match or not isinstance(left, Rough) or left.day is None:
        return None
    return Rough(left.month, int(match[1]), int(match[2]) if match[2] else left.year)


def _spans_of_both(left: Point, right: Point, year: PlanYear | None) -> tuple[Span, Span]:
    """Each end lends the other its year: "Aug - Sept 2026", "Nov - Feb 2027"."""
    if isinstance(left, Rough) and isinstance(right, Rough):
        wraps = (left.month, left.day or 0) > (right.month, right.day or 32)
        if left.year is None and right.year is not None:
            left = Rough(left.month, left.day, right.year - wraps, left.months)
        elif right.year is None and left.year is not None:
            right = Rough(right.month, right.day, left.year + wraps, right.months)
    first = left.in_year(year) if isinstance(left, Rough) else left
    last = right.in_year(year) if isinstance(right, Rough) else right
    return first, last
