"""The open action items of one person, for whoever asks."""

from datetime import date

from bot.messages.items import lines
from bot.slack import blocks
from bot.slack.blocks import MessageContent
from prompts import say
from storage.items.assignments import OwnedItem, Page

NOUN = "owned"


def owned(name: str, items: Page[OwnedItem], today: date) -> MessageContent:
    content = [blocks.section(say(NOUN, "owned", name=name, total=items.total))]
    content += [lines.line(item, today) for item in items.lines]
    if items.total > len(items.lines):
        content.append(blocks.context(say(NOUN, "more", left=items.total - len(items.lines))))
    if items.earlier:
        content.append(blocks.context(say(NOUN, "earlier", count=items.earlier)))
    return MessageContent(text=blocks.text_of(content), blocks=content)
