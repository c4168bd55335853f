"""The history of an action item: what was recorded about it, and when.

It is append-only. Each event carries the day it was recorded, so that what was known on a past day never changes.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from plans.cause_categories import CauseCategory


class Status(StrEnum):
    """The states an owner reports."""

    ON_TRACK = "on_track"
    DONE = "done"
    BEHIND = "behind"
    NOT_STARTED = "not_started"


@dataclass(frozen=True, slots=True)
class Added:
    recorded: date
    """Here and below: the day, in the organization's time zone, on which the event was recorded."""
    due: date | None
    ongoing: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Completed:
    recorded: date
    completed_on: date
    """May be earlier than `recorded`: people report what they finished before."""


@dataclass(frozen=True, slots=True)
class Reopened:
    """The completion or cancellation was undone."""

    recorded: date


@dataclass(frozen=True, slots=True)
class DueMoved:
    recorded: date
    due: date | None
    reason: str
    cause: str = ""
    """What kept it from happening by the former date, asked when a date moves again."""
    is_ours: bool | None = None
    """Whether that is the school's to act on; None if nobody said."""
    is_undo: bool = False
    """Whether it takes back the moves since the date was this one."""


@dataclass(frozen=True, slots=True)
class Cancelled:
    recorded: date
    reason: str


@dataclass(frozen=True, slots=True)
class StatusReported:
    """The owner's report. It never changes a count."""

    recorded: date
    status: Status
    cause: str = ""
    is_ours: bool | None = None
    """Whether that cause is the school's to act on; None if nobody said."""
    cause_category: CauseCategory | None = None


Event = Added | Completed | Reopened | DueMoved | Cancelled | StatusReported
