"""A kind of dialog, as the layer that all dialogs share knows it. A new kind is a folder and one such record."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.turns import Turn
from conversations.threads.replies import Reply
from storage.models import PrivateQuestionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class DialogKind:
    name: str
    """As the database has it."""
    hear: Callable[[Turn, int, Reply], None]
    """Takes a reply in the thread of the dialog with this id."""
    hear_in_private: Callable[[Turn, PrivateQuestionRow, Reply], None]
    """Takes a reply under a question that was put in private."""
