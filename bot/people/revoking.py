"""Revoking a role, from the command line or with `/plan people revoke`."""

from sqlalchemy.orm import Session

from bot.roles import Role
from bot.turns import CannotDoError
from storage.models import OrganizationRow, PersonRow
from storage.people import memberships, organizations, role_changes
from storage.people.role_changes import Author


def revoke(session: Session, where: OrganizationRow, person: PersonRow, role: Role, author: Author) -> None:
    """Raises CannotDoError for a role not granted there, and for an organization's last plan manager."""
    managers = memberships.granted_nearest(session, where.id, {Role.PLAN_MANAGER})
    if role is Role.PLAN_MANAGER and [manager.id for manager in managers] == [person.id]:
        others = memberships.granted_above(session, where.id, {Role.PLAN_MANAGER})
        if not others:
            raise CannotDoError("people", "last_manager", name=person.name, organization=where.name)
    if role_changes.revoke(session, where.id, person.id, role, author):
        return
    lineage = organizations.lineage(session, where.id)
    places = role_changes.granted_in(session, person.id, lineage, role)
    above = [organizations.get(session, place).name for place in places]
    raise CannotDoError(
        "people", "not_granted", name=person.name, role=role.replace("_", " "), organization=where.name, above=above
    )
