"""The forms that ask what becomes of the open action items of a completed milestone."""

from collections.abc import Sequence
from datetime import date

from bot.messages.check_ins.about import MILESTONE_NOUN, NOUN
from bot.messages.check_ins.pointers import OpenItemsPointer
from bot.slack import blocks, limits
from bot.slack.blocks import Block
from bot.slack.identifiers import FieldId, ViewId
from conversations.open_items import CloseAs, Decision, MoveItems
from prompts import plain, say
from storage.items.item_changes import ItemDetails
from storage.plans.milestones import MilestoneName

LISTED = 10
"""Open items that the form names."""
MOST_ASKED = 300
"""Open items whose ids a form can carry."""


def question(milestone: MilestoneName, items: Sequence[ItemDetails], pointer: OpenItemsPointer) -> Block:
    """Close, move or keep them?"""
    count = len(items)
    options = [(decision.value, plain(MILESTONE_NOUN, f"items_{decision}", count=count)) for decision in Decision]
    label = plain(MILESTONE_NOUN, "items_question", count=count)
    content = [
        blocks.section(say(MILESTONE_NOUN, "items_intro", milestone=milestone)),
        blocks.section(_listed(items)),
        blocks.choice_input(FieldId.STATE, label, options, chosen=Decision.KEEP, all_shown=True),
    ]
    return _form(ViewId.OPEN_ITEMS, "items_title", content, pointer, submit=plain(MILESTONE_NOUN, "items_submit"))


def close_form(items: Sequence[ItemDetails], pointer: OpenItemsPointer, today: date) -> Block:
    count = len(items)
    options = [(closing.value, plain(MILESTONE_NOUN, f"items_{closing}", count=count)) for closing in CloseAs]
    content = [
        blocks.section(_listed(items)),
        blocks.choice_input(
            FieldId.STATE,
            plain(MILESTONE_NOUN, "items_closing", count=count),
            options,
            chosen=CloseAs.COMPLETED,
            all_shown=True,
        ),
        blocks.date_input(FieldId.COMPLETED_ON, plain(MILESTONE_NOUN, "items_completed_on"), value=today),
        blocks.text_input(FieldId.REASON, plain(MILESTONE_NOUN, "items_why_canceled", count=count), optional=True),
    ]
    return _form(ViewId.CLOSE_ITEMS, "items_close_title", content, pointer)


def move_form(items: Sequence[ItemDetails], others: Sequence[MilestoneName], pointer: OpenItemsPointer) -> Block:
    """`others` are the milestones to which they can move."""
    content = [blocks.section(_listed(items))]
    if others:
        options = [(str(other.id), f"{other.code} {other.title}") for other in others]
        label = plain(MILESTONE_NOUN, "items_to_milestone")
        content.append(blocks.choice_input(FieldId.MILESTONE, label, options, optional=True))
    label = plain(MILESTONE_NOUN, "items_to_date", has_milestones=bool(others))
    content += [
        blocks.date_input(FieldId.DUE, label, optional=bool(others)),
        blocks.text_input(FieldId.REASON, plain(MILESTONE_NOUN, "items_why_moved", count=len(items))),
    ]
    return _form(ViewId.MOVE_ITEMS, "items_move_title", content, pointer)


def missing(decision: MoveItems) -> dict[str, str]:
    """What a form lacks that names no milestone and no date, or no reason."""
    errors = {} if decision.reason else {FieldId.REASON.value: plain(NOUN, "trouble_no_reason")}
    if not decision.has_target:
        errors[FieldId.DUE.value] = plain(MILESTONE_NOUN, "items_no_target")
    return errors


def _listed(items: Sequence[ItemDetails]) -> str:
    listed = say(MILESTONE_NOUN, "items_listed", items=items[:LISTED], more=max(0, len(items) - LISTED))
    return limits.clamp(listed, limits.SECTION)


def _form(view: ViewId, title: str, content: list[Block], pointer: OpenItemsPointer, *, submit: str = "") -> Block:
    return blocks.modal(
        view,
        plain(MILESTONE_NOUN, title),
        content,
        submit=submit or plain(NOUN, "submit"),
        close=plain(NOUN, "cancel"),
        metadata=pointer,
    )
