"""Moves that change an action item's owner, and the answers to offers."""

from conversations.action_items.effects import (
    CloseOffer,
    Effect,
    Effects,
    GiveTo,
    ItemChangeKind,
    ItemFormField,
    MakeOffer,
    News,
    NotifyOwner,
    RecordEvent,
)
from conversations.action_items.moves import AcceptOffer, AgreeDate, HandOverItem, KeepDate, NotMine, SuggestDate
from conversations.action_items.rules import date_rejections, note, notify_owners, withdraw
from conversations.action_items.values import Actor, Item, Offer, OfferKind, OfferState
from conversations.rejections import ItemRejectionCode, Rejection
from plans.item_events import DueMoved


def hand_over(item: Item, move: HandOverItem, by: Actor) -> Effects:
    """Offer the item to a new owner. An item without an owner is theirs at once, others when they accept."""
    if move.to in item.owners:
        return (Rejection(code=ItemRejectionCode.TO_OWNER, form_field=ItemFormField.OWNER),)
    reason = move.reason.strip()
    noted = note(item, ItemChangeKind.OFFERED, by, reason)
    if move.to == by.id:
        return (
            *withdraw(item),
            GiveTo(person=by.id, reason=reason),
            noted,
            *notify_owners(item, News.TAKEN_OVER, by, reason),
        )
    if item.owners:
        return (*withdraw(item), MakeOffer(to=move.to, kind=OfferKind.HANDOVER, reason=reason), noted)
    offer = MakeOffer(to=move.to, kind=OfferKind.ASSIGNED, reason=reason)
    return (*withdraw(item), GiveTo(person=move.to, reason=reason), offer, noted)


def answer_offer(item: Item, move: AcceptOffer | SuggestDate | NotMine, by: Actor) -> Effects:
    offer = item.offer
    if offer is None or offer.state not in (OfferState.WAITING, OfferState.DATE_SUGGESTED):
        return (Rejection(code=ItemRejectionCode.OFFER_GONE),)
    if offer.to != by.id:
        return (Rejection(code=ItemRejectionCode.NOT_YOUR_OFFER),)
    match move:
        case AcceptOffer():
            return _accept(item, offer, by)
        case SuggestDate():
            return _suggest(item, offer, move, by)
        case NotMine():
            return _decline(item, offer, move.reason.strip(), by)


def _accept(item: Item, offer: Offer, by: Actor) -> Effects:
    settled = CloseOffer(offer=offer.id, state=OfferState.ACCEPTED)
    noted = note(item, ItemChangeKind.ACCEPTED, by)
    if offer.kind is not OfferKind.HANDOVER:
        return (settled, noted)
    others = sorted({*item.owners, offer.by} - {by.id})
    notices = (NotifyOwner(to=person, news=News.TAKEN_OVER) for person in others)
    return (settled, GiveTo(person=by.id, reason=offer.reason), noted, *notices)


def _suggest(item: Item, offer: Offer, move: SuggestDate, by: Actor) -> Effects:
    rejections = date_rejections(item.due, move.due, move.reason, by.on)
    if rejections:
        return rejections
    reason = move.reason.strip()
    settled = CloseOffer(offer=offer.id, state=OfferState.DATE_SUGGESTED, reason=reason, suggested_due=move.due)
    notice = NotifyOwner(to=offer.by, news=News.DATE_SUGGESTED, reason=reason, due=move.due)
    return (settled, note(item, ItemChangeKind.DATE_SUGGESTED, by, reason), notice)


def _decline(item: Item, offer: Offer, reason: str, by: Actor) -> Effects:
    if not reason:
        return (Rejection(code=ItemRejectionCode.NO_REASON, form_field=ItemFormField.REASON),)
    settled = CloseOffer(offer=offer.id, state=OfferState.DECLINED, reason=reason)
    # A role that others hold too stays theirs.
    alone = offer.kind is OfferKind.ASSIGNED and item.owners <= {by.id}
    gone: tuple[Effect, ...] = (GiveTo(person=None, reason=reason),) if alone else ()
    notice = NotifyOwner(to=offer.by, news=News.DECLINED, reason=reason)
    return (settled, *gone, note(item, ItemChangeKind.DECLINED, by, reason), notice)


def answer_suggestion(item: Item, move: AgreeDate | KeepDate, by: Actor) -> Effects:
    """Answer a suggested date. Agreeing also accepts the offer for the person who suggested the date."""
    offer = item.offer
    if offer is None or offer.state is not OfferState.DATE_SUGGESTED:
        return (Rejection(code=ItemRejectionCode.OFFER_GONE),)
    if offer.by != by.id:
        return (Rejection(code=ItemRejectionCode.NOT_YOUR_OFFER),)
    if isinstance(move, KeepDate):
        waiting = CloseOffer(offer=offer.id, state=OfferState.WAITING)
        return (
            waiting,
            note(item, ItemChangeKind.DATE_KEPT, by),
            NotifyOwner(to=offer.to, news=News.DATE_KEPT, due=item.due),
        )
    settled = CloseOffer(offer=offer.id, state=OfferState.ACCEPTED)
    given: tuple[Effect, ...] = (
        (GiveTo(person=offer.to, reason=offer.reason),) if offer.kind is OfferKind.HANDOVER else ()
    )
    moved = DueMoved(recorded=by.on, due=offer.suggested_due, reason=offer.reason)
    agreed = (RecordEvent(event=moved), note(item, ItemChangeKind.DATE_AGREED, by, offer.reason))
    notice = NotifyOwner(to=offer.to, news=News.DATE_AGREED, due=offer.suggested_due)
    return (settled, *given, *agreed, notice, *_notify_others(item, offer, by))


def _notify_others(item: Item, offer: Offer, by: Actor) -> Effects:
    """Notify the former or other owners, who were not asked about the date."""
    news = News.TAKEN_OVER if offer.kind is OfferKind.HANDOVER else News.DATE_MOVED
    others = sorted(item.owners - {by.id, offer.to})
    return tuple(NotifyOwner(to=person, news=news, reason=offer.reason, due=offer.suggested_due) for person in others)
