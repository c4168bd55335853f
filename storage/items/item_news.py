"""Changes of action items that their owners must be notified of."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.action_items import MOVED, News, NotifyOwner
from storage.models import ActionItemRow, ItemNewsRow, PersonRow


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerNews:
    item_id: int
    code: str
    text: str
    owner: str
    """The new owner: a person, or a role of the plan."""
    news: News
    who: str
    reason: str
    due: date | None
    old_due: date | None


def add(session: Session, item_id: int, notice: NotifyOwner, *, by: int, at: datetime) -> None:
    values = {"news": notice.news, "reason": notice.reason, "due": notice.due, "old_due": notice.old_due}
    session.add(ItemNewsRow(item_id=item_id, person_id=notice.to, by_id=by, at=at, **values))


def in_message(session: Session, key: str) -> list[OwnerNews]:
    """The newest change of each item that one message reports. Older changes of the same item are left out.

    The old date is the one before the first of them, the last that the owner knew.
    """
    statement = (
        select(ItemNewsRow, ActionItemRow, PersonRow.name)
        .join(ActionItemRow, ActionItemRow.id == ItemNewsRow.item_id)
        .join(PersonRow, PersonRow.id == ItemNewsRow.by_id)
        .where(ItemNewsRow.message_key == key)
        .order_by(ItemNewsRow.id)
    )
    moved_from: dict[int, date | None] = {}
    newest: dict[int, OwnerNews] = {}
    for row, item, who in session.execute(statement):
        if row.news in MOVED:
            moved_from.setdefault(item.id, row.old_due)
        newest[item.id] = OwnerNews(
            item_id=item.id,
            code=item.code,
            text=item.text,
            owner=item.owner or "",
            news=News(row.news),
            who=who,
            reason=row.reason,
            due=row.due,
            old_due=moved_from.get(item.id),
        )
    return list(newest.values())
