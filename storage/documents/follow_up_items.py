"""Which action items follow from others: what the guides call next steps."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from storage.items.items import is_counted, newest_event_id
from storage.models import ActionItemRow, ItemEventRow
from storage.rows import rows


@dataclass(frozen=True, slots=True)
class FollowUpItem:
    code: str
    text: str


def of_plan(session: Session, plan_id: int, day: date) -> Mapping[str, list[FollowUpItem]]:
    """By the code of the action item they follow, those added by the day and not canceled by its end."""
    before = aliased(ActionItemRow)
    statement = (
        select(before.code.label("before"), ActionItemRow.code, ActionItemRow.text)
        .select_from(ActionItemRow)
        .join(before, before.id == ActionItemRow.follows_id)
        .join(ItemEventRow, ItemEventRow.id == newest_event_id(day))
        .where(ActionItemRow.plan_id == plan_id, is_counted(), ItemEventRow.after_cancelled.is_(False))
        .order_by(ActionItemRow.id)
    )
    following: dict[str, list[FollowUpItem]] = defaultdict(list)
    for row in rows(session, statement):
        following[row.before].append(FollowUpItem(row.code, row.text))
    return following
