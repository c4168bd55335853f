"""The help texts of /plan."""

from collections.abc import Iterable, Sequence

from bot.slack import blocks, limits
from bot.slack.blocks import Block, MessageContent
from bot.slack.identifiers import ActionId
from prompts import Safe, plain, say

NOUN = "help"
EVERYTHING = "everything"
"""What is typed after /plan help for the whole list."""
WORDS_SHOWN = 40
"""Characters of what was typed, on the button that searches for it."""


def overview(names: Iterable[str]) -> MessageContent:
    """Everything a person can do, as a list."""
    title, intro = plain(NOUN, "title"), say(NOUN, "intro")
    lines = [_line(name) for name in names]
    content = [blocks.header(title), blocks.section(intro), *blocks.sections("\n".join(lines))]
    return MessageContent(text="\n".join([title, intro, *lines]), blocks=content)


def likeliest(names: Sequence[str]) -> MessageContent:
    """What a person most likely wants, as buttons, and one more for the whole list."""
    content = [blocks.header(plain(NOUN, "title")), blocks.section(say(NOUN, "intro"))]
    content += blocks.sections("\n".join(_line(name) for name in names))
    buttons = [(name, plain(NOUN, f"{name}_button")) for name in names]
    content.append(_row([*buttons, (f"help {EVERYTHING}", plain(NOUN, "button_everything"))]))
    return MessageContent(text=blocks.text_of(content), blocks=content)


def unknown(word: str, suggestion: str, words: str = "") -> MessageContent:
    """`words` followed the misspelt word, and follow the suggestion's button. Another one searches for all of them."""
    text = say(NOUN, "unknown", word=word, suggestion=suggestion)
    suggested = (
        [(f"{suggestion} {words}".strip(), plain(NOUN, "button_meant", command=suggestion))] if suggestion else []
    )
    typed = f"{word} {words}".strip()
    search = (
        f"find {typed}"[: limits.BUTTON_VALUE],
        plain(NOUN, "button_find", words=limits.clamp(typed, WORDS_SHOWN)),
    )
    row = _row([*suggested, search, ("help", plain(NOUN, "button_help"))])
    return MessageContent(text=text, blocks=[*blocks.sections(text), row])


def _line(name: str) -> Safe:
    return say(NOUN, "entry", usage=plain(NOUN, f"{name}_usage"), what=plain(NOUN, name))


def _row(commands: Iterable[tuple[str, str]]) -> Block:
    """Buttons that run commands, by what would be typed after /plan, with their labels."""
    buttons = [blocks.button(label, ActionId.RUN, command) for command, label in commands]
    return blocks.actions(
        NOUN, [{**button, "action_id": f"{ActionId.RUN}.{number}"} for number, button in enumerate(buttons)]
    )
