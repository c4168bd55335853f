"""Turns that show and change action items."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from bot import days_off, which_plan
from bot.action_items import backgrounds, moves
from bot.action_items.owners import BadOwnerError, member
from bot.action_items.rules import CHANGEABLE_ITEM, ITEM_OFFERED_BY_ME, LED_MILESTONE, OFFERED_ITEM, OFFERED_ITEMS
from bot.messages.items import causes, forms, support_forms
from bot.messages.items import lines as messages
from bot.messages.items.pointers import (
    ItemPointer,
    MenuChoice,
    MilestonePointer,
    OfferPointer,
    OffersPointer,
    SuggestionPointer,
)
from bot.permissions.guards import AccessRule
from bot.permissions.plan_rules import PlanName, in_plan_named
from bot.permissions.roles import Permission
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, button, form, opener
from bot.slack import ack, button_values
from bot.slack.ack import Ack
from bot.slack.blocks import Block, MessageContent
from bot.slack.identifiers import ActionId, FieldId, ItemVerb, ViewId
from bot.slack.payloads import Click, Command, Submission
from bot.turns import CannotDoError, Turn
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
from conversations.rejections import Rejection
from prompts import plain
from storage.documents import term_notes
from storage.items import assignments, items, offers
from storage.items.item_changes import ItemDetails

NOUN = "action_items"


# ---------------------------------------------------------------- looking


@dataclass(frozen=True, slots=True)
class ItemName:
    """An item's code as it was typed, and the name of its plan."""

    code: str
    plan: PlanName

    @classmethod
    def typed(cls, command: Command, words: str) -> "ItemName":
        if not words:
            raise CannotDoError(NOUN, "which_item")
        code, name = which_plan.code_and_plan(words)
        if not code:
            code, _, name = words.partition(" ")
        return cls(code, PlanName(name.strip(), command.channel))


def _visible(turn: Turn, name: ItemName) -> ItemDetails:
    plan = IN_PLAN.admit(turn, name.plan)
    try:
        return moves.find(turn, items.find(turn.session, plan.id, name.code.upper()).id)
    except LookupError:
        close = get_close_matches(name.code.upper(), items.codes(turn.session, plan.id), n=1, cutoff=0.6)
        values = {"code": name.code, "organization": plan.organization, "suggestion": close[0] if close else ""}
        raise CannotDoError(NOUN, "unknown_item", **values) from None


IN_PLAN = in_plan_named(Permission.SEE_STATUS)
ITEM_NAMED: AccessRule[ItemName, ItemDetails] = AccessRule(IN_PLAN.guard, _visible)
"""The item whose code a command names."""


def show(turn: Turn, _command: Command, _name: ItemName, item: ItemDetails) -> MessageContent:
    """One item with its menu."""
    return messages.details(item, turn.today(item.time_zone), backgrounds.load(turn, item))


def open_item(turn: Turn, _click: Click, _pointer: ItemPointer, item: ItemDetails) -> Block:
    """The same as a form, with a button for each option of the menu."""
    return forms.opened(item, turn.today(item.time_zone), backgrounds.load(turn, item))


def late(turn: Turn, _click: Click, _pointer: MilestonePointer, milestone_id: int) -> Block:
    """A milestone's overdue items, for its lead."""
    today = turn.today(turn.by.time_zone)
    code, overdue = assignments.behind_in(turn.session, milestone_id, today)
    return forms.behind(code, overdue, today)


# ---------------------------------------------------------------- forms


def menu_form(turn: Turn, _click: Click, choice: MenuChoice, item: ItemDetails) -> Block:
    """Build the form of a menu choice. Raises CannotDoError for a closed item."""
    if not item.item.is_open and choice.verb is not ItemVerb.UPDATE:
        raise CannotDoError(NOUN, f"trouble_is_{item.item.state}")
    other = bool(item.item.owners) and turn.by.id not in item.item.owners
    metadata = str(ItemPointer(item.id))
    match choice.verb:
        case ItemVerb.UPDATE:
            view = forms.update(item, metadata, for_other=other)
        case ItemVerb.DONE:
            view = forms.done(item, turn.today(item.time_zone), metadata, for_other=other)
        case ItemVerb.DATE:
            is_again = item.item.due is not None and items.where_it_stands(turn.session, item.id).times_moved > 0
            view = forms.move_date(item, metadata, for_other=other, is_again=is_again)
        case ItemVerb.HAND_OVER:
            view = forms.hand_over(item, metadata, for_other=other)
        case ItemVerb.SUPPORT:
            view = support_forms.ask_form(item, metadata)
    return view


def hand_over_form(turn: Turn, click: Click, pointer: ItemPointer, item: ItemDetails) -> Block:
    return menu_form(turn, click, MenuChoice(ItemVerb.HAND_OVER, pointer.item_id), item)


def cancel_form(turn: Turn, _click: Click, pointer: ItemPointer, item: ItemDetails) -> Block:
    """The form of an update, with "canceled" chosen. Raises CannotDoError for a closed item."""
    if not item.item.is_open:
        raise CannotDoError(NOUN, f"trouble_is_{item.item.state}")
    other = bool(item.item.owners) and turn.by.id not in item.item.owners
    return forms.update(item, str(pointer), for_other=other, chosen=ItemState.CANCELLED)


def offer_form(turn: Turn, click: Click, pointer: OfferPointer, _item: ItemDetails) -> Block:
    """Build the form for another date or "not mine". Raises CannotDoError for an offer that was answered."""
    offer = offers.get(turn.session, pointer.offer_id)
    if offer is None or not messages.is_waiting(offer):
        raise CannotDoError(NOUN, "trouble_offer_gone" if offer is None or offer.is_open else "trouble_is_cancelled")
    build = forms.suggest if click.action == ActionId.ITEM_SUGGEST else forms.not_mine
    return build(offer, str(pointer))


# ---------------------------------------------------------------- taps


def accept(turn: Turn, _click: Click, _pointer: OfferPointer, item: ItemDetails) -> None:
    _tap(turn, item, AcceptOffer())


def agree(turn: Turn, _click: Click, pointer: SuggestionPointer, item: ItemDetails) -> None:
    _answer_suggestion(turn, pointer, item, AgreeDate())


def keep_date(turn: Turn, _click: Click, pointer: SuggestionPointer, item: ItemDetails) -> None:
    _answer_suggestion(turn, pointer, item, KeepDate())


def _answer_suggestion(turn: Turn, pointer: SuggestionPointer, item: ItemDetails, move: Move) -> None:
    offer = item.item.offer
    if pointer.due is not None and offer is not None and offer.suggested_due != pointer.due:
        raise CannotDoError(NOUN, "trouble_offer_gone")
    _tap(turn, item, move)


def _tap(turn: Turn, item: ItemDetails, move: Move) -> None:
    rejections = moves.apply_move(turn, item, move)
    if rejections:
        raise CannotDoError(NOUN, f"trouble_{rejections[0].code}")


def accept_all(turn: Turn, _click: Click, _pointer: OffersPointer, offered: Sequence[ItemDetails]) -> None:
    """Accept the offers still waiting."""
    for item in offered:
        moves.apply_move(turn, item, AcceptOffer())


# ---------------------------------------------------------------- forms sent


def submitted(
    read: Callable[[Submission, Turn, ItemDetails], Move],
    note: Callable[[Submission, Turn, ItemDetails], None] = lambda _form, _turn, _item: None,
) -> Callable[..., Ack]:
    """The handler of a form whose move `read` makes. `note` keeps what else was typed, once the move is made."""

    def submit(turn: Turn, form: Submission, _pointer: ItemPointer | OfferPointer, item: ItemDetails) -> Ack:
        try:
            rejections = moves.apply_move(turn, item, read(form, turn, item))
        except BadOwnerError as bad:
            return ack.errors({FieldId.OWNER: plain(NOUN, bad.part, **bad.values)})
        if rejections:
            return _refusal(rejections)
        note(form, turn, item)
        return days_off.saved(turn.session, item.organization_id, form.day(FieldId.DUE), form.day(FieldId.NEXT_DUE))

    return submit


def _refusal(rejections: list[Rejection]) -> Ack:
    """Return input errors. Raises CannotDoError for a rejection of no input; the person then gets their text back."""
    errors = messages.errors(rejections)
    if not errors:
        raise CannotDoError(NOUN, f"trouble_{rejections[0].code}")
    return ack.errors(errors)


# ---------------------------------------------------------------- forms to moves


def _update(form: Submission, _turn: Turn, _item: ItemDetails) -> Move:
    return Update(
        state=button_values.word(ItemState, form.text(FieldId.STATE)),
        reason=form.text(FieldId.REASON),
        is_ours=causes.is_ours(form.text(FieldId.OURS)),
        cause_category=causes.category(form.text(FieldId.CAUSE_CATEGORY)),
    )


def _done(form: Submission, turn: Turn, item: ItemDetails) -> Move:
    return CompleteItem(
        evidence=form.text(FieldId.EVIDENCE),
        completed_on=form.day(FieldId.COMPLETED_ON) or turn.today(item.time_zone),
        next_step=form.text(FieldId.NEXT_STEP),
        next_due=form.day(FieldId.NEXT_DUE),
    )


def _note_resources(form: Submission, turn: Turn, item: ItemDetails) -> None:
    if resources := form.text(FieldId.RESOURCES):
        term_notes.write_of_item(turn.session, item.id, turn.stamp(item.time_zone), resources)


def _move_date(form: Submission, _turn: Turn, _item: ItemDetails) -> Move:
    return MoveDate(
        due=form.day(FieldId.DUE),
        reason=form.text(FieldId.REASON),
        cause=form.text(FieldId.CAUSE),
        is_ours=causes.is_ours(form.text(FieldId.OURS)),
    )


def _hand_over(form: Submission, turn: Turn, _item: ItemDetails) -> Move:
    new_owner = member(turn, form.text(FieldId.OWNER))
    return HandOverItem(to=new_owner.id, reason=form.text(FieldId.REASON))


def _suggest(form: Submission, _turn: Turn, _item: ItemDetails) -> Move:
    return SuggestDate(due=form.day(FieldId.DUE), reason=form.text(FieldId.REASON))


def _not_mine(form: Submission, _turn: Turn, _item: ItemDetails) -> Move:
    return NotMine(reason=form.text(FieldId.REASON))


update = submitted(_update)
complete = submitted(_done, _note_resources)
move_date = submitted(_move_date)
hand_over = submitted(_hand_over)
suggest_date = submitted(_suggest)
decline = submitted(_not_mine)


ROUTES: tuple[Route, ...] = (
    opener(ActionId.ITEM_OPEN, ItemPointer.of, reads(CHANGEABLE_ITEM, open_item)),
    opener(ActionId.ITEM_MENU, MenuChoice.of, reads(CHANGEABLE_ITEM, menu_form)),
    opener(ActionId.ITEM_HAND_OVER, ItemPointer.of, reads(CHANGEABLE_ITEM, hand_over_form)),
    opener(ActionId.ITEM_CANCEL, ItemPointer.of, reads(CHANGEABLE_ITEM, cancel_form)),
    form(ViewId.ITEM_UPDATE, ItemPointer.of, writes(CHANGEABLE_ITEM, update)),
    form(ViewId.ITEM_DONE, ItemPointer.of, writes(CHANGEABLE_ITEM, complete)),
    form(ViewId.ITEM_DATE, ItemPointer.of, writes(CHANGEABLE_ITEM, move_date)),
    form(ViewId.ITEM_HAND_OVER, ItemPointer.of, writes(CHANGEABLE_ITEM, hand_over)),
    opener(ActionId.ITEM_LATE, MilestonePointer.of, reads(LED_MILESTONE, late)),
    # Answers to an offer, and to a date suggested for it.
    button(ActionId.ITEM_ACCEPT, OfferPointer.of, writes(OFFERED_ITEM, accept)),
    button(ActionId.ITEM_ACCEPT_ALL, OffersPointer.of, writes(OFFERED_ITEMS, accept_all)),
    opener(ActionId.ITEM_SUGGEST, OfferPointer.of, reads(OFFERED_ITEM, offer_form)),
    form(ViewId.ITEM_SUGGEST, OfferPointer.of, writes(OFFERED_ITEM, suggest_date)),
    opener(ActionId.ITEM_NOT_MINE, OfferPointer.of, reads(OFFERED_ITEM, offer_form)),
    form(ViewId.ITEM_NOT_MINE, OfferPointer.of, writes(OFFERED_ITEM, decline)),
    button(ActionId.ITEM_AGREE, SuggestionPointer.of, writes(ITEM_OFFERED_BY_ME, agree)),
    button(ActionId.ITEM_KEEP, SuggestionPointer.of, writes(ITEM_OFFERED_BY_ME, keep_date)),
)
