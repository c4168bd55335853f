"""Action items changed by a dialog's form or a sheet: the notices and notes that follow."""

from dataclasses import replace
from datetime import date

from bot.action_items import adding, notifying
from bot.turns import Turn
from conversations.action_items import Actor, CloseOffer, ItemChangeKind, News, OfferKind, OfferState
from conversations.action_items import note as noted
from plans.item_events import DueMoved
from storage.items import item_changes, items, offers
from storage.items.item_changes import ItemDetails


def redate(turn: Turn, before: ItemDetails, due: date | None, why: str) -> None:
    stamp = turn.stamp(before.time_zone)
    items.record(turn.session, before.id, DueMoved(recorded=stamp.on, due=due, reason=why), stamp)
    _announce_date(turn, before, due, why, News.DATE_MOVED)


def undo_move(turn: Turn, before: ItemDetails, due: date | None, why: str) -> None:
    stamp = turn.stamp(before.time_zone)
    items.undo_move(turn.session, before.id, DueMoved(recorded=stamp.on, due=due, reason=why), stamp)
    _announce_date(turn, before, due, why, News.DATE_MOVED_BACK)


def _announce_date(turn: Turn, before: ItemDetails, due: date | None, why: str, news: News) -> None:
    note(turn, before, ItemChangeKind.DATE_MOVED, why)
    notifying.queue_notices_for_owners(turn, before, news, why, due)


def reassign(turn: Turn, before: ItemDetails, why: str) -> None:
    """Offer the item to its new owners, close the offer to a former one and notify them. No change, no effect."""
    owners = item_changes.owners_of(turn.session, before.id)
    if owners == before.item.owners:
        return
    waiting = before.item.offer
    if waiting is not None and waiting.to not in owners:
        offers.close(turn.session, CloseOffer(offer=waiting.id, state=OfferState.WITHDRAWN))
    adding.offer(turn, before.id, owners - before.item.owners, OfferKind.ASSIGNED)
    without = replace(before, item=replace(before.item, owners=before.item.owners - owners))
    notifying.queue_notices_for_owners(turn, without, News.GIVEN_AWAY, why)
    note(turn, before, ItemChangeKind.REASSIGNED, why)


def note(turn: Turn, before: ItemDetails, change: ItemChangeKind, why: str) -> None:
    noted_change = noted(before.item, change, Actor(id=turn.by.id, on=turn.today(before.time_zone)), why)
    item_changes.add_note(turn.session, before.id, noted_change, by=turn.by.id, at=turn.now)
