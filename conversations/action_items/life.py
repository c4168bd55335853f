"""`advance(item, move, by) -> effects`: every change of an action item."""

from typing import assert_never

from conversations.action_items.effects import Effects
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
from conversations.action_items.ownership import answer_offer, answer_suggestion, hand_over
from conversations.action_items.rules import over
from conversations.action_items.values import Actor, Item
from conversations.action_items.work import finish, move_date, update


def advance(item: Item, move: Move, by: Actor) -> Effects:
    """The effects of a move. A closed item accepts only an Update, which reopens it."""
    if not item.is_open and not isinstance(move, Update):
        return (over(item),)
    match move:
        case Update():
            effects = update(item, move, by)
        case CompleteItem():
            effects = finish(item, move, by)
        case MoveDate():
            effects = move_date(item, move, by)
        case HandOverItem():
            effects = hand_over(item, move, by)
        case AcceptOffer() | SuggestDate() | NotMine():
            effects = answer_offer(item, move, by)
        case AgreeDate() | KeepDate():
            effects = answer_suggestion(item, move, by)
        case _:
            assert_never(move)
    return effects
