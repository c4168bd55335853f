"""Renders docs/roles.md from the tables of permissions."""

from collections.abc import Mapping
from typing import Any

import prompts
from bot import routes
from bot.permissions.guards import Guard, Whose
from bot.permissions.roles import ALLOWED, FROM_ABOVE, Permission, Role
from bot.routes import subcommands
from bot.routing.route import Route
from prompts import plain

NOUN = "roles"


def render() -> str:
    kinds = [
        ("Commands", _entries({f"/plan {name}": each.guard for name, each in subcommands.SUBCOMMANDS.items()})),
        ("Shortcuts", _entries(_guards(routes.SHORTCUTS))),
        ("Buttons and menus", _entries(_guards(routes.BUTTONS))),
        ("Forms", _entries(_guards(routes.FORMS))),
    ]
    permissions = [(_permission(permission), [_mark(permission, role) for role in Role]) for permission in Permission]
    roles = [plain(NOUN, "role", role=role) for role in Role]
    from_above = [_permission(permission) for permission in Permission if permission in FROM_ABOVE]
    tables = {"permissions": permissions, "from_above": from_above, "kinds": kinds}
    return prompts.document("roles.md", roles=roles, **tables).strip() + "\n"


def _entries(table: Mapping[Any, Guard]) -> list[tuple[str, str]]:
    return [(str(name), who(guard)) for name, guard in table.items()]


def _guards(table: Mapping[Any, Route]) -> dict[str, Guard]:
    return {str(name): route.guard for name, route in table.items()}


def who(guard: Guard) -> str:
    """Those whom the guard lets through, in words."""
    if isinstance(guard, Whose):
        return plain(
            NOUN, "whose", whose=guard, may={permission.value: _roles(permission) for permission in Permission}
        )
    return f"{_permission(guard)}: {_roles(guard)}"


def _roles(permission: Permission) -> str:
    return ", ".join(plain(NOUN, "role", role=role) for role in Role if role in ALLOWED[permission])


def _permission(permission: Permission) -> str:
    return plain(NOUN, "permission", permission=permission)


def _mark(permission: Permission, role: Role) -> str:
    return "yes" if role in ALLOWED[permission] else ""
