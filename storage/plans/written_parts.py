"""Writes single parts into an existing plan, where a file would have put them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from conversations.parts import PartKind
from plans.plan import SECTION_1, BenchmarkKind
from storage.items.items import Stamp
from storage.models import (
    AgreementRow,
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

_NAMED = {"text", "title", "explanation", "if_we", "then", "and_so", "practice", "lead", "quarter"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPart:
    """A part to write: `place` if its row exists, `parent` if it belongs to another part."""

    plan_id: int
    kind: PartKind
    values: Mapping[str, str]
    place: PlanRowReference | None = None
    parent: PlanRowReference | None = None
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


def has_swot_factors(session: Session, plan_id: int) -> bool:
    return session.scalar(select(SwotFactorRow.id).filter_by(plan_id=plan_id, dropped=False).limit(1)) is not None


def swot_factors(session: Session, plan_id: int) -> list[tuple[str, str]]:
    """Kind and text, in the order of writing."""
    statement = (
        select(SwotFactorRow.kind, SwotFactorRow.text)
        .filter_by(plan_id=plan_id, dropped=False)
        .order_by(SwotFactorRow.id)
    )
    return [(kind, text) for kind, text in session.execute(statement)]


# ---------------------------------------------------------------- one kind each


def _text_of_plan(session: Session, part: NewPart) -> Saved:
    place = PlanRowReference(PlanRow.__tablename__, part.plan_id)
    return Saved(_put(session, part, PlanRow, place, {part.kind: part.values["text"]}))


def _section_1(session: Session, part: NewPart) -> Saved:
    place = PlanRowReference(PlanRow.__tablename__, part.plan_id)
    values = {name: part.values.get(name, "") for name in SECTION_1}
    return Saved(_put(session, part, PlanRow, place, values))


def _swot_factor(session: Session, part: NewPart) -> Saved:
    text, evidence = part.values.get("text", ""), part.values.get("evidence", "")
    values = {"plan_id": part.plan_id, "kind": part.kind.value, "text": text, "evidence": evidence}
    return Saved(_put(session, part, SwotFactorRow, part.place, values))


def _goal(session: Session, part: NewPart) -> Saved:
    saved = _numbered(session, part, GoalRow)
    if not part.values.get("indicator"):
        return saved
    return replace(saved, measure=_put_measure(session, part, saved.place, part.measure))


def _measure(session: Session, part: NewPart) -> Saved | None:
    parent = part.parent
    if part.place is not None:
        row = session.get_one(MeasureRow, part.place.row_id)
        parent = _goal_place(row.goal_id) if row.goal_id is not None else _strategy_place(row.strategy_id)
    return Saved(_put_measure(session, part, parent, part.place)) if parent else None


def _goal_place(goal_id: int) -> PlanRowReference:
    return PlanRowReference(GoalRow.__tablename__, goal_id)


def _strategy_place(strategy_id: int | None) -> PlanRowReference | None:
    return PlanRowReference(StrategyRow.__tablename__, strategy_id) if strategy_id is not None else None


def _put_measure(
    session: Session, part: NewPart, parent: PlanRowReference, place: PlanRowReference | None
) -> PlanRowReference:
    """A measure of the goal or strategy with the same indicator is the same measure."""
    of_goal = parent.table == GoalRow.__tablename__
    owner = {"goal_id": parent.row_id if of_goal else None, "strategy_id": None if of_goal else parent.row_id}
    if place is None:
        same_indicator = select(MeasureRow.id).filter_by(indicator=part.values.get("indicator", ""), dropped=False)
        row_id = session.scalar(same_indicator.filter_by(**owner).limit(1))
        place = PlanRowReference(MeasureRow.__tablename__, row_id) if row_id else None
    values = {
        "plan_id": part.plan_id,
        **owner,
        "targets": _lines(part.values.get("targets", "")),
        **{name: part.values.get(name, "") for name in ("indicator", "source", "baseline")},
    }
    return _put(session, part, MeasureRow, place, values)


def _priority(session: Session, part: NewPart) -> Saved:
    return _numbered(session, part, PriorityRow, lead=_or_none(part, "lead"))


def _strategy(session: Session, part: NewPart) -> Saved:
    if part.place is not None:
        priority = session.get_one(StrategyRow, part.place.row_id).priority_id
    else:
        priority = part.parent.row_id if part.parent else _first_priority(session, part)
    more = {"priority_id": priority, "practice": _or_none(part, "practice"), "lead": _or_none(part, "lead")}
    if "serves" in part.values:
        more["serves"] = _or_none(part, "serves")
    if "resources" in part.values:
        more["resources"] = part.values["resources"]
    return _numbered(session, part, StrategyRow, PriorityRow, priority, **more)


def _first_priority(session: Session, part: NewPart) -> int:
    """A plan without a priority gets one named after its first strategy, as every strategy needs one."""
    title = part.values.get("title") or part.values.get("if_we", "")
    values = {"plan_id": part.plan_id, "code": _next_code(session, PriorityRow, part.plan_id, ""), "title": title}
    return _put(session, part, PriorityRow, None, values).row_id


def _benchmark(session: Session, part: NewPart) -> Saved | None:
    strategy = part.parent.row_id if part.parent else None
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
    strategy = part.parent.row_id if part.parent else None
    if part.place is not None:
        strategy = session.get_one(MilestoneRow, part.place.row_id).strategy_id
    if strategy is None:
        return None
    more = {
        "strategy_id": strategy,
        "lead": _or_none(part, "lead"),
        "team": _lines(part.values.get("team", "")),
    }
    follows_quarter = part.place is None or milestones.follows_quarter(session, part.place.row_id)
    saved, due = _numbered(session, part, MilestoneRow, StrategyRow, strategy, **more), _day(part, "due")
    if part.place is None:
        milestones.begin(session, saved.place.row_id, part.stamp, part.why, due=due)
    elif due is not None:
        milestones.redate(session, saved.place.row_id, due, part.stamp, part.why)
    elif follows_quarter:
        milestones.redate_by_quarter(session, saved.place.row_id, part.stamp, part.why)
    return saved


def _agreement(session: Session, part: NewPart) -> Saved:
    strategy = part.parent.row_id if part.parent else None
    if part.place is not None:
        strategy = session.get_one(AgreementRow, part.place.row_id).strategy_id
    values: dict[str, Any] = {
        "plan_id": part.plan_id,
        "strategy_id": strategy,
        "kind": part.kind.value,
        **{name: part.values.get(name, "") for name in ("text", "standing", "ground", "reason")},
    }
    if part.place is None:
        values |= {"recorded_on": part.stamp.on, "dropped": False}
    place = _put(session, part, AgreementRow, part.place, values)
    return Saved(place, _code_of(session, StrategyRow, strategy))


_WRITERS: Mapping[PartKind, Callable[[Session, NewPart], Saved | None]] = {
    PartKind.VISION: _text_of_plan,
    PartKind.MISSION: _text_of_plan,
    PartKind.PURPOSE: _text_of_plan,
    PartKind.SECTION_1: _section_1,
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
    PartKind.MINIMUM_CONDITION: _agreement,
    PartKind.ADJUSTMENT: _agreement,
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
    """Write the row and keep the change. A new milestone has its event."""
    if place is None:
        row = table(**values)
        session.add(row)
        session.flush()
        if table is not MilestoneRow:
            plan_changes.record_added(session, row, part.stamp, part.why)
        return PlanRowReference(table.__tablename__, row.id)
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
