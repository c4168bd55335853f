"""What a school would tell another school, and which schools may find it."""

from dataclasses import dataclass
from enum import StrEnum


class FoundBy(StrEnum):
    """Which other schools may find it."""

    DISTRICT = "district"
    STATE = "state"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The districts and the organizations at the top to which some organizations belong, by their ids."""

    districts: frozenset[int]
    tops: frozenset[int]


def may_find(found_by: FoundBy, school: Surroundings, reader: Surroundings) -> bool:
    match found_by:
        case FoundBy.DISTRICT:
            return not school.districts.isdisjoint(reader.districts)
        case FoundBy.STATE:
            return not school.tops.isdisjoint(reader.tops)
        case FoundBy.NOBODY:
            return False
