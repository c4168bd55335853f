"""Undoing a modification of a milestone, strategy, priority, goal, measure or benchmark."""

from collections.abc import Mapping
from typing import Any

from bot.minutes import undoing_items
from bot.turns import Turn
from plans.item_events import Completed, DueMoved
from prompts import plain
from storage.items.items import MOVED, Stamp
from storage.models import (
    ActionItemRow,
    AgreementRow,
    BenchmarkRow,
    GoalRow,
    MeasureRow,
    MilestoneRow,
    PlanRow,
    PriorityRow,
    StrategyRow,
)
from storage.plans import leads, milestones, plan_changes, plans, taking_back
from storage.plans.places import Footprint, PlanRowReference
from storage.plans.plan_changes import ChangeKind, PartRow
from storage.plans.taking_back import Hindrance
from storage.rounds.recorded_changes import MilestoneChange, PartRevision
from storage.upsert import change as update_row

PARTS: Mapping[str, type[Any]] = {
    table.__tablename__: table
    for table in (
        *(GoalRow, PriorityRow, StrategyRow, MeasureRow, BenchmarkRow, AgreementRow, MilestoneRow, ActionItemRow),
        PlanRow,
    )
}
"""The tables of the parts."""


# ---------------------------------------------------------------- dates and states of milestones


def hindrance_of_milestone(turn: Turn, change: MilestoneChange) -> str:
    row = turn.session.get_one(MilestoneRow, change.milestone_id, populate_existing=True)
    match change.kind:
        case "added":
            return _hindrance_of_added(turn, _milestone(change.milestone_id))
        case kind if kind == MOVED:
            is_open = row.completed_on is None and not row.dropped
            is_as_left = is_open and row.due == change.new_due != change.old_due
        case _:
            is_as_left = row.completed_on is None and change.completed_on is not None
    return "" if is_as_left else "changed_since"


def undo_milestone(turn: Turn, change: MilestoneChange) -> set[int]:
    """Returns the milestone's leads."""
    stamp, why = _stamp(turn, _part(turn, _milestone(change.milestone_id))), plain("minutes", "undone_by_leader")
    if change.kind == MOVED:
        moved = DueMoved(recorded=stamp.on, due=change.old_due, reason=why, is_undo=True)
        milestones.record(turn.session, change.milestone_id, moved, stamp)
    elif change.kind == "added":
        concerned = leads.of_part(turn.session, _milestone(change.milestone_id))
        taking_back.take_back(turn.session, _milestone(change.milestone_id), Footprint(), stamp, why)
        return concerned
    else:
        assert change.completed_on is not None  # else it could not be undone
        completed = Completed(recorded=stamp.on, completed_on=change.completed_on)
        milestones.record(turn.session, change.milestone_id, completed, stamp, evidence=change.evidence)
    return leads.of_part(turn.session, _milestone(change.milestone_id))


def _milestone(row_id: int) -> PlanRowReference:
    return PlanRowReference(MilestoneRow.__tablename__, row_id)


# ---------------------------------------------------------------- words of any part


def hindrance(turn: Turn, change: PartRevision) -> str:
    row = _part(turn, change.place)
    if change.kind is ChangeKind.CHANGED:
        return "" if _is_as_left(row, change) else "changed_since"
    if change.kind is ChangeKind.DROPPED:
        return "" if getattr(row, "dropped", False) else "changed_since"
    if isinstance(row, PlanRow):
        return "first_import"
    return _hindrance_of_added(turn, change.place)


_WORDS = {
    Hindrance.HAS_PARTS: "has_parts",
    Hindrance.REPORTED: "reported_since",
    Hindrance.CHANGED: "changed_since",
}


def _hindrance_of_added(turn: Turn, place: PlanRowReference) -> str:
    """Nothing is dropped that others hang on, or that somebody has reported on."""
    hindrance = taking_back.hindrance(turn.session, place, Footprint())
    return _WORDS[hindrance] if hindrance else ""


def _is_as_left(row: PartRow, change: PartRevision) -> bool:
    return not getattr(row, "dropped", False) and all(
        plan_changes.has_cell(row, cell.field, cell.after) for cell in change.cells
    )


def undo(turn: Turn, change: PartRevision) -> set[int]:
    """Returns the leads of the part before and after, or the owners of an action item."""
    row, why = _part(turn, change.place), plain("minutes", "undone_by_leader")
    cells = {cell.field: plan_changes.cell_of(row, cell.field, cell.before) for cell in change.cells}
    if isinstance(row, ActionItemRow):
        return undoing_items.undo_words(turn, row.id, cells, why)
    before = leads.of_part(turn.session, change.place)
    _set(turn, row, change.kind, cells, why)
    turn.session.flush()
    turn.session.expire_all()
    return before | leads.of_part(turn.session, change.place)


def _set(turn: Turn, row: PartRow, kind: ChangeKind, cells: Mapping[str, Any], why: str) -> None:
    session, stamp = turn.session, _stamp(turn, row)
    match kind:
        case ChangeKind.ADDED:
            taking_back.take_back(session, PlanRowReference(row.__tablename__, row.id), Footprint(), stamp, why)
        case ChangeKind.DROPPED:
            plan_changes.record_added(session, row, stamp, why)
            update_row(session, type(row), row.id, dropped=False)
        case ChangeKind.CHANGED:
            follows_quarter = isinstance(row, MilestoneRow) and milestones.follows_quarter(session, row.id)
            plan_changes.record_changed(session, row, cells, stamp, why)
            update_row(session, type(row), row.id, **cells)
            session.expire_all()
            if follows_quarter:
                milestones.redate_by_quarter(session, row.id, stamp, why)


def _part(turn: Turn, place: PlanRowReference) -> PartRow:
    part: PartRow = turn.session.get_one(PARTS[place.table], place.row_id, populate_existing=True)
    return part


def _stamp(turn: Turn, row: PartRow) -> Stamp:
    plan_id = row.id if isinstance(row, PlanRow) else row.plan_id
    return turn.stamp(plans.summary(turn.session, plan_id).time_zone)
