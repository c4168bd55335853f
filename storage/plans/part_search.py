"""Finds the parts of plans that a person may mean, by code or by words in them."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from conversations.parts import PartKind
from storage.items.items import is_counted, is_open
from storage.models import ActionItemRow, BenchmarkRow, GoalRow, MeasureRow, MilestoneRow, PlanRow, StrategyRow
from storage.plans.places import PlanRowReference

_TABLES: dict[PartKind, tuple[Any, str]] = {
    PartKind.SECTION_1: (PlanRow, "title"),
    PartKind.STRATEGY: (StrategyRow, "title"),
    PartKind.MILESTONE: (MilestoneRow, "title"),
    PartKind.ACTION_ITEM: (ActionItemRow, "text"),
    PartKind.BENCHMARK: (BenchmarkRow, "text"),
    PartKind.MEASURE: (MeasureRow, "indicator"),
}
OWN_CODE = frozenset({PartKind.STRATEGY, PartKind.MILESTONE, PartKind.ACTION_ITEM})
"""The others have the code of their goal or strategy."""
OUTCOMES = (PartKind.BENCHMARK, PartKind.MEASURE)
"""What has readings."""
_BETWEEN_NUMBERS = re.compile(r"(?<=\w)\s?[-:–.]\s?(?=\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPart:
    plan_id: int
    kind: PartKind
    row_id: int
    code: str
    text: str

    @property
    def place(self) -> PlanRowReference:
        return PlanRowReference(_TABLES[self.kind][0].__tablename__, self.row_id)


def row_of(session: Session, kind: PartKind, row_id: int, *, for_change: bool = False) -> Any:
    """The part's row as it is stored now; None without one. `for_change` locks it until the turn ends (PostgreSQL)."""
    table, _ = _TABLES[kind]
    statement = select(table).where(table.id == row_id).execution_options(populate_existing=True)
    return session.scalars(statement.with_for_update(of=table) if for_change else statement).one_or_none()


def named(session: Session, kind: PartKind, row: Any) -> NamedPart:
    plan_id = row.id if isinstance(row, PlanRow) else row.plan_id
    text = getattr(row, _TABLES[kind][1])
    return NamedPart(plan_id=plan_id, kind=kind, row_id=row.id, code=_code(session, row), text=text)


def _code(session: Session, row: Any) -> str:
    match row:
        case PlanRow():
            return ""
        case MeasureRow(goal_id=int(goal_id)):
            return session.get_one(GoalRow, goal_id).code
        case MeasureRow() | BenchmarkRow():
            return session.get_one(StrategyRow, row.strategy_id).code
    return str(row.code)


def search(session: Session, plan_ids: Collection[int], kinds: Iterable[PartKind], words: str) -> list[NamedPart]:
    """The parts with this code, else those whose words contain all these words. Without words, all parts.

    Nothing that was taken out of a plan, no action item that is done or canceled, and not Section 1 of a plan.
    """
    sought_kinds = (kind for kind in kinds if kind is not PartKind.SECTION_1)
    parts = [part for kind in sought_kinds for part in _parts(session, plan_ids, kind)]
    code = _as_code(words)
    if by_code := [part for part in parts if _as_code(part.code) == code]:
        return [part for part in by_code if part.kind in OWN_CODE] or by_code
    sought = words.casefold().split()
    return [part for part in parts if all(word in part.text.casefold() for word in sought)]


def _as_code(text: str) -> str:
    """ "1.1.2-3", "1.1.2:3" and "1.1.2.3" are the same, and so are "a1" and "A1"."""
    return _BETWEEN_NUMBERS.sub(".", text.strip().rstrip(".:")).casefold()


def _parts(session: Session, plan_ids: Collection[int], kind: PartKind) -> Sequence[NamedPart]:
    table, text = _TABLES[kind]
    code = table.code if kind in OWN_CODE else StrategyRow.code
    if kind is PartKind.MEASURE:
        code = func.coalesce(GoalRow.code, StrategyRow.code)
    statement = select(table.plan_id, table.id, code, getattr(table, text)).where(table.plan_id.in_(plan_ids))
    if kind is PartKind.MEASURE:
        statement = statement.outerjoin(GoalRow, GoalRow.id == MeasureRow.goal_id)
    if kind in OUTCOMES:
        statement = statement.outerjoin(StrategyRow, StrategyRow.id == table.strategy_id)
    is_there = (is_open(), is_counted()) if kind is PartKind.ACTION_ITEM else (table.dropped.is_(False),)
    return [
        NamedPart(plan_id=plan_id, kind=kind, row_id=row_id, code=of_code, text=words)
        for plan_id, row_id, of_code, words in session.execute(statement.where(*is_there).order_by(table.id))
    ]
