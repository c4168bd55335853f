"""Where the dates and targets of a plan go when it goes on in the next school year."""

from collections.abc import Sequence
from datetime import date

from plans.calendar import SchoolYear
from plans.dates import PlanYear
from plans.milestones import quarter_end, year_with_quarters
from plans.school_calendar import SchoolCalendar


def year_after(year: SchoolYear) -> SchoolYear:
    return SchoolYear(year.begins + 1, year.starts_on)


def is_covered(year: SchoolYear, calendar: SchoolCalendar) -> bool:
    """Whether the calendar has a closing or a term of the year."""
    first_days = [*(closing.first for closing in calendar.closings), *(term.first for term in calendar.terms)]
    return any(year.first <= first <= year.last for first in first_days)


def first_day(year: SchoolYear, calendar: SchoolCalendar) -> date:
    """The first day of the calendar's first term; without terms, the year's first open day."""
    terms = [term.first for term in calendar.terms if year.first <= term.first <= year.last]
    return calendar.closed.next_school_day(min(terms, default=year.first))


def moved(day: date, year: SchoolYear, calendar: SchoolCalendar) -> date:
    """The same day in the new year, or the nearest day with school. A day that lies later stays as it is."""
    while day < year.first:
        day = _a_year_later(day)
    if day > year.last:
        return day
    begins = first_day(year, calendar)
    if day <= begins:
        return begins
    before = calendar.closed.last_school_day(day, not_before=begins) or begins
    after = calendar.closed.next_school_day(day)
    return before if day - before <= after - day or after > year.last else after


def milestone_due(due: date | None, quarter: str, old: SchoolYear, calendar: SchoolCalendar) -> date | None:
    """A date that was only its quarter's last day becomes that quarter's last day in the new year."""
    if due is None:
        return None
    new = year_after(old)
    if due == quarter_end(quarter, year_with_quarters(calendar, PlanYear(old))):
        by_quarter = quarter_end(quarter, year_with_quarters(calendar, PlanYear(new)))
        if by_quarter is not None and by_quarter >= new.first:
            return by_quarter
    return moved(due, new, calendar)


def targets_left(targets: Sequence[str]) -> tuple[str, ...]:
    """The target of the second year becomes the first one."""
    return tuple(targets[1:])


def _a_year_later(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # February 29
        return day.replace(year=day.year + 1, day=28)
