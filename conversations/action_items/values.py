"""The state of an action item, its offer, and the person who makes a move."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ItemState(StrEnum):
    NOT_STARTED = "not_started"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    DONE = "done"
    CANCELLED = "cancelled"


class OfferKind(StrEnum):
    """Why an item is offered to someone."""

    ASSIGNED = "assigned"
    """They own the item already and may decline it."""
    HANDOVER = "handover"
    """The present owner stays until they accept."""
    COLLABORATOR = "collaborator"
    """They are notified and need not answer."""


class OfferState(StrEnum):
    WAITING = "waiting"
    ACCEPTED = "accepted"
    DATE_SUGGESTED = "date_suggested"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    """The item was offered to someone else or cancelled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    id: int
    to: int
    by: int
    kind: OfferKind
    state: OfferState = OfferState.WAITING
    suggested_due: date | None = None
    reason: str = ""
    """Why another date was suggested, or why the offer was declined."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """The state of an item. `owners` are person ids; a role has several holders."""

    id: int
    due: date | None
    state: ItemState = ItemState.NOT_STARTED
    owners: frozenset[int] = frozenset()
    offer: Offer | None = None
    """The offer that a move answers, or the one still waiting."""

    @property
    def is_open(self) -> bool:
        return self.state not in (ItemState.DONE, ItemState.CANCELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The person who makes a move, and the day in the organization's time zone."""

    id: int
    on: date
