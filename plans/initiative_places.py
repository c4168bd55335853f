"""Which organizations are meant by names as people type them, for where an initiative runs."""

import re
from collections.abc import Sequence

EVERYWHERE = frozenset(
    {"all", "all schools", "every school", "everywhere", "districtwide", "district-wide", "district"}
)
_BETWEEN = re.compile(r"[\n;,]")


def read_places(text: str, places: Sequence[tuple[int, str]]) -> tuple[tuple[int, ...], list[str]]:
    """Ids, and the names that no place has. `places` begin with the organization that stands for all of them.

    A name is matched whole, or as the beginning of only one name: "Fenn Road" is Fenn Road Elementary.
    """
    ids: list[int] = []
    unknown: list[str] = []
    for typed in filter(None, (" ".join(part.split()) for part in _BETWEEN.split(text))):
        place = _match(typed.casefold().rstrip("."), places)
        if place is None:
            unknown.append(typed)
        else:
            ids.append(place)
    return tuple(dict.fromkeys(ids)), unknown


def _match(name: str, places: Sequence[tuple[int, str]]) -> int | None:
    if name in EVERYWHERE:
        return places[0][0]
    whole = [place for place, full in places if full.casefold() == name]
    begun = [place for place, full in places if full.casefold().startswith(name)]
    matches = whole or begun
    return matches[0] if len(matches) == 1 else None
