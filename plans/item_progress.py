"""Where one action item stands at the end of a day, by what was recorded until then."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol, assert_never

from plans.item_events import Added, Cancelled, Completed, DueMoved, Event, Reopened, Status, StatusReported


class History(Protocol):
    """Of an action item or a milestone."""

    @property
    def events(self) -> tuple[Event, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemProgress:
    """One item as of a day."""

    due: date | None
    ongoing: bool
    first_due: date | None = None
    """The first due date it ever had, also after it was made ongoing."""
    times_moved: int = 0
    """How often a set date was changed or removed."""
    completed_on: date | None = None
    cancelled: bool = False
    overdue_when_cancelled: bool = False
    report: StatusReported | None = None
    cause: StatusReported | None = None
    """The last report that gave a cause for missing the current date, even if a later report had none."""
    said_behind: bool = False
    """The owner's last word is "behind", and the date has not moved since."""

    @property
    def is_open(self) -> bool:
        return self.completed_on is None

    def is_due(self, day: "Day") -> bool:
        """Whether its date counts: it has passed, or is the day itself and that day is over or the work done."""
        return is_due(self.due, self.completed_on, day)

    def is_behind(self, day: "Day") -> bool:
        return self.is_open and self.is_due(day)

    def is_at_risk(self, day: "Day") -> bool:
        return self.is_open and self.said_behind and not self.is_due(day)


@dataclass(frozen=True, slots=True)
class Day:
    """The day as of which progress is counted, in the organization's time zone."""

    on: date
    is_over: bool = True
    """False on the organization's today: what is due on it can still be completed."""

    @classmethod
    def seen_from(cls, today: date, on: date) -> "Day":
        return cls(on, is_over=on < today)


def is_due(due: date | None, completed_on: date | None, day: Day) -> bool:
    if due is None or due > day.on:
        return False
    return due < day.on or day.is_over or completed_on is not None


def item_progress(history: History, as_of: date) -> ItemProgress | None:
    """None if the item or milestone did not exist yet."""
    now: ItemProgress | None = None
    for event in history.events:
        if event.recorded > as_of:
            continue
        if isinstance(event, Added):
            now = ItemProgress(due=event.due, first_due=event.due, ongoing=event.ongoing)
        elif now is not None:
            now = _after(now, event)
    if now is not None and now.completed_on is not None and now.completed_on > as_of:
        return replace(now, completed_on=None)  # announced ahead: it counts when its day comes
    return now


def _after(now: ItemProgress, event: Completed | Reopened | DueMoved | Cancelled | StatusReported) -> ItemProgress:
    match event:
        case Completed():
            return replace(now, completed_on=event.completed_on, cancelled=False)
        case Reopened():
            return replace(now, completed_on=None, cancelled=False, report=None, cause=None, said_behind=False)
        case DueMoved():
            return _moved(now, event.due)
        case Cancelled():
            overdue = now.is_open and now.due is not None and now.due < event.recorded
            return replace(now, cancelled=True, overdue_when_cancelled=overdue)
        case StatusReported():
            said_behind = event.status is Status.BEHIND
            return replace(now, report=event, cause=event if event.cause else now.cause, said_behind=said_behind)
        case _:
            assert_never(event)


def _moved(now: ItemProgress, due: date | None) -> ItemProgress:
    """Words about the former date do not speak of the new one."""
    if due == now.due:
        return replace(now, ongoing=due is None)
    return replace(
        now,
        due=due,
        ongoing=due is None,
        first_due=now.first_due or due,
        times_moved=now.times_moved + (now.due is not None),
        cause=None,
        said_behind=False,
    )
