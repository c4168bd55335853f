"""Who can own an action item: one full member of the workspace, and nobody else."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from bot.turns import Turn
from plans.leads import read_leads
from storage.models import PersonRow
from storage.people import people
from storage.people.people import role_key
from storage.plans.plans import PlanSummary


class BadOwnerError(Exception):
    """`part` is a sentence of prompts/messages/action_items.j2. The turn is rolled back."""

    def __init__(self, part: str, **values: str) -> None:
        super().__init__(part)
        self.part = part
        self.values = values


def member(turn: Turn, name: str) -> PersonRow:
    """By Slack id or handle. Raises BadOwnerError."""
    if not name:
        raise BadOwnerError("refuse_no_owner")
    members = people.people(turn.session, turn.by.workspace_id)
    key = name.casefold()
    match = _by_id_or_handle(members, name)
    if match is None:
        handles = [person.handle for person in members if person.active and not person.guest]
        close = get_close_matches(key, handles, n=1, cutoff=0.6)
        raise BadOwnerError("refuse_unknown", word=name, suggestion=f"@{close[0]}" if close else "")
    if match.guest:
        raise BadOwnerError("refuse_guest", name=match.name)
    if not match.active:
        raise BadOwnerError("refuse_left", name=match.name)
    return match


def _by_id_or_handle(everybody: Sequence[PersonRow], name: str) -> PersonRow | None:
    """An id is looked up first: somebody may have chosen another's id as their handle."""
    by_id = [person for person in everybody if person.slack_id == name]
    alike = by_id or [person for person in everybody if person.handle.casefold() == name.casefold()]
    active = [person for person in alike if person.active] or alike
    if len(active) > 1:
        raise BadOwnerError("refuse_several", word=name)
    return active[0] if active else None


# ---------------------------------------------------------------- named in words


def person_or_role(turn: Turn, plan: PlanSummary, name: str) -> tuple[PersonRow | None, str]:
    """The person, or the role. A role of the plan stays a role: whoever holds it has the item, also after they
    change. "All" and "to be determined" are nobody. What is none of these is kept as it was written."""
    if read_leads(name).nobody:
        return None, ""
    person = None if not name or _holds(turn, plan, name) else person_named(turn, plan, name)
    return person, "" if person else name


def helpers(turn: Turn, plan: PlanSummary, names: Iterable[str]) -> tuple[list[PersonRow], list[str]]:
    """Those who can be told, and names of others."""
    by_name = {name.strip(): person_named(turn, plan, name) for name in names if name.strip()}
    return [person for person in by_name.values() if person], [
        name for name, person in by_name.items() if person is None
    ]


def is_assignable(turn: Turn, plan: PlanSummary, name: str) -> bool:
    """Somebody holds this role, or is the only one called so."""
    return _holds(turn, plan, name) or person_named(turn, plan, name) is not None


def person_named(turn: Turn, plan: PlanSummary, name: str) -> PersonRow | None:
    """The one person of the workspace with this name or @handle; nobody where that may be two, or a guest."""
    alike = people.find_by_name(turn.session, plan.workspace_id, name.strip())
    return alike[0] if len(alike) == 1 and not alike[0].guest else None


def _holds(turn: Turn, plan: PlanSummary, role: str) -> bool:
    holders = people.holders_by_key(turn.session, plan.id).get(role_key(role), [])
    return any(holder.active for holder in holders)
