"""The message about causes that are someone else's to act on."""

from collections.abc import Sequence

from bot import blocks, limits
from bot.blocks import Block, MessageContent
from bot.identifiers import ActionId
from bot.messages.items.pointers import ItemPointer
from prompts import plain, say
from storage.items.outside_causes import OutsideCause

NOUN = "minutes"
OFFERED = 20
"""Items with a button; the codes of the others follow in a line."""
TEXT_SHOWN = 600


def outside_causes(organization: str, causes: Sequence[OutsideCause]) -> MessageContent:
    content = [blocks.section(say(NOUN, "outside", organization=organization, count=len(causes)))]
    content += [_offer(cause) for cause in causes[:OFFERED]]
    if more := [cause.code for cause in causes[OFFERED:]]:
        content += blocks.sections(say(NOUN, "outside_more", codes=more))
    return MessageContent(text=blocks.text_of(content), blocks=content)


def _offer(cause: OutsideCause) -> Block:
    label = plain(NOUN, "button_ask_support")
    button = blocks.button(label, ActionId.SUPPORT_ASK, ItemPointer(cause.id))
    button = blocks.read_aloud(button, f"{cause.code}: {label}")
    return blocks.section(limits.clamp(say(NOUN, "outside_item", cause=cause), TEXT_SHOWN), button)
