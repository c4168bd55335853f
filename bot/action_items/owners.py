"""Who can own an action item: one full member of the workspace, and nobody else."""

from difflib import get_close_matches

from bot.turns import Turn
from storage import people
from storage.models import Person


class BadOwnerError(Exception):
    """`part` is a sentence of prompts/messages/action_items.j2. The turn is rolled back."""

    def __init__(self, part: str, **values: str) -> None:
        super().__init__(part)
        self.part = part
        self.values = values


def member(turn: Turn, wanted: str) -> Person:
    """By Slack id or handle. Raises BadOwnerError."""
    if not wanted:
        raise BadOwnerError("refuse_no_owner")
    known = people.people(turn.session, turn.by.workspace_id)
    key = wanted.casefold()
    found = next((person for person in known if key in (person.slack_id.casefold(), person.handle.casefold())), None)
    if found is None:
        handles = [person.handle for person in known if person.active and not person.guest]
        close = get_close_matches(key, handles, n=1, cutoff=0.6)
        raise BadOwnerError("refuse_unknown", word=wanted, suggestion=f"@{close[0]}" if close else "")
    if found.guest:
        raise BadOwnerError("refuse_guest", name=found.name)
    if not found.active:
        raise BadOwnerError("refuse_left", name=found.name)
    return found
