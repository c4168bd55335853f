"""Writes single parts into an existing plan, where a file would have put them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from conversations.parts import PartKind
from plans.plan import BenchmarkKind
from storage.items.items import Stamp
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
    SwotFactorRow,
)
from storage.plans import milestones, plan_changes
from storage.plans.places import PlanRowReference
from storage.upsert import change

PARENTS: Mapping[PartKind, type[Base]] = {
    PartKind.MEASURE: GoalRow,
    PartKind.STRATEGY: PriorityRow,
    PartKind.BENCHMARK: StrategyRow,
    PartKind.MILESTONE: StrategyRow,
    PartKind.ACTION_ITEM: MilestoneRow,
}
"""The table of each kind's parent."""

_NAMED = {"text", "title", "explanation", "if_we", "then", "and_so", "practice", "lead", "quarter"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPart:
    """A part to write: `place` if its row exists, `parent` if it belongs to another part."""

    plan_id: int
    kind: PartKind
    values: Mapping[str, str]
    place: PlanRowReference | None = None
    parent: int | None = None
    measure: PlanRowReference | None = None
    """The measure that was written together with this goal."""
    stamp: Stamp
    """When it is written, and by whom."""
    why: str = ""
    """The reason of the change."""


@dataclass(frozen=True, slots=True)
class Saved:
    place: PlanRowReference
    code: str = ""
    """Empty for a part without a code."""
    measure: PlanRowReference | None = None


def save(session: Session, part: NewPart) -> Saved | None:
    """Write the part. Returns None if it is no part of a plan, or if its parent is not in the plan yet.

    Action items are not written here but by storage/items/item_changes.py.
    """
    write = _WRITERS.get(part.kind)
    return write(session, part) if write else None


def options(session: Session, plan_id: int, kind: PartKind) -> dict[int, str]:
    """Parts a new part of this kind can belong to: ids with code and title, in the plan's order."""
    table: Any = PARENTS.get(kind)
    if table is None:
        return {}
    title = table.text if table is GoalRow else table.title
    statement = select(table.id, table.code, title).filter_by(plan_id=plan_id).order_by(table.id)
    return {row_id: f"{code} {name}" for row_id, code, name in session.execute(statement)}


def find(session: Session, plan_id: int, key: str) -> PlanRowReference | None:
    """The row for a key such as `goal:1` or `benchmark:1.2/3`."""
    kind, _, code = key.partition(":")
    if kind == PartKind.BENCHMARK:
        return _nth_benchmark(session, plan_id, code)
    tables: Mapping[str, Any] = {
        PartKind.GOAL: GoalRow,
        PartKind.STRATEGY: StrategyRow,
        PartKind.MILESTONE: MilestoneRow,
        PartKind.ACTION_ITEM: ActionItemRow,
    }
    table = tables.get(kind)
    row_id = session.scalar(select(table.id).filter_by(plan_id=plan_id, code=code)) if table else None
    return PlanRowReference(table.__tablename__, row_id) if table and row_id else None


def has_swot_factors(session: Session, plan_id: int) -> bool:
    return session.scalar(select(SwotFactorRow.id).filter_by(plan_id=plan_id).limit(1)) is not None


def swot_factors(session: Session, plan_id: int) -> list[tuple[str, str]]:
    """Kind and text, in the order of writing."""
    statement = select(SwotFactorRow.kind, SwotFactorRow.text).filter_by(plan_id=plan_id).order_by(SwotFactorRow.id)
    return [(kind, text) for kind, text in session.execute(statement)]


def _nth_benchmark(session: Session, plan_id: int, code: str) -> PlanRowReference | None:
    strategy, _, number = code.rpartition("/")
    statement = (
        select(BenchmarkRow.id)
        .join(StrategyRow, StrategyRow.id == BenchmarkRow.strategy_id)
        .where(BenchmarkRow.plan_id == plan_id, StrategyRow.code == strategy, BenchmarkRow.dropped.is_(False))
        .order_by(BenchmarkRow.id)
        .offset(int(number) - 1)
        .limit(1)
    )
    row_id = session.scalar(statement)
    return PlanRowReference(BenchmarkRow.__tablename__, row_id) if row_id else None


# ---------------------------------------------------------------- one kind each


def _text_of_plan(session: Session, part: NewPart) -> Saved:
    place = PlanRowReference(PlanRow.__tablename__, part.plan_id)
    return Saved(_put(session, part, PlanRow, place, {part.kind: part.values["text"]}))


def _swot_factor(session: Session, part: NewPart) -> Saved:
    text, evidence = part.values.get("text", ""), part.values.get("evidence", "")
    values = {"plan_id": part.plan_id, "kind": part.kind.value, "text": text, "evidence": evidence}
    return Saved(_put(session, part, SwotFactorRow, part.place, values))


def _goal(session: Session, part: NewPart) -> Saved:
    saved = _numbered(session, part, GoalRow)
    if not part.values.get("indicator"):
        return saved
    return replace(saved, measure=_put_measure(session, part, saved.place.row_id, part.measure))


def _measure(session: Session, part: NewPart) -> Saved | None:
    return Saved(_put_measure(session, part, part.parent, part.place)) if part.parent else None


def _put_measure(session: Session, part: NewPart, goal_id: int, place: PlanRowReference | None) -> PlanRowReference:
    """A measure of the goal with the same indicator is the same measure."""
    if place is None:
        same_indicator = select(MeasureRow.id).filter_by(goal_id=goal_id, indicator=part.values.get("indicator", ""))
        row_id = session.scalar(same_indicator.limit(1))
        place = PlanRowReference(MeasureRow.__tablename__, row_id) if row_id else None
    values = {
        "plan_id": part.plan_id,
        "goal_id": goal_id,
        "targets": _lines(part.values.get("targets", "")),
        **{name: part.values.get(name, "") for name in ("indicator", "source", "baseline")},
    }
    return _put(session, part, MeasureRow, place, values)


def _priority(session: Session, part: NewPart) -> Saved:
    return _numbered(session, part, PriorityRow, lead=_or_none(part, "lead"))


def _strategy(session: Session, part: NewPart) -> Saved:
    priority = part.parent or _first_priority(session, part)
    more = {"priority_id": priority, "practice": _or_none(part, "practice"), "lead": _or_none(part, "lead")}
    return _numbered(session, part, StrategyRow, PriorityRow, priority, **more)


def _first_priority(session: Session, part: NewPart) -> int:
    """A plan without a priority gets one named after its first strategy, as every strategy needs one."""
    title = part.values.get("title") or part.values.get("if_we", "")
    values = {"plan_id": part.plan_id, "code": _next_code(session, PriorityRow, part.plan_id, ""), "title": title}
    return _put(session, part, PriorityRow, None, values).row_id


def _benchmark(session: Session, part: NewPart) -> Saved | None:
    strategy = part.parent
    if part.place is not None:
        strategy = session.scalar(select(BenchmarkRow.strategy_id).filter_by(id=part.place.row_id)) or strategy
    if strategy is None:
        return None
    values = {
        "plan_id": part.plan_id,
        "strategy_id": strategy,
        "kind": part.values.get("stage") or BenchmarkKind.EARLY_EVIDENCE.value,
        "text": part.values.get("text", ""),
        "due": _day(part, "due"),
    }
    return Saved(_put(session, part, BenchmarkRow, part.place, values))


def _milestone(session: Session, part: NewPart) -> Saved | None:
    if part.parent is None:
        return None
    more = {
        "strategy_id": part.parent,
        "lead": _or_none(part, "lead"),
        "team": _lines(part.values.get("team", "")),
    }
    follows_quarter = part.place is None or milestones.follows_quarter(session, part.place.row_id)
    saved = _numbered(session, part, MilestoneRow, StrategyRow, part.parent, **more)
    if part.place is None:
        milestones.add_by_quarter(session, saved.place.row_id, part.stamp, part.why)
    elif follows_quarter:
        milestones.redate_by_quarter(session, saved.place.row_id, part.stamp, part.why)
    return saved


_WRITERS: Mapping[PartKind, Callable[[Session, NewPart], Saved | None]] = {
    PartKind.VISION: _text_of_plan,
    PartKind.MISSION: _text_of_plan,
    PartKind.PURPOSE: _text_of_plan,
    PartKind.GOAL: _goal,
    PartKind.MEASURE: _measure,
    PartKind.STRENGTH: _swot_factor,
    PartKind.WEAKNESS: _swot_factor,
    PartKind.OPPORTUNITY: _swot_factor,
    PartKind.THREAT: _swot_factor,
    PartKind.PRIORITY: _priority,
    PartKind.STRATEGY: _strategy,
    PartKind.BENCHMARK: _benchmark,
    PartKind.MILESTONE: _milestone,
}


# ---------------------------------------------------------------- rows


def _numbered(
    session: Session,
    part: NewPart,
    table: Any,
    above: type[Base] | None = None,
    parent: int | None = None,
    **more: Any,
) -> Saved:
    """Write a row with the next number under its parent."""
    named = {name: text for name, text in part.values.items() if name in _NAMED and hasattr(table, name)}
    values = {"plan_id": part.plan_id, **named, **more}
    if part.place is not None:
        _put(session, part, table, part.place, values)
        return Saved(part.place, _code_of(session, table, part.place.row_id))
    prefix = f"{_code_of(session, above, parent)}." if above else ""
    code = _next_code(session, table, part.plan_id, prefix)
    return Saved(_put(session, part, table, None, {**values, "code": code}), code)


def _put(
    session: Session, part: NewPart, table: Any, place: PlanRowReference | None, values: Mapping[str, Any]
) -> PlanRowReference:
    """Write the row and keep the change. A SWOT factor is no part of the plan, and a new milestone has its event."""
    if place is None:
        row = table(**values)
        session.add(row)
        session.flush()
        if table not in (SwotFactorRow, MilestoneRow):
            plan_changes.record_added(session, row, part.stamp, part.why)
        return PlanRowReference(table.__tablename__, row.id)
    if table is not SwotFactorRow:
        plan_changes.record_changed(session, session.get_one(table, place.row_id), values, part.stamp, part.why)
    change(session, table, place.row_id, **values)
    return place


def _code_of(session: Session, table: Any, row_id: int | None) -> str:
    return session.scalar(select(table.code).filter_by(id=row_id)) or "" if row_id else ""


def _next_code(session: Session, table: Any, plan_id: int, prefix: str) -> str:
    """One more than the highest number directly under the prefix."""
    codes = session.scalars(select(table.code).filter_by(plan_id=plan_id).where(_begins(table, prefix)))
    numbers = [int(rest) for code in codes if (rest := code.removeprefix(prefix)).isdigit()]
    return f"{prefix}{max(numbers, default=0) + 1}"


def _begins(table: Any, prefix: str) -> ColumnElement[bool]:
    begins: ColumnElement[bool] = table.code.startswith(prefix, autoescape=True)
    return begins


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _or_none(part: NewPart, name: str) -> str | None:
    return part.values.get(name) or None


def _day(part: NewPart, name: str) -> date | None:
    text = part.values.get(name, "")
    return date.fromisoformat(text) if text else None
