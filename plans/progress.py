"""The plan's progress at the end of a day. Dates decide; reports only explain.

A count as of a day uses only the events recorded by then, so that the numbers of a past day never change. Items that
count alike come as one group (storage/items/progress.py reads them), so that no history is loaded for a count.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from plans.item_progress import Day, ItemProgress


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


class DueSide(StrEnum):
    """On which side of the day a due date lies."""

    PAST = "past"
    SAME_DAY = "same_day"
    AHEAD = "ahead"
    NONE = "none"
    """There is no due date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemGroup:
    """Action items that count alike as of a day."""

    strategy: str
    """Its code; empty for items of their own."""
    items: int
    completed: bool
    """By that day."""
    cancelled: bool
    cancelled_overdue: bool
    said_behind: bool
    due: DueSide
    on_time: bool
    """Completed on or before the due date."""
    first_due: DueSide
    on_time_at_first: bool
    """Completed on or before the first due date."""
    dates_moved: int
    """Of all items of the group; of how many of them, `items_moved` says."""
    items_moved: int

    @property
    def is_open(self) -> bool:
        return not self.completed and not self.cancelled


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
    at_risk: int
    """Not due, but the owner's last word is "behind". They are also among the three numbers above."""
    cancelled: int
    """Left out of everything above, like `cancelled_overdue`, which is a part of it."""
    cancelled_overdue: int
    """Cancelled after their due date had passed."""

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
    def slipped(self) -> bool:
        """Whether the first dates give other numbers than the current ones."""
        return self.shares != self.first_shares


def count(groups: Iterable[ItemGroup], day: Day) -> Progress:
    """The counts at the end of the day, or now if the day is not over."""
    groups = list(groups)
    counted = [group for group in groups if not group.cancelled]
    cancelled = [group for group in groups if group.cancelled]
    still_open = [group for group in counted if group.is_open]
    by_first = [(group.first_due, group.on_time_at_first, group) for group in counted]
    return Progress(
        day=day,
        completed=Fraction(_items(counted) - _items(still_open), _items(counted)),
        shares=_shares([(group.due, group.on_time, group) for group in counted], day),
        first_shares=_shares(by_first, day),
        dates_moved=sum(group.dates_moved for group in counted),
        items_moved=sum(group.items_moved for group in counted),
        due_today=_items(group for group in still_open if group.due is DueSide.SAME_DAY and not day.is_over),
        not_yet_due=_items(group for group in still_open if group.due is DueSide.AHEAD),
        ongoing=_items(group for group in still_open if group.due is DueSide.NONE),
        at_risk=_items(group for group in still_open if group.said_behind and not _is_due(group.due, group, day)),
        cancelled=_items(cancelled),
        cancelled_overdue=_items(group for group in cancelled if group.cancelled_overdue),
    )


def group_of(item: ItemProgress, day: Day, strategy: str = "") -> ItemGroup:
    """A group of this single item, for counts of a few items whose histories are at hand."""
    completed_on = item.completed_on if item.completed_on is not None and item.completed_on <= day.on else None
    return ItemGroup(
        strategy=strategy,
        items=1,
        completed=completed_on is not None,
        cancelled=item.cancelled,
        cancelled_overdue=item.cancelled_overdue,
        said_behind=item.said_behind,
        due=_side(item.due, day.on),
        on_time=_is_met(item.due, completed_on),
        first_due=_side(item.first_due, day.on),
        on_time_at_first=_is_met(item.first_due, completed_on),
        dates_moved=item.times_moved,
        items_moved=min(item.times_moved, 1),
    )


def _side(due: date | None, day: date) -> DueSide:
    if due is None:
        return DueSide.NONE
    if due == day:
        return DueSide.SAME_DAY
    return DueSide.PAST if due < day else DueSide.AHEAD


def _is_met(due: date | None, completed_on: date | None) -> bool:
    return due is not None and completed_on is not None and completed_on <= due


def is_lagging(group: ItemGroup, day: Day) -> bool:
    """Whether its items are behind or at risk."""
    return group.is_open and (group.said_behind or _is_due(group.due, group, day))


def by_strategy(groups: Iterable[ItemGroup], day: Day) -> Mapping[str, Progress]:
    """Strategies in the order of their first groups; those without action items by that day are left out."""
    grouped: dict[str, list[ItemGroup]] = {}
    for group in groups:
        grouped.setdefault(group.strategy, []).append(group)
    return {strategy: count(of_strategy, day) for strategy, of_strategy in grouped.items()}


def _items(groups: Iterable[ItemGroup]) -> int:
    return sum(group.items for group in groups)


def _is_due(side: DueSide, group: ItemGroup, day: Day) -> bool:
    """Whether the date counts: it has passed, or is the day itself and that day is over or the work done."""
    return side is DueSide.PAST or (side is DueSide.SAME_DAY and (day.is_over or group.completed))


def _shares(dated: Iterable[tuple[DueSide, bool, ItemGroup]], day: Day) -> DueShares:
    """Each is the side of a due date, whether that date was met, and the items."""
    due = [(met, group) for side, met, group in dated if _is_due(side, group, day)]
    total = _items(group for _, group in due)
    behind = _items(group for _, group in due if group.is_open)
    on_time = _items(group for met, group in due if met)
    return DueShares(
        on_time=Fraction(on_time, total),
        completed_late=Fraction(total - behind - on_time, total),
        behind=Fraction(behind, total),
    )
