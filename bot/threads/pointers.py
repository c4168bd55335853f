"""The dialog and the asking that a dialog's button belongs to."""

from bot import button_values
from bot.messages.threads import NOUN
from bot.messages.threads.pointers import DialogPointer
from bot.turns import CannotDoError


def read(value: str) -> DialogPointer:
    """Raises CannotDoError for a value that none of our buttons carries."""
    parts = value.split("|", 2)
    if len(parts) < 2 or not all(button_values.is_number(part) for part in parts[:2]):  # noqa: PLR2004 (the conversation and the asking)
        raise CannotDoError(NOUN, "gone")
    return DialogPointer(int(parts[0]), int(parts[1]), parts[2] if len(parts) > 2 else "")  # noqa: PLR2004 (the same)
