"""Reads deadlines as people say them on a given day: "Friday", "in two weeks", "end of March"."""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from plans.dates.column_style import ColumnStyle
from plans.dates.phrases import DateColumn, read_when
from plans.dates.point import UnreadableDate
from plans.dates.year import PlanYear

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FRIDAY = 4
WEEK = timedelta(days=7)
DECEMBER = 12
MOST_WORDS = 6
"""Longest deadline at the end of a sentence, in words: "the end of the second quarter"."""
LONGEST_DEADLINE = 100
"""Characters. A deadline is searched for only at the end of a sentence, however long it is."""

_COUNTS: Mapping[str, int] = MappingProxyType(
    {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
    | {"nine": 9, "ten": 10, "a couple of": 2, "a few": 3}
)
_LEADING = re.compile(r"^(?:by|before|until|till|due(?: by| on)?|on|no later than|latest|at|for)\s+(?:the\s+)?")
_IN = re.compile(rf"in (?P<count>\d{{1,3}}|{'|'.join(_COUNTS)}) (?P<unit>day|week|month)s?")
_FROM_NOW = re.compile(rf"(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)}) (?P<unit>day|week|month)s? from (?:now|today)")
_NTH = re.compile(r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)")
_WEEKDAY = re.compile(r"(?P<which>this |next |coming )?(?P<day>[a-z]{3,9})\.?")
_YEAR = re.compile(r"\d{4}|'\d{2}|\d[/.-]\d{1,2}[/.-]\d{2}\b")
_DEADLINE = re.compile(
    r"\b(?:by|before|(?P<after>after)|until|till|due(?: by| on)?|no later than|prior to|(?P<on>on))\s+", re.IGNORECASE
)
_NAMES_DAY = re.compile(
    r"^(?:the )?(?:\d{1,4}[/.-]\d|\d{1,2}(?:st|nd|rd|th)? (?:of )?[a-z]{3}|\d{1,2}(?:st|nd|rd|th)$"
    r"|[a-z]{3,9}\.? \d|(?:mon|tue|wed|thu|fri|sat|sun))",
    re.IGNORECASE,
)
_NAMES_TIME = re.compile(
    r"^(?:the |our |this |next |last |end of |start of |beginning of |middle of |early |mid-?|late )*"
    r"(?:(?:winter|spring|summer|fall|autumn|thanksgiving|christmas|holiday|february|april|mid-?winter|october|may) )?"
    r"(?:break|recess|vacation|holidays?|half[ -]?term|term|semester|trimester|quarter|marking period|school year|year"
    r"|winter|spring|summer|fall|autumn|season|month|week|weekend|yesterday|easter|conferences"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2}\b.{0,12}"
    r"|\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?)[ .!]*$",
    re.IGNORECASE,
)
"""Words that are plainly about time, whether or not they can be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskWithDeadline:
    """A task and its deadline. `phrase` is the text the date was read from, or that looked like one."""

    text: str
    due: date | None = None
    phrase: str = ""


def read_spoken(text: str, today: date) -> date | None:
    """The day meant; None if the words name none. A day without a year is the next one to come."""
    if len(text) > LONGEST_DEADLINE:
        return None
    words = _LEADING.sub("", " ".join(text.casefold().split()).strip(" .,;!"))
    if not words:
        return None
    return _relative(words, today) or _weekday(words, today) or _calendar_day(words, today)


def split_deadline(text: str, today: date) -> TaskWithDeadline:
    """Split "order the texts by Nov 30" into the task and its day.

    "By" or a similar word must precede the date, and only the end is searched, so that "a report by the team" stays
    whole. "Friday" or "in two weeks" at the end need no such word.
    """
    whole = " ".join(text.split())
    for match in reversed(_deadline_words(whole)):
        phrase = whole[match.end() :]
        if match["after"] or (match["on"] and not _NAMES_DAY.search(phrase)):
            continue  # "a talk on May": its subject, not its due date
        due = read_spoken(phrase, today)
        if due is not None:
            return TaskWithDeadline(text=_without(whole, match.start()), due=due, phrase=whole[match.start() :])
    return _bare_ending(whole, today) or _doubtful(whole)


def _deadline_words(whole: str) -> list[re.Match[str]]:
    """Where "by" and similar words are in the end of a sentence."""
    return [match for match in _DEADLINE.finditer(whole) if len(whole) - match.end() <= LONGEST_DEADLINE]


def _bare_ending(whole: str, today: date) -> TaskWithDeadline | None:
    words = whole.split(" ")
    for count in range(min(MOST_WORDS, len(words) - 1), 0, -1):
        phrase = " ".join(words[-count:])
        lower = _LEADING.sub("", phrase.casefold().strip(" .,;!"))
        due = _relative(lower, today) or _weekday(lower, today)
        if due is not None:
            return TaskWithDeadline(text=_without(whole, len(whole) - len(phrase)), due=due, phrase=phrase)
    return None


def _doubtful(whole: str) -> TaskWithDeadline:
    """Split off words that look like a deadline but cannot be read, so that the person can be asked about them.

    Words of time ("before winter break") leave the text; a number alone ("by room 12") may belong to it.
    """
    for match in reversed(_deadline_words(whole)):
        phrase = whole[match.end() :]
        if not match["on"] and _NAMES_TIME.search(phrase):
            return TaskWithDeadline(text=_without(whole, match.start()), phrase=whole[match.start() :])
        if re.search(r"\d", phrase):
            return TaskWithDeadline(text=whole, phrase=whole[match.start() :])
    return TaskWithDeadline(text=whole)


def _without(whole: str, end: int) -> str:
    """Removes a colon at the end too, but not that of an emoji: `:books:`."""
    text = whole[:end].rstrip(" ,;-")
    return text if _EMOJI_LAST.search(text) else text.rstrip(" ,;:-")


_EMOJI_LAST = re.compile(r"(?<![\w:]):[\w+'-]+:$")


# ---------------------------------------------------------------- one phrase


def _relative(words: str, today: date) -> date | None:
    counted = _IN.fullmatch(words) or _FROM_NOW.fullmatch(words)
    if counted:
        number = int(counted["count"]) if counted["count"].isdigit() else _COUNTS[counted["count"]]
        return _later(today, number, counted["unit"])
    if nth := _NTH.fullmatch(words):
        return _nth(int(nth["day"]), today)
    offset = _PHRASES.get(re.sub(r"\bthe ", "", words))
    return offset(today) if offset else None


def _nth(day: int, today: date) -> date | None:
    """ "The 15th" of this month or, if it has passed, of the next; None if the month has no such day."""
    month = _in_month(today, day < today.day, 1)
    return month.replace(day=day) if 1 <= day <= monthrange(month.year, month.month)[1] else None


def _later(today: date, number: int, unit: str) -> date:
    if unit == "month":
        return _in_month(today, number, today.day)
    return today + number * (WEEK if unit == "week" else timedelta(days=1))


def _weekday(words: str, today: date) -> date | None:
    match = _WEEKDAY.fullmatch(words)
    place = next((n for n, day in enumerate(DAYS) if match and _names(match["day"], day)), None)
    if match is None or place is None:
        return None
    if (match["which"] or "").strip() == "next":
        return _monday(today) + WEEK + timedelta(days=place)
    return today + timedelta(days=(place - today.weekday() - 1) % 7 + 1)


def _names(word: str, day: str) -> bool:
    return word == day or word in (day[:3], day[:4], day[:5] if day != "monday" else "mond")


def read_past(text: str, today: date) -> date | None:
    """The day meant by someone who looks back: without a year, the latest such day."""
    words = " ".join(text.casefold().split()).strip(" .,;!")
    if days := _BACK.get(words):
        return today - timedelta(days=days - 1)
    if weekday := _weekday(words.removeprefix("last "), today):
        return weekday - WEEK * (2 if words.startswith("last ") and weekday - WEEK == today else 1)
    day = _completion(words, PlanYear.of(today))
    if day is None or day <= today or _YEAR.search(words):
        return day
    first = read_when(words, role=DateColumn.START, year=PlanYear.of(today)).start
    if first is not None and first <= today:
        return day  # it is not over: "November" on the 27th
    return _completion(words, PlanYear.of(today - 52 * WEEK)) or day


_BACK: Mapping[str, int] = MappingProxyType({"today": 1, "now": 1, "yesterday": 2})
"""Days to count back, with today as the first."""


def _completion(words: str, year: PlanYear) -> date | None:
    try:
        return read_when(words, role=DateColumn.COMPLETION, year=year).due
    except UnreadableDate:
        return None


def _calendar_day(words: str, today: date) -> date | None:
    """A date as in a plan's cell; a past day without a year is next year's."""
    due = _american_day(words, today)
    if due is None or due < today:
        day_first = _american_day(ColumnStyle(day_first=True).spelled_out(words), today)
        if day_first is not None and day_first >= today:
            return day_first  # "by 01.12.2026", late in 2026: the first of December
    return due


def _american_day(words: str, today: date) -> date | None:
    try:
        due = read_when(words, role=DateColumn.COMPLETION, year=PlanYear.of(today)).due
        if due is not None and not _YEAR.search(words):
            due = _next_one(due, words, today)
    except UnreadableDate:
        return None
    return due


def _next_one(due: date, words: str, today: date) -> date | None:
    """The school year starts in July: in May, "Sept 1" is not the past one."""
    if due < today:
        due_next = read_when(words, role=DateColumn.COMPLETION, year=PlanYear.of(due.replace(day=1) + 53 * WEEK)).due
        return due_next or due
    earlier = read_when(words, role=DateColumn.COMPLETION, year=PlanYear.of(today.replace(day=1) - 52 * WEEK)).due
    return earlier if earlier is not None and today <= earlier < due else due


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _friday(today: date, weeks: int) -> date:
    """Friday of this week or a later one; on a weekend, "this week" is the coming one."""
    friday = _monday(today) + timedelta(days=FRIDAY) + weeks * WEEK
    return friday if friday >= today else friday + WEEK


def _in_month(today: date, months: int, day: int) -> date:
    years, month = divmod(today.month - 1 + months, DECEMBER)
    year = today.year + years
    return date(year, month + 1, min(day, monthrange(year, month + 1)[1]))


def _part_end(today: date, quarters: int) -> date:
    """The last day of the quarter, or of the semester (two quarters), that contains today."""
    year = PlanYear.of(today)
    ends = (year.quarter(number).end for number in range(quarters, 5, quarters))
    return next(end for end in ends if end >= today)


_LAST = 31
_PHRASES: Mapping[str, Callable[[date], date]] = MappingProxyType(
    {
        "today": lambda today: today,
        "yesterday": lambda today: today - timedelta(days=1),
        "tonight": lambda today: today,
        "end of day": lambda today: today,
        "eod": lambda today: today,
        "tomorrow": lambda today: today + timedelta(days=1),
        "day after tomorrow": lambda today: today + timedelta(days=2),
        "this week": lambda today: _friday(today, 0),
        "end of week": lambda today: _friday(today, 0),
        "end of this week": lambda today: _friday(today, 0),
        "eow": lambda today: _friday(today, 0),
        "next week": lambda today: _friday(today, 1),
        "end of next week": lambda today: _friday(today, 1),
        "this month": lambda today: _in_month(today, 0, _LAST),
        "end of month": lambda today: _in_month(today, 0, _LAST),
        "end of this month": lambda today: _in_month(today, 0, _LAST),
        "month end": lambda today: _in_month(today, 0, _LAST),
        "eom": lambda today: _in_month(today, 0, _LAST),
        "next month": lambda today: _in_month(today, 1, _LAST),
        "end of next month": lambda today: _in_month(today, 1, _LAST),
        "end of semester": lambda today: _part_end(today, 2),
        "end of this semester": lambda today: _part_end(today, 2),
        "end of quarter": lambda today: _part_end(today, 1),
        "end of this quarter": lambda today: _part_end(today, 1),
        "end of year": lambda today: date(today.year, DECEMBER, _LAST),
    }
)
