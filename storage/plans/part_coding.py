"""The effective practices that parts of a plan name: which parts have none, not even from above, and changing them."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from conversations.parts import PartKind
from storage.items.items import Stamp, is_counted
from storage.models import ActionItemRow, MilestoneRow, StrategyRow
from storage.plans import plan_changes
from storage.upsert import change

CodedRow = StrategyRow | MilestoneRow | ActionItemRow


@dataclass(frozen=True, slots=True, kw_only=True)
class UncodedPart:
    """A strategy, or an action item of no milestone, which can have a practice from nowhere else."""

    kind: PartKind
    row_id: int
    code: str
    title: str
    words: str
    """Its title and theory of action, or its text."""


def uncoded(session: Session, plan_id: int) -> list[UncodedPart]:
    strategies = select(StrategyRow).filter_by(plan_id=plan_id, dropped=False).where(_is_empty(StrategyRow.practice))
    items = select(ActionItemRow).filter_by(plan_id=plan_id, milestone_id=None, cancelled=False)
    items = items.where(is_counted(), _is_empty(ActionItemRow.practice))
    return [
        *(
            UncodedPart(kind=PartKind.STRATEGY, row_id=row.id, code=row.code, title=row.title, words=words_of(row))
            for row in session.scalars(strategies.order_by(StrategyRow.id))
        ),
        *(
            UncodedPart(kind=PartKind.ACTION_ITEM, row_id=row.id, code=row.code, title=row.text, words=words_of(row))
            for row in session.scalars(items.order_by(ActionItemRow.id))
        ),
    ]


def _is_empty(practice: InstrumentedAttribute[str | None]) -> ColumnElement[bool]:
    return or_(practice.is_(None), practice == "")


def words_of(row: CodedRow) -> str:
    """What may tell which practice it works on."""
    names = ("title", "text", "if_we", "then")
    return " ".join(getattr(row, name) for name in names if getattr(row, name, ""))


def set_coding(session: Session, row: CodedRow, coding: str | None, stamp: Stamp, why: str) -> None:
    """Change the part's own practices and keep what they were before. None for those of the part above it."""
    plan_changes.record_changed(session, row, {"practice": coding}, stamp, why)
    change(session, type(row), row.id, practice=coding)
