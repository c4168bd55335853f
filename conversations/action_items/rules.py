"""Rules that several moves share."""

from datetime import date

from conversations.action_items.effects import (
    MOVED,
    CloseOffer,
    Effects,
    ItemChangeKind,
    ItemFormField,
    News,
    NotifyOwner,
    RecordChange,
)
from conversations.action_items.values import Actor, Item, ItemState, OfferKind, OfferState
from conversations.rejections import ItemRejectionCode, Rejection

YEARS_AHEAD = 2

WORK = frozenset({ItemChangeKind.UPDATED, ItemChangeKind.FINISHED, ItemChangeKind.DATE_MOVED, ItemChangeKind.CANCELLED})
"""Changes that are the owner's work. Anyone else makes them on the owner's behalf."""


def due_rejection(due: date, today: date) -> ItemRejectionCode | None:
    """The rejection of a past due date, or of one so late that its year must be a typing error."""
    if due < today:
        return ItemRejectionCode.DATE_PAST
    return ItemRejectionCode.DATE_TOO_FAR if due.year > today.year + YEARS_AHEAD else None


def over(item: Item) -> Rejection:
    return Rejection(code=ItemRejectionCode.IS_DONE if item.state is ItemState.DONE else ItemRejectionCode.IS_CANCELLED)


def date_rejections(before: date | None, due: date | None, reason: str, today: date) -> tuple[Rejection, ...]:
    """Why a date can't be moved like that. `before` is the date it has."""
    rejections: list[Rejection] = []
    if due is None:
        rejections.append(Rejection(code=ItemRejectionCode.NO_DATE, form_field=ItemFormField.DUE))
    elif (code := due_rejection(due, today)) is not None:
        rejections.append(Rejection(code=code, form_field=ItemFormField.DUE))
    elif due == before:
        rejections.append(Rejection(code=ItemRejectionCode.SAME_DATE, form_field=ItemFormField.DUE))
    if not reason.strip():
        rejections.append(Rejection(code=ItemRejectionCode.NO_REASON, form_field=ItemFormField.REASON))
    return tuple(rejections)


def withdraw(item: Item) -> Effects:
    if item.offer is None or item.offer.state not in (OfferState.WAITING, OfferState.DATE_SUGGESTED):
        return ()
    return (CloseOffer(offer=item.offer.id, state=OfferState.WITHDRAWN),)


def accepted_by_doing(item: Item, by: Actor) -> Effects:
    """Accept the waiting offer of an owner who works on the item."""
    offer = item.offer
    waiting = offer is not None and offer.state is OfferState.WAITING and offer.kind is OfferKind.ASSIGNED
    if offer is None or not waiting or offer.to != by.id:
        return ()
    return (CloseOffer(offer=offer.id, state=OfferState.ACCEPTED),)


def note(item: Item, change: ItemChangeKind, by: Actor, reason: str = "") -> RecordChange:
    for_other = change in WORK and bool(item.owners) and by.id not in item.owners
    return RecordChange(change=change, reason=reason, for_other=for_other)


def notify_owners(item: Item, news: News, by: Actor, reason: str, due: date | None = None) -> tuple[NotifyOwner, ...]:
    """Notices for the owners, unless an owner makes the change."""
    if by.id in item.owners:
        return ()
    old_due = item.due if news in MOVED else None
    return tuple(
        NotifyOwner(to=owner, news=news, reason=reason, due=due, old_due=old_due) for owner in sorted(item.owners)
    )
