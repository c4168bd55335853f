"""Who can own an action item: one full member of the workspace, and nobody else."""

from collections.abc import Iterable
from difflib import get_close_matches

from bot.turns import Turn
from plans.leads import read_leads
from storage import people
from storage.models import Person
from storage.people import role_key
from storage.plans import PlanSummary


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


# ---------------------------------------------------------------- named in words


def named(turn: Turn, plan: PlanSummary, name: str) -> tuple[Person | None, str]:
    """The person, or the role. A role of the plan stays a role: whoever holds it has the item, also after they
    change. "All" and "to be determined" are nobody. What is none of these is kept as it was written."""
    if read_leads(name).nobody:
        return None, ""
    person = None if not name or _holds(turn, plan, name) else called(turn, plan, name)
    return person, "" if person else name


def helpers(turn: Turn, plan: PlanSummary, names: Iterable[str]) -> tuple[list[Person], list[str]]:
    """Those who can be told, and names of others."""
    found = {name.strip(): called(turn, plan, name) for name in names if name.strip()}
    return [one for one in found.values() if one], [name for name, one in found.items() if one is None]


def stands_behind(turn: Turn, plan: PlanSummary, name: str) -> bool:
    """Somebody holds this role, or is the only one called so."""
    return _holds(turn, plan, name) or called(turn, plan, name) is not None


def called(turn: Turn, plan: PlanSummary, name: str) -> Person | None:
    """The one person of the workspace with this name or handle."""
    key = role_key(name).removeprefix("@")
    members = [one for one in people.people(turn.session, plan.workspace_id) if one.active and not one.guest]
    found = [one for one in members if key in (role_key(one.name), one.handle.casefold())]
    return found[0] if len(found) == 1 else None


def _holds(turn: Turn, plan: PlanSummary, role: str) -> bool:
    holders = people.holders_by_key(turn.session, plan.id).get(role_key(role), [])
    return any(holder.active for holder in holders)
