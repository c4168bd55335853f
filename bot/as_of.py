"""The day that a command asks about: `… as of Oct 31`."""

import re
from typing import Protocol

from bot.turns import CannotDoError, Turn
from plans.dates import read_past
from plans.item_progress import Day

_AS_OF = re.compile(r"\bas of\s+(?P<day>.+)$", re.IGNORECASE)


def split(words: str) -> tuple[str, str]:
    """What stands before "as of", and the day after it; empty without one."""
    as_of = _AS_OF.search(words)
    return _AS_OF.sub("", words).strip(), as_of["day"] if as_of else ""


class InTimeZone(Protocol):
    """A plan or an organization."""

    @property
    def time_zone(self) -> str: ...


def day(text: str, turn: Turn, place: InTimeZone) -> Day:
    """Today there without a text. Raises CannotDoError for what is no day, or none that has come."""
    today = turn.today(place.time_zone)
    on = read_past(text, today) if text else today
    if on is None:
        raise CannotDoError("status", "bad_date", text=text.strip())
    if on > today:
        raise CannotDoError("status", "future")
    return Day.seen_from(today, on)
