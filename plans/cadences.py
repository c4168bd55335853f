"""The rounds of a school year: five cadences, each with its window, nested in one another."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from plans.calendar import ONE_DAY, ClosedDays, MonthlyDay, SchoolYear, next_round_day, period_key
from plans.school_calendar import SchoolCalendar, Term


class Cadence(StrEnum):
    MONTHLY = "monthly"
    """Action items, asked of their owners."""
    QUARTERLY = "quarterly"
    """Short-term outcomes, asked of the leads of strategies; followed by the report to the district."""
    SEMESTER = "semester"
    """Milestones, asked of their leads."""
    YEARLY = "yearly"
    """The measures of goals and strategies."""
    EVIDENCE = "evidence"
    """Early evidence of change, shortly after an activity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One round in the calendar."""

    cadence: Cadence
    period: str
    opens_on: date
    last_day: date
    subject: str = ""
    """Code of the strategy whose evidence is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """A plan's settings for its rounds."""

    asks_on: MonthlyDay
    open_days: int
    starts_on: date
    ends_on: date


BEFORE_QUARTER_ENDS = timedelta(days=9)
BEFORE_SEMESTER_ENDS = timedelta(days=20)
"""Leaves three weeks to act on the milestones' review."""
BEFORE_YEAR_ENDS = timedelta(days=13)
AFTER_ACTIVITY = timedelta(days=14)
"""By then staff have tried a new practice, and obstacles can still be removed."""
EVIDENCE_DAYS, SEMESTER_DAYS = 7, 10
MAKE_UP = timedelta(days=7)
"""An activity that finished more than this long before its round was due gets no round."""


def occasions(rhythm: Rhythm, calendar: SchoolCalendar) -> tuple[Occasion, ...]:
    """Every round in the plan's school year, by its opening day."""
    year = SchoolYear.of(rhythm.starts_on)
    closed = calendar.closed
    all_occasions = [
        *_monthly(rhythm, closed),
        *_quarterly(calendar.quarters(year), closed),
        *_semester(calendar.semesters(year), closed),
        *_yearly(year, calendar.semesters(year)[-1].last, closed),
    ]
    within = (occasion for occasion in all_occasions if rhythm.starts_on <= occasion.opens_on <= rhythm.ends_on)
    return tuple(sorted(within, key=lambda occasion: (occasion.opens_on, occasion.cadence)))


def _monthly(rhythm: Rhythm, closed: ClosedDays) -> Iterator[Occasion]:
    day = next_round_day(rhythm.starts_on - ONE_DAY, rhythm.asks_on, closed)
    while day <= rhythm.ends_on:
        last = day + timedelta(days=rhythm.open_days - 1)
        yield Occasion(cadence=Cadence.MONTHLY, period=period_key(day), opens_on=day, last_day=last)
        day = next_round_day(day, rhythm.asks_on, closed)


def _quarterly(quarters: Iterable[Term], closed: ClosedDays) -> Iterator[Occasion]:
    for quarter in quarters:
        opens_on = closed.last_school_day(quarter.last - BEFORE_QUARTER_ENDS, not_before=quarter.first)
        if opens_on is not None:
            period = f"{_year_begun(quarter)}-Q{quarter.number}"
            yield Occasion(cadence=Cadence.QUARTERLY, period=period, opens_on=opens_on, last_day=quarter.last)


def _semester(semesters: Iterable[Term], closed: ClosedDays) -> Iterator[Occasion]:
    for semester in semesters:
        opens_on = closed.last_school_day(semester.last - BEFORE_SEMESTER_ENDS, not_before=semester.first)
        if opens_on is not None:
            period = f"{_year_begun(semester)}-S{semester.number}"
            last = opens_on + timedelta(days=SEMESTER_DAYS - 1)
            yield Occasion(cadence=Cadence.SEMESTER, period=period, opens_on=opens_on, last_day=last)


def _yearly(year: SchoolYear, ends_on: date, closed: ClosedDays) -> Iterator[Occasion]:
    opens_on = closed.last_school_day(ends_on - BEFORE_YEAR_ENDS, not_before=year.first)
    if opens_on is not None:
        yield Occasion(cadence=Cadence.YEARLY, period=year.name, opens_on=opens_on, last_day=ends_on)


def _year_begun(term: Term) -> int:
    return SchoolYear.of(term.first).begins


def subject_of(period: str) -> str:
    """Code of the strategy in an evidence round's period; empty for other periods."""
    return period.partition(_ABOUT)[2]


_ABOUT = "-E"


def evidence(strategy: str, finished_on: date, calendar: SchoolCalendar) -> Occasion:
    """The round that follows an activity. Activities of one strategy and month share it."""
    opens_on = calendar.closed.next_school_day(finished_on + AFTER_ACTIVITY)
    return Occasion(
        cadence=Cadence.EVIDENCE,
        period=f"{period_key(opens_on)}{_ABOUT}{strategy}",
        opens_on=opens_on,
        last_day=opens_on + timedelta(days=EVIDENCE_DAYS - 1),
        subject=strategy,
    )


@dataclass(frozen=True, slots=True)
class Nudges:
    """The school days on which people who have not answered are nudged; None where none is left."""

    half_time: date | None
    last_day: date | None


def nudges(opened_on: date, last_day: date, closed: ClosedDays) -> Nudges:
    """Never on the opening day, and never two on one day."""
    half = closed.next_school_day(opened_on + (last_day - opened_on + ONE_DAY) // 2)
    last = closed.last_school_day(last_day, not_before=opened_on + ONE_DAY)
    if last is None:
        return Nudges(None, None)
    return Nudges(half if opened_on < half < last else None, last)
