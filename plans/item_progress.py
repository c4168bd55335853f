"""Where one action item stands after an event, by all that was recorded about it until then."""

from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from plans.item_events import Added, Cancelled, Completed, DueMoved, Event, Reopened, Status, StatusReported


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemProgress:
    due: date | None
    """None: it is ongoing."""
    first_due: date | None = None
    """The first due date it ever had, also after it was made ongoing."""
    times_moved: int = 0
    """How often a set date was changed or removed."""
    completed_on: date | None = None
    cancelled: bool = False
    cancelled_overdue: bool = False
    """It was cancelled after its due date had passed."""
    said_behind: bool = False
    """The owner's last word is "behind", and the date has not moved since."""
    on_track_on: date | None = None
    """The day of the owner's last report, if it says "on track"."""
    cause: int | None = None
    """The id of an earlier event: the last that gave a cause for missing the current date, even if a later report had
    none. A report with a cause is its own, which has none here."""

    @property
    def is_open(self) -> bool:
        return self.completed_on is None

    def is_due(self, day: "Day") -> bool:
        """Whether its date counts: it has passed, or is the day itself and that day is over or the work done."""
        if self.due is None or self.due > day.on:
            return False
        return self.due < day.on or day.is_over or not self.is_open

    def is_behind(self, day: "Day") -> bool:
        return self.is_open and self.is_due(day)


@dataclass(frozen=True, slots=True)
class Day:
    """The day as of which progress is counted, in the organization's time zone."""

    on: date
    is_over: bool = True
    """False on the organization's today: what is due on it can still be completed."""

    @classmethod
    def seen_from(cls, today: date, on: date) -> "Day":
        return cls(on, is_over=on < today)


def after(before: ItemProgress | None, event: Event) -> ItemProgress:
    """Raises ValueError for an item that was not added before."""
    if isinstance(event, Added):
        return ItemProgress(due=event.due, first_due=event.due)
    if before is None:
        raise ValueError("an item's first event is its being added")
    match event:
        case Completed():
            return replace(before, completed_on=event.completed_on, cancelled=False)
        case Reopened():
            return replace(before, completed_on=None, cancelled=False, said_behind=False, on_track_on=None, cause=None)
        case DueMoved():
            return _moved(before, event.due)
        case Cancelled():
            overdue = before.completed_on is None and before.due is not None and before.due < event.recorded
            return replace(before, cancelled=True, cancelled_overdue=overdue)
        case StatusReported():
            return replace(
                before,
                said_behind=event.status is Status.BEHIND,
                on_track_on=event.recorded if event.status is Status.ON_TRACK else None,
                cause=None if event.cause else before.cause,
            )
        case _:
            assert_never(event)


def _moved(before: ItemProgress, due: date | None) -> ItemProgress:
    """Words about the former date do not speak of the new one."""
    if due == before.due:
        return before
    return replace(
        before,
        due=due,
        first_due=before.first_due or due,
        times_moved=before.times_moved + (before.due is not None),
        said_behind=False,
        cause=None,
    )
