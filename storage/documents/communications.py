"""The lines of a plan's communication organizer, each with where its action item stands as of a day."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.communications import Communication, CommunicationAudience, CommunicationWords, Venue
from plans.mentions import mention
from storage.items.items import Stamp, newest_event_id
from storage.models import ActionItemRow, CommunicationRow, ItemEventRow
from storage.plans.wordings import owner_on
from storage.rows import Columns, rows
from storage.upsert import add as add_row

_WORDS = ("message", "audiences", "other_audience", "know", "use", "venues", "other_venue")


def add(session: Session, plan_id: int, item_id: int, words: CommunicationWords, stamp: Stamp) -> None:
    typed = {name: getattr(words, name) for name in _WORDS}
    typed |= {"audiences": list(words.audiences), "venues": list(words.venues)}
    recorded = {"person_id": stamp.by, "at": stamp.at, "recorded_on": stamp.on}
    add_row(session, CommunicationRow, {"plan_id": plan_id, "item_id": item_id, **typed, **recorded})


def of_plan(session: Session, plan_id: int, day: date) -> list[Communication]:
    """Those added until the day, by deadline; canceled ones last. People stand in them as mentions."""
    event = ItemEventRow
    statement = (
        select(
            *(getattr(CommunicationRow, name) for name in _WORDS),
            ActionItemRow.id,
            ActionItemRow.code,
            *owner_on(day),
            event.after_due.label("due"),
            event.after_completed_on.label("completed_on"),
            event.after_cancelled.label("is_cancelled"),
        )
        .join(ActionItemRow, ActionItemRow.id == CommunicationRow.item_id)
        .join(event, event.id == newest_event_id(day))
        .where(CommunicationRow.plan_id == plan_id, CommunicationRow.recorded_on <= day)
        .order_by(event.after_cancelled, event.after_due.is_(None), event.after_due, CommunicationRow.id)
    )
    return [_communication(row, day) for row in rows(session, statement)]


def _communication(row: Columns, day: date) -> Communication:
    """A completion announced for a later day does not count yet."""
    typed = {name: getattr(row, name) for name in _WORDS}
    typed |= {"audiences": [*map(CommunicationAudience, row.audiences)], "venues": [*map(Venue, row.venues)]}
    return Communication(
        words=CommunicationWords(**typed),
        item_id=row.id,
        code=row.code,
        owner=mention(row.owner_id) if row.owner_id else row.owner_role or "",
        due=row.due,
        completed_on=row.completed_on if row.completed_on and row.completed_on <= day else None,
        is_cancelled=bool(row.is_cancelled),
    )
