"""Adding action items. Whatever brings one forth (a command, a message, a record, a next step) calls `create`."""

from bot import homes
from bot.turns import Turn
from conversations.action_items import OfferKind
from storage import item_life, offers
from storage.item_life import NewItem


def create(turn: Turn, new: NewItem, time_zone: str) -> int:
    """A new item; its owner and those who help hear of it once, unless they make it themselves."""
    session = turn.session
    item_id = item_life.add(session, new, turn.stamp(time_zone))
    if new.owner is not None and new.owner.id != turn.by.id:
        offers.add(session, item_id, to=new.owner.id, by=turn.by.id, kind=OfferKind.ASSIGNED, at=turn.now)
    for helper in new.collaborators:
        if helper.id not in (turn.by.id, new.owner.id if new.owner else None):
            offers.add(session, item_id, to=helper.id, by=turn.by.id, kind=OfferKind.COLLABORATOR, at=turn.now)
    for person in {turn.by.id: turn.by, **({new.owner.id: new.owner} if new.owner else {})}.values():
        homes.refresh(turn, person)
    return item_id
