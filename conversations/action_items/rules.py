"""What several moves share."""

from datetime import date

from conversations.action_items.effects import (
    Change,
    Effects,
    FormField,
    News,
    Note,
    Refuse,
    Settle,
    Tell,
    Trouble,
)
from conversations.action_items.values import Actor, Item, OfferKind, OfferState, State

YEARS_AHEAD = 2

WORK = frozenset({Change.UPDATED, Change.FINISHED, Change.DATE_MOVED, Change.CANCELLED})
"""What belongs to the owner; done by somebody else it is done on their behalf."""


def due_trouble(due: date, today: date) -> Trouble | None:
    """Why a day cannot be a due date: it is gone, or so far off that the year must be wrong."""
    if due < today:
        return Trouble.DATE_PAST
    return Trouble.DATE_TOO_FAR if due.year > today.year + YEARS_AHEAD else None


def over(item: Item) -> Refuse:
    return Refuse(trouble=Trouble.IS_DONE if item.state is State.DONE else Trouble.IS_CANCELLED)


def date_troubles(item: Item, due: date | None, reason: str, today: date) -> Effects:
    found: list[Refuse] = []
    if due is None:
        found.append(Refuse(trouble=Trouble.NO_DATE, form_field=FormField.DUE))
    elif (trouble := due_trouble(due, today)) is not None:
        found.append(Refuse(trouble=trouble, form_field=FormField.DUE))
    elif due == item.due:
        found.append(Refuse(trouble=Trouble.SAME_DATE, form_field=FormField.DUE))
    if not reason.strip():
        found.append(Refuse(trouble=Trouble.NO_REASON, form_field=FormField.REASON))
    return tuple(found)


def withdraw(item: Item) -> Effects:
    if item.offer is None or item.offer.state not in (OfferState.WAITING, OfferState.DATE_SUGGESTED):
        return ()
    return (Settle(offer=item.offer.id, state=OfferState.WITHDRAWN),)


def accepted_by_doing(item: Item, by: Actor) -> Effects:
    """Who works on what they were given has taken it on."""
    offer = item.offer
    waiting = offer is not None and offer.state is OfferState.WAITING and offer.kind is OfferKind.ASSIGNED
    if offer is None or not waiting or offer.to != by.id:
        return ()
    return (Settle(offer=offer.id, state=OfferState.ACCEPTED),)


def note(item: Item, change: Change, by: Actor, reason: str = "") -> Note:
    for_other = change in WORK and bool(item.owners) and by.id not in item.owners
    return Note(change=change, reason=reason, for_other=for_other)


def tell_owners(item: Item, news: News, by: Actor, reason: str, due: date | None = None) -> tuple[Tell, ...]:
    """What was done with somebody's item without them."""
    if by.id in item.owners:
        return ()
    return tuple(Tell(to=owner, news=news, reason=reason, due=due) for owner in sorted(item.owners))
