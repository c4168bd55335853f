"""Applying a move to an action item: saving its effects and notifying the people concerned."""

from collections.abc import Mapping
from typing import Any, assert_never

from bot import days_off
from bot.action_items import adding, departures, notifying, provider_items
from bot.home import homes
from bot.messages.items import lines as messages
from bot.turns import CannotDoError, Turn
from conversations.action_items import (
    CHANGED_FOR_YOU,
    Actor,
    AgreeDate,
    CloseOffer,
    CompleteItem,
    CreateFollowUp,
    Effect,
    GiveTo,
    HandOverItem,
    KeepDate,
    MakeOffer,
    Move,
    News,
    NotifyOwner,
    OfferState,
    RecordChange,
    RecordEvent,
    SuggestDate,
    Update,
    advance,
)
from conversations.rejections import Rejection
from prompts import formats
from storage.delivery import outbox
from storage.delivery.outbox import OutboxMessage
from storage.items import item_changes, items, left_items, offers
from storage.items.item_changes import ItemDetails, NewItem
from storage.models import PersonRow
from storage.people import people


def find(turn: Turn, item_id: int, *, for_change: bool = False) -> ItemDetails:
    """Raises CannotDoError for an unknown item or one of another workspace."""
    item = item_changes.load(turn.session, item_id, for_change=for_change)
    if item is None or item.workspace_id != turn.by.workspace_id:
        raise CannotDoError("action_items", "refuse_gone")
    return item


def find_offered(turn: Turn, offer_id: int, *, for_change: bool = False) -> ItemDetails:
    item = item_changes.load_offered(turn.session, offer_id, for_change=for_change)
    if item is None or item.workspace_id != turn.by.workspace_id:
        raise CannotDoError("action_items", "refuse_gone")
    return item


def apply_move(turn: Turn, item: ItemDetails, move: Move) -> list[Rejection]:
    """Apply the move, or return its rejections and change nothing."""
    effects = advance(item.item, move, Actor(id=turn.by.id, on=turn.today(item.time_zone)))
    rejections = [effect for effect in effects if isinstance(effect, Rejection)]
    if rejections:
        return rejections
    asked = outbox.newest_post(turn.session, _news_keys(item, News.DATE_SUGGESTED)) if _is_suggested(item) else None
    departed = () if item.item.owners else left_items.departed_owners(turn.session, item.id)
    for effect in effects:
        _apply(turn, item, effect)
    provider_items.follow(turn, item, effects)
    turn.session.flush()
    turn.session.expire_all()
    if asked is not None:
        _show_decision(turn, item, move, asked)
    if isinstance(move, HandOverItem | CompleteItem | Update):
        _show_new_owner(turn, item, move)
    for former_owner in departed:
        departures.show_again(turn, former_owner)
    show(turn, item)
    return []


def _apply(turn: Turn, item: ItemDetails, effect: Effect) -> None:
    session, stamp = turn.session, turn.stamp(item.time_zone)
    match effect:
        case RecordEvent(event=event):
            items.record(session, item.id, event, stamp)
        case RecordChange():
            item_changes.add_note(session, item.id, effect, by=turn.by.id, at=turn.now)
        case GiveTo(person=person_id, reason=reason):
            person = session.get_one(PersonRow, person_id) if person_id else None
            item_changes.assign_to(session, item.id, person, stamp=stamp, why=reason)
        case MakeOffer(to=to, kind=kind, reason=reason):
            offers.add(session, item.id, to=to, by=turn.by.id, kind=kind, at=turn.now, reason=reason)
        case CloseOffer():
            offers.close(session, effect)
        case CreateFollowUp():
            _follow_up(turn, item, effect)
        case NotifyOwner(news=news) if news in CHANGED_FOR_YOU:
            notifying.queue_notice(turn, item.id, effect)
        case NotifyOwner():
            _notify(turn, item, effect)
        case Rejection():
            raise ValueError(f"{effect} changes nothing")
        case _:
            assert_never(effect)


def _follow_up(turn: Turn, item: ItemDetails, step: CreateFollowUp) -> None:
    """Assign the next step to the person who completed the item if they own it or no one does, else to an owner."""
    owned = sorted(item.item.owners)
    owner_id = turn.by.id if turn.by.id in owned or not owned else owned[0]
    new = NewItem(
        plan_id=item.plan_id,
        text=step.text,
        owner=turn.session.get_one(PersonRow, owner_id),
        milestone_id=item.milestone_id,
        due=step.due,
        follows_id=item.id,
    )
    adding.create(turn, new, item.time_zone)


def _notify(turn: Turn, item: ItemDetails, notice: NotifyOwner) -> None:
    """Queue a message of its own, because this person waits for the news or has to answer it."""
    person = turn.session.get_one(PersonRow, notice.to)
    with formats.reading(locale=person.locale):
        day_off = days_off.sentence(turn.session, item.organization_id, notice.due)
        message = messages.news(item, notice, turn.by.name, day_off)
    turn.put(
        OutboxMessage.post(
            item.workspace_id,
            person.slack_id,
            f"{_news_keys(item, notice.news)}{turn.by.id}:{turn.now.isoformat()}:{person.slack_id}",
            message.payload(),
        ).unrequested(
            zone=person.time_zone,
            organization_id=item.organization_id,
            not_before=notifying.polite_moment(turn, person, item.organization_id),
        )
    )


def _news_keys(item: ItemDetails, news: News) -> str:
    """The prefix of the keys of an item's messages with such news."""
    return f"item:{item.id}:{news}:"


def _is_suggested(item: ItemDetails) -> bool:
    offer = item.item.offer
    return item.item.is_open and offer is not None and offer.state is OfferState.DATE_SUGGESTED


def _show_decision(turn: Turn, item: ItemDetails, move: Move, asked: tuple[str, str, Mapping[str, Any]]) -> None:
    """Replace the buttons of the message that asked for a decision with the decision."""
    now = item_changes.load(turn.session, item.id)
    if now is not None and _is_suggested(now) and not isinstance(move, SuggestDate):
        return
    key, slack_id, payload = asked
    content = messages.decided(item, payload, _DECISIONS.get(type(move), "decided_otherwise"))
    turn.put(OutboxMessage.update(item.workspace_id, slack_id, key, content.payload(), key=f"{key}:decided"))


def _show_new_owner(turn: Turn, item: ItemDetails, move: HandOverItem | CompleteItem | Update) -> None:
    """Replace the button of the message that said whose the item isn't with who was asked next."""
    asked = outbox.newest_post(turn.session, _news_keys(item, News.DECLINED))
    if asked is None or outbox.was_queued(turn.session, f"{asked[0]}:decided"):
        return
    key, slack_id, payload = asked
    now = item_changes.load(turn.session, item.id)
    if isinstance(move, HandOverItem):
        to = turn.session.get_one(PersonRow, move.to).name
        content = messages.handed_over(payload, turn.by.name, to)
    elif now is None or not now.item.is_open:
        content = messages.decided(item, payload, "decided_otherwise")
    else:
        return
    turn.put(OutboxMessage.update(item.workspace_id, slack_id, key, content.payload(), key=f"{key}:decided"))


_DECISIONS: Mapping[type[Move], str] = {AgreeDate: "decided_agreed", KeepDate: "decided_kept"}


def show(turn: Turn, item: ItemDetails) -> None:
    """Update the messages about the item and the Home tabs of the people concerned."""
    offers_now = offers.of_item(turn.session, item.id)
    for key, slack_id in offers.messages_about(turn.session, item.id):
        notifying.show(turn, item.workspace_id, key, slack_id)
    concerned = {turn.by.id, *item.item.owners, *(person for offer in offers_now for person in offer)}
    concerned |= {item.assigned_by} if item.assigned_by else set()
    now = item_changes.load(turn.session, item.id)
    concerned |= set(now.item.owners) if now else set()
    for person in people.by_ids(turn.session, concerned):
        homes.refresh(turn, person)
