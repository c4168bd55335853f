"""The effective practices that parts of a plan name: which strategies have none, and changing them."""

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from storage.items.items import Stamp
from storage.models import ActionItemRow, MilestoneRow, StrategyRow
from storage.plans import plan_changes
from storage.upsert import change

CodedRow = StrategyRow | MilestoneRow | ActionItemRow


@dataclass(frozen=True, slots=True, kw_only=True)
class UncodedStrategy:
    row_id: int
    code: str
    title: str
    words: str
    """Its title and theory of action."""


def uncoded_strategies(session: Session, plan_id: int) -> list[UncodedStrategy]:
    statement = select(StrategyRow).filter_by(plan_id=plan_id, dropped=False)
    statement = statement.where(or_(StrategyRow.practice.is_(None), StrategyRow.practice == ""))
    return [
        UncodedStrategy(row_id=row.id, code=row.code, title=row.title, words=words_of(row))
        for row in session.scalars(statement.order_by(StrategyRow.id))
    ]


def words_of(row: CodedRow) -> str:
    """What may tell which practice it works on."""
    names = ("title", "text", "if_we", "then")
    return " ".join(getattr(row, name) for name in names if getattr(row, name, ""))


def set_coding(session: Session, row: CodedRow, coding: str | None, stamp: Stamp, why: str) -> None:
    """Change the part's own practices and keep what they were before. None for those of the part above it."""
    plan_changes.record_changed(session, row, {"practice": coding}, stamp, why)
    change(session, type(row), row.id, practice=coding)
