"""Whose initiatives a command or a button means, and who may see or change them: a role there or above decides."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot import as_of
from bot.messages.initiatives import NOUN, InitiativePointer, InventoryPointer
from bot.permissions import roles
from bot.permissions.guards import AccessRule
from bot.permissions.roles import ALLOWED, Permission
from bot.slack.button_values import StaleValueError
from bot.slack.payloads import Command
from bot.turns import CannotDoError, RefusedError, Turn
from plans.dates import read_past
from plans.initiatives import Initiative
from plans.item_progress import Day
from storage.initiatives import inventory
from storage.models import OrganizationRow
from storage.people import memberships, organization_tree, organizations
from storage.people.organization_tree import Tree, TreePlace

_LEVELS = ("school", "district", "state")
LISTED_NAMES = 10


@dataclass(frozen=True, slots=True)
class InitiativesQuestion:
    """What was typed after /plan initiatives."""

    name: str = ""
    """Part of the organization's name, or its level; empty for the person's own."""
    as_of: str = ""

    @classmethod
    def typed(cls, _command: Command, words: str) -> "InitiativesQuestion":
        return cls(*as_of.split(words))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenInventory:
    """An organization whose initiatives this person may see."""

    organization_id: int
    name: str
    workspace_id: str
    time_zone: str
    day: Day
    may_change: bool
    """Only for the list as it is today."""


@dataclass(frozen=True, slots=True)
class ChosenInitiative:
    initiative: Initiative
    owned_by: ChosenInventory
    """The organization on whose list it is."""


def _named(turn: Turn, question: InitiativesQuestion) -> ChosenInventory:
    on = read_past(question.as_of, turn.now.date()) if question.as_of else None
    tree = organization_tree.as_of(turn.session, turn.by.workspace_id, on)
    everywhere = _largest(tree, list(tree.values()))
    meant = _matching(tree, question.name) if question.name else _own(turn, tree) or everywhere
    if not meant:
        names = sorted(place.name for place in _own(turn, tree))[:LISTED_NAMES]
        raise CannotDoError(NOUN, "unknown", name=question.name, names=names)
    allowed = [place for place in meant if _may(turn, Permission.SEE_INITIATIVES, place.id)]
    if not allowed:
        raise _not_allowed(Permission.SEE_INITIATIVES, meant[0].name)
    largest = _largest(tree, allowed)
    if len(largest) > 1:
        raise CannotDoError(NOUN, "which", names=[place.name for place in largest[:LISTED_NAMES]])
    row = organizations.get(turn.session, largest[0].id)
    return _chosen(turn, row, largest[0].name, as_of.day(question.as_of, turn, row))


def _own(turn: Turn, tree: Tree) -> list[TreePlace]:
    """Where the person has a role."""
    ids = memberships.organizations_of(turn.session, turn.by.id)
    return [place for place in tree.values() if place.id in ids]


def _matching(tree: Tree, name: str) -> list[TreePlace]:
    """By the whole name if one has it, else by a part of it or by the level."""
    words = name.casefold()
    if words in _LEVELS:
        return [place for place in tree.values() if place.level == words]
    whole = [place for place in tree.values() if place.name.casefold() == words]
    return whole or [place for place in tree.values() if words in place.name.casefold()]


def _largest(tree: Tree, places: Sequence[TreePlace]) -> list[TreePlace]:
    """Those that are not below another one of them."""
    ids = {place.id for place in places}
    return [place for place in places if not ids.intersection(organization_tree.lineage(tree, place.id)[1:])]


def _may(turn: Turn, permission: Permission, organization_id: int) -> bool:
    return roles.may_in(turn.session, turn.by, permission, organization_id)


def _not_allowed(permission: Permission, organization: str) -> RefusedError:
    return RefusedError("errors", "not_allowed", roles=sorted(ALLOWED[permission]), organization=organization)


def _chosen(turn: Turn, row: OrganizationRow, name: str, day: Day) -> ChosenInventory:
    may_change = not day.is_over and _may(turn, Permission.CHANGE_INITIATIVES, row.id)
    return ChosenInventory(
        organization_id=row.id,
        name=name,
        workspace_id=row.workspace_id,
        time_zone=row.time_zone,
        day=day,
        may_change=may_change,
    )


def _today(turn: Turn, row: OrganizationRow) -> Day:
    return Day(turn.today(row.time_zone), is_over=False)


def _organization(turn: Turn, organization_id: int) -> OrganizationRow:
    """In the person's workspace. Raises StaleValueError."""
    try:
        row = organizations.get(turn.session, organization_id)
    except LookupError as error:
        raise StaleValueError from error
    if row.workspace_id != turn.by.workspace_id:
        raise StaleValueError
    return row


def _pointed_at(turn: Turn, pointer: InventoryPointer, permission: Permission) -> ChosenInventory:
    row = _organization(turn, pointer.organization_id)
    if not _may(turn, permission, row.id):
        raise _not_allowed(permission, row.name)
    return _chosen(turn, row, row.name, Day.seen_from(turn.today(row.time_zone), pointer.as_of))


def _initiative(turn: Turn, pointer: InitiativePointer) -> tuple[Initiative, OrganizationRow]:
    """As of today. Raises CannotDoError for one that was removed."""
    row = _organization(turn, inventory.owner_of(turn.session, pointer.initiative_id))
    initiative = inventory.find(turn.session, pointer.initiative_id, turn.today(row.time_zone))
    if initiative is None:
        raise CannotDoError(NOUN, "removed_before")
    return initiative, row


def _readable(turn: Turn, pointer: InitiativePointer) -> ChosenInitiative:
    """For people with a role in the organization on whose list it is, or where it runs."""
    initiative, row = _initiative(turn, pointer)
    places = {row.id, *initiative.facts.place_ids}
    if row.id in initiative.facts.place_ids:
        places |= memberships.organizations_of(turn.session, turn.by.id) & _below(turn, row)
    if not any(_may(turn, Permission.SEE_INITIATIVES, place) for place in places):
        raise _not_allowed(Permission.SEE_INITIATIVES, row.name)
    return ChosenInitiative(initiative, _chosen(turn, row, row.name, _today(turn, row)))


def _below(turn: Turn, row: OrganizationRow) -> set[int]:
    tree = organization_tree.as_of(turn.session, row.workspace_id)
    return {place for place in tree if row.id in organization_tree.lineage(tree, place)}


def _changeable(turn: Turn, pointer: InitiativePointer) -> ChosenInitiative:
    initiative, row = _initiative(turn, pointer)
    if not _may(turn, Permission.CHANGE_INITIATIVES, row.id):
        raise _not_allowed(Permission.CHANGE_INITIATIVES, row.name)
    return ChosenInitiative(initiative, _chosen(turn, row, row.name, _today(turn, row)))


INVENTORY_NAMED: AccessRule[InitiativesQuestion, ChosenInventory] = AccessRule(Permission.SEE_INITIATIVES, _named)
INVENTORY: AccessRule[InventoryPointer, ChosenInventory] = AccessRule(
    Permission.SEE_INITIATIVES, lambda turn, pointer: _pointed_at(turn, pointer, Permission.SEE_INITIATIVES)
)
CHANGEABLE_INVENTORY: AccessRule[InventoryPointer, ChosenInventory] = AccessRule(
    Permission.CHANGE_INITIATIVES, lambda turn, pointer: _pointed_at(turn, pointer, Permission.CHANGE_INITIATIVES)
)
INITIATIVE: AccessRule[InitiativePointer, ChosenInitiative] = AccessRule(Permission.SEE_INITIATIVES, _readable)
CHANGEABLE_INITIATIVE: AccessRule[InitiativePointer, ChosenInitiative] = AccessRule(
    Permission.CHANGE_INITIATIVES, _changeable
)
