"""The message about causes that are someone else's to act on."""

from collections.abc import Sequence

from bot.messages.items.pointers import ItemPointer, MilestonePointer
from bot.slack import blocks, limits
from bot.slack.blocks import Block, MessageContent
from bot.slack.identifiers import ActionId
from prompts import plain, say
from storage.items.outside_causes import OutsideCause

NOUN = "minutes"
OFFERED = 20
"""Delays with a button, and delays with what was asked for; the codes of the others follow in a line."""
TEXT_SHOWN = 600


def outside_causes(organization: str, causes: Sequence[OutsideCause]) -> MessageContent:
    """First what nobody was asked to act on, each with a button, then what was asked of whom for the others."""
    waiting = [cause for cause in causes if cause.support is None]
    asked = [cause for cause in causes if cause.support is not None]
    content = [blocks.section(say(NOUN, "outside", organization=organization, count=len(waiting)))]
    content += [_offer(cause) for cause in waiting[:OFFERED]]
    if more := [cause.code for cause in waiting[OFFERED:]]:
        content += blocks.sections(say(NOUN, "outside_more", codes=more))
    content += [blocks.section(_asked(cause)) for cause in asked[:OFFERED]]
    if more := [cause.code for cause in asked[OFFERED:]]:
        content += blocks.sections(say(NOUN, "outside_asked_more", codes=more))
    return MessageContent(text=blocks.text_of(content), blocks=content)


def _offer(cause: OutsideCause) -> Block:
    label = plain(NOUN, "button_ask_support")
    if cause.is_milestone:
        button = blocks.button(label, ActionId.SUPPORT_ASK_MILESTONE, MilestonePointer(cause.id))
    else:
        button = blocks.button(label, ActionId.SUPPORT_ASK, ItemPointer(cause.id))
    button = blocks.read_aloud(button, f"{cause.code}: {label}")
    return blocks.section(limits.clamp(say(NOUN, "outside_item", cause=cause), TEXT_SHOWN), button)


def _asked(cause: OutsideCause) -> str:
    return limits.clamp(say("supports", "line_open", support=cause.support), TEXT_SHOWN)
