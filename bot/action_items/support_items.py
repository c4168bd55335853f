"""The provider's action item for support they will provide. It and the request close together."""

from datetime import date

from bot.action_items import departures, moves, support_news, support_routing
from bot.home import homes
from bot.turns import Turn
from conversations.action_items import CompleteItem, ItemState, Move, Update
from prompts import plain
from storage.items import item_changes, support_changes
from storage.items.item_changes import NewItem
from storage.items.support_changes import Help, Provider
from storage.items.support_values import Support, SupportState
from storage.models import PersonRow

NOUN = "supports"


def create(turn: Turn, support: Support, promised_for: date, provider: PersonRow) -> None:
    """Add the item to its provider's list, without a place in the plan's counts: they have promised it themselves."""
    new = NewItem(
        plan_id=support.plan_id,
        text=plain(NOUN, "item_text", support=support),
        owner=provider,
        due=promised_for,
        provides_support=True,
    )
    support_changes.set_item(turn.session, support, item_changes.add(turn.session, new, turn.stamp(support.time_zone)))
    homes.refresh(turn, provider)


def close(turn: Turn, support: Support, given: Help) -> None:
    """Complete the provider's item, if there is one."""
    _move(turn, support, CompleteItem(evidence=given.provided, completed_on=given.provided_on))


def cancel(turn: Turn, support: Support, reason: str) -> None:
    _move(turn, support, Update(state=ItemState.CANCELLED, reason=reason))


def withdraw(turn: Turn, support: Support) -> None:
    """The asker no longer needs it: the provider's message says so, and their item is canceled."""
    support_changes.withdraw(turn.session, support, turn.stamp(support.time_zone))
    cancel(turn, support, plain(NOUN, "item_withdrawn", support=support))
    withdrawn = support_news.read(turn, support.id)
    support_news.show(turn, withdrawn)
    support_news.refresh_homes(turn, withdrawn)


def revise(turn: Turn, support: Support, needed: str, needed_by: date | None, named: PersonRow | None) -> None:
    """Change the same request and its message. Without a person or a day, those it has stay."""
    by = needed_by or support.needed_by
    is_changed = (needed, by) != (support.needed, support.needed_by)
    if is_changed:
        support_changes.reword(turn.session, support, needed, by, turn.stamp(support.time_zone))
        support = support_news.read(turn, support.id)
    if named is not None and named.id != support.provider_id:
        ask_other(turn, support, Provider(person_id=named.id))
    elif support.state is SupportState.WITHDRAWN or (support.state is SupportState.DECLINED and is_changed):
        support_news.ask_provider(turn, support, support_routing.leaders(turn, support.plan_id, support.asker_id))
    elif is_changed:
        support_news.show(turn, support)


def ask_other(turn: Turn, support: Support, provider: Provider) -> None:
    """Ask another person; the former provider's message says so, and their item is canceled."""
    name = turn.session.get_one(PersonRow, provider.person_id).name
    support_news.ask_provider(turn, support, provider)
    if support.state in (SupportState.ASKED, SupportState.OFFERED):
        support_news.show_taken_back(turn, support)
    cancel(turn, support, plain(NOUN, "item_handed_over", provider=name))
    if support.provider_id is not None and support.provider_left:
        departures.show_again(turn, turn.session.get_one(PersonRow, support.provider_id))


def _move(turn: Turn, support: Support, move: Move) -> None:
    if support.provider_item_id is None:
        return
    item = moves.find(turn, support.provider_item_id, for_change=True)
    if item.item.is_open:
        moves.apply_move(turn, item, move)
