"""Finds people in typed text, by mention or handle."""

import re

from bot.turns import CannotDoError, Turn
from storage.models import PersonRow
from storage.people import people

_MENTION = re.compile(r"<@(?P<id>[UW][A-Z0-9]+)(?:\|[^<>]*)?>|(?<!\S)@(?P<handle>[\w.-]+)")


def person_first(turn: Turn, words: str, *, anybody: bool = False) -> tuple[PersonRow, str]:
    """The person a text begins with, and the rest. `anybody` includes guests and people who left.

    Raises CannotDoError.
    """
    match = _MENTION.match(words)
    if match is None:
        raise CannotDoError("people", "name_somebody")
    return _person(turn, match, anybody=anybody), words[match.end() :].strip()


def extract_person(turn: Turn, words: str) -> tuple[PersonRow | None, str]:
    """The first person named in a text, or None, and the text without the name. Raises CannotDoError."""
    match = _MENTION.search(words)
    if match is None:
        return None, words
    return _person(turn, match), f"{words[: match.start()]} {words[match.end() :]}".strip()


def _person(turn: Turn, match: re.Match[str], *, anybody: bool = False) -> PersonRow:
    person = (
        people.person(turn.session, turn.by.workspace_id, match["id"])
        if match["id"]
        else people.by_handle(turn.session, turn.by.workspace_id, match["handle"])
    )
    if person is None or not (anybody or (person.active and not person.guest)):
        raise CannotDoError("people", "nobody_of_that_name")
    return person
