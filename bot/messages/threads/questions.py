"""A private question that waits for its answer, as the Home tab shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.slack.blocks import Block
from prompts import Safe


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingQuestion:
    id: int
    title: str
    organization: str
    text: Safe
    """The text of the question."""
    buttons: Sequence[Block]
    in_words: bool = True
    """Whether it can be answered by typing."""
