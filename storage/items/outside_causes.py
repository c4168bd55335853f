"""Action items behind or at risk whose cause is someone else's to act on, while nobody is asked for support."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from plans.item_progress import Day
from storage.items.progress import lagging_items
from storage.items.supports import OPEN
from storage.models import ActionItemRow, SupportRow


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideCause:
    id: int
    """Of the action item."""
    code: str
    text: str
    cause: str


def without_support(session: Session, plan_id: int, day: Day) -> Sequence[OutsideCause]:
    lagging = lagging_items(session, plan_id, day)
    causes = {
        item.code: item.cause.cause
        for item in (*lagging.behind, *lagging.at_risk)
        if item.cause is not None and item.cause.is_ours is False
    }
    is_asked_for = select(SupportRow.id).where(SupportRow.item_id == ActionItemRow.id, SupportRow.state.in_(OPEN))
    statement = (
        select(ActionItemRow.id, ActionItemRow.code, ActionItemRow.text)
        .where(ActionItemRow.plan_id == plan_id, ActionItemRow.code.in_(causes), ~is_asked_for.exists())
        .order_by(ActionItemRow.id)
    )
    return [
        OutsideCause(id=row.id, code=row.code, text=row.text, cause=causes[row.code])
        for row in session.execute(statement)
    ]
