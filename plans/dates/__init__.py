"""Dates as people write them in plans: "Sept. 2012", "2012-13", "by Jan 29, 2027", "Q2", "Ongoing".

American order (month first). A span of time is read for the role its column gives it: a month is its first
day where work starts and its last day where work is complete; a school year is 1 July where work starts and
30 June where it is complete. Seasons are whole months: fall is September to November, winter December to
February. Quarters are those of the school calendar unless the plan gives its own.
"""

from plans.dates.phrases import LeftOut, Role, When, read_when
from plans.dates.point import Doubt, UnreadableDate
from plans.dates.spoken import Spoken, read_spoken, take_deadline
from plans.dates.year import PlanYear, Span

__all__ = [
    "Doubt",
    "LeftOut",
    "PlanYear",
    "Role",
    "Span",
    "Spoken",
    "UnreadableDate",
    "When",
    "read_spoken",
    "read_when",
    "take_deadline",
]
