"""The priority matrix: names never lie over each other or over a circle, and everything is inside the plot."""

from datetime import date
from itertools import combinations

import pytest

from bot.pictures import priority_matrix
from bot.pictures.priority_matrix import LEFT, RADIUS, WIDTH, Box, matrix_alt, matrix_picture
from plans.initiative_ratings import RatedInitiative, RatingSummary, Spread

PLOT = Box(LEFT, 100, WIDTH - 24 - LEFT, 500)
DEC_8 = date(2026, 12, 8)
LAYOUTS: dict[str, list[tuple[float, float]]] = {
    "all in one place": [(5, 5)] * 12,
    "in a corner": [(1, 1)] * 12,
    "in a row": [(1 + number / 3, 3) for number in range(12)],
    "close together": [(3 + number % 3 / 2, 3 + number // 3 / 2) for number in range(12)],
    "several in neighboring places": [(2, 4)] * 4 + [(2.5, 4)] * 4 + [(2.5, 3.5)] * 4,
    "spread out": [(1 + number % 4, 1 + number // 4 * 2) for number in range(12)],
}


def rated(places: list[tuple[float, float]]) -> list[RatedInitiative]:
    return [
        RatedInitiative(
            f"Initiative with the number {number}", RatingSummary(5, Spread(impact, 1, 5), Spread(effort, 1, 5))
        )
        for number, (effort, impact) in enumerate(places, start=1)
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_twelve_initiatives_never_collide(layout: str) -> None:
    initiatives = rated(LAYOUTS[layout])
    markers = priority_matrix._markers(initiatives, PLOT)
    circles = [Box(marker.x - RADIUS, marker.y - RADIUS, 2 * RADIUS, 2 * RADIUS) for marker in markers]
    names = [label.box for label in priority_matrix._labels(initiatives, markers, PLOT)]

    assert len(circles) == 12
    assert all(box.is_inside(PLOT) for box in [*circles, *names])
    assert not [pair for pair in combinations(names, 2) if pair[0].meets(pair[1])]
    assert not [pair for pair in combinations(circles, 2) if pair[0].meets(pair[1])]
    assert not [(name, circle) for name in names for circle in circles if name.meets(circle)]


def test_the_list_below_and_the_words_name_every_initiative() -> None:
    initiatives = rated(LAYOUTS["all in one place"])
    svg = priority_matrix.matrix_svg("Larkmoor", DEC_8, initiatives)
    alt = matrix_alt("Larkmoor", DEC_8, initiatives)

    assert all(f"{each.name}: impact 5 (1 to 5), effort 5 (1 to 5)" in svg for each in initiatives)
    assert all(each.name in alt for each in initiatives)
    assert matrix_picture("Larkmoor", DEC_8, initiatives).startswith(b"\x89PNG")
