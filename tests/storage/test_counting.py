"""Counting, held against the examples of docs/counting.md."""

import re
from calendar import month_abbr
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

import pytest

from plans.item_events import (
    Added,
    Cancelled,
    Completed,
    DueMoved,
    Event,
    Reopened,
    Status,
    StatusReported,
)
from plans.item_progress import Day
from plans.milestones import MilestoneHistory, MilestoneProgress, MilestoneState, milestone_progress
from plans.progress import DueShares, Progress
from plans.time_zones import zone_named
from storage.database import Database
from storage.items import progress as item_progress
from storage.items.items import Stamp
from storage.plans import milestones, plans
from tests.support.counting import ItemHistory, count, lagging, write_plan

PAGE = Path(__file__).parents[2] / "docs" / "counting.md"
NOW = re.compile(r"^(?P<day>\w{3} \d+)(?: (?P<time>\d\d:\d\d) UTC)? (?P<what>.+)$")
JULY = 7
FIRST_SIDES = {
    "on time": "on time",
    "completed late": "completed late",
    "behind": "behind",
    "not yet due": "not due",
    "due today": "not due",
}
"""What the page says by the first date, and the count that shows it."""
WORDS = {
    "behind": Status.BEHIND,
    "on track": Status.ON_TRACK,
    "on course": Status.ON_TRACK,
    "done": Status.DONE,
    "not started": Status.NOT_STARTED,
}


class Example(NamedTuple):
    name: str
    recorded: str
    as_of: str
    by_current_date: str
    by_first_date: str
    moves: str


class MilestoneExample(NamedTuple):
    name: str
    recorded: str
    as_of: str
    stands: str


def rows(first_heading: str) -> Iterator[list[str]]:
    """The cells of the table with this heading over its first column."""
    table = PAGE.read_text().partition(f"| {first_heading} |")[2]
    for line in takewhile(lambda line: line.startswith("|"), table.splitlines()[2:]):
        yield [cell.strip() for cell in line.strip("|").split("|")]


def examples() -> list[Example]:
    return [Example(*cells) for cells in rows("Example")]


def milestone_examples() -> list[MilestoneExample]:
    return [MilestoneExample(*cells) for cells in rows("Milestone")]


def test_the_table_is_read_whole() -> None:
    assert len(examples()) >= 45
    assert len(milestone_examples()) >= 20


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_an_example_counts_as_the_page_says(example: Example) -> None:
    progress = count([history(example)], day(example))

    assert current(progress, days_late(example)) == example.by_current_date
    differs = example.by_first_date != "–"
    assert progress.slipped is differs
    assert not differs or (side(progress.first_shares) or "not due") == FIRST_SIDES.get(example.by_first_date)
    assert progress.dates_moved == int(example.moves)


@pytest.mark.parametrize("example", milestone_examples(), ids=lambda example: example.name)
def test_a_milestone_stands_where_the_page_says(example: MilestoneExample) -> None:
    recorded = MilestoneHistory("1", "Teachers visit each other", "A", None, tuple(events(example.recorded)))
    now = milestone_progress(recorded, day(example))

    assert (standing(now) if now else "not counted") == example.stands


def test_milestones_read_from_the_database_stand_where_the_page_says(database: Database) -> None:
    """Of many reports only the newest are read, and that changes nothing."""
    all_examples = milestone_examples()
    with database.write() as session:
        items = [
            ItemHistory(f"{number}.1", "Step", str(number), None, (Added(date(2026, 8, 17), None),))
            for number in range(len(all_examples))
        ]
        plan_id = write_plan(session, items)
        ids = {code: id_ for id_, code, _title in plans.milestones(session, plan_id)}
        for number, example in enumerate(all_examples):
            for recorded in events(example.recorded):
                at = datetime.combine(recorded.recorded, time(12), UTC)
                milestones.record(session, ids[str(number)], recorded, Stamp(at=at, on=recorded.recorded))

    with database.read() as session:
        for number, example in enumerate(all_examples):
            by_code = {now.code: now for now in milestones.in_plans(session, [plan_id], day(example))[plan_id]}
            now = by_code.get(str(number))
            assert (standing(now) if now else "not counted", example.name) == (example.stands, example.name)


def standing(now: MilestoneProgress) -> str:
    days = f"{now.days_late} day" + ("" if now.days_late == 1 else "s")
    parts = [now.state.value.replace("_", " ")]
    if now.state is MilestoneState.BEHIND:
        parts.append(days)
    elif now.days_late:
        parts.append(f"{days} late")
    return ", ".join([*parts, *(["moved once"] if now.times_moved == 1 else [])])


def test_both_databases_count_alike(database: Database) -> None:
    with database.write() as session:
        plans = {example.name: write_plan(session, [history(example)]) for example in examples()}
    with database.read() as session:
        stored = {e.name: item_progress.count(session, plans[e.name], day(e)) for e in examples()}
    assert {type(progress.dates_moved) for progress in stored.values()} == {int}  # minutes keep them as JSON

    assert stored == {example.name: count([history(example)], day(example)) for example in examples()}


def history(example: Example) -> ItemHistory:
    return ItemHistory("1", "Visit every class", "A", None, tuple(events(example.recorded)))


def days_late(example: Example) -> int:
    return next((item.days_late for item in lagging([history(example)], day(example)).behind), 0)


def day(example: Example | MilestoneExample) -> Day:
    on, _, today = example.as_of.partition(", ")
    return Day(read(on), is_over=today != "today")


def events(recorded: str) -> Iterator[Event]:
    for part in recorded.split("; "):
        match = NOW.match(part)
        assert match, f"{part!r} of docs/counting.md is no event"
        on = read(match["day"])
        if match["time"]:
            moment = datetime.combine(on, time.fromisoformat(match["time"]), UTC)
            on = moment.astimezone(zone_named("America/New_York")).date()
        yield event(on, match["what"])


def event(on: date, what: str) -> Event:  # noqa: PLR0911 (one for each kind of event)
    verb, _, rest = what.partition(" ")
    match verb.rstrip(","), rest:
        case "added", ("undated" | "ongoing"):
            return Added(on, None, ongoing=rest == "ongoing")
        case "added", due:
            return Added(on, read(due.removeprefix("due ")))
        case "done", completed_on:
            return Completed(on, read(completed_on.removeprefix("on ")))
        case "date", due:
            return DueMoved(on, read(due.removeprefix("to ")), "a reason")
        case "made", "ongoing":
            return DueMoved(on, None, "a reason")
        case "said", words:
            return StatusReported(on, WORDS[words])
        case "canceled", _:
            return Cancelled(on, "a reason")
        case "reopened", _:
            return Reopened(on)
    raise ValueError(f"{what!r} of docs/counting.md is no event")


def read(text: str) -> date:
    month, day_of_month = text.split()
    number = list(month_abbr).index(month)
    return date(2026 if number >= JULY else 2027, number, int(day_of_month))


def current(progress: Progress, days: int) -> str:
    """Where the one item of the count stands, in the words of the page."""
    at_risk = ", at risk" if progress.at_risk else ""
    if progress.cancelled:
        return "canceled" + (", overdue then" if progress.cancelled_overdue else "")
    if not progress.completed.whole:
        return "not counted"
    if progress.behind.part:
        return f"behind, {days} day" + ("" if days == 1 else "s")
    if progress.completed.part and not progress.on_time.whole:
        return "completed, not due yet"
    standing = {"due today": progress.due_today, "not yet due": progress.not_yet_due, "ongoing": progress.ongoing}
    return side(progress.shares) or next(name for name, number in standing.items() if number) + at_risk


def side(shares: DueShares) -> str:
    sides = {"on time": shares.on_time, "completed late": shares.completed_late, "behind": shares.behind}
    return next((name for name, share in sides.items() if share.part), "")
