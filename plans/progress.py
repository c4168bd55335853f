"""The plan's progress at the end of a day. Dates decide; reports only explain.

A count as of a day uses only the events recorded by then, so that the numbers of a past day never change.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from plans.item_events import ItemHistory, Status, StatusReported
from plans.item_progress import Day, ItemProgress, is_due, item_progress


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
class LaggingItem:
    """An item that is behind or at risk."""

    code: str
    text: str
    strategy: str
    owner: str | None
    due: date | None
    """None only for an item at risk."""
    first_due: date | None
    times_moved: int
    days_late: int
    """For an item behind: 0 on the due date itself, once that day is over. 0 for an item at risk."""
    cause: StatusReported | None
    """The report that gave the cause of missing the current date."""
    on_track: StatusReported | None
    """The owner's last report, if it says "on track" although the date had passed by then."""


@dataclass(frozen=True, slots=True)
class DueShares:
    """The items due by a day. The three parts add up to their denominator."""

    on_time: Fraction
    completed_late: Fraction
    behind: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """completed + behind + due_today + not_yet_due + ongoing = all."""

    day: Day
    completed: Fraction
    """Of all items."""
    shares: DueShares
    """By the current due dates."""
    first_shares: DueShares
    """By the first due date of each item."""
    dates_moved: int
    """Changes of a set date; of how many items, `items_moved` says."""
    items_moved: int
    due_today: int
    """Open and due on a day that is not over."""
    not_yet_due: int
    """Open, with a date still to come."""
    ongoing: int
    """Open, without a date."""
    cancelled: int
    """Left out of everything above, like `cancelled_overdue`, which is a part of it."""
    cancelled_overdue: int
    """Cancelled after their due date had passed."""
    behind_items: tuple[LaggingItem, ...]
    """The longest overdue first."""
    at_risk_items: tuple[LaggingItem, ...]
    """The nearest date first."""

    @property
    def as_of(self) -> date:
        return self.day.on

    @property
    def on_time(self) -> Fraction:
        return self.shares.on_time

    @property
    def completed_late(self) -> Fraction:
        return self.shares.completed_late

    @property
    def behind(self) -> Fraction:
        return self.shares.behind

    @property
    def at_risk(self) -> int:
        return len(self.at_risk_items)

    @property
    def slipped(self) -> bool:
        """Whether the first dates give other numbers than the current ones."""
        return self.shares != self.first_shares


def count(histories: Iterable[ItemHistory], day: Day) -> Progress:
    """The counts at the end of the day, or now if the day is not over."""
    items = list(_existing(histories, day.on))
    counted = [(history, now) for history, now in items if not now.cancelled]
    cancelled = [now for _, now in items if now.cancelled]
    now_open = [now for _, now in counted if now.is_open]
    return Progress(
        day=day,
        completed=Fraction(len(counted) - len(now_open), len(counted)),
        shares=_shares([(now.due, now.completed_on) for _, now in counted], day),
        first_shares=_shares([(now.first_due, now.completed_on) for _, now in counted], day),
        dates_moved=sum(now.times_moved for _, now in counted),
        items_moved=sum(1 for _, now in counted if now.times_moved),
        due_today=sum(1 for now in now_open if now.due == day.on and not day.is_over),
        not_yet_due=sum(1 for now in now_open if now.due is not None and now.due > day.on),
        ongoing=sum(1 for now in now_open if now.due is None),
        cancelled=len(cancelled),
        cancelled_overdue=sum(1 for now in cancelled if now.overdue_when_cancelled),
        behind_items=_behind_items(counted, day),
        at_risk_items=_at_risk_items(counted, day),
    )


def by_strategy(histories: Iterable[ItemHistory], day: Day) -> Mapping[str, Progress]:
    """Strategies in the order of their first items; one without items as of that day counts zero."""
    grouped: dict[str, list[ItemHistory]] = {}
    for history in histories:
        grouped.setdefault(history.strategy, []).append(history)
    return {strategy: count(group, day) for strategy, group in grouped.items()}


Counted = tuple[ItemHistory, ItemProgress]


def _existing(histories: Iterable[ItemHistory], as_of: date) -> Iterable[Counted]:
    for history in histories:
        now = item_progress(history, as_of)
        if now is not None:
            yield history, now


def _shares(dates: Iterable[tuple[date | None, date | None]], day: Day) -> DueShares:
    """Each pair is a due date and the day of completion."""
    due = [(due, completed_on) for due, completed_on in dates if due and is_due(due, completed_on, day)]
    completed = [(due, completed_on) for due, completed_on in due if completed_on is not None]
    on_time = sum(1 for due, completed_on in completed if completed_on <= due)
    return DueShares(
        on_time=Fraction(on_time, len(due)),
        completed_late=Fraction(len(completed) - on_time, len(due)),
        behind=Fraction(len(due) - len(completed), len(due)),
    )


def _behind_items(counted: Iterable[Counted], day: Day) -> tuple[LaggingItem, ...]:
    behind = [_lagging(history, now, day) for history, now in counted if now.is_behind(day)]
    return tuple(sorted(behind, key=lambda item: -item.days_late))


def _at_risk_items(counted: Iterable[Counted], day: Day) -> tuple[LaggingItem, ...]:
    at_risk = [_lagging(history, now, day) for history, now in counted if now.is_at_risk(day)]
    return tuple(sorted(at_risk, key=lambda item: item.due or date.max))


def _lagging(history: ItemHistory, now: ItemProgress, day: Day) -> LaggingItem:
    report = now.report
    denies = report is not None and report.status is Status.ON_TRACK
    return LaggingItem(
        code=history.code,
        text=history.text,
        strategy=history.strategy,
        owner=history.owner,
        due=now.due,
        first_due=now.first_due,
        times_moved=now.times_moved,
        days_late=max(0, (day.on - now.due).days) if now.due else 0,
        cause=now.cause,
        on_track=report if denies and report is not None and now.due and report.recorded > now.due else None,
    )
