"""Which initiatives work on the same effective practice in the same school."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from plans.initiatives import Initiative
from plans.practices import PRACTICES, codes_of

SEVERAL = 2


@dataclass(frozen=True, slots=True)
class OverlapRow:
    """One practice: the names of its initiatives by the ids of places."""

    code: str
    by_place: Mapping[int, tuple[str, ...]]

    @property
    def crowded(self) -> Mapping[int, tuple[str, ...]]:
        """The places where several initiatives work on it."""
        return {place: names for place, names in self.by_place.items() if len(names) >= SEVERAL}


@dataclass(frozen=True, slots=True)
class Overlap:
    places: Sequence[tuple[int, str]]
    """Ids and names, as columns."""
    rows: Sequence[OverlapRow]
    """All twelve practices in their order."""
    uncoded: Sequence[str]
    """Initiatives without a practice, which no row counts."""
    placeless: Sequence[str]
    """Those with practices, and without a place."""

    @property
    def crowded(self) -> list[OverlapRow]:
        return [row for row in self.rows if row.crowded]

    @property
    def empty(self) -> list[str]:
        """The practices on which no initiative works anywhere."""
        return [row.code for row in self.rows if not row.by_place]


def overlap(
    initiatives: Iterable[Initiative], places: Sequence[tuple[int, str]], below: Mapping[int, Sequence[int]], day: date
) -> Overlap:
    """Of the initiatives that run on the day. `below` has the columns that belong to each organization."""
    running = sorted(
        (each for each in initiatives if each.is_running(day)), key=lambda each: each.facts.name.casefold()
    )
    columns = {each.id: _columns(each, below) for each in running}
    rows = [OverlapRow(code, _by_place(code, running, columns, places)) for code in PRACTICES]
    coded = [each for each in running if codes_of(each.facts.practices)]
    return Overlap(
        places=places,
        rows=rows,
        uncoded=[each.facts.name for each in running if each not in coded],
        placeless=[each.facts.name for each in coded if not columns[each.id]],
    )


def _columns(initiative: Initiative, below: Mapping[int, Sequence[int]]) -> frozenset[int]:
    return frozenset(column for place in initiative.facts.place_ids for column in below.get(place, ()))


def _by_place(
    code: str,
    running: Sequence[Initiative],
    columns: Mapping[int, frozenset[int]],
    places: Sequence[tuple[int, str]],
) -> Mapping[int, tuple[str, ...]]:
    working = [each for each in running if code in codes_of(each.facts.practices)]
    by_place = {
        place: tuple(each.facts.name for each in working if place in columns[each.id]) for place, _name in places
    }
    return {place: names for place, names in by_place.items() if names}
