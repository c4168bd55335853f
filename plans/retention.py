"""When old records may be removed: whole school years, a number of years after they ended."""

from datetime import date, timedelta

ANNOUNCED_BEFORE = timedelta(days=30)
"""Nothing is removed by itself that was not announced this long before."""


def goes_on(year_ends_on: date, years: int) -> date:
    """The first day on which the records of a school year are older than the rule's years."""
    day = year_ends_on + timedelta(days=1)
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # February 29, in a year without one
        return date(day.year + years, 3, 1)
