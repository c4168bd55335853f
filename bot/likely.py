"""Which commands `/plan help` offers to a person: those their roles allow, the likeliest first."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.permissions.guards import Guard, Whose
from bot.permissions.roles import ALLOWED, Permission, Role

LIKELIEST: Mapping[Role, Sequence[str]] = MappingProxyType(
    {
        Role.PLAN_MANAGER: ("people", "checkin", "status"),
        Role.LEADER: ("mine", "status", "minutes"),
        Role.COACH: ("mine", "coach", "status"),
        Role.STAFF: ("mine", "report", "assign"),
        Role.VIEWER: ("status", "coverage", "agenda"),
    }
)
"""By role. A person with several roles has those of the first."""
WITHOUT_ROLE = ("mine", "reminders", "hours")
ADMINISTERING = ("setup", "mine", "reminders")
"""For an owner or admin of the workspace without a role."""


def likeliest(roles: frozenset[Role], *, may_set_up: bool) -> Sequence[str]:
    """The three commands that are offered as buttons."""
    without_role = ADMINISTERING if may_set_up else WITHOUT_ROLE
    return next((names for role, names in LIKELIEST.items() if role in roles), without_role)


def allowed(guards: Mapping[str, Guard], roles: frozenset[Role], *, may_set_up: bool) -> list[str]:
    """The commands that one of the roles allows, and those that are everybody's."""
    return [name for name, guard in guards.items() if _is_allowed(guard, roles, may_set_up=may_set_up)]


def _is_allowed(guard: Guard, roles: frozenset[Role], *, may_set_up: bool) -> bool:
    if isinstance(guard, Permission):
        return bool(roles & ALLOWED[guard])
    return may_set_up or guard is not Whose.SETUP
