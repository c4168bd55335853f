"""Which plans a network has on a day: those of the organizations that were below another one then."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from plans.item_progress import Day
from storage.models import OrganizationRow
from storage.people import organization_tree
from storage.people.organization_tree import Tree, TreePlace
from storage.plans import plans


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkScope:
    organization: TreePlace
    """The one whose network it is, as it was on the day."""
    time_zone: str
    day: Day
    schools: Mapping[int, TreePlace]
    """By the ids of their plans: the organizations below it that had one, in the order of their names."""


def read(session: Session, team_id: str, organization_id: int, day: Day) -> NetworkScope | None:
    """None if the organization was not there on the day. Closed organizations are no part of it."""
    tree = organization_tree.as_of(session, team_id, day.on if day.is_over else None)
    organization = tree.get(organization_id)
    if organization is None:
        return None
    below = {place.id: place for place in tree.values() if _is_below(tree, place, organization_id)}
    plan_ids = plans.of_day(session, team_id, day.on)
    schools = {plan_ids[id_]: below[id_] for id_ in sorted(below, key=lambda id_: below[id_].name) if id_ in plan_ids}
    time_zone = session.get_one(OrganizationRow, organization_id).time_zone
    return NetworkScope(organization=organization, time_zone=time_zone, day=day, schools=schools)


def _is_below(tree: Tree, place: TreePlace, organization_id: int) -> bool:
    return place.id != organization_id and organization_id in organization_tree.lineage(tree, place.id)
