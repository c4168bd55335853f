"""What forms ask about the cause of a delay: its category, and whether it is the school's own to act on."""

from enum import StrEnum

from bot.slack import blocks, button_values
from bot.slack.blocks import Block
from bot.slack.identifiers import FieldId
from plans.cause_categories import CauseCategory
from prompts import plain

NOUN = "action_items"


class Ours(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


def category_input(category: CauseCategory | None = None) -> Block:
    choices = [(each, plain(NOUN, "cause_category", category=each)) for each in CauseCategory]
    label, hint = plain(NOUN, "cause_category_label"), plain(NOUN, "cause_category_hint")
    chosen = category or CauseCategory.OTHER
    return blocks.choice_input(FieldId.CAUSE_CATEGORY, label, choices, chosen=chosen, hint=hint)


def category(choice: str) -> CauseCategory:
    """What was chosen; a form opened before categories were asked for has none."""
    return button_values.word(CauseCategory, choice) if choice else CauseCategory.OTHER


def ours_input(is_ours: bool | None = None) -> Block:
    chosen = "" if is_ours is None else Ours.YES if is_ours else Ours.NO
    choices = [(answer, plain(NOUN, f"ours_{answer}")) for answer in Ours]
    return blocks.choice_input(FieldId.OURS, plain(NOUN, "ours_label"), choices, chosen=chosen, optional=True)


def is_ours(choice: str) -> bool | None:
    """What was chosen; None for nothing and for "don't know"."""
    chosen = button_values.word(Ours, choice) if choice else Ours.UNKNOWN
    return None if chosen is Ours.UNKNOWN else chosen is Ours.YES
