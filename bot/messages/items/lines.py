"""Messages about action items: a line with its menu, offers of new items, and news."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.messages import comments as comment_messages
from bot.messages.comments import CommentPointer
from bot.messages.items.pointers import (
    ItemPointer,
    MenuChoice,
    NewItemPointer,
    OfferPointer,
    OffersPointer,
    SuggestionPointer,
    SupportPointer,
)
from bot.messages.purposes import purpose_line
from bot.slack import blocks, limits
from bot.slack.blocks import Block, MessageContent
from bot.slack.identifiers import ActionId, ItemVerb
from conversations.action_items import MOVED, News, NotifyOwner, OfferKind, OfferState
from conversations.highlight import ShownEvidence
from conversations.rejections import Rejection
from prompts import Safe, plain, say
from storage.items.assignments import OwnedItem
from storage.items.item_changes import ItemDetails
from storage.items.item_news import OwnerNews
from storage.items.offers import Offered
from storage.items.support_values import Support
from storage.plans.comments import CoachComment
from storage.plans.milestone_news import LeadNews

NOUN = "action_items"
TEXT_SHOWN = 500
"""Characters of an item's text in a list. Fifteen items must fit into a message."""
OFFERS_SHOWN = 15
NEWS_SHOWN = 12
"""The most offers that fit into a message."""


def menu(item_id: int) -> Block:
    options = [(str(MenuChoice(verb, item_id)), plain(NOUN, "verb", verb=verb)) for verb in ItemVerb]
    return blocks.menu(ActionId.ITEM_MENU, options)


def open_button(item: OwnedItem) -> Block:
    button = blocks.button(plain(NOUN, "button_open"), ActionId.ITEM_OPEN, ItemPointer(item.id))
    return blocks.read_aloud(button, plain(NOUN, "open_aloud", item=item))


def line(item: OwnedItem, today: date, *, owner: bool = False, accessory: Block | None = None) -> Block:
    """An item in one block, because a Home tab has at most 100. `accessory` takes the place of its menu."""
    text = limits.clamp(say(NOUN, "line", item=item), TEXT_SHOWN)
    about = [say(NOUN, "due", item=item, today=today), say("home", "where", item=item)]
    about += [say("home", "owner", item=item)] if owner else []
    about.append(state(item, today))
    about += [say(NOUN, "offered_to", item=item)] if item.offered_to else []
    return blocks.section("\n".join([text, *purpose_line(item.purpose), " · ".join(about)]), accessory or menu(item.id))


def state(item: OwnedItem, today: date) -> Safe:
    """The owner's last report; "behind" before the due date is a risk."""
    return say(NOUN, "state", state=item.state, due=item.due, moved_since=item.moved_since, today=today)


# ---------------------------------------------------------------- told once


def notices(offered: Sequence[Offered], heard: Sequence[OwnerNews], moved: Sequence[LeadNews] = ()) -> MessageContent:
    """One message with offers and with changes that others made to the reader's items and milestones.

    News that an offer in the same message shows already is left out.
    """
    given = {offer.item_id for offer in offered}
    news = [change for change in heard if change.item_id not in given or change.news not in _SHOWN_WITH_OFFER]
    parts = ([_offers(offered)] if offered else []) + ([_changes(news, moved)] if news or moved else [])
    return MessageContent(
        text="\n\n".join(part.text for part in parts),
        blocks=[block for part in parts for block in part.blocks or ()],
    )


_SHOWN_WITH_OFFER = MOVED | {News.GIVEN_AWAY}


def _changes(heard: Sequence[OwnerNews], moved: Sequence[LeadNews]) -> MessageContent:
    """Milestones come first: their dates carry those of action items."""
    changes = [*(_milestone_change(change) for change in moved), *(_change(change) for change in heard)]
    lines = changes[:NEWS_SHOWN]
    lines += [say(NOUN, "news_more", count=len(changes) - NEWS_SHOWN)] if len(changes) > NEWS_SHOWN else []
    return MessageContent(text="\n".join(lines), blocks=[block for line in lines for block in blocks.sections(line)])


def _change(heard: OwnerNews) -> str:
    values = {"item": heard, "who": heard.who, "reason": heard.reason, "due": heard.due, "old_due": heard.old_due}
    return limits.clamp(say(NOUN, f"news_{heard.news}", **values), TEXT_SHOWN)


def _milestone_change(moved: LeadNews) -> str:
    return limits.clamp(say(NOUN, f"news_milestone_{moved.news}", moved=moved), TEXT_SHOWN)


def _offers(offered: Sequence[Offered]) -> MessageContent:
    mine = [offer for offer in offered if offer.kind is not OfferKind.COLLABORATOR]
    title = plain(NOUN, "offers_title", mine=len(mine), helping=len(offered) - len(mine))
    intro = _intro(offered, mine)
    content = [blocks.header(title), blocks.section(intro), *_accept_all(mine)]
    waiting = sum(map(is_waiting, mine))
    for offer in offered[:OFFERS_SHOWN]:
        content += offer_blocks(offer, alone=waiting == 1)
    if len(offered) > OFFERS_SHOWN:
        content.append(blocks.context(say(NOUN, "offers_more", count=len(offered) - OFFERS_SHOWN)))
    lines = [f"{say(NOUN, 'offer', offer=offer)}: {say(NOUN, 'offer_state', offer=offer)}" for offer in offered]
    return MessageContent(text="\n".join([title, intro, *lines]), blocks=content)


def _intro(offered: Sequence[Offered], mine: Sequence[Offered]) -> Safe:
    givers = list(dict.fromkeys(offer.by for offer in offered))
    handed = sum(1 for offer in mine if offer.kind is OfferKind.HANDOVER)
    return say(NOUN, "offers_intro", mine=len(mine), handover=handed, givers=givers)


def _accept_all(mine: Sequence[Offered]) -> list[Block]:
    waiting = [offer for offer in mine if is_waiting(offer)]
    if len(waiting) < 2:  # noqa: PLR2004 (one has its own button)
        return []
    label = plain(NOUN, "button_accept_all", count=len(waiting))
    value = str(OffersPointer(tuple(offer.id for offer in waiting[: limits.BUTTON_VALUE // 20])))
    return [blocks.actions("offers:all", [blocks.button(label, ActionId.ITEM_ACCEPT_ALL, value, style="primary")])]


def offer_blocks(offer: Offered, *, alone: bool = False) -> list[Block]:
    """`alone` makes Accept the primary button, if no other offer waits."""
    text = limits.clamp(say(NOUN, "offer", offer=offer), TEXT_SHOWN)
    if not is_waiting(offer):
        return [blocks.section(text), blocks.context(say(NOUN, "offer_state", offer=offer))]
    value = OfferPointer(offer.id)
    buttons = [
        blocks.button(plain(NOUN, "button_accept"), ActionId.ITEM_ACCEPT, value, style="primary" if alone else ""),
        blocks.button(plain(NOUN, "button_suggest"), ActionId.ITEM_SUGGEST, value),
        blocks.button(plain(NOUN, "button_not_mine"), ActionId.ITEM_NOT_MINE, value),
    ]
    return [blocks.section(text), blocks.actions(f"offer:{offer.id}", buttons)]


def is_waiting(offer: Offered) -> bool:
    return offer.is_open and offer.state is OfferState.WAITING and offer.kind is not OfferKind.COLLABORATOR


# ---------------------------------------------------------------- news


def news(item: ItemDetails, notice: NotifyOwner, who: str, day_off: Safe | None = None) -> MessageContent:
    """The news of another person's move, with the buttons that answer it. `day_off` is about a suggested date."""
    values = {"item": item, "who": who, "reason": notice.reason, "due": notice.due, "day_off": day_off}
    text = say(NOUN, f"news_{notice.news}", **values)
    buttons = list(_news_buttons(item, notice))
    content: list[Block] = blocks.sections(text)
    if buttons:
        content.append(blocks.actions(f"news:{item.id}", buttons))
    return MessageContent(text=text, blocks=content)


def decided(item: ItemDetails, asked: Mapping[str, Any], part: str) -> MessageContent:
    """The message that asked for a decision, with the decision in place of its buttons."""
    offer = item.item.offer
    due = offer.suggested_due if offer is not None and part == "decided_agreed" else item.item.due
    return _with_decision(asked, say(NOUN, part, item=item, due=due))


def handed_over(asked: Mapping[str, Any], who: str, to: str) -> MessageContent:
    """The message that asked for a new owner, with the person `who` asked in place of its button."""
    return _with_decision(asked, say(NOUN, "decided_handed_over", who=who, to=to))


def _with_decision(asked: Mapping[str, Any], decision: Safe) -> MessageContent:
    remaining = [block for block in asked["blocks"] if block["type"] != "actions"]
    return MessageContent(text=Safe(f"{asked['text']}\n{decision}"), blocks=[*remaining, blocks.context(decision)])


def _news_buttons(item: ItemDetails, notice: NotifyOwner) -> Iterable[Block]:
    if notice.news is News.DATE_SUGGESTED and item.item.offer is not None:
        yield from suggestion_buttons(item.item.offer.id, notice.due)
    if notice.news is News.DECLINED:
        yield hand_over_button(item.id)


def suggestion_buttons(offer_id: int, due: date | None) -> list[Block]:
    """`due` is the suggested date."""
    pointer = SuggestionPointer(offer_id, due)
    return [
        blocks.button(plain(NOUN, "button_agree"), ActionId.ITEM_AGREE, pointer, style="primary"),
        blocks.button(plain(NOUN, "button_keep"), ActionId.ITEM_KEEP, pointer),
    ]


def hand_over_button(item_id: int) -> Block:
    return blocks.button(plain(NOUN, "button_give"), ActionId.ITEM_HAND_OVER, ItemPointer(item_id))


def assign_button(plan_id: int | None = None) -> Block:
    """The button that assigns an action item, in a plan or in whichever the form asks for."""
    return blocks.button(plain(NOUN, "button_assign"), ActionId.ITEM_ASSIGN, NewItemPointer(plan_id))


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemBackground:
    """What stands below an item when somebody looks at it, and whether its date moved since its owner's last report."""

    moved_since: bool
    exhibits: Sequence[ShownEvidence] = ()
    comments: Sequence[CoachComment] = ()
    """None for readers who may not see them."""
    comment_on: CommentPointer | None = None
    """What a coach's button carries; None for other readers."""


def details(item: ItemDetails, today: date, background: ItemBackground) -> MessageContent:
    """An item with its menu, for `/plan item`."""
    text = detail_text(item, today, background)
    content = [blocks.section(text, menu(item.id)), *below(item, background)]
    return MessageContent(text="\n".join([text, *_below_lines(background)]), blocks=content)


def detail_text(item: ItemDetails, today: date, background: ItemBackground) -> str:
    values = {"state": item.item.state, "due": item.item.due, "moved_since": background.moved_since, "today": today}
    return limits.clamp(say(NOUN, "shown", item=item, state=say(NOUN, "state", **values)), limits.SECTION)


def below(item: ItemDetails, background: ItemBackground) -> list[Block]:
    """Evidence and comments, and the coach's button."""
    lines = _below_lines(background)
    content = blocks.sections("\n".join(lines)) if lines else []
    if background.comment_on is not None:
        button = comment_messages.open_button(background.comment_on)
        content.append(blocks.actions(f"item:{item.id}:comment", [button]))
    return content


def _below_lines(background: ItemBackground) -> list[Safe]:
    posted = [say(NOUN, "posted", exhibit=exhibit) for exhibit in background.exhibits]
    return [*posted, *comment_messages.lines(background.comments)]


def created(item: ItemDetails, owner: str, *, own: bool, day_off: Safe | None) -> MessageContent:
    return MessageContent(text=say(NOUN, "created", item=item, owner=owner, own=own, day_off=day_off))


def left_behind(name: str, items: Sequence[OwnedItem], requests: Sequence[Support], today: date) -> MessageContent:
    """List for the plan manager the items and support requests of someone who has left."""
    title = plain(NOUN, "left_title", name=name)
    intro = say(NOUN, "left_intro", name=name, items=len(items), requests=len(requests))
    content = [blocks.header(title), blocks.section(intro)]
    for item in items[:OFFERS_SHOWN]:
        text = limits.clamp(say(NOUN, "line", item=item), TEXT_SHOWN)
        due = say(NOUN, "due", item=item, today=today)
        content.append(blocks.section(f"{text}\n{due}", hand_over_button(item.id)))
    if len(items) > OFFERS_SHOWN:
        content.append(blocks.context(say(NOUN, "left_more", count=len(items) - OFFERS_SHOWN)))
    for support in requests[:OFFERS_SHOWN]:
        text = limits.clamp(say(NOUN, "left_support", support=support), TEXT_SHOWN)
        button = blocks.button(plain("supports", "button_choose"), ActionId.SUPPORT_CHOOSE, SupportPointer(support.id))
        content.append(blocks.section(text, button))
    lines = [say(NOUN, "line", item=item) for item in items]
    lines += [say(NOUN, "left_support", support=support) for support in requests]
    return MessageContent(text="\n".join([title, intro, *lines]), blocks=content)


def errors(rejections: Iterable[Rejection]) -> dict[str, str]:
    """Error sentences by input."""
    return {
        rejection.form_field: plain(NOUN, f"trouble_{rejection.code}")
        for rejection in rejections
        if rejection.form_field is not None
    }
