"""Turns that show and change action items."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType

from bot import ack, button_values, roles, which_plan
from bot.ack import Ack
from bot.action_items import moves
from bot.action_items.owners import BadOwnerError, member
from bot.blocks import Block, MessageContent
from bot.identifiers import ActionId, FieldId, ItemVerb, ViewId
from bot.messages.items import forms
from bot.messages.items import lines as messages
from bot.messages.items import supports as support_messages
from bot.payloads import Click, Command, Submission
from bot.roles import Permission
from bot.turns import CannotDoError, Turn, Turns
from conversations.action_items import (
    AcceptOffer,
    AgreeDate,
    CompleteItem,
    HandOverItem,
    ItemState,
    KeepDate,
    Move,
    MoveDate,
    NotMine,
    SuggestDate,
    Update,
)
from conversations.rejections import ItemRejectionCode, Rejection
from prompts import plain
from storage.items import assignments, items, offers
from storage.items.item_changes import ItemDetails
from storage.items.offers import Offered

NOUN = "action_items"


@dataclass(frozen=True, slots=True)
class MenuChoice:
    """The value of a choice in an item's menu."""

    verb: ItemVerb
    item_id: int

    @classmethod
    def read(cls, value: str) -> "MenuChoice":
        """Raises CannotDoError for a value that none of our menus sends."""
        verb, _, number = value.partition("|")
        if verb not in set(ItemVerb):
            raise button_values.stale()
        return cls(ItemVerb(verb), button_values.number(number))


class ActionItems:
    def __init__(self, turns: Turns) -> None:
        self._turns = turns

    # -------------------------------------------------------- looking

    def show(self, command: Command, words: str) -> MessageContent:
        """Show one item by its code, with its menu."""
        if not words:
            raise CannotDoError(NOUN, "which_item")
        code, name = which_plan.code_and_plan(words)
        if not code:
            code, _, name = words.partition(" ")
        with self._turns.read(command.who) as turn:
            plan = which_plan.find(turn, name.strip(), command.channel)
            roles.require(turn.session, turn.by, Permission.SEE_STATUS, plan)
            try:
                row = items.find(turn.session, plan.id, code.upper())
            except LookupError:
                close = get_close_matches(code.upper(), items.codes(turn.session, plan.id), n=1, cutoff=0.6)
                values = {"code": code, "organization": plan.organization, "suggestion": close[0] if close else ""}
                raise CannotDoError(NOUN, "unknown_item", **values) from None
            return messages.details(moves.find(turn, row.id))

    def late(self, click: Click) -> Block:
        """Show a milestone's overdue items to its lead."""
        milestone_id = button_values.number(click.value)
        with self._turns.read(click.who) as turn:
            if not assignments.leads(turn.session, turn.by.id, milestone_id):
                raise CannotDoError(NOUN, "refuse_not_lead")
            today = turn.today(turn.by.time_zone)
            code, late = assignments.late_in(turn.session, milestone_id, today)
            return forms.late(code, late, today)

    # -------------------------------------------------------- forms

    def form(self, click: Click) -> Block:
        """Build the form of a menu choice. Raises CannotDoError for a closed item or one this person may not change."""
        choice = MenuChoice.read(click.value)
        return self._form(click, choice)

    def hand_over_form(self, click: Click) -> Block:
        return self._form(click, MenuChoice(ItemVerb.HAND_OVER, button_values.number(click.value)))

    def _form(self, click: Click, choice: MenuChoice) -> Block:
        with self._turns.read(click.who) as turn:
            item = moves.find(turn, choice.item_id)
            moves.require_mine(turn, item)
            if not item.item.is_open and choice.verb is not ItemVerb.UPDATE:
                raise CannotDoError(NOUN, f"trouble_is_{item.item.state}")
            other = bool(item.item.owners) and turn.by.id not in item.item.owners
            metadata = str(item.id)
            match choice.verb:
                case ItemVerb.UPDATE:
                    view = forms.update(item, metadata, for_other=other)
                case ItemVerb.DONE:
                    view = forms.done(item, turn.today(item.time_zone), metadata, for_other=other)
                case ItemVerb.DATE:
                    view = forms.move_date(item, metadata, for_other=other)
                case ItemVerb.HAND_OVER:
                    view = forms.hand_over(item, metadata, for_other=other)
                case ItemVerb.SUPPORT:
                    view = support_messages.ask_form(item, metadata)
            return view

    def offer_form(self, click: Click) -> Block:
        """Build the form for another date or "not mine". Raises CannotDoError for other people's offers."""
        offer_id = button_values.number(click.value)
        with self._turns.read(click.who) as turn:
            offer = _waiting(turn, offer_id)
            make = forms.suggest if click.action == ActionId.ITEM_SUGGEST else forms.not_mine
            return make(offer, str(offer_id))

    # -------------------------------------------------------- taps

    def accept(self, click: Click) -> None:
        self._tap(click, AcceptOffer())

    def agree(self, click: Click) -> None:
        self._tap(click, AgreeDate())

    def keep_date(self, click: Click) -> None:
        self._tap(click, KeepDate())

    def _tap(self, click: Click, move: Move) -> None:
        offer_id = button_values.number(click.value)
        with self._turns.write(click.who, click.key) as turn:
            item = moves.find_offered(turn, offer_id, for_change=True)
            rejections = moves.apply_move(turn, item, move)
            if rejections:
                raise CannotDoError(NOUN, f"trouble_{rejections[0].code}")

    def accept_all(self, click: Click) -> None:
        """Accept the offers still waiting. Raises CannotDoError if one was made to someone else."""
        ids = [button_values.number(number) for number in click.value.split(",")]
        with self._turns.write(click.who, click.key) as turn:
            offered = [moves.find_offered(turn, offer_id, for_change=True) for offer_id in ids]
            rejections = [
                rejection.code for item in offered for rejection in moves.apply_move(turn, item, AcceptOffer())
            ]
            if ItemRejectionCode.NOT_YOUR_OFFER in rejections:
                raise CannotDoError(NOUN, f"trouble_{ItemRejectionCode.NOT_YOUR_OFFER}")

    # -------------------------------------------------------- forms sent

    def submit(self, form: Submission, view: str) -> Ack:
        """Apply the form. Return the ack: empty, or input errors."""
        try:
            with self._turns.write(form.who, form.key) as turn:
                rejections = _submit(turn, form, view)
                if rejections:
                    turn.release_key()
        except BadOwnerError as bad:
            return ack.errors({FieldId.OWNER: plain(NOUN, bad.part, **bad.values)})
        return _answer(rejections)


def _submit(turn: Turn, form: Submission, view: str) -> list[Rejection]:
    read, offered = READERS[view]
    number = button_values.number(form.metadata)
    if offered:
        item = moves.find_offered(turn, number, for_change=True)
    else:
        item = moves.find(turn, number, for_change=True)
        moves.require_mine(turn, item)
    return moves.apply_move(turn, item, read(form, turn, item))


def _answer(rejections: list[Rejection]) -> Ack:
    """Return input errors. Raises CannotDoError for a rejection of no input; the person then gets their text back."""
    errors = messages.errors(rejections)
    if rejections and not errors:
        raise CannotDoError(NOUN, f"trouble_{rejections[0].code}")
    return ack.errors(errors) if errors else {}


def _waiting(turn: Turn, offer_id: int) -> Offered:
    moves.find_offered(turn, offer_id)
    offer = offers.get(turn.session, offer_id)
    if offer is None or offer.to_id != turn.by.id:
        raise CannotDoError(NOUN, "trouble_not_your_offer")
    if not messages.is_waiting(offer):
        raise CannotDoError(NOUN, "trouble_offer_gone" if offer.is_open else "trouble_is_cancelled")
    return offer


# ---------------------------------------------------------------- forms to moves


def _update(form: Submission, _turn: Turn, _item: ItemDetails) -> Move:
    return Update(state=ItemState(form.text(FieldId.STATE)), reason=form.text(FieldId.REASON))


def _done(form: Submission, turn: Turn, item: ItemDetails) -> Move:
    return CompleteItem(
        evidence=form.text(FieldId.EVIDENCE),
        completed_on=form.day(FieldId.COMPLETED_ON) or turn.today(item.time_zone),
        next_step=form.text(FieldId.NEXT_STEP),
        next_due=form.day(FieldId.NEXT_DUE),
    )


def _move_date(form: Submission, _turn: Turn, _item: ItemDetails) -> Move:
    return MoveDate(due=form.day(FieldId.DUE), reason=form.text(FieldId.REASON))


def _hand_over(form: Submission, turn: Turn, _item: ItemDetails) -> Move:
    new_owner = member(turn, form.text(FieldId.OWNER))
    return HandOverItem(to=new_owner.id, reason=form.text(FieldId.REASON))


def _suggest(form: Submission, _turn: Turn, _item: ItemDetails) -> Move:
    return SuggestDate(due=form.day(FieldId.DUE), reason=form.text(FieldId.REASON))


def _not_mine(form: Submission, _turn: Turn, _item: ItemDetails) -> Move:
    return NotMine(reason=form.text(FieldId.REASON))


READERS: Mapping[str, tuple[Callable[[Submission, Turn, ItemDetails], Move], bool]] = MappingProxyType(
    {
        ViewId.ITEM_UPDATE: (_update, False),
        ViewId.ITEM_DONE: (_done, False),
        ViewId.ITEM_DATE: (_move_date, False),
        ViewId.ITEM_HAND_OVER: (_hand_over, False),
        ViewId.ITEM_SUGGEST: (_suggest, True),
        ViewId.ITEM_NOT_MINE: (_not_mine, True),
    }
)
"""By form: how to read its move, and whether its metadata is an offer's id instead of an item's."""
