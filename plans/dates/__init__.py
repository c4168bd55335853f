"""Dates as people write them in plans: "Sept. 2012", "2012-13", "by Jan 29, 2027", "Q2", "Ongoing".

Dates are read month first unless column_style finds another order. A span of time depends on its column: as a start a
month means its first day, as an end its last day; a school year means July 1 or June 30. Seasons are whole months: fall
is September to November, winter December to February. Quarters are the school calendar's unless the plan has its own.
"""

from plans.dates.column_style import MONTH_FIRST, ColumnStyle, DayMonthOrder, order_of, own_years, short_years
from plans.dates.phrases import DateColumn, LeftOut, When, read_when
from plans.dates.point import DateDoubt, UnreadableDate
from plans.dates.spoken import TaskWithDeadline, read_past, read_spoken, split_deadline
from plans.dates.weekdays import wrong_weekdays
from plans.dates.year import PlanYear, Span

__all__ = [
    "MONTH_FIRST",
    "ColumnStyle",
    "DateColumn",
    "DateDoubt",
    "DayMonthOrder",
    "LeftOut",
    "PlanYear",
    "Span",
    "TaskWithDeadline",
    "UnreadableDate",
    "When",
    "order_of",
    "own_years",
    "read_past",
    "read_spoken",
    "read_when",
    "short_years",
    "split_deadline",
    "wrong_weekdays",
]
