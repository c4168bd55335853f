"""Moves action items from one milestone to another, and remembers who did it, when and why."""

from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from conversations.highlight import Change, ChangeReference, ChangeSource, Modification
from storage.aliases import alias_of
from storage.items.items import Stamp
from storage.models import ActionItemRow, ItemRegroupingRow, MilestoneRow, PersonRow
from storage.rows import rows
from storage.upsert import add
from storage.upsert import change as update_row

_Before, _After = alias_of(MilestoneRow), alias_of(MilestoneRow)


def regroup(session: Session, item_id: int, milestone_id: int | None, stamp: Stamp, reason: str) -> None:
    """Move the item to a milestone, or out of all. It keeps its code, by which people know it."""
    before = session.scalar(select(ActionItemRow.milestone_id).filter_by(id=item_id))
    if before == milestone_id:
        return
    row = {
        "item_id": item_id,
        "from_milestone_id": before,
        "to_milestone_id": milestone_id,
        "at": stamp.at,
        "recorded_on": stamp.on,
        "reason": reason,
        "person_id": stamp.by,
    }
    add(session, ItemRegroupingRow, row)
    update_row(session, ActionItemRow, item_id, milestone_id=milestone_id)


def changed(session: Session, plan_id: int, first: date, last: date) -> list[Modification]:
    """Items that changed their milestone from `first` to `last` (both included), in that order."""
    return [
        Modification(
            change=Change.REGROUPED,
            code=row.code,
            text=row.text,
            reason=row.reason,
            who=row.who or "",
            on=row.recorded_on,
            at=row.at,
            reference=ChangeReference(ChangeSource.REGROUPING, row.id),
            old_milestone=row.old_code or "",
            new_milestone=row.new_code or "",
        )
        for row in rows(session, _changed(), plan_id=plan_id, first=first, last=last)
    ]


@cache
def _changed() -> Select[*tuple[Any, ...]]:
    return (
        select(
            *(ActionItemRow.code, ActionItemRow.text, ItemRegroupingRow.recorded_on, ItemRegroupingRow.reason),
            *(ItemRegroupingRow.id, ItemRegroupingRow.at),
            *(_Before.code.label("old_code"), _After.code.label("new_code"), PersonRow.name.label("who")),
        )
        .join(ActionItemRow, ActionItemRow.id == ItemRegroupingRow.item_id)
        .outerjoin(_Before, _Before.id == ItemRegroupingRow.from_milestone_id)
        .outerjoin(_After, _After.id == ItemRegroupingRow.to_milestone_id)
        .outerjoin(PersonRow, PersonRow.id == ItemRegroupingRow.person_id)
        .where(
            ActionItemRow.plan_id == bindparam("plan_id"),
            ItemRegroupingRow.recorded_on.between(bindparam("first"), bindparam("last")),
        )
        .order_by(ItemRegroupingRow.id)
    )
