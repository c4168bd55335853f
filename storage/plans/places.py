"""Rows of the plan that dialogs wrote."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import DialogRow, GoalRow, WrittenPartRow
from storage.upsert import upsert


@dataclass(frozen=True, slots=True)
class PlanRowReference:
    """A row of the plan."""

    table: str
    row_id: int


def place_of(session: Session, dialog_id: int, key: str) -> PlanRowReference | None:
    statement = select(WrittenPartRow).filter_by(dialog_id=dialog_id, key=key)
    row = session.scalar(statement.execution_options(populate_existing=True))
    return PlanRowReference(row.place, row.row_id) if row else None


def save_place(session: Session, dialog_id: int, key: str, place: PlanRowReference) -> None:
    values = {"dialog_id": dialog_id, "key": key, "place": place.table, "row_id": place.row_id}
    upsert(session, WrittenPartRow, values, unique=["dialog_id", "key"])


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
