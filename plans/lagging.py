"""The action items that are behind or at risk as of a day, one by one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from plans.item_events import StatusReported
from plans.item_progress import Day, ItemProgress


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
    cause_by: str
    """Who gave it. Never published beside an item that is behind."""
    on_track_on: date | None
    """The day of the owner's last report, if it says "on track" although the date had passed by then."""


@dataclass(frozen=True, slots=True)
class LaggingItems:
    behind: Sequence[LaggingItem]
    """The longest overdue first."""
    at_risk: Sequence[LaggingItem]
    """The nearest date first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfinishedItem:
    """An open action item as of a day, its date not ahead or its owner's last word "behind"."""

    code: str
    text: str
    strategy: str
    owner: str | None
    progress: ItemProgress
    cause: StatusReported | None
    cause_by: str = ""


def lagging(open_items: Iterable[UnfinishedItem], day: Day) -> LaggingItems:
    behind, at_risk = [], []
    for item in open_items:
        if item.progress.is_behind(day):
            behind.append(_lagging(item, day))
        elif item.progress.said_behind:
            at_risk.append(_lagging(item, day))
    return LaggingItems(
        behind=sorted(behind, key=lambda item: -item.days_late),
        at_risk=sorted(at_risk, key=lambda item: item.due or date.max),
    )


def _lagging(item: UnfinishedItem, day: Day) -> LaggingItem:
    due, on_track_on = item.progress.due, item.progress.on_track_on
    return LaggingItem(
        code=item.code,
        text=item.text,
        strategy=item.strategy,
        owner=item.owner,
        due=due,
        first_due=item.progress.first_due,
        times_moved=item.progress.times_moved,
        days_late=max(0, (day.on - due).days) if due else 0,
        cause=item.cause,
        cause_by=item.cause_by,
        on_track_on=on_track_on if due and on_track_on and on_track_on > due else None,
    )
