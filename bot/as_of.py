"""The day that a command asks about: `… as of Oct 31`."""

import re

from bot.turns import CannotDoError, Turn
from plans.dates import read_past
from plans.item_progress import Day
from storage.plans.plans import PlanSummary

_AS_OF = re.compile(r"\bas of\s+(?P<day>.+)$", re.IGNORECASE)


def split(words: str) -> tuple[str, str]:
    """What stands before "as of", and the day after it; empty without one."""
    as_of = _AS_OF.search(words)
    return _AS_OF.sub("", words).strip(), as_of["day"] if as_of else ""


def day(text: str, turn: Turn, plan: PlanSummary) -> Day:
    """Today without a text. Raises CannotDoError for what is no day, or none that has come."""
    today = turn.today(plan.time_zone)
    on = read_past(text, today) if text else today
    if on is None:
        raise CannotDoError("status", "bad_date", text=text.strip())
    if on > today:
        raise CannotDoError("status", "future")
    return Day.seen_from(today, on)
