"""The message about action items whose owners have not reported for two months."""

from collections.abc import Sequence

from bot.messages.items.pointers import ItemPointer
from bot.slack import blocks, limits
from bot.slack.blocks import Block, MessageContent
from bot.slack.identifiers import ActionId
from prompts import plain, say
from storage.rounds.silences import SilentItem

NOUN = "minutes"
OFFERED = 20
"""Items with buttons; the codes of the others follow in a line."""
TEXT_SHOWN = 400


def silent_items(organization: str, items: Sequence[SilentItem]) -> MessageContent:
    content = [blocks.section(say(NOUN, "silent", organization=organization, count=len(items)))]
    for item in items[:OFFERED]:
        content += _offer(item)
    if more := [item.code for item in items[OFFERED:]]:
        content += blocks.sections(say(NOUN, "silent_more", codes=more))
    return MessageContent(text=blocks.text_of(content), blocks=content)


def _offer(item: SilentItem) -> list[Block]:
    pointer = ItemPointer(item.id)
    buttons = [
        blocks.button(plain(NOUN, "button_ask_again"), ActionId.ASK_AGAIN, pointer),
        blocks.button(plain(NOUN, "button_hand_over"), ActionId.ITEM_HAND_OVER, pointer),
        blocks.button(plain(NOUN, "button_cancel_item"), ActionId.ITEM_CANCEL, pointer),
    ]
    text = limits.clamp(say(NOUN, "silent_item", item=item), TEXT_SHOWN)
    return [blocks.section(text), blocks.actions(f"silent:{item.id}", buttons)]


def asked_again(code: str, names: Sequence[str], *, is_repeated: bool) -> MessageContent:
    return MessageContent(text=say(NOUN, "asked_again", code=code, names=names, is_repeated=is_repeated))
