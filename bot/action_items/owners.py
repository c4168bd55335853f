"""Who can own an action item: a full member of the workspace."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from bot.turns import Turn
from plans.leads import read_leads
from storage.models import PersonRow
from storage.people import people, role_holders
from storage.people.role_holders import role_key
from storage.plans.plans import PlanSummary


class BadOwnerError(Exception):
    """This person cannot own an item. `part` names a block of prompts/messages/action_items.j2."""

    def __init__(self, part: str, **values: str) -> None:
        super().__init__(part)
        self.part = part
        self.values = values


def member(turn: Turn, name: str) -> PersonRow:
    """The full member with this Slack id or handle. Raises BadOwnerError."""
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
    """Ids win over handles, because someone may have chosen another person's id as their handle."""
    by_id = [person for person in everybody if person.slack_id == name]
    alike = by_id or [person for person in everybody if person.handle.casefold() == name.casefold()]
    active = [person for person in alike if person.active] or alike
    if len(active) > 1:
        raise BadOwnerError("refuse_several", word=name)
    return active[0] if active else None


# ---------------------------------------------------------------- named in words


def person_or_role(turn: Turn, plan: PlanSummary, name: str) -> tuple[PersonRow | None, str]:
    """The person and an empty text, or None and the role.

    A role of the plan stays a role, so that the item follows its holders. "All" and "to be determined" name no one.
    Other text is returned unchanged as the role.
    """
    if read_leads(name).nobody:
        return None, ""
    person = None if not name or _holds(turn, plan, name) else person_named(turn, plan, name)
    return person, "" if person else name


def helpers(turn: Turn, plan: PlanSummary, names: Iterable[str]) -> tuple[list[PersonRow], list[str]]:
    """The people among these names, and the names that match no one."""
    by_name = {name.strip(): person_named(turn, plan, name) for name in names if name.strip()}
    return [person for person in by_name.values() if person], [
        name for name, person in by_name.items() if person is None
    ]


def is_assignable(turn: Turn, plan: PlanSummary, name: str) -> bool:
    """Whether someone holds this role, or exactly one person has this name."""
    return _holds(turn, plan, name) or person_named(turn, plan, name) is not None


def person_named(turn: Turn, plan: PlanSummary, name: str) -> PersonRow | None:
    """The person with this name or @handle. None if several people match, or a guest."""
    alike = people.find_by_name(turn.session, plan.workspace_id, name.strip())
    return alike[0] if len(alike) == 1 and not alike[0].guest else None


def _holds(turn: Turn, plan: PlanSummary, role: str) -> bool:
    holders = role_holders.by_key(turn.session, plan.id).get(role_key(role), [])
    return any(holder.active for holder in holders)
