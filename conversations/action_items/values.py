"""An action item as it stands, who is asked to take it, and who moves."""

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
    """Why somebody is asked to take an item."""

    ASSIGNED = "assigned"
    """It is theirs from the start; they may say that it should not be."""
    HANDOVER = "handover"
    """It stays with the one who has it until they accept."""
    COLLABORATOR = "collaborator"
    """They are told, and need not answer."""


class OfferState(StrEnum):
    WAITING = "waiting"
    ACCEPTED = "accepted"
    DATE_SUGGESTED = "date_suggested"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    """Nothing is left to accept: somebody else was asked, or the item was cancelled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    id: int
    to: int
    by: int
    kind: OfferKind
    state: OfferState = OfferState.WAITING
    suggested_due: date | None = None
    reason: str = ""
    """Why another date was suggested."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item as it stands. `owners` are person ids: a role named in the plan may be held by several."""

    id: int
    due: date | None
    state: ItemState = ItemState.NOT_STARTED
    owners: frozenset[int] = frozenset()
    offer: Offer | None = None
    """The offer that a move is about, or the one still waiting."""

    @property
    def is_open(self) -> bool:
        return self.state not in (ItemState.DONE, ItemState.CANCELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who moves, on which day where the organization is."""

    id: int
    on: date
