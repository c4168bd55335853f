"""Imports a plan's file: adds what is new, applies what the file changed, and leaves the rest."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar, assert_never

from sqlalchemy import select
from sqlalchemy.orm import Session

from plans.dates import PlanYear
from plans.item_events import Added, Cancelled, Completed, DueMoved, Event, Status, StatusReported
from plans.plan import SECTION_1, ActionItem, Plan, ReportedState, State, Strategy
from plans.sheet_changes import Conflict
from storage.items import item_changes, items
from storage.items.items import Stamp
from storage.models import (
    ActionItemRow,
    GoalRow,
    PlanRow,
    PriorityRow,
    StrategyRow,
)
from storage.people import mentions
from storage.people.role_holders import role_key
from storage.plans import listed_files, milestone_files, plan_changes
from storage.plans.file_changes import FileChange, FileMerge, Row, Values, as_json
from storage.plans.milestones import year_of

Part = TypeVar("Part", GoalRow, PriorityRow, StrategyRow)
STRATEGY_WORDS = ("title", "if_we", "then", "and_so", "practice", "lead", "resources")


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    plan_id: int
    added: tuple[str, ...] = ()
    changed: tuple[FileChange, ...] = ()
    absent: tuple[str, ...] = ()
    """Codes the file no longer has. Their items stay as they are."""
    is_first: bool = False
    """Whether the plan was empty before."""
    conflicts: tuple[Conflict, ...] = ()
    """Cells changed both in the file and in Slack since the last import, and left as they are."""


def save(
    session: Session,
    organization_id: int,
    plan: Plan,
    *,
    years: tuple[date, date],
    source: str,
    digest: str,
    stamp: Stamp,
    why: str = "",
    overwrite: bool = False,
    serves: Mapping[str, str] | None = None,
) -> Imported:
    """Import a plan for the first time, or import its changed file again. Only the file's own changes are applied.

    What changed in Slack as well stays, and the file counts as unread, unless `overwrite` is set. `why` is the reason
    of the changes; without one, it is the file's name. `serves` are the keys of the objectives that strategies serve,
    by their codes. A strategy that is not among them stays as it is; if the file names something for it all the same,
    the file counts as unread, too.
    """
    key = {"organization_id": organization_id, "school_year": plan.school_year}
    stored = session.scalar(select(PlanRow).filter_by(**key))
    if stored is not None and stored.imported_hash == digest:
        return Imported(plan_id=stored.id)
    words = {name: getattr(plan, name) for name in ("vision", "mission", "purpose", *SECTION_1)}
    row = stored or PlanRow(**key, **words, imported={}, created_on=stamp.on)
    row.starts_on, row.ends_on = years
    row.title, row.imported_from = plan.title, source
    session.add(row)
    session.flush()
    batch = FileMerge(
        session=session,
        plan_id=row.id,
        why=why or source,
        stamp=stamp,
        overwrite=overwrite,
        before=row.imported,
        serves=serves or {},
        is_first=not _has_parts(session, row.id),
    )
    if batch.is_first:
        plan_changes.record_added(session, row, stamp, why, source)
    _set(batch, row, "plan", words)
    imported = _save_items(batch, plan, _save_parts(batch, plan))
    is_whole = not batch.conflicts and all(each.code in batch.serves for each in plan.strategies() if each.serves)
    row.imported, row.imported_hash = batch.now, digest if is_whole else ""
    session.flush()
    return imported


def _has_parts(session: Session, plan_id: int) -> bool:
    """Whether a file or a dialog has filled the plan before."""
    tables = (GoalRow, PriorityRow, ActionItemRow)
    return any(session.scalar(select(table.id).filter_by(plan_id=plan_id).limit(1)) is not None for table in tables)


def _save_parts(batch: FileMerge, plan: Plan) -> dict[str, int]:
    """Save everything above the action items and return the milestones' ids by code."""
    with listed_files.dropping_the_rest(batch):
        return _save_all_parts(batch, plan)


def _save_all_parts(batch: FileMerge, plan: Plan) -> dict[str, int]:
    for goal in plan.goals:
        goal_id = _part(batch, GoalRow, goal.code, {"text": goal.text, "explanation": goal.explanation})
        for measure in goal.measures:
            listed_files.save_measure(batch, f"goal {goal.code}", measure, goal_id=goal_id)
    milestones: dict[str, int] = {}
    year = year_of(batch.session, batch.plan_id)
    for priority in plan.priorities:
        priority_id = _part(batch, PriorityRow, priority.code, {"title": priority.title, "lead": priority.lead})
        for strategy in priority.strategies:
            milestones |= _save_strategy(batch, priority_id, strategy, year)
    return milestones


def _save_strategy(batch: FileMerge, priority_id: int, strategy: Strategy, year: PlanYear) -> dict[str, int]:
    words = {name: getattr(strategy, name) for name in STRATEGY_WORDS}
    if strategy.code in batch.serves:
        words["serves"] = batch.serves[strategy.code]
    strategy_id = _part(batch, StrategyRow, strategy.code, words, priority_id=priority_id)
    for measure in strategy.measures:
        listed_files.save_measure(batch, f"strategy {strategy.code}", measure, strategy_id=strategy_id)
    for benchmark in strategy.benchmarks:
        listed_files.save_benchmark(batch, f"strategy {strategy.code}", benchmark, strategy_id)
    return {
        milestone.code: milestone_files.save(batch, strategy_id, milestone, year) for milestone in strategy.milestones
    }


def _part(batch: FileMerge, table: type[Part], code: str, words: Values, **above: int) -> int:
    """`above` holds the foreign keys of the part's parent in the file."""
    name = f"{table.__tablename__} {code}"
    row = batch.session.scalar(select(table).filter_by(plan_id=batch.plan_id, code=code))
    if row is None:
        row = table(plan_id=batch.plan_id, code=code, **above, **words)
        batch.session.add(row)
        batch.session.flush()
        batch.now[name] = as_json(words)
        batch.record_added(row)
    else:
        if batch.stays_out(row, name, words):
            return row.id
        _set(batch, row, name, words)
        plan_changes.record_changed(batch.session, row, above, batch.stamp, batch.why)
        for column, parent_id in above.items():
            setattr(row, column, parent_id)
    return row.id


def _set(batch: FileMerge, row: Row, name: str, words: Values) -> None:
    for column, cell in batch.merge_row(row, name, words).items():
        setattr(row, column, cell)


def _save_items(batch: FileMerge, plan: Plan, milestones: Mapping[str, int]) -> Imported:
    rows = batch.session.scalars(select(ActionItemRow).filter_by(plan_id=batch.plan_id))
    stored = {row.code: row for row in rows}
    added: list[str] = []
    for milestone in plan.milestones():
        for item in milestone.action_items:
            row = stored.pop(item.code, None)
            if row is None:
                _add_item(batch, milestones[milestone.code], item)
                added.append(item.code)
            else:
                _change_item(batch, row, item)
    return Imported(
        plan_id=batch.plan_id,
        added=tuple(added),
        changed=tuple(batch.changed),
        absent=tuple(sorted(stored)),
        is_first=batch.is_first,
        conflicts=tuple(batch.conflicts),
    )


def _add_item(batch: FileMerge, milestone_id: int, item: ActionItem) -> None:
    words = _words(item)
    row = ActionItemRow(
        plan_id=batch.plan_id,
        milestone_id=milestone_id,
        code=item.code,
        owner_role=words.pop("owner"),
        **words,
        owner_key=role_key(item.owner or ""),
        imported=_as_imported(item),
        start=item.start,
    )
    batch.session.add(row)
    batch.session.flush()
    added = Added(recorded=batch.stamp.on, due=item.due, ongoing=item.ongoing, reason=batch.why)
    items.record(batch.session, row.id, added, batch.stamp)
    _report(batch, row, item)


def _report(batch: FileMerge, row: ActionItemRow, item: ActionItem) -> None:
    """Record the state the file reports, once at the first import: later reports come from Slack."""
    if item.reported is None or _as_reported(item.reported) == (row.imported or {}).get("reported"):
        return
    row.imported = {**(row.imported or {}), "reported": _as_reported(item.reported)}
    is_over = row.completed_on is not None or row.cancelled
    if event := None if is_over else _event(item, item.reported, batch):
        items.record(batch.session, row.id, event, batch.stamp)


def _as_reported(reported: ReportedState) -> dict[str, Any]:
    return as_json({"state": reported.state.value, "completed_on": reported.completed_on})


def _event(item: ActionItem, reported: ReportedState, batch: FileMerge) -> Event | None:
    """An item completed without a day gets its due date, or today if that is still to come.

    None for an item in progress: it is open, and no owner has reported on it.
    """
    today = batch.stamp.on
    match reported.state:
        case State.COMPLETED:
            return Completed(recorded=today, completed_on=min(reported.completed_on or item.due or today, today))
        case State.CANCELLED:
            return Cancelled(recorded=today, reason=batch.why)
        case State.BEHIND:
            return StatusReported(recorded=today, status=Status.BEHIND)
        case State.NOT_STARTED:
            return StatusReported(recorded=today, status=Status.NOT_STARTED)
        case State.IN_PROGRESS:
            return None
        case _:
            assert_never(reported.state)


def _change_item(batch: FileMerge, row: ActionItemRow, item: ActionItem) -> None:
    """Apply what the file changed since the last import. A date moved in Slack is not moved back by an old cell."""
    from_file = _as_imported(item)
    stored = as_json({column: getattr(row, column) for column in from_file})
    stored["collaborators"] = mentions.with_names(batch.session, batch.plan_id, row.collaborators)
    reported = (row.imported or {}).get("reported")
    taken, row.imported = batch.compare(item.code, row.imported or None, from_file, stored)
    if reported is not None:
        row.imported = {**row.imported, "reported": reported}
    if "due" in taken or ("ongoing" in taken and from_file["due"] == stored["due"]):
        moved = DueMoved(recorded=batch.stamp.on, due=item.due, reason=batch.why)
        items.record(batch.session, row.id, moved, batch.stamp)
    words = {name: cell for name, cell in {**_words(item), "start": item.start}.items() if name in taken}
    if "owner" in words:
        words |= {"owner_key": role_key(item.owner or ""), "owner_id": None}
    item_changes.set_words(batch.session, row, words, batch.stamp, batch.why)
    _report(batch, row, item)


def _words(item: ActionItem) -> dict[str, Any]:
    return {
        "text": item.text,
        "owner": item.owner,
        "collaborators": list(item.collaborators),
        "output": item.output,
        "resources": item.resources,
        "practice": item.practice,
    }


def _as_imported(item: ActionItem) -> dict[str, Any]:
    return {
        **_words(item),
        "start": item.start.isoformat() if item.start else None,
        "due": item.due.isoformat() if item.due else None,
        "ongoing": item.ongoing,
    }
