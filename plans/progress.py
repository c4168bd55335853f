"""The plan's progress at the end of a day. Dates decide; reports only explain.

An item's history is append-only. Each event carries the day it was recorded, and a count as of a day uses only events
recorded by then, so that the numbers of a past day never change.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import assert_never


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


@dataclass(frozen=True, slots=True)
class Completed:
    recorded: date
    completed_on: date
    """May be earlier than `recorded`: people report what they finished before."""


@dataclass(frozen=True, slots=True)
class Reopened:
    """Done or cancelled was taken back."""

    recorded: date


@dataclass(frozen=True, slots=True)
class DueMoved:
    recorded: date
    due: date | None
    reason: str


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


Event = Added | Completed | Reopened | DueMoved | Cancelled | StatusReported


@dataclass(frozen=True, slots=True)
class ItemHistory:
    code: str
    text: str
    strategy: str
    owner: str | None
    events: tuple[Event, ...]
    """In the order in which they were recorded; the first is `Added`."""

    def __post_init__(self) -> None:
        if not self.events or not isinstance(self.events[0], Added):
            raise ValueError(f"the history of {self.code!r} does not begin with its being added")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemProgress:
    """One item as of a day."""

    due: date | None
    ongoing: bool
    completed_on: date | None = None
    cancelled: bool = False
    report: StatusReported | None = None
    cause: str = ""
    """The last cause the owner gave, even if a later report had none."""


def item_progress(history: ItemHistory, as_of: date) -> ItemProgress | None:
    """None if the item did not exist yet."""
    now: ItemProgress | None = None
    for event in history.events:
        if event.recorded > as_of:
            continue
        if isinstance(event, Added):
            now = ItemProgress(due=event.due, ongoing=event.ongoing)
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
            return replace(now, completed_on=None, cancelled=False, report=None)
        case DueMoved():
            return replace(now, due=event.due, ongoing=event.due is None)
        case Cancelled():
            return replace(now, cancelled=True)
        case StatusReported():
            return replace(now, report=event, cause=event.cause or now.cause)
        case _:
            assert_never(event)


@dataclass(frozen=True, slots=True)
class Fraction:
    """A share with its denominator, so that no percentage is ever printed alone."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """Rounded half up, but 0 only for none and 100 only for all; None if the denominator is 0."""
        if self.whole == 0:
            return None
        if self.part in (0, self.whole):
            return 100 * self.part // self.whole
        rounded = (200 * self.part + self.whole) // (2 * self.whole)
        return min(max(rounded, 1), 99)


@dataclass(frozen=True, slots=True, kw_only=True)
class BehindItem:
    code: str
    text: str
    strategy: str
    owner: str | None
    due: date
    days_late: int
    """0 on the due date itself: at the end of that day the item is behind."""
    cause: str
    report: StatusReported | None

    @property
    def reported_on_track(self) -> bool:
        """The owner's last report is "on track", although the date has passed."""
        return self.report is not None and self.report.status is Status.ON_TRACK


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """completed + behind + not_yet_due + ongoing = all; on_time + completed_late + behind = due."""

    as_of: date
    completed: Fraction
    """Of all items."""
    on_time: Fraction
    """Of the due items, like the next two."""
    completed_late: Fraction
    behind: Fraction
    not_yet_due: int
    """Open, with a date still to come."""
    ongoing: int
    """Open, without a date."""
    behind_items: tuple[BehindItem, ...]
    """The longest overdue first."""


def count(histories: Iterable[ItemHistory], as_of: date) -> Progress:
    """The counts at the end of the day `as_of`, without cancelled items."""
    counted = list(_counted(histories, as_of))
    due = [s for _, s in counted if s.due is not None and s.due <= as_of]
    open_items = [s for _, s in counted if s.completed_on is None]
    behind_items = _behind_items(counted, as_of)
    on_time = sum(1 for s in due if s.completed_on and s.due and s.completed_on <= s.due)
    late = len(due) - on_time - len(behind_items)
    return Progress(
        as_of=as_of,
        completed=Fraction(len(counted) - len(open_items), len(counted)),
        on_time=Fraction(on_time, len(due)),
        completed_late=Fraction(late, len(due)),
        behind=Fraction(len(behind_items), len(due)),
        not_yet_due=sum(1 for s in open_items if s.due is not None and s.due > as_of),
        ongoing=sum(1 for s in open_items if s.due is None),
        behind_items=behind_items,
    )


def by_strategy(histories: Iterable[ItemHistory], as_of: date) -> Mapping[str, Progress]:
    """Strategies in the order of their first items; one without items as of that day counts zero."""
    grouped: dict[str, list[ItemHistory]] = {}
    for history in histories:
        grouped.setdefault(history.strategy, []).append(history)
    return {strategy: count(group, as_of) for strategy, group in grouped.items()}


def _counted(histories: Iterable[ItemHistory], as_of: date) -> Iterable[tuple[ItemHistory, ItemProgress]]:
    for history in histories:
        now = item_progress(history, as_of)
        if now is not None and not now.cancelled:
            yield history, now


def _behind_items(counted: Iterable[tuple[ItemHistory, ItemProgress]], as_of: date) -> tuple[BehindItem, ...]:
    behind = [
        _behind_item(history, now, now.due, as_of)
        for history, now in counted
        if now.completed_on is None and now.due is not None and now.due <= as_of
    ]
    return tuple(sorted(behind, key=lambda item: -item.days_late))


def _behind_item(history: ItemHistory, now: ItemProgress, due: date, as_of: date) -> BehindItem:
    return BehindItem(
        code=history.code,
        text=history.text,
        strategy=history.strategy,
        owner=history.owner,
        due=due,
        days_late=(as_of - due).days,
        cause=now.cause,
        report=now.report,
    )
