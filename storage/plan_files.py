"""A plan of a file, brought in: what is new is added, what the file changed is changed, the rest is left."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from plans.plan import ActionItem, Measure, Plan, Strategy
from plans.progress import Added, DueMoved
from storage import items
from storage.items import Stamp
from storage.models import (
    ActionItemRow,
    Base,
    BenchmarkRow,
    GoalRow,
    MeasureRow,
    MilestoneRow,
    PlanRow,
    PriorityRow,
    StrategyRow,
    WrittenPart,
)
from storage.people import role_key
from storage.upsert import upsert


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    code: str
    part: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    plan_id: int
    added: tuple[str, ...] = ()
    changed: tuple[Change, ...] = ()
    absent: tuple[str, ...] = ()
    """Codes the file no longer has; they are left as they are."""


def save(
    session: Session,
    organization_id: int,
    plan: Plan,
    *,
    years: tuple[date, date],
    source: str,
    digest: str,
    stamp: Stamp,
) -> Imported:
    """Bring a plan in, or bring a changed file of it in again; the file's own changes are made, no others."""
    key = {"organization_id": organization_id, "school_year": plan.school_year}
    known = session.scalar(select(PlanRow).filter_by(**key))
    if known is not None and known.imported_hash == digest:
        return Imported(plan_id=known.id)
    values: dict[str, Any] = {
        **key,
        "title": plan.title,
        "vision": plan.vision,
        "mission": plan.mission,
        "purpose": plan.purpose,
        "starts_on": years[0],
        "ends_on": years[1],
        "imported_from": source,
        "imported_hash": digest,
    }
    values["created_on"] = known.created_on if known else stamp.on
    upsert(session, PlanRow, values, unique=tuple(key))
    plan_id = session.scalars(select(PlanRow.id).filter_by(**key)).one()
    milestones = _save_parts(session, plan_id, plan)
    batch = _Batch(session=session, plan_id=plan_id, source=source, stamp=stamp)
    return _save_items(batch, plan, milestones)


def _save_parts(session: Session, plan_id: int, plan: Plan) -> dict[str, int]:
    """Everything above the action items; gives the milestones' ids by their codes."""
    _drop_imported(session, MeasureRow, plan_id)
    _drop_imported(session, BenchmarkRow, plan_id)
    for goal in plan.goals:
        goal_id = _part(session, GoalRow, plan_id, goal.code, text=goal.text, explanation=goal.explanation)
        for measure in goal.measures:
            _keep_measure(session, plan_id, measure, goal_id=goal_id)
    milestones: dict[str, int] = {}
    for priority in plan.priorities:
        priority_id = _part(session, PriorityRow, plan_id, priority.code, title=priority.title, lead=priority.lead)
        for strategy in priority.strategies:
            milestones |= _save_strategy(session, plan_id, priority_id, strategy)
    return milestones


def _drop_imported(session: Session, table: type[MeasureRow] | type[BenchmarkRow], plan_id: int) -> None:
    """What the file still has is taken up again. What a conversation wrote stays: no file knows of it."""
    written = select(WrittenPart.row_id).where(WrittenPart.place == table.__tablename__)
    session.execute(update(table).where(table.plan_id == plan_id, table.id.not_in(written)).values(dropped=True))


def _save_strategy(session: Session, plan_id: int, priority_id: int, strategy: Strategy) -> dict[str, int]:
    strategy_id = _part(
        session,
        StrategyRow,
        plan_id,
        strategy.code,
        priority_id=priority_id,
        title=strategy.title,
        if_we=strategy.if_we,
        then=strategy.then,
        and_so=strategy.and_so,
        practice=strategy.practice,
        lead=strategy.lead,
        resources=strategy.resources,
    )
    for measure in strategy.measures:
        _keep_measure(session, plan_id, measure, strategy_id=strategy_id)
    for benchmark in strategy.benchmarks:
        words = {"strategy_id": strategy_id, "kind": benchmark.kind.value, "text": benchmark.text}
        _keep(session, BenchmarkRow, {"plan_id": plan_id, **words}, due=benchmark.due)
    return {
        milestone.code: _part(
            session,
            MilestoneRow,
            plan_id,
            milestone.code,
            strategy_id=strategy_id,
            title=milestone.title,
            lead=milestone.lead,
            team=list(milestone.team),
            quarter=milestone.quarter,
        )
        for milestone in strategy.milestones
    }


def _part(session: Session, table: type[Base], plan_id: int, code: str, **values: Any) -> int:
    upsert(session, table, {"plan_id": plan_id, "code": code, **values}, unique=("plan_id", "code"))
    found: int = session.scalars(
        select(table.__table__.c.id).where(table.__table__.c.plan_id == plan_id, table.__table__.c.code == code)
    ).one()
    return found


def _keep_measure(session: Session, plan_id: int, measure: Measure, **parent: int) -> None:
    _keep(
        session,
        MeasureRow,
        {"plan_id": plan_id, "indicator": measure.indicator, **parent},
        source=measure.source,
        baseline=measure.baseline,
        targets=list(measure.targets),
    )


def _keep(
    session: Session, table: type[MeasureRow] | type[BenchmarkRow], known_by: Mapping[str, Any], **values: Any
) -> None:
    """The row people were asked about before, as the file has it now; a new one where there is none."""
    row = session.scalars(select(table).filter_by(**known_by).order_by(table.id).limit(1)).first()
    if row is None:
        session.add(table(**known_by, **values))
        return
    for name, value in {**values, "dropped": False}.items():
        setattr(row, name, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    """What stays the same for every action item of one import."""

    session: Session
    plan_id: int
    source: str
    stamp: Stamp


def _save_items(batch: _Batch, plan: Plan, milestones: Mapping[str, int]) -> Imported:
    rows = batch.session.scalars(select(ActionItemRow).filter_by(plan_id=batch.plan_id))
    known = {row.code: row for row in rows}
    added: list[str] = []
    changed: list[Change] = []
    for milestone in plan.milestones():
        for item in milestone.action_items:
            row = known.pop(item.code, None)
            if row is None:
                _add_item(batch, milestones[milestone.code], item)
                added.append(item.code)
            else:
                changed += _change_item(batch, row, item)
    absent = tuple(sorted(known))
    return Imported(plan_id=batch.plan_id, added=tuple(added), changed=tuple(changed), absent=absent)


def _add_item(batch: _Batch, milestone_id: int, item: ActionItem) -> None:
    row = ActionItemRow(
        plan_id=batch.plan_id,
        milestone_id=milestone_id,
        code=item.code,
        **_words(item),
        owner_key=role_key(item.owner or ""),
        imported=_as_imported(item),
        start=item.start,
    )
    batch.session.add(row)
    batch.session.flush()
    added = Added(recorded=batch.stamp.on, due=item.due, ongoing=item.ongoing)
    items.record(batch.session, row.id, added, batch.stamp)


def _change_item(batch: _Batch, row: ActionItemRow, item: ActionItem) -> Iterable[Change]:
    """What the file says now and did not before; a date moved in Slack is not moved back by an old cell."""
    now, before = _as_imported(item), row.imported
    parts = [part for part in now if now[part] != before.get(part)]
    if "due" in parts or "ongoing" in parts:
        moved = DueMoved(recorded=batch.stamp.on, due=item.due, reason=batch.source)
        items.record(batch.session, row.id, moved, batch.stamp)
    for name, value in {**_words(item), "start": item.start}.items():
        if name in parts:
            setattr(row, name, value)
    if "owner" in parts:
        row.owner_key, row.owner_id = role_key(row.owner or ""), None
    row.imported = now
    for part in parts:
        yield Change(code=item.code, part=part, old=str(before.get(part) or ""), new=str(now[part] or ""))


def _words(item: ActionItem) -> dict[str, Any]:
    return {
        "text": item.text,
        "owner": item.owner,
        "collaborators": list(item.collaborators),
        "output": item.output,
        "resources": item.resources,
    }


def _as_imported(item: ActionItem) -> dict[str, Any]:
    return {
        **_words(item),
        "start": item.start.isoformat() if item.start else None,
        "due": item.due.isoformat() if item.due else None,
        "ongoing": item.ongoing,
    }
