"""Which plans a network has on a day: those of the organizations that were below another one then."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from plans.item_progress import Day
from storage.models import OrganizationRow
from storage.people import organization_tree
from storage.people.organization_tree import Tree, TreePlace
from storage.plans import own_practices, plans

SCHOOL = "school"
"""The level of the organizations that are counted as schools."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkScope:
    organization: TreePlace
    """The one whose network it is, as it was on the day."""
    time_zone: str
    day: Day
    schools: Mapping[int, TreePlace]
    """By the ids of their plans: the schools below it that had one, in the order of their names."""
    districts: Mapping[int, TreePlace]
    """In the same way, the organizations below it that are no schools."""
    own_practices: Mapping[str, str]
    """The names of the codes that it, or an organization above it, added under the twelve practices."""
    above: Mapping[int, int]
    """By the ids of the schools' plans: that of the nearest organization above that had one. Some have none."""


def read(session: Session, team_id: str, organization_id: int, day: Day) -> NetworkScope | None:
    """None if the organization was not there on the day. Closed organizations are no part of it."""
    tree = organization_tree.as_of(session, team_id, day.on if day.is_over else None)
    organization = tree.get(organization_id)
    if organization is None:
        return None
    plan_ids = plans.of_day(session, team_id, day.on)
    below = [place for place in tree.values() if place.id in plan_ids and _is_below(tree, place, organization_id)]
    with_plans = {plan_ids[place.id]: place for place in sorted(below, key=lambda place: place.name)}
    schools = {plan_id: place for plan_id, place in with_plans.items() if place.level == SCHOOL}
    return NetworkScope(
        organization=organization,
        time_zone=session.get_one(OrganizationRow, organization_id).time_zone,
        day=day,
        schools=schools,
        districts={plan_id: place for plan_id, place in with_plans.items() if plan_id not in schools},
        own_practices=own_practices.names(session, organization_id, day.on),
        above=_above(tree, schools, plan_ids),
    )


def _is_below(tree: Tree, place: TreePlace, organization_id: int) -> bool:
    return place.id != organization_id and organization_id in organization_tree.lineage(tree, place.id)


def _above(tree: Tree, schools: Mapping[int, TreePlace], plan_ids: Mapping[int, int]) -> dict[int, int]:
    above = {}
    for plan_id, place in schools.items():
        organizations = [id_ for id_ in organization_tree.lineage(tree, place.id)[1:] if id_ in plan_ids]
        if organizations:
            above[plan_id] = plan_ids[organizations[0]]
    return above
