"""The question whether the cause of a delay is the school's own to act on. Forms may leave it open."""

from enum import StrEnum

from bot import blocks, button_values
from bot.blocks import Block
from bot.identifiers import FieldId
from prompts import plain

NOUN = "action_items"


class Ours(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


def ours_input(is_ours: bool | None = None) -> Block:
    chosen = "" if is_ours is None else Ours.YES if is_ours else Ours.NO
    choices = [(answer, plain(NOUN, f"ours_{answer}")) for answer in Ours]
    return blocks.choice_input(FieldId.OURS, plain(NOUN, "ours_label"), choices, chosen=chosen, optional=True)


def is_ours(choice: str) -> bool | None:
    """What was chosen; None for nothing and for "don't know"."""
    chosen = button_values.word(Ours, choice) if choice else Ours.UNKNOWN
    return None if chosen is Ours.UNKNOWN else chosen is Ours.YES
