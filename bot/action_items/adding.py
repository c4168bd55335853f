"""Adding action items. Commands, messages, records and next steps all call `create`."""

from bot.home import homes
from bot.turns import Turn
from conversations.action_items import OfferKind
from storage.items import item_changes, offers
from storage.items.item_changes import NewItem
from storage.people import people


def create(turn: Turn, new: NewItem, time_zone: str) -> int:
    """Add an item and offer it to its owners and collaborators, except to the person who adds it."""
    item_id = item_changes.add(turn.session, new, turn.stamp(time_zone))
    owners = item_changes.owners_of(turn.session, item_id)
    offer(turn, item_id, owners, OfferKind.ASSIGNED)
    offer(turn, item_id, {helper.id for helper in new.collaborators} - owners, OfferKind.COLLABORATOR)
    for person in people.by_ids(turn.session, owners | {turn.by.id}):
        homes.refresh(turn, person)
    return item_id


def offer(turn: Turn, item_id: int, to: set[int] | frozenset[int], kind: OfferKind) -> None:
    """Offer an item to these people, except to the person making the offer."""
    for person_id in sorted(to - {turn.by.id}):
        offers.add(turn.session, item_id, to=person_id, by=turn.by.id, kind=kind, at=turn.now)
