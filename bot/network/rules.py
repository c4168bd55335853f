"""Whose network a command or a button means, and who may see its counts: a role there or above it decides."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot import as_of
from bot.messages.network import NetworkPointer
from bot.permissions import roles
from bot.permissions.guards import AccessRule
from bot.permissions.roles import ALLOWED, Permission
from bot.slack.button_values import StaleValueError
from bot.slack.payloads import Command
from bot.turns import CannotDoError, RefusedError, Turn
from plans.dates import read_past
from plans.item_progress import Day
from plans.network import NetworkBy
from storage.models import OrganizationRow
from storage.people import organization_tree, organizations
from storage.people.organization_tree import Tree, TreePlace

NOUN = "network"
EVERYTHING = "network"
"""The word for the largest network that a person may see."""
_LEVELS = ("district", "state")
_BY = re.compile(r"\b(?:by\s+)?(practices?|schools?|goals?|objectives?)\s*$", re.IGNORECASE)


_VIEWS = {by.value: by for by in NetworkBy} | {"objective": NetworkBy.GOAL}


@dataclass(frozen=True, slots=True)
class NetworkQuestion:
    """What was typed after /plan network."""

    name: str = ""
    """Part of the organization's name, or its level; empty for the largest network."""
    by: NetworkBy = NetworkBy.PRACTICE
    as_of: str = ""

    @classmethod
    def typed(cls, _command: Command, words: str) -> "NetworkQuestion":
        rest, day = as_of.split(words)
        by = _BY.search(rest)
        view = _VIEWS[by[1].lower().removesuffix("s")] if by else NetworkBy.PRACTICE
        name = _BY.sub("", rest).strip()
        return cls("" if name.casefold() == EVERYTHING else name, view, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenNetwork:
    organization_id: int
    name: str
    """As of the day."""
    day: Day


def is_network(turn: Turn, question: NetworkQuestion) -> bool:
    """Whether the words mean an organization with others below it."""
    return bool(_matching(_networks(_tree(turn, question)), question.name))


def _tree(turn: Turn, question: NetworkQuestion) -> Tree:
    on = read_past(question.as_of, turn.now.date()) if question.as_of else None
    return organization_tree.as_of(turn.session, turn.by.workspace_id, on)


def _networks(tree: Tree) -> list[TreePlace]:
    above = {place.parent_id for place in tree.values()}
    return [place for place in tree.values() if place.id in above]


def named(turn: Turn, question: NetworkQuestion, permission: Permission = Permission.SEE_NETWORK) -> ChosenNetwork:
    """The largest network that the words mean and in which the person has the permission."""
    tree = _tree(turn, question)
    networks = _networks(tree)
    meant = _matching(networks, question.name)
    if not meant:
        raise CannotDoError(NOUN, "unknown", name=question.name, names=[place.name for place in networks])
    allowed = [place for place in meant if roles.may_in(turn.session, turn.by, permission, place.id)]
    if not allowed:
        names = sorted(ALLOWED[permission])
        raise RefusedError(
            "errors", "not_allowed", organization_id=meant[0].id, roles=names, organization=meant[0].name
        )
    largest = _largest(tree, allowed)
    if len(largest) > 1:
        raise CannotDoError(NOUN, "which", names=[place.name for place in largest])
    return _chosen(turn, largest[0], question.as_of)


def _matching(networks: Sequence[TreePlace], name: str) -> list[TreePlace]:
    """By the whole name if one has it, else by a part of it or by the level."""
    words = name.casefold()
    if words in _LEVELS:
        return [place for place in networks if place.level == words]
    whole = [place for place in networks if place.name.casefold() == words]
    return whole or [place for place in networks if words in place.name.casefold()]


def _largest(tree: Tree, places: Sequence[TreePlace]) -> list[TreePlace]:
    """Those that are not below another one of them."""
    ids = {place.id for place in places}
    return [place for place in places if not ids.intersection(organization_tree.lineage(tree, place.id)[1:])]


def _chosen(turn: Turn, place: TreePlace, day: str) -> ChosenNetwork:
    in_zone = organizations.get(turn.session, place.id)
    return ChosenNetwork(organization_id=place.id, name=place.name, day=as_of.day(day, turn, in_zone))


def _pointed_at(permission: Permission) -> Callable[[Turn, NetworkPointer], ChosenNetwork]:
    """As of the day of the table."""

    def lookup(turn: Turn, pointer: NetworkPointer) -> ChosenNetwork:
        row = permitted(turn, permission, pointer.organization_id)
        day = Day.seen_from(turn.today(row.time_zone), pointer.as_of)
        return ChosenNetwork(organization_id=row.id, name=row.name, day=day)

    return lookup


def permitted(turn: Turn, permission: Permission, organization_id: int) -> OrganizationRow:
    """The organization, if the person's role there or above it allows this. Raises CannotDoError."""
    try:
        row = organizations.get(turn.session, organization_id)
    except LookupError as error:
        raise StaleValueError from error
    if row.workspace_id != turn.by.workspace_id:
        raise StaleValueError
    if not roles.may_in(turn.session, turn.by, permission, row.id):
        names = sorted(ALLOWED[permission])
        raise RefusedError("errors", "not_allowed", organization_id=row.id, roles=names, organization=row.name)
    return row


NETWORK_NAMED: AccessRule[NetworkQuestion, ChosenNetwork] = AccessRule(Permission.SEE_NETWORK, named)
NETWORK: AccessRule[NetworkPointer, ChosenNetwork] = AccessRule(
    Permission.SEE_NETWORK, _pointed_at(Permission.SEE_NETWORK)
)
HELPED_NETWORK: AccessRule[NetworkPointer, ChosenNetwork] = AccessRule(
    Permission.HELP_SCHOOLS, _pointed_at(Permission.HELP_SCHOOLS)
)
