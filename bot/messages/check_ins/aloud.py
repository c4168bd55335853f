"""What a screen reader says of a check-in's buttons."""

from bot.slack import blocks
from bot.slack.blocks import Block
from prompts import plain

NOUN = "check_in"


def read_aloud(button: Block, about: str) -> Block:
    """A check-in has many buttons of the same name: a screen reader says what each is about."""
    return blocks.read_aloud(button, plain(NOUN, "button_aloud", label=button["text"]["text"], about=about))
