"""Dates, times, numbers, percentages, lists and plurals, as the reader of a message expects them.

Nothing else formats for people: templates use the filters in FILTERS, and `format_printed` formats a bare number or
date that a template prints. The reader is the one set by `reading`: their locale decides on the form, and their day on
whether a date needs its year.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from fractions import Fraction as Ratio
from functools import cache, lru_cache
from typing import Any

from babel import Locale, dates, lists, numbers

from plans.calendar import SchoolYear
from plans.progress import Fraction
from plans.readings import OutcomeReading

DEFAULT_LOCALE = "en-US"
FEW = 5
"""Below this, a percentage looks more precise than the fraction is."""
_NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"


class Formats:
    """The forms of one locale. Babel's data decides, except on two: our English lists have no comma before "and", and
    Babel has no pattern for a fraction.
    """

    def __init__(self, locale: str, *, fractions: str, lists_of: str | None = None) -> None:
        """`fractions` is the pattern of a fraction; `lists_of` is the locale whose lists are used, if it is another."""
        self._locale = Locale.parse(locale)
        self._lists = Locale.parse(lists_of or locale)
        self._fractions = fractions

    def day(self, day: date, *, with_year: bool) -> str:
        """Tue, Nov 17, 2026: the weekday tells staff more than the number does."""
        return dates.format_skeleton("yMMMEd" if with_year else "MMMEd", day, locale=self._locale)

    def month(self, first: date, *, with_year: bool) -> str:
        """November 2026, or November."""
        if not with_year:
            return dates.format_date(first, "LLLL", locale=self._locale)
        return dates.format_skeleton("yMMMM", first, locale=self._locale)

    def short_month(self, first: date) -> str:
        """Nov."""
        return dates.format_date(first, "LLL", locale=self._locale)

    def clock_time(self, at: time) -> str:
        """9:00 AM. The narrow space of Babel's form is missing in many fonts and cannot be typed in a search."""
        return dates.format_time(at, "short", locale=self._locale).replace(_NARROW_SPACE, " ")

    def number(self, number: float) -> str:
        """10,000; 1.5."""
        return numbers.format_decimal(number, locale=self._locale)

    def percent(self, percent: int) -> str:
        """27%, of 27."""
        return numbers.format_percent(percent / 100, locale=self._locale)

    def exact_percent(self, percent: float) -> str:
        """52.5%, of 52.5."""
        return numbers.format_percent(percent / 100, locale=self._locale, decimal_quantization=False)

    def fraction(self, fraction: Fraction, noun: str) -> str:
        """6 of 22, or, with a noun, 6 of 22 due."""
        part, whole = self.number(fraction.part), self.number(fraction.whole)
        return self._fractions.format(part=part, whole=f"{whole} {noun}".strip())

    def list_of(self, items: Sequence[str], *, alternatives: bool) -> str:
        """Ana, Ben and Dee; or, of alternatives, Ana, Ben or Dee."""
        return lists.format_list(items, "or" if alternatives else "standard", locale=self._lists)

    def plural(self, count: float, single: str, several: str) -> str:
        """The word for that many. English has two forms; a translation brings its own."""
        return single if self._locale.plural_form(count) == "one" else several


_NOT_WORDS = re.compile(r"\W+")

AMERICAN = Formats("en_US", fractions="{part} of {whole}", lists_of="en_GB")

_translations: dict[str, Formats] = {DEFAULT_LOCALE: AMERICAN}


@dataclass(frozen=True, slots=True)
class Reader:
    """Who a text is for: their formats, and the first calendar year of the school year they read it in.

    Without a school year (files, the command line) every date carries its year: no one knows when it will be read.
    """

    formats: Formats = AMERICAN
    school_year: int | None = None


_reader: ContextVar[Reader] = ContextVar("reader", default=Reader())  # noqa: B039 (frozen)


def add_translation(locale: str, formats: Formats) -> None:
    """The formats of readers whose Slack locale is this one, such as "es-MX"."""
    _translations[locale] = formats


@contextmanager
def reading(*, locale: str | None = None, today: date | None = None) -> Iterator[None]:
    """What is rendered inside is for a reader with this Slack locale, on this day; None leaves either as it is.

    There are words in English (US) only, so a locale without a translation reads American forms with them.
    """
    reader = _reader.get()
    if locale is not None:
        reader = replace(reader, formats=_translations.get(locale, AMERICAN))
    if today is not None:
        reader = replace(reader, school_year=SchoolYear.of(today).begins)
    token = _reader.set(reader)
    try:
        yield
    finally:
        _reader.reset(token)


@contextmanager
def for_a_file(period: str = "") -> Iterator[None]:
    """What is rendered inside is kept and read in other years, so every date carries its year.

    A file whose title names a month, such as "2026-11", tells its school year: only dates outside it carry theirs.
    """
    named = SchoolYear.of(_first_day(period)).begins if period else None
    token = _reader.set(replace(_reader.get(), school_year=named))
    try:
        yield
    finally:
        _reader.reset(token)


def day(when: date | datetime) -> str:
    """Tue, Nov 17; with its year when it isn't in the reader's school year."""
    reader = _reader.get()
    on = when.date() if isinstance(when, datetime) else when
    return _day(reader.formats, on, reader.school_year != SchoolYear.of(on).begins)


def written_day(text: str) -> str:
    """The day of an ISO text, as forms store it; other text, and none, stays as it is."""
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text


def moment(when: datetime) -> str:
    """Tue, Nov 17, 9:05 AM, in the time zone that the moment carries."""
    return f"{day(when)}, {clock_time(when.time())}"


def month(period: str) -> str:
    """November 2026, of "2026-11"."""
    return _month(_reader.get().formats, _first_day(period), with_year=True)


def short_month(period: str) -> str:
    """Nov, of "2026-11", where there is room for no more."""
    return _reader.get().formats.short_month(_first_day(period))


def month_name(period: str) -> str:
    """November, of "2026-11"; with its year when it isn't in the reader's school year."""
    reader, first = _reader.get(), _first_day(period)
    return _month(reader.formats, first, with_year=reader.school_year != SchoolYear.of(first).begins)


def school_year(period: str) -> str:
    """2026-27, of "2026-Q2" and "2026-S1": a name, the same in every locale."""
    return SchoolYear(int(period.partition("-")[0])).name


def clock_time(at: time) -> str:
    return _reader.get().formats.clock_time(at)


def number(amount: float) -> str:
    return _number(_reader.get().formats, amount)


def fraction(of: Fraction, noun: str = "") -> str:
    """6 of 22 (27%); with a noun, 6 of 22 due (27%); below FEW, the fraction alone. All percentages come from here."""
    form = _reader.get().formats
    text = form.fraction(of, noun)
    return text if of.percent is None or of.whole < FEW else f"{text} ({form.percent(of.percent)})"


def share(of: Fraction) -> str:
    """14% (1 of 7), as a template's own row with "(%)" wants it, however few there are; 0 of 0 without a percentage."""
    form = _reader.get().formats
    text = form.fraction(of, "")
    return text if of.percent is None else f"{form.percent(of.percent)} ({text})"


def in_file_name(text: str) -> str:
    """The text as a part of a file's name: its words, with hyphens between them."""
    return _NOT_WORDS.sub("-", text).strip("-")


def figure(reading: OutcomeReading) -> str:
    """7 of 12 teachers (58%), of a value that is a part of a whole; any other as it was typed."""
    value_as_share = reading.figure.share if reading.figure else None
    return fraction(value_as_share, reading.figure.unit) if reading.figure and value_as_share else reading.text


def level(of: Ratio, is_share: bool) -> str:
    """52.5% or 3.4: the level of a value that was computed, such as a median, with one decimal at most."""
    rounded, form = round(float(of), 1), _reader.get().formats
    return form.exact_percent(rounded) if is_share else form.number(rounded)


def words(items: Sequence[str]) -> str:
    """a, b and c."""
    return _reader.get().formats.list_of(list(items), alternatives=False)


def alternatives(items: Sequence[str]) -> str:
    """a, b or c."""
    return _reader.get().formats.list_of(list(items), alternatives=True)


def plural(count: float, single: str, several: str) -> str:
    """The word alone: `{{ count | plural("is", "are") }}`."""
    return _reader.get().formats.plural(count, single, several)


def counted(count: float, single: str, several: str) -> str:
    """The number and its word: `{{ count | counted("minute", "minutes") }}`."""
    return f"{number(count)} {plural(count, single, several)}"


def format_printed(printed: Any) -> Any:
    """What a template prints, formatted if it is a number, a date or a time. Text stays as it is."""
    if isinstance(printed, str | bool):
        return printed
    for kind, form in _BY_KIND.items():
        if isinstance(printed, kind):
            return form(printed)
    return printed


_BY_KIND: Mapping[type, Callable[[Any], str]] = {
    int: number,
    float: number,
    datetime: moment,
    date: day,
    time: clock_time,
}

FILTERS: Mapping[str, Callable[..., str]] = {
    "alternatives": alternatives,
    "clock_time": clock_time,
    "counted": counted,
    "day": day,
    "figure": figure,
    "fraction": fraction,
    "level": level,
    "moment": moment,
    "month": month,
    "month_name": month_name,
    "short_month": short_month,
    "number": number,
    "plural": plural,
    "school_year": school_year,
    "share": share,
    "written_day": written_day,
}


def _first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


@lru_cache(maxsize=4096)
def _day(formats: Formats, on: date, with_year: bool) -> str:
    return formats.day(on, with_year=with_year)


@cache
def _month(formats: Formats, first: date, *, with_year: bool) -> str:
    return formats.month(first, with_year=with_year)


@lru_cache(maxsize=4096)
def _number(formats: Formats, amount: float) -> str:
    return formats.number(amount)
