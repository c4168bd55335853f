"""Private notices of new offers and of changes by others, gathered for some seconds into one message."""

import logging
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType

from sqlalchemy.orm import Session

from bot.isolation import isolated
from bot.messages.items import lines as messages
from bot.sending.renderers import ContentRenderer
from bot.turns import Turn, Turns
from conversations.action_items import Actor, News, NotifyOwner, notify_owners
from plans.calendar import Window
from plans.time_zones import zone_named
from storage.delivery import pending_notices
from storage.delivery.outbox import OutboxMessage
from storage.delivery.pending_notices import PendingNotice
from storage.items import item_news, offers
from storage.items.item_changes import ItemDetails
from storage.models import MilestoneRow, PersonRow
from storage.people import calendars, organizations
from storage.plans import leads, milestone_news
from storage.plans.milestone_news import MovedMilestone
from storage.plans.places import PlanRowReference

log = logging.getLogger(__name__)

QUIET = timedelta(seconds=15)
"""Wait until nothing was added for so long, so that twelve items assigned in a row make one message."""
LONGEST = timedelta(minutes=5)


def queue_notice(turn: Turn, item_id: int, notice: NotifyOwner) -> None:
    item_news.add(turn.session, item_id, notice, by=turn.by.id, at=turn.now)


def queue_notices_for_owners(turn: Turn, item: ItemDetails, news: News, reason: str, due: date | None = None) -> None:
    """Queue a notice for each owner, unless an owner makes the change."""
    by = Actor(id=turn.by.id, on=turn.today(item.time_zone))
    for notice in notify_owners(item.item, news, by, reason, due):
        queue_notice(turn, item.id, notice)


def queue_notices_for_leads(turn: Turn, moved: MovedMilestone) -> None:
    """Queue a notice for each lead of the milestone but who moves it."""
    place = PlanRowReference(MilestoneRow.__tablename__, moved.milestone_id)
    notified = leads.of_part(turn.session, place) - {turn.by.id}
    milestone_news.add(turn.session, moved, notified, by=turn.by.id, at=turn.now)


class ItemNotifier:
    def __init__(self, turns: Turns) -> None:
        self._turns = turns

    def tick(self) -> None:
        """Send the notices that are due. Usually there are none, which costs one query."""
        with self._turns.read() as turn:
            due = [waiting for waiting in pending_notices.everybody(turn.session) if _is_due(waiting, turn.now)]
        for waiting in due:
            with isolated("news for person", waiting.person_id), self._turns.write() as turn:
                notify_owner(turn, waiting)


def _is_due(pending: PendingNotice, now: datetime) -> bool:
    return now - pending.last >= QUIET or now - pending.first >= LONGEST


def notify_owner(turn: Turn, pending: PendingNotice) -> None:
    person = turn.session.get_one(PersonRow, pending.person_id)
    key = f"offers:{pending.newest_offer}:{pending.newest_news}:{pending.newest_milestone}"
    pending_notices.mark_notified(turn.session, pending, key)
    turn.put(
        OutboxMessage.post(person.workspace_id, person.slack_id, key, {"make": "offers", "key": key}).unrequested(
            zone=person.time_zone,
            organization_id=pending.organization_id,
            not_before=polite_moment(turn, person, pending.organization_id),
        )
    )


def show(turn: Turn, workspace_id: str, key: str, slack_id: str) -> None:
    """Queue an update of the message with this key. bot/late_rendering.py adds its content at sending time."""
    turn.put(OutboxMessage.update(workspace_id, slack_id, key, {"make": "offers", "key": key}))


def content(session: Session, key: str) -> dict[str, object]:
    moved = milestone_news.in_message(session, key)
    return messages.notices(offers.in_message(session, key), item_news.in_message(session, key), moved).payload()


def polite_moment(turn: Turn, person: PersonRow, organization_id: int) -> datetime:
    """The next moment in the usual send window on a school day, in the person's time zone."""
    closed = calendars.of(turn.session, organization_id).closed
    zone = zone_named(person.time_zone, organizations.get(turn.session, organization_id).time_zone)
    return Window().next_moment(turn.now, zone, closed)


CONTENT: Mapping[str, ContentRenderer] = MappingProxyType(
    {"offers": lambda session, message, _now: content(session, message.payload["key"])}
)
