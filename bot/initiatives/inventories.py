"""An organization's initiatives as of a day, with the places they may run in."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.orm import Session

from plans.initiative_overlaps import Overlap, overlap
from plans.initiatives import Initiative
from plans.item_progress import Day
from storage.initiatives import inventory
from storage.people import organization_tree
from storage.people.organization_tree import Tree, TreePlace

SCHOOL = "school"


@dataclass(frozen=True)
class Inventory:
    organization: TreePlace
    day: Day
    own: Sequence[Initiative]
    from_above: Sequence[Initiative]
    """Those of organizations above that run here."""
    tree: Tree

    @property
    def every(self) -> list[Initiative]:
        return [*self.own, *self.from_above]

    @cached_property
    def places(self) -> list[TreePlace]:
        """The organization itself, then those below it by name."""
        below = [
            place
            for place in self.tree.values()
            if place.id != self.organization.id
            and self.organization.id in organization_tree.lineage(self.tree, place.id)
        ]
        return [self.organization, *sorted(below, key=lambda place: place.name)]

    @property
    def offered(self) -> list[tuple[int, str]]:
        """Ids and names of the places that an initiative may run in."""
        return [(place.id, place.name) for place in self.places]

    @cached_property
    def overlap(self) -> Overlap:
        """By the schools at or below the organization; by the organization itself where it has none."""
        schools = [place for place in self.places if place.level == SCHOOL] or [self.organization]
        columns = [(place.id, place.name) for place in schools]
        lineages = {place.id: organization_tree.lineage(self.tree, place.id) for place in schools}
        below: dict[int, list[int]] = {}
        for school, lineage in lineages.items():
            for place in lineage:
                below.setdefault(place, []).append(school)
        return overlap(self.every, columns, below, self.day.on)

    def names_of(self, initiative: Initiative) -> list[str]:
        """Of the places it runs in; none where it runs everywhere."""
        if self.is_everywhere(initiative):
            return []
        return sorted(self.tree[place].name for place in initiative.facts.place_ids if place in self.tree)

    def is_everywhere(self, initiative: Initiative) -> bool:
        return initiative.organization_id in initiative.facts.place_ids


def load(session: Session, team_id: str, organization_id: int, day: Day) -> Inventory | None:
    """None if the organization was not there on the day."""
    tree = organization_tree.as_of(session, team_id, day.on if day.is_over else None)
    organization = tree.get(organization_id)
    if organization is None:
        return None
    return Inventory(
        organization=organization,
        day=day,
        own=inventory.of_organization(session, organization_id, day.on),
        from_above=inventory.running_at(session, organization_tree.lineage(tree, organization_id), day.on),
        tree=tree,
    )
