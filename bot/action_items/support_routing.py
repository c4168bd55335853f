"""Whom a request for support goes to when nobody was named, and when it is passed to the district."""

from collections.abc import Sequence

from bot.permissions.roles import Role
from bot.turns import CannotDoError, Turn
from storage.items.support_changes import Provider
from storage.items.support_values import Support
from storage.models import PersonRow
from storage.people import memberships, organizations
from storage.plans import plans

NOUN = "supports"


def leaders(turn: Turn, plan_id: int, asker_id: int) -> Provider | None:
    """The nearest leaders other than the asker, all at once: the plan's, else the district's. None without any."""
    organization_id = plans.summary(turn.session, plan_id).organization_id
    nearest = memberships.nearest_others(turn.session, organization_id, {Role.LEADER}, asker_id)
    if nearest is None:
        return None
    place, people = nearest
    return _all(people, place if place != organization_id else None)


def leaders_above(turn: Turn, support: Support) -> Provider:
    """The leaders of the district, or of the nearest organization above it. Raises CannotDoError without any."""
    place, people = nearest_above(turn, support.organization_id)
    if not people:
        raise CannotDoError(NOUN, "trouble_no_leader_above")
    return _all(people, place)


def nearest_above(turn: Turn, organization_id: int) -> tuple[int | None, Sequence[PersonRow]]:
    """The nearest organization above that has leaders other than the person of the turn, and who they are."""
    parent_id = organizations.get(turn.session, organization_id).parent_id
    nearest = memberships.nearest_others(turn.session, parent_id, {Role.LEADER}, turn.by.id) if parent_id else None
    return nearest or (None, ())


def named(turn: Turn, organization_id: int, person: PersonRow) -> Provider:
    """One person, for the organization above that they lead, if they do."""
    place, people = nearest_above(turn, organization_id)
    leads_it = any(leader.id == person.id for leader in people)
    return Provider(person_id=person.id, organization_id=place if leads_it else None)


def _all(people: Sequence[PersonRow], place: int | None) -> Provider:
    first, *others = people
    return Provider(person_id=first.id, organization_id=place, others=tuple(other.id for other in others))
