"""What a button carries comes back from outside: read it, or say that no button of ours carries that."""

import re
from datetime import date

from bot.turns import CannotDoError
from conversations.highlight import Section

_NUMBER = re.compile(r"[0-9]{1,9}")


def is_number(text: str) -> bool:
    """Up to nine of the digits 0 to 9. str.isdigit() is also true of "²", which int() does not take."""
    return _NUMBER.fullmatch(text) is not None


def number(text: str) -> int:
    """Raises CannotDoError."""
    if not is_number(text):
        raise stale()
    return int(text)


def day(text: str) -> date:
    """Raises CannotDoError."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise stale() from error


def section(text: str) -> Section:
    """Raises CannotDoError."""
    if text not in set(Section):
        raise stale()
    return Section(text)


def stale() -> CannotDoError:
    return CannotDoError("errors", "stale_button")
