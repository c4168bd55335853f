"""Reads one point in time: a day, a month, a season, a quarter, a semester or a school year."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from plans.dates.holidays import HOLIDAYS
from plans.dates.terms import TERM, term_span
from plans.dates.year import PlanYear, Span, month_span

MODIFIED_DAYS = 10
"""Days of "early", "mid" and "late": a third of a month."""

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SEASONS = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}
SEASON_MONTHS = 3
FRIDAY = 4
EARLIEST_YEAR, LATEST_YEAR = 1990, 2100
LONGEST_POINT = 80
"""Characters: "the beginning of the second semester of the 2026-2027 school year" has 65."""


class DateDoubt(StrEnum):
    NOT_UNDERSTOOD = "not_understood"
    NO_SUCH_DAY = "no_such_day"
    YEAR_UNKNOWN = "year_unknown"
    BACKWARDS = "backwards"


class UnreadableDate(ValueError):  # noqa: N818 - the name says what it is; "Error" would add nothing
    def __init__(self, doubt: DateDoubt) -> None:
        super().__init__(doubt.value)
        self.doubt = doubt


@dataclass(frozen=True, slots=True)
class Rough:
    """A day, a month or a season, possibly without a year."""

    month: int
    day: int | None = None
    year: int | None = None
    months: int = 1

    def in_year(self, school_year: PlanYear | None) -> Span:
        year = self.year if self.year is not None else self._unsaid_year(school_year)
        if self.day is not None:
            day = _day(year, self.month, self.day)
            return Span(day, day)
        if self.months > 1 and self._is_opening_winter(year, school_year):
            year -= 1
        return month_span(year, self.month, self.months)

    def _unsaid_year(self, school_year: PlanYear | None) -> int:
        if school_year is None:
            raise UnreadableDate(DateDoubt.YEAR_UNKNOWN)
        if self.months > 1 and self.month == SEASONS["summer"]:
            return school_year.first  # the summer that opens the school year, when plans begin
        return school_year.year_of_month(self.month)

    def _is_opening_winter(self, year: int, school_year: PlanYear | None) -> bool:
        """ "Winter 2027" in 2026-27 began in December 2026."""
        return self.month == SEASONS["winter"] and school_year is not None and year == school_year.first + 1


Point = Rough | Span


_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?P<year>\d{4}|'\d{2})"
_ROUGH = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<year>\d{4})-(?P<number>\d{1,2})-(?P<day>\d{1,2})",
        r"(?P<number>\d{1,2})(?P<mark>[/.-])(?P<day>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})",
        r"(?P<number>\d{1,2})/(?P<day>\d{1,2})",
        r"(?P<number>\d{1,2})/(?P<year>\d{4})",
        rf"{_MONTH} ?(?P<day>\d{{1,2}})(?:,? ?{_YEAR})?",
        rf"(?P<day>\d{{1,2}})(?: of |[ -]){_MONTH}(?:[, -]+{_YEAR})?",
        rf"(?P<day>\d{{1,2}})-{_MONTH}-(?P<year>\d{{2}})",  # a day as spreadsheets show it: "14-Sep-26"
        rf"{_MONTH}(?:(?:,? | of |-){_YEAR})?",
        rf"{_MONTH}-(?P<year>\d{{2}})",  # a month as spreadsheets show it: "Sep-26" is September 2026
        rf"(?P<season>spring|summer|fall|autumn|winter)(?:,? (?:of )?{_YEAR})?",
    )
)
_OF_YEAR = r"(?:,? (?:of )?(?P<label>[\dsy '/-]+))?"
_PART = re.compile(
    rf"(?:q ?(?P<quarter>[1-4])|(?P<quarter2>[1-4]) ?(?:quarter|qtr)|(?:quarter|qtr) (?P<quarter3>[1-4])"
    rf"|(?P<half>[12]) sem(?:ester)?|sem(?:ester)? (?P<half2>[12])|s(?P<half3>[12])){_OF_YEAR}"
)
_MODIFIER = re.compile(
    r"(?:(?P<early>early|(?:the )?(?:beginning|start) of)|(?P<mid>mid|(?:the )?middle of)"
    r"|(?P<late>late|(?:the )?end of))[ -](?:the )?(?P<rest>.+)"
)
_WHOLE_YEAR = re.compile(r"(?:this |the |all |entire |full |whole )*(?:school )?year")
_YEAR_END = re.compile(r"(?:late|(?:the )?end of) (?:the )?(?:school )?year|eoy|year-?end")
_YEAR_START = re.compile(r"(?:the )?(?:start|beginning) of (?:the )?(?:school )?year")
_WEEK = re.compile(r"(?:the )?(?:week (?:of|commencing|beginning)|w/[cb])(?: the)? (?P<day>.+)")
_WEEK_OF_MONTH = re.compile(rf"(?:the )?(?P<which>[1-4]|last) week (?:of|in) (?P<rest>{_MONTH}(?:,? {_YEAR})?)")


def read_point(text: str, year: PlanYear | None) -> Point | None:
    """Read a day, month, season, quarter, semester or school year; None if the text is none of them."""
    if len(text) > LONGEST_POINT:
        return None
    for pattern in _ROUGH:
        if match := pattern.fullmatch(text):
            return _rough(match.groupdict())
    return _named_span(text, year)


def _named_span(text: str, year: PlanYear | None) -> Span | None:
    if named := PlanYear.parse(text):
        return named.span
    if match := _PART.fullmatch(text):
        return _part_of_year(match.groupdict(), year)
    if _WHOLE_YEAR.fullmatch(text):
        return _required(year).span
    return (
        _edge_of_year(text, year)
        or _week(text, year)
        or _week_of_month(text, year)
        or _term(text, year)
        or _holiday(text, year)
        or _modified(text, year)
    )


def _week(text: str, year: PlanYear | None) -> Span | None:
    """From the named day to that week's Friday."""
    match = _WEEK.fullmatch(text)
    span = read_span(match["day"], year) if match else None
    if span is None or span.start != span.end:
        return None
    return Span(span.start, span.start + timedelta(days=max(0, FRIDAY - span.start.weekday())))


def _week_of_month(text: str, year: PlanYear | None) -> Span | None:
    """A month's first week is that of its first Monday; its last one ends with its last Friday."""
    match = _WEEK_OF_MONTH.fullmatch(text)
    month = read_span(match["rest"], year) if match else None
    if match is None or month is None:
        return None
    if match["which"] == "last":
        friday = month.end - timedelta(days=(month.end.weekday() - FRIDAY) % 7)
        return Span(friday - timedelta(days=FRIDAY), friday)
    monday = month.start + timedelta(days=-month.start.weekday() % 7 + 7 * (int(match["which"]) - 1))
    return Span(monday, monday + timedelta(days=FRIDAY))


def _term(text: str, year: PlanYear | None) -> Span | None:
    named = TERM.fullmatch(text)
    return term_span(named, _four_digits(named["year"]) if named["year"] else None, _required(year)) if named else None


def _holiday(text: str, year: PlanYear | None) -> Span | None:
    named = _HOLIDAY.fullmatch(text)
    holiday = HOLIDAYS.get(named["name"].replace("'", "")) if named else None
    if named is None or holiday is None:
        return None
    when = _four_digits(named["year"]) if named["year"] else _required(year).year_of_month(holiday.month)
    day = holiday.day_in(when)
    return Span(day, day)


_HOLIDAY = re.compile(rf"(?P<name>[a-z' ]+?)(?:,? {_YEAR})?")


def _edge_of_year(text: str, year: PlanYear | None) -> Span | None:
    if _YEAR_END.fullmatch(text):
        end = _required(year).span.end
        return Span(end, end)
    if _YEAR_START.fullmatch(text):
        start = _required(year).span.start
        return Span(start, start)
    return None


def _rough(groups: dict[str, str | None]) -> Rough:
    year = _four_digits(groups["year"]) if groups.get("year") else None
    if season := groups.get("season"):
        return Rough(SEASONS[season], None, year, SEASON_MONTHS)
    name, number, day = groups.get("month"), groups.get("number"), groups.get("day")
    month = MONTHS.index(name[:3]) + 1 if name else int(number or 0)
    if not 1 <= month <= len(MONTHS):
        raise UnreadableDate(DateDoubt.NO_SUCH_DAY)
    rough = Rough(month, int(day) if day else None, year)
    if rough.day is not None:
        _day(year or 2024, month, rough.day)  # a leap year: the missing year may be one
    return rough


def _four_digits(text: str | None) -> int:
    digits = (text or "").lstrip("'")
    year = int(digits) + (2000 if len(digits) == 2 else 0)  # noqa: PLR2004 - two digits mean this century
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise UnreadableDate(DateDoubt.NO_SUCH_DAY)
    return year


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as impossible:
        raise UnreadableDate(DateDoubt.NO_SUCH_DAY) from impossible


def _part_of_year(groups: dict[str, str | None], year: PlanYear | None) -> Span:
    quarter = groups["quarter"] or groups["quarter2"] or groups["quarter3"]
    half = groups["half"] or groups["half2"] or groups["half3"]
    numbers = (int(quarter),) if quarter else (1, 2) if half == "1" else (3, 4)
    school_year = _year_of_part(groups["label"], numbers[0], year)
    return Span(school_year.quarter(numbers[0]).start, school_year.quarter(numbers[-1]).end)


def _year_of_part(label: str | None, quarter: int, year: PlanYear | None) -> PlanYear:
    if label is None:
        return _required(year)
    if named := PlanYear.parse(label):
        return year if year and year.first == named.first else named
    if not re.fullmatch(r" ?(?:\d{4}|'\d{2})", label):
        raise UnreadableDate(DateDoubt.NOT_UNDERSTOOD)
    printed = _four_digits(label.strip())
    candidates = [year] if year else []
    candidates += [PlanYear.of(date(printed, month, 1)) for month in (12, 1)]
    return next(each for each in candidates if printed in _years(each.quarter(quarter)))


def _years(span: Span) -> tuple[int, int]:
    return span.start.year, span.end.year


def _modified(text: str, year: PlanYear | None) -> Span | None:
    match = _MODIFIER.fullmatch(text)
    span = read_span(match["rest"], year) if match else None
    if match is None or span is None:
        return None
    third = timedelta(days=MODIFIED_DAYS)
    if match["early"]:
        return Span(span.start, min(span.start + third - timedelta(days=1), span.end))
    if match["late"]:
        return Span(max(span.end - third + timedelta(days=1), span.start), span.end)
    middle = span.start + (span.end - span.start) / 2
    return Span(max(middle - third / 2, span.start), min(middle + third / 2 - timedelta(days=1), span.end))


def _required(year: PlanYear | None) -> PlanYear:
    if year is None:
        raise UnreadableDate(DateDoubt.YEAR_UNKNOWN)
    return year


def read_span(text: str, year: PlanYear | None) -> Span | None:
    point = read_point(text, year)
    return point.in_year(year) if isinstance(point, Rough) else point
