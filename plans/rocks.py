"""Rocks: what a milestone team commits to get done within 45 days."""

from datetime import date, timedelta
from enum import StrEnum

LONGEST = timedelta(days=45)
SHOWN_AFTER = timedelta(days=14)
"""How long the team's page shows what became of a rock."""


class RockState(StrEnum):
    OPEN = "open"
    DONE = "done"
    MISSED = "missed"


class RockTrouble(StrEnum):
    """Why a rock can't be set for a day."""

    NO_DAY = "no_day"
    PAST = "past"
    TOO_FAR = "too_far"


def trouble_with(due: date | None, today: date) -> RockTrouble | None:
    if due is None:
        return RockTrouble.NO_DAY
    if due < today:
        return RockTrouble.PAST
    return RockTrouble.TOO_FAR if due > today + LONGEST else None
