"""Which commands `/plan help` offers to a person: those their roles allow, the likeliest first."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.guards import Guard
from bot.roles import ALLOWED, Permission, Role

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


def likeliest(roles: frozenset[Role]) -> Sequence[str]:
    """The three commands that are offered as buttons."""
    return next((names for role, names in LIKELIEST.items() if role in roles), WITHOUT_ROLE)


def allowed(guards: Mapping[str, Guard], roles: frozenset[Role]) -> list[str]:
    """The commands that one of the roles allows, and those that are everybody's."""
    return [name for name, guard in guards.items() if not isinstance(guard, Permission) or roles & ALLOWED[guard]]
