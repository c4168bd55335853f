"""Granting and revoking a role, from the command line or with `/plan people grant` and `/plan people revoke`."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot import addressees, which_plan
from bot.messages import notices
from bot.messages import people as messages
from bot.permissions.guards import AccessRule
from bot.permissions.plan_rules import permitted
from bot.permissions.roles import Permission, Role
from bot.slack.blocks import MessageContent
from bot.slack.payloads import Command
from bot.turns import CannotDoError, Turn
from storage.models import OrganizationRow, PersonRow
from storage.people import memberships, organizations, role_changes
from storage.people.role_changes import Author
from storage.plans.plans import PlanSummary


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


# ---------------------------------------------------------------- /plan people grant, /plan people revoke


@dataclass(frozen=True, slots=True)
class TypedRole:
    """`leader @dana bethel`, as it was typed after /plan people grant or revoke."""

    role: Role
    words: str
    channel: str

    @classmethod
    def to_grant(cls, command: Command, words: str) -> "TypedRole":
        return cls._typed(command, words, "grant_how")

    @classmethod
    def to_revoke(cls, command: Command, words: str) -> "TypedRole":
        return cls._typed(command, words, "revoke_how")

    @classmethod
    def _typed(cls, command: Command, words: str, how: str) -> "TypedRole":
        word, _, rest = words.partition(" ")
        role = word.casefold().replace("-", "_")
        if role not in set(Role):
            raise CannotDoError(messages.NOUN, how, roles=[each.replace("_", " ") for each in Role])
        return cls(Role(role), rest.strip(), command.channel)


@dataclass(frozen=True, slots=True)
class RoleHolder:
    person: PersonRow
    plan: PlanSummary


def _holder(turn: Turn, typed: TypedRole, *, anybody: bool) -> RoleHolder:
    person, name = addressees.person_first(turn, typed.words, anybody=anybody)
    plan = which_plan.find(turn, name, typed.channel)
    return RoleHolder(person, permitted(turn, Permission.ASSIGN_ROLES, plan))


GRANTABLE: AccessRule[TypedRole, RoleHolder] = AccessRule(
    Permission.ASSIGN_ROLES, lambda turn, typed: _holder(turn, typed, anybody=False)
)
"""The full member who gets a role, and the plan in whose organization."""
REVOCABLE: AccessRule[TypedRole, RoleHolder] = AccessRule(
    Permission.ASSIGN_ROLES, lambda turn, typed: _holder(turn, typed, anybody=True)
)
"""The person whose role is to be revoked, who may have left, and the plan in whose organization."""


def grant_by_command(turn: Turn, _command: Command, typed: TypedRole, holder: RoleHolder) -> MessageContent:
    where, role = organizations.get(turn.session, holder.plan.organization_id), typed.role
    author = Author(at=turn.now, person_id=turn.by.id)
    role_changes.grant(turn.session, where.id, holder.person.id, role, author)
    return _answer("granted", holder, where, role)


def revoke_by_command(turn: Turn, _command: Command, typed: TypedRole, holder: RoleHolder) -> MessageContent:
    where, role = organizations.get(turn.session, holder.plan.organization_id), typed.role
    revoke(turn.session, where, holder.person, role, Author(at=turn.now, person_id=turn.by.id))
    return _answer("revoked", holder, where, role)


def _answer(part: str, holder: RoleHolder, where: OrganizationRow, role: Role) -> MessageContent:
    name, words = holder.person.name, role.replace("_", " ")
    return notices.sentence(messages.NOUN, part, name=name, role=words, organization=where.name)
