"""The life of an action item: given to somebody, worked on, moved, handed over, done or cancelled.

Pure: a move on an item gives effects; nothing changes where the only effect is a `Refuse`.
"""

from conversations.action_items.effects import (
    CHANGED_FOR_YOU,
    Change,
    Effect,
    Effects,
    FollowUp,
    FormField,
    GiveTo,
    MakeOffer,
    News,
    Note,
    Record,
    Refuse,
    Settle,
    Tell,
    Trouble,
)
from conversations.action_items.life import advance
from conversations.action_items.moves import (
    Accept,
    AgreeDate,
    Finish,
    HandOver,
    KeepDate,
    Move,
    MoveDate,
    NotMine,
    SuggestDate,
    Update,
)
from conversations.action_items.rules import due_trouble, note, tell_owners
from conversations.action_items.values import Actor, Item, Offer, OfferKind, OfferState, State

__all__ = [
    "CHANGED_FOR_YOU",
    "Accept",
    "Actor",
    "AgreeDate",
    "Change",
    "Effect",
    "Effects",
    "Finish",
    "FollowUp",
    "FormField",
    "GiveTo",
    "HandOver",
    "Item",
    "KeepDate",
    "MakeOffer",
    "Move",
    "MoveDate",
    "News",
    "NotMine",
    "Note",
    "Offer",
    "OfferKind",
    "OfferState",
    "Record",
    "Refuse",
    "Settle",
    "State",
    "SuggestDate",
    "Tell",
    "Trouble",
    "Update",
    "advance",
    "due_trouble",
    "note",
    "tell_owners",
]
