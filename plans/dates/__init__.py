"""Dates as people write them in plans: "Sept. 2012", "2012-13", "by Jan 29, 2027", "Q2", "Ongoing".

American order (month first) unless a column says otherwise (column_style). A span of time is read for the role its
column gives it: a month is its first day where work starts and its last day where work is complete; a school year is
1 July where work starts and 30 June where it is complete. Seasons are whole months: fall is September to November,
winter December to February. Quarters are those of the school calendar unless the plan gives its own.
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
