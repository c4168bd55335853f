"""Which action items and milestones a part of the plan is or has."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, union_all
from sqlalchemy.orm import Session

from storage.models import ActionItemRow, GoalRow, MilestoneRow, StrategyRow
from storage.plans.places import PlanRowReference

_WITH_CODES: Mapping[str, Any] = {
    table.__tablename__: table for table in (GoalRow, StrategyRow, MilestoneRow, ActionItemRow)
}


def code_of(session: Session, place: PlanRowReference) -> str:
    """Empty for a part without a code of its own."""
    table = _WITH_CODES.get(place.table)
    return session.scalar(select(table.code).filter_by(id=place.row_id)) or "" if table else ""


def codes_under(session: Session, place: PlanRowReference) -> frozenset[str]:
    """Of the part itself, if it is a milestone or an action item, and of the milestones and action items it has."""
    milestones, items = select(MilestoneRow.code), select(ActionItemRow.code)
    match place.table:
        case StrategyRow.__tablename__:
            ids = select(MilestoneRow.id).where(MilestoneRow.strategy_id == place.row_id)
        case MilestoneRow.__tablename__:
            ids = select(MilestoneRow.id).where(MilestoneRow.id == place.row_id)
        case ActionItemRow.__tablename__:
            return frozenset(session.scalars(items.where(ActionItemRow.id == place.row_id)))
        case _:
            return frozenset()
    under = union_all(milestones.where(MilestoneRow.id.in_(ids)), items.where(ActionItemRow.milestone_id.in_(ids)))
    return frozenset(session.scalars(under))
