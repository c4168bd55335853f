"""Milestones and their events."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from plans.calendar import SchoolYear
from plans.cause_categories import category_of
from plans.dates import PlanYear
from plans.item_events import Added, Completed, DueMoved, Event, Reopened, Status, StatusReported
from plans.item_progress import Day
from plans.lagging import LaggingItems
from plans.milestones import (
    MilestoneHistory,
    MilestoneProgress,
    lagging_milestones,
    milestone_progress,
    quarter_end,
    year_with_quarters,
)
from storage.items.items import REPORTED, Stamp
from storage.models import MilestoneEventRow, MilestoneRow, PlanRow, StrategyRow
from storage.people import calendars
from storage.plans.plan_changes import in_plan_on
from storage.plans.wordings import text_on
from storage.rows import Columns, rows
from storage.upsert import add, change


def record(session: Session, milestone_id: int, event: Event, stamp: Stamp, *, evidence: str = "") -> None:
    """Add an event to the milestone's history and update its row to match. `evidence` shows that it is complete."""
    row: dict[str, object] = {
        "milestone_id": milestone_id,
        "at": stamp.at,
        "recorded_on": event.recorded,
        "person_id": stamp.by,
        "evidence": evidence,
    }
    columns: dict[str, object] = {}
    match event:
        case Added(due=due, reason=reason):
            row |= {"kind": "added", "due": due, "reason": reason}
            columns = {"due": due}
        case Completed(completed_on=completed_on):
            row |= {"kind": "completed", "completed_on": completed_on}
            columns = {"completed_on": completed_on}
        case Reopened():
            row["kind"] = "reopened"
            columns = {"completed_on": None}
        case DueMoved(due=due, reason=reason, is_undo=is_undo):
            row |= {"kind": "due_moved", "due": due, "reason": reason, "is_undo": is_undo}
            columns = {"due": due}
        case StatusReported(status=status, cause=cause, is_ours=is_ours, cause_category=category):
            row |= {"kind": REPORTED, "status": status, "reason": cause, "is_ours": is_ours, "cause_category": category}
        case _:
            raise ValueError(f"a milestone has no {event!r}")
    add(session, MilestoneEventRow, row)
    if columns:
        change(session, MilestoneRow, milestone_id, **columns)


def in_plans(session: Session, plan_ids: Collection[int], day: Day) -> dict[int, list[MilestoneProgress]]:
    """Where each milestone of the plans stands, by plan id, in the order of their rows."""
    by_plan: dict[int, list[MilestoneProgress]] = {plan_id: [] for plan_id in plan_ids}
    for row, history in _histories(session, MilestoneRow.plan_id.in_(plan_ids), day.on):
        if now := milestone_progress(history, day):
            by_plan[row.plan_id].append(now)
    return by_plan


def progress_now(session: Session, milestone_ids: Collection[int], today: date) -> dict[int, MilestoneProgress]:
    """Where each of these milestones stands, by its id, for a reader whose clock says `today`.

    What was recorded where the next day has begun counts, too.
    """
    stand: dict[int, MilestoneProgress] = {}
    for row, history in _histories(session, MilestoneRow.id.in_(milestone_ids), date.max):
        newest = max((event.recorded for event in history.events), default=today)
        if now := milestone_progress(history, Day(max(today, newest), is_over=False)):
            stand[row.id] = now
    return stand


def _histories(session: Session, which: ColumnElement[bool], as_of: date) -> list[tuple[Columns, MilestoneHistory]]:
    """What was recorded until a day, in the order of the milestones' rows, each with the first of its rows.

    Of the reports only the newest, and the newest that gives a cause: the others change nothing any more, and there
    is one for each month.
    """
    newest = _newest_reports(which, as_of)
    with_cause = newest.where(MilestoneEventRow.reason != "")
    counts = or_(
        MilestoneEventRow.kind != REPORTED, MilestoneEventRow.id.in_(newest), MilestoneEventRow.id.in_(with_cause)
    )
    statement = (
        select(
            *(MilestoneRow.id, MilestoneRow.plan_id, MilestoneRow.code, MilestoneRow.lead),
            text_on(MilestoneRow.title, as_of),
            StrategyRow.code.label("strategy"),
            *_EVENT_COLUMNS,
        )
        .join(StrategyRow, StrategyRow.id == MilestoneRow.strategy_id)
        .join(MilestoneEventRow, MilestoneEventRow.milestone_id == MilestoneRow.id)
        .where(which, in_plan_on(MilestoneRow, as_of), MilestoneEventRow.recorded_on <= as_of, counts)
        .order_by(MilestoneRow.id, MilestoneEventRow.id)
    )
    by_id = groupby(rows(session, statement), key=lambda row: row.id)
    grouped = [list(of_one) for _id, of_one in by_id]
    return [
        (first, MilestoneHistory(first.code, first.title, first.strategy, first.lead, tuple(map(_event, of_one))))
        for of_one in grouped
        if (first := of_one[0])
    ]


def _newest_reports(which: ColumnElement[bool], as_of: date) -> Select[int]:
    return (
        select(func.max(MilestoneEventRow.id))
        .join(MilestoneRow, MilestoneRow.id == MilestoneEventRow.milestone_id)
        .where(which, MilestoneEventRow.kind == REPORTED, MilestoneEventRow.recorded_on <= as_of)
        .group_by(MilestoneEventRow.milestone_id)
        .correlate(None)
    )


_EVENT_COLUMNS = (
    MilestoneEventRow.kind,
    MilestoneEventRow.recorded_on,
    MilestoneEventRow.due,
    MilestoneEventRow.completed_on,
    MilestoneEventRow.status,
    MilestoneEventRow.reason,
    MilestoneEventRow.is_ours,
    MilestoneEventRow.cause_category,
    MilestoneEventRow.is_undo,
)


def _event(row: Columns) -> Event:
    match row.kind:
        case "added":
            return Added(recorded=row.recorded_on, due=row.due)
        case "completed":
            return Completed(recorded=row.recorded_on, completed_on=row.completed_on)
        case "reopened":
            return Reopened(recorded=row.recorded_on)
        case "due_moved":
            return DueMoved(recorded=row.recorded_on, due=row.due, reason=row.reason, is_undo=row.is_undo)
        case "reported":
            category = category_of(row.cause_category)
            return StatusReported(row.recorded_on, Status(row.status), row.reason, row.is_ours, category)
    raise ValueError(f"milestone_event has kind {row.kind!r}")


def as_of(session: Session, plan_id: int, day: Day) -> Sequence[MilestoneProgress]:
    """Where each of the plan's milestones stands, in the plan's order."""
    return in_plans(session, [plan_id], day)[plan_id]


def lagging(session: Session, plan_id: int, day: Day) -> LaggingItems:
    """The plan's milestones that are behind or at risk."""
    return lagging_milestones(as_of(session, plan_id, day))


@dataclass(frozen=True, slots=True)
class MilestoneName:
    id: int
    plan_id: int
    code: str
    title: str


def name_of(session: Session, milestone_id: int) -> MilestoneName:
    return _name(session.get_one(MilestoneRow, milestone_id))


def find(session: Session, milestone_id: int) -> MilestoneName | None:
    row = session.get(MilestoneRow, milestone_id)
    return _name(row) if row else None


def _name(row: MilestoneRow) -> MilestoneName:
    return MilestoneName(row.id, row.plan_id, row.code, row.title)


def beside(session: Session, milestone_id: int) -> list[MilestoneName]:
    """The milestones of the same strategy that are not complete. Only among them do action items move.

    So no count of a strategy as of a past day changes.
    """
    row = session.get_one(MilestoneRow, milestone_id)
    statement = select(MilestoneRow).where(
        MilestoneRow.strategy_id == row.strategy_id,
        MilestoneRow.id != milestone_id,
        MilestoneRow.completed_on.is_(None),
        MilestoneRow.dropped.is_(False),
    )
    others = session.scalars(statement.order_by(MilestoneRow.id))
    return [_name(other) for other in others]


def begin(session: Session, milestone_id: int, stamp: Stamp, reason: str, *, due: date | None = None) -> None:
    """Begin the history of a new milestone. Without a date of its own it is due by the end of its quarter."""
    row = session.get_one(MilestoneRow, milestone_id)
    due = due or quarter_end(row.quarter, year_of(session, row.plan_id))
    record(session, milestone_id, Added(recorded=stamp.on, due=due, reason=reason), stamp)


def redate(session: Session, milestone_id: int, due: date | None, stamp: Stamp, reason: str) -> None:
    """Move the date, unless it is this one already."""
    if due != session.get_one(MilestoneRow, milestone_id).due:
        record(session, milestone_id, DueMoved(recorded=stamp.on, due=due, reason=reason), stamp)


def undo_move(session: Session, milestone_id: int, due: date | None, stamp: Stamp, reason: str) -> None:
    """Return the date to what it was. If only moves followed, none of them counts, and the cause is valid again."""
    if due != session.get_one(MilestoneRow, milestone_id).due:
        moved_back = DueMoved(recorded=stamp.on, due=due, reason=reason, is_undo=True)
        record(session, milestone_id, moved_back, stamp)


def follows_quarter(session: Session, milestone_id: int) -> bool:
    """Whether its date is only its quarter's last day, and not one that a person or a file set."""
    row = session.get_one(MilestoneRow, milestone_id)
    return row.due == quarter_end(row.quarter, year_of(session, row.plan_id))


def redate_by_quarter(session: Session, milestone_id: int, stamp: Stamp, reason: str) -> None:
    """Move the date to the last day of its quarter, which has changed."""
    row = session.get_one(MilestoneRow, milestone_id)
    redate(session, milestone_id, quarter_end(row.quarter, year_of(session, row.plan_id)), stamp, reason)


def year_of(session: Session, plan_id: int) -> PlanYear:
    """The plan's school year with the quarters of its school's calendar."""
    plan = session.get_one(PlanRow, plan_id)
    year = PlanYear(SchoolYear.of(plan.starts_on))
    return year_with_quarters(calendars.of(session, plan.organization_id), year)


def dated_by_quarter(session: Session) -> list[int]:
    """Ids of all milestones whose date is only their quarter's last day."""
    years: dict[int, PlanYear] = {}
    named = select(MilestoneRow).where(MilestoneRow.quarter != "").order_by(MilestoneRow.id)
    dated = []
    for row in session.scalars(named):
        if row.plan_id not in years:
            years[row.plan_id] = year_of(session, row.plan_id)
        if row.due == quarter_end(row.quarter, years[row.plan_id]):
            dated.append(row.id)
    return dated
