"""Whom a request for support goes to when nobody was named, and when it is passed to the district."""

from bot.roles import Role
from bot.turns import CannotDoError, Turn
from storage.items.support_changes import Provider
from storage.items.supports import Support
from storage.people import memberships, organizations
from storage.plans import plans

NOUN = "supports"


def leader(turn: Turn, plan_id: int, asker_id: int) -> Provider | None:
    """The nearest leader other than the asker: the plan's, else the district's. None if there is no other leader."""
    organization_id = plans.summary(turn.session, plan_id).organization_id
    nearest = memberships.nearest_other(turn.session, organization_id, {Role.LEADER}, asker_id)
    if nearest is None:
        return None
    place, person = nearest
    return Provider(person_id=person.id, organization_id=place if place != organization_id else None)


def leader_above(turn: Turn, support: Support) -> Provider:
    """The leader of the district, or of the nearest organization above it. Raises CannotDoError without one."""
    parent_id = organizations.get(turn.session, support.organization_id).parent_id
    nearest = memberships.nearest_other(turn.session, parent_id, {Role.LEADER}, turn.by.id) if parent_id else None
    if nearest is None:
        raise CannotDoError(NOUN, "trouble_no_leader_above")
    place, person = nearest
    return Provider(person_id=person.id, organization_id=place)
