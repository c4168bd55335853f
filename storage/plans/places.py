"""Rows of the plan that dialogs write or go through."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from conversations.parts import PartKind
from storage.models import (
    ActionItemRow,
    BenchmarkRow,
    DialogRow,
    GoalRow,
    MeasureRow,
    MilestoneRow,
    PriorityRow,
    StrategyRow,
    WrittenPartRow,
)
from storage.upsert import upsert


@dataclass(frozen=True, slots=True)
class PlanRowReference:
    """A row of the plan. As text, `goal:3`, it is what a form offers."""

    table: str
    row_id: int

    def __str__(self) -> str:
        return f"{self.table}:{self.row_id}"

    @classmethod
    def parse(cls, text: str) -> "PlanRowReference":
        table, _, row_id = text.partition(":")
        return cls(table, int(row_id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Footprint:
    """What a dialog did to a row: it added the row, or changed these cells, given as a plan change records them."""

    is_new: bool = True
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)


def place_of(session: Session, dialog_id: int, key: str) -> PlanRowReference | None:
    row = _written(session, dialog_id, key)
    return PlanRowReference(row.place, row.row_id) if row else None


def place_of_part(session: Session, dialog_id: int, plan_id: int, key: str) -> PlanRowReference | None:
    """The place of a part, whether this dialog wrote it or it was in the plan before."""
    return place_of(session, dialog_id, key) or find(session, plan_id, key)


def footprint(session: Session, dialog_id: int, key: str) -> Footprint:
    """Raises LookupError for a part that is no row of the plan."""
    row = _written(session, dialog_id, key)
    if row is None:
        raise LookupError(key)
    return Footprint(is_new=row.is_new, before=row.before, after=row.after)


def save_place(
    session: Session, dialog_id: int, key: str, place: PlanRowReference, footprint: Footprint | None = None
) -> None:
    """Of a row that the dialog changes again, the cells from before its first change stay."""
    row = _written(session, dialog_id, key)
    is_same = row is not None and (row.place, row.row_id) == (place.table, place.row_id)
    footprint = footprint or Footprint()
    values = {
        "dialog_id": dialog_id,
        "key": key,
        "place": place.table,
        "row_id": place.row_id,
        "is_new": row.is_new if row and is_same else footprint.is_new,
        "before": {**footprint.before, **(row.before if row and is_same else {})},
        "after": dict(footprint.after),
    }
    upsert(session, WrittenPartRow, values, unique=["dialog_id", "key"])


def codes(session: Session, dialog_id: int) -> dict[str, str]:
    """The codes of the parts that a dialog wrote, by the parts' keys. A part without a code is left out."""
    codes: dict[str, str] = {}
    for table in (GoalRow, PriorityRow, StrategyRow, MilestoneRow, ActionItemRow):
        coded: Any = table
        statement = (
            select(WrittenPartRow.key, coded.code)
            .join(coded, coded.id == WrittenPartRow.row_id)
            .where(WrittenPartRow.dialog_id == dialog_id, WrittenPartRow.place == table.__tablename__)
        )
        codes |= dict(session.execute(statement).all())
    return codes


def forget(session: Session, dialog_id: int, key: str) -> None:
    """A part that was taken back is written anew, if it is written again."""
    session.execute(delete(WrittenPartRow).where(WrittenPartRow.dialog_id == dialog_id, WrittenPartRow.key == key))


def _written(session: Session, dialog_id: int, key: str) -> WrittenPartRow | None:
    statement = select(WrittenPartRow).filter_by(dialog_id=dialog_id, key=key)
    row: WrittenPartRow | None = session.scalar(statement.execution_options(populate_existing=True))
    return row


def goal_links(session: Session, plan_id: int) -> dict[str, str]:
    """By the goal's code, the address of the thread in which it was written last."""
    statement = (
        select(GoalRow.code, DialogRow.permalink)
        .join(WrittenPartRow, (WrittenPartRow.row_id == GoalRow.id) & (WrittenPartRow.place == GoalRow.__tablename__))
        .join(DialogRow, DialogRow.id == WrittenPartRow.dialog_id)
        .where(GoalRow.plan_id == plan_id, DialogRow.permalink != "")
        .order_by(DialogRow.id)
    )
    return dict(session.execute(statement).all())


def find(session: Session, plan_id: int, key: str) -> PlanRowReference | None:
    """The row for a key such as `goal:1` or `benchmark:1.2/3`. A measure has no code: its key has the row's id."""
    kind, _, code = key.partition(":")
    if kind == PartKind.BENCHMARK:
        return _nth_benchmark(session, plan_id, code)
    if kind == PartKind.MEASURE:
        return _measure(session, plan_id, code)
    tables: Mapping[str, Any] = {
        PartKind.GOAL: GoalRow,
        PartKind.STRATEGY: StrategyRow,
        PartKind.MILESTONE: MilestoneRow,
        PartKind.ACTION_ITEM: ActionItemRow,
    }
    table = tables.get(kind)
    if table is None:
        return None
    statement = select(table.id).filter_by(plan_id=plan_id, code=code)
    row_id = session.scalar(statement if table is ActionItemRow else statement.filter_by(dropped=False))
    return PlanRowReference(table.__tablename__, row_id) if row_id else None


def _measure(session: Session, plan_id: int, row_id: str) -> PlanRowReference | None:
    if not row_id.isdecimal():
        return None
    in_plan = select(MeasureRow.id).filter_by(id=int(row_id), plan_id=plan_id, dropped=False)
    return PlanRowReference(MeasureRow.__tablename__, int(row_id)) if session.scalar(in_plan) else None


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
