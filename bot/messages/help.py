"""The help texts of /plan."""

from collections.abc import Iterable

from bot import blocks
from bot.blocks import MessageContent
from prompts import plain, say

NOUN = "help"


def overview(names: Iterable[str]) -> MessageContent:
    title, intro = plain(NOUN, "title"), say(NOUN, "intro")
    entries = [say(NOUN, "entry", usage=plain(NOUN, f"{name}_usage"), what=plain(NOUN, name)) for name in names]
    content = [blocks.header(title), blocks.section(intro), *blocks.sections("\n".join(entries))]
    return MessageContent(text="\n".join([title, intro, *entries]), blocks=content)


def unknown(word: str, suggestion: str) -> MessageContent:
    return MessageContent(text=say(NOUN, "unknown", word=word, suggestion=suggestion))
