"""Which plans a network has on a day: those of the organizations that were below another one then."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from plans.item_progress import Day
from plans.time_zones import zone_named
from storage.models import OrganizationRow
from storage.people import organization_tree
from storage.people.organization_tree import Tree, TreePlace
from storage.plans import own_practices, plans
from storage.rows import rows

SCHOOL = "school"
"""The level of the organizations that are counted as schools."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkScope:
    organization: TreePlace
    """The one whose network it is, as it was on the day."""
    day: Day
    schools: Mapping[int, TreePlace]
    """By the ids of their plans: the schools below it that had one, in the order of their names."""
    districts: Mapping[int, TreePlace]
    """In the same way, the organizations below it that are no schools."""
    own_practices: Mapping[str, str]
    """The names of the codes that it, or an organization above it, added under the twelve practices."""
    above: Mapping[int, int]
    """By the ids of the schools' plans: that of the nearest organization above that had one. Some have none."""
    elsewhere: Mapping[int, Day] = field(default_factory=dict)
    """By the ids of plans: the day where it is another one just now, in a time zone east or west of the network's."""

    def by_day(self, plan_ids: Collection[int]) -> Sequence[tuple[Day, Collection[int]]]:
        """The plans by the day as of which each is counted. In daylight that is one day for all."""
        if not self.elsewhere:
            return [(self.day, plan_ids)]
        of_day: dict[Day, list[int]] = {}
        for plan_id in plan_ids:
            of_day.setdefault(self.elsewhere.get(plan_id, self.day), []).append(plan_id)
        return list(of_day.items())


def read(
    session: Session, team_id: str, organization_id: int, day: Day, now: datetime | None = None
) -> NetworkScope | None:
    """None if the organization was not there on the day. Closed organizations are no part of it.

    Of today, each school counts by its own today: pass `now`.
    """
    tree = organization_tree.as_of(session, team_id, day.on if day.is_over else None)
    organization = tree.get(organization_id)
    if organization is None:
        return None
    plan_ids = plans.of_day(session, team_id, day.on)
    below = [place for place in tree.values() if place.id in plan_ids and _is_below(tree, place, organization_id)]
    places = {plan_ids[place.id]: place.id for place in below}
    with_plans = {plan_ids[place.id]: place for place in sorted(below, key=lambda place: place.name)}
    schools = {plan_id: place for plan_id, place in with_plans.items() if place.level == SCHOOL}
    return NetworkScope(
        organization=organization,
        day=day,
        schools=schools,
        districts={plan_id: place for plan_id, place in with_plans.items() if plan_id not in schools},
        own_practices=own_practices.names(session, organization_id, day.on),
        above=_above(tree, schools, plan_ids),
        elsewhere={} if now is None or day.is_over else _elsewhere(session, places, day, now),
    )


def _elsewhere(session: Session, places: Mapping[int, int], day: Day, now: datetime) -> dict[int, Day]:
    """`places` are the organizations' ids by those of their plans."""
    statement = select(OrganizationRow.id, OrganizationRow.time_zone).where(OrganizationRow.id.in_(places.values()))
    zones: dict[int, str] = {row.id: row.time_zone for row in rows(session, statement)}
    today = {zone: now.astimezone(zone_named(zone)).date() for zone in set(zones.values())}
    todays = {plan_id: today[zones[place_id]] for plan_id, place_id in places.items()}
    return {plan_id: Day(its_today, is_over=False) for plan_id, its_today in todays.items() if its_today != day.on}


def _is_below(tree: Tree, place: TreePlace, organization_id: int) -> bool:
    return place.id != organization_id and organization_id in organization_tree.lineage(tree, place.id)


def _above(tree: Tree, schools: Mapping[int, TreePlace], plan_ids: Mapping[int, int]) -> dict[int, int]:
    above = {}
    for plan_id, place in schools.items():
        organizations = [id_ for id_ in organization_tree.lineage(tree, place.id)[1:] if id_ in plan_ids]
        if organizations:
            above[plan_id] = plan_ids[organizations[0]]
    return above
