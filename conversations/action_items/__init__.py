"""The life of an action item: given to someone, worked on, moved, handed over, done or cancelled.

Pure: a move on an item returns effects. A rejected move returns only `Rejection`s and changes nothing.
"""

from conversations.action_items.effects import (
    CHANGED_FOR_YOU,
    MOVED,
    CloseOffer,
    CreateFollowUp,
    Effect,
    Effects,
    GiveTo,
    ItemChangeKind,
    ItemFormField,
    MakeOffer,
    News,
    NotifyOwner,
    RecordChange,
    RecordEvent,
)
from conversations.action_items.life import advance
from conversations.action_items.moves import (
    AcceptOffer,
    AgreeDate,
    CompleteItem,
    HandOverItem,
    KeepDate,
    Move,
    MoveDate,
    NotMine,
    SuggestDate,
    Update,
)
from conversations.action_items.rules import due_rejection, note, notify_owners
from conversations.action_items.values import Actor, Item, ItemState, Offer, OfferKind, OfferState

__all__ = [
    "CHANGED_FOR_YOU",
    "MOVED",
    "AcceptOffer",
    "Actor",
    "AgreeDate",
    "CloseOffer",
    "CompleteItem",
    "CreateFollowUp",
    "Effect",
    "Effects",
    "GiveTo",
    "HandOverItem",
    "Item",
    "ItemChangeKind",
    "ItemFormField",
    "ItemState",
    "KeepDate",
    "MakeOffer",
    "Move",
    "MoveDate",
    "News",
    "NotMine",
    "NotifyOwner",
    "Offer",
    "OfferKind",
    "OfferState",
    "RecordChange",
    "RecordEvent",
    "SuggestDate",
    "Update",
    "advance",
    "due_rejection",
    "note",
    "notify_owners",
]
