"""A school's fall worked by hand: ten action items of one strategy, and what was reported about each.

Quarry Hill Middle School of the Larkmoor School District, 2026-27, in the Eastern time zone. Every number that
the tests expect of it was counted on paper.
"""

from datetime import date
from types import MappingProxyType

from plans.item_events import (
    Added,
    Cancelled,
    Completed,
    DueMoved,
    Event,
    Status,
    StatusReported,
)
from plans.milestones import MilestoneHistory
from tests.support.counting import ItemHistory

AUG_17 = date(2026, 8, 17)
"""The plan's first day, on which it was imported."""
STRATEGY = "1.1"


def on(text: str) -> date:
    """A day such as "10-30", in the year 2026."""
    return date.fromisoformat(f"2026-{text}")


def _added(due: str) -> Added:
    return Added(AUG_17, on(due))


def _done(day: str, completed_on: str = "") -> Completed:
    return Completed(on(day), on(completed_on or day))


def _on_track(day: str) -> StatusReported:
    return StatusReported(on(day), Status.ON_TRACK)


def _behind(day: str, cause: str) -> StatusReported:
    return StatusReported(on(day), Status.BEHIND, cause)


def _not_started(day: str) -> StatusReported:
    return StatusReported(on(day), Status.NOT_STARTED)


def _history(code: str, text: str, owner: str, *events: Event) -> ItemHistory:
    return ItemHistory(code, text, STRATEGY, owner, events)


HISTORIES = (
    _history("1.1.1.1", "Agree on a template for unit checks", "Math Coach", _added("10-02"), _done("09-30")),
    _history(
        "1.1.1.2",
        "Write the grade 6 unit checks",
        "Grade 6 Math Lead",
        _added("10-30"),
        _behind("10-22", "one of three teachers is new"),
        _done("11-17", completed_on="10-29"),
    ),
    _history(
        "1.1.1.3",
        "Write the grade 7 unit checks",
        "Grade 7 Math Lead",
        _added("10-30"),
        _behind("10-21", "new units arrived three weeks late"),
        DueMoved(on("10-21"), on("11-13"), "the publisher shipped in October"),
        DueMoved(on("11-12"), on("12-04"), "both planning half days fell through"),
        _behind("11-18", "no substitutes for planning half days"),
        _done("12-03"),
    ),
    _history(
        "1.1.1.4",
        "Write the grade 8 unit checks",
        "Grade 8 Math Lead",
        _added("11-13"),
        _on_track("10-22"),
        _done("12-11"),
    ),
    _history(
        "1.1.1.5",
        "Enter the results of the first check",
        "Data Coach",
        _added("11-24"),
        _on_track("10-20"),
        _on_track("11-19"),
        _done("11-24"),
    ),
    _history(
        "1.1.1.6",
        "Buy an item bank",
        "Principal",
        _added("10-23"),
        _on_track("10-20"),
        Cancelled(on("11-03"), "the district's license covers it"),
    ),
    _history(
        "1.1.1.7",
        "Hold two sessions on adjusting instruction",
        "Math Coach",
        _added("11-20"),
        _not_started("10-23"),
        _on_track("11-23"),
        _behind("12-16", "a snow day took session 2"),
    ),
    _history(
        "1.1.1.8",
        "Review student work from the first check",
        "Math Coach",
        Added(on("11-05"), on("12-11")),
        _not_started("11-19"),
        _done("12-10"),
    ),
    _history(
        "1.1.2.1",
        "Put a weekly reteaching block in the schedule",
        "Principal",
        _added("09-25"),
        _done("10-06"),
    ),
    _history(
        "1.1.2.2",
        "Reteach each week and note attendance",
        "Grade 6 Math Lead",
        Added(AUG_17, None, ongoing=True),
        _on_track("10-22"),
        _on_track("11-17"),
        _on_track("12-15"),
    ),
)

MILESTONES = (
    MilestoneHistory(
        "1.1.1",
        "Every math unit has a common check",
        STRATEGY,
        "Math Coach",
        (_added("12-18"), _on_track("11-23"), _behind("12-16", "a snow day took session 2")),
    ),
    MilestoneHistory(
        "1.1.2",
        "Students are retaught within the week",
        STRATEGY,
        "Principal",
        (Added(AUG_17, date(2027, 1, 29)), StatusReported(on("11-18"), Status.DONE), _done("11-18")),
    ),
)

NOV_24_IN_THE_MORNING = MappingProxyType({"1.1.1.5": 3})
"""How many events an item has at 8:05 AM on November 24, where they are fewer than by the end of that day."""


def histories_at_the_discussion() -> tuple[ItemHistory, ...]:
    """As they are on Tuesday, November 24, at 8:05 AM, when the November minutes are drafted."""
    return tuple(
        ItemHistory(
            item.code, item.text, item.strategy, item.owner, item.events[: NOV_24_IN_THE_MORNING.get(item.code)]
        )
        for item in HISTORIES
    )
