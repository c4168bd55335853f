"""The priority matrix as a picture: effort to the right, impact upward, a numbered circle for each initiative.

A name stands beside its circle where there is room; the list below the matrix has all of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import prompts
from bot.pictures.lettering import BOLD, MEDIUM, REGULAR, clamped, family, measured, png, roboto, wrapped
from plans.initiative_ratings import HIGHEST, LOWEST, MIDDLE, Quadrant, RatedInitiative
from prompts import plain

NOUN = "initiative_ratings"
WIDTH = 640
"""In units of two pixels."""
MARGIN = 24
INNER = WIDTH - 2 * MARGIN
TITLE_SIZE, TITLE_LINE = 24, 30
LEFT, HEIGHT = MARGIN + 34, 500
"""Where the plot begins, and its height."""
EDGE = 34
"""Between the plot's border and the ratings at its ends."""
RADIUS, STEP = 13, 30
SHIFTS = sorted(
    ((right, down) for right in range(-120, 121, 15) for down in range(-120, 121, 15)),
    key=lambda shift: (shift[0] ** 2 + shift[1] ** 2, shift),
)
"""Places around a circle's own, the nearest first."""
NAME_SIZE, LINE = 14, 18
LONGEST_NAME = 190
LIST_LINE = 26
MOST_LISTED = 40


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    width: float
    height: float

    def meets(self, other: "Box") -> bool:
        apart = self.left + self.width <= other.left or other.left + other.width <= self.left
        return not (apart or self.top + self.height <= other.top or other.top + other.height <= self.top)

    def is_inside(self, other: "Box") -> bool:
        right, bottom = self.left + self.width, self.top + self.height
        fits_across = other.left <= self.left and right <= other.left + other.width
        return fits_across and other.top <= self.top and bottom <= other.top + other.height


@dataclass(frozen=True, slots=True)
class Marker:
    number: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Label:
    text: str
    box: Box


def matrix_picture(organization: str, on: date, rated: Sequence[RatedInitiative]) -> bytes:
    """Draw the picture as PNG."""
    return png(matrix_svg(organization, on, rated), roboto())


def matrix_svg(organization: str, on: date, rated: Sequence[RatedInitiative]) -> str:
    """`rated` have medians."""
    face = roboto()
    listed, left_out = rated[:MOST_LISTED], max(0, len(rated) - MOST_LISTED)
    title_lines = clamped(wrapped(organization, face, TITLE_SIZE, BOLD, INNER), 2)
    top = MARGIN + TITLE_LINE * len(title_lines) + 34
    plot = Box(LEFT, top, WIDTH - MARGIN - LEFT, HEIGHT)
    markers = _markers(listed, plot)
    list_top = top + HEIGHT + 84
    return prompts.svg(
        "priority_matrix",
        family=family(face),
        title_lines=title_lines,
        on=on,
        plot=plot,
        middle={"x": _x(MIDDLE, plot), "y": _y(MIDDLE, plot)},
        ticks=[
            {"number": number, "x": _x(number, plot), "y": _y(number, plot)} for number in range(LOWEST, HIGHEST + 1)
        ],
        corners={str(quadrant): plain(NOUN, "quadrant", quadrant=quadrant) for quadrant in Quadrant},
        markers=markers,
        labels=list(_labels(listed, markers, plot)),
        lines=_lines(listed, list_top),
        left_out=left_out,
        width=WIDTH,
        height=list_top + LIST_LINE * (len(listed) + (1 if left_out else 0)) + 4,
        margin=MARGIN,
    )


def matrix_alt(organization: str, on: date, rated: Sequence[RatedInitiative]) -> str:
    """The picture in words."""
    quadrants = [
        {
            "heading": plain(NOUN, "quadrant_heading", quadrant=quadrant),
            "lines": [plain(NOUN, "rated", rated=each) for each in rated if each.summary.quadrant is quadrant],
        }
        for quadrant in (*Quadrant, None)
    ]
    return prompts.document("priority_matrix_alt.txt", organization=organization, on=on, quadrants=quadrants).strip()


def _x(effort: float, plot: Box) -> float:
    return plot.left + EDGE + (plot.width - 2 * EDGE) * (effort - LOWEST) / (HIGHEST - LOWEST)


def _y(impact: float, plot: Box) -> float:
    return plot.top + plot.height - EDGE - (plot.height - 2 * EDGE) * (impact - LOWEST) / (HIGHEST - LOWEST)


def _markers(rated: Sequence[RatedInitiative], plot: Box) -> list[Marker]:
    """Circles of the same medians stand side by side; one that would meet another moves to the nearest free place."""
    by_place: dict[tuple[float, float], list[int]] = {}
    for number, each in enumerate(rated, start=1):
        by_place.setdefault(_place(each), []).append(number)
    markers: list[Marker] = []
    for place, numbers in by_place.items():
        markers += [_moved(marker, markers, plot) for marker in _spread_out(place, numbers, plot)]
    return sorted(markers, key=lambda marker: marker.number)


def _moved(marker: Marker, others: Sequence[Marker], plot: Box) -> Marker:
    taken = [_circle(other) for other in others]
    for right, down in SHIFTS:
        shifted = Marker(marker.number, marker.x + right, marker.y + down)
        circle = _circle(shifted)
        if circle.is_inside(plot) and not any(circle.meets(other) for other in taken):
            return shifted
    return marker


def _circle(marker: Marker) -> Box:
    return Box(marker.x - RADIUS, marker.y - RADIUS, 2 * RADIUS, 2 * RADIUS)


def _place(rated: RatedInitiative) -> tuple[float, float]:
    effort, impact = rated.summary.effort, rated.summary.impact
    return (effort.median if effort else LOWEST, impact.median if impact else LOWEST)


def _spread_out(place: tuple[float, float], numbers: Sequence[int], plot: Box) -> Iterator[Marker]:
    """In a row that stays inside the plot."""
    x, y = _x(place[0], plot), _y(place[1], plot)
    half = STEP * (len(numbers) - 1) / 2
    first = min(max(x - half, plot.left + RADIUS + 4), plot.left + plot.width - RADIUS - 4 - 2 * half)
    for number, each in enumerate(numbers):
        yield Marker(each, round(first + STEP * number, 1), round(y, 1))


def _labels(rated: Sequence[RatedInitiative], markers: Sequence[Marker], plot: Box) -> Iterator[Label]:
    """A name beside, above or below its circle, where it meets no circle and no other name."""
    taken = [_circle(marker) for marker in markers]
    taken += [*_corner_boxes(plot), Box(plot.left, _y(MIDDLE, plot) - 2, plot.width, 4)]
    for marker, each in zip(markers, rated, strict=True):
        text = clamped(wrapped(each.name, roboto(), NAME_SIZE, MEDIUM, LONGEST_NAME), 1)[0]
        width = measured(text, roboto(), NAME_SIZE, MEDIUM)
        for box in _candidates(marker, width):
            if box.is_inside(plot) and not any(box.meets(other) for other in taken):
                taken.append(box)
                yield Label(text, box)
                break


def _candidates(marker: Marker, width: float) -> Iterator[Box]:
    beside, middle = RADIUS + 5, marker.y - LINE / 2
    yield Box(marker.x + beside, middle, width, LINE)
    yield Box(marker.x - beside - width, middle, width, LINE)
    for x in (marker.x - width / 2, marker.x - RADIUS, marker.x + RADIUS - width):
        yield Box(x, marker.y + RADIUS + 2, width, LINE)
        yield Box(x, marker.y - RADIUS - 2 - LINE, width, LINE)


def _corner_boxes(plot: Box) -> list[Box]:
    """Where the names of the quadrants stand."""
    right, bottom = plot.left + plot.width, plot.top + plot.height
    width, height = 150, 26
    return [Box(x, y, width, height) for x in (plot.left, right - width) for y in (plot.top, bottom - height)]


def _lines(rated: Sequence[RatedInitiative], top: int) -> list[dict[str, object]]:
    """The list below: number and words, on one line each."""
    return [
        {
            "number": number,
            "text": clamped(wrapped(plain(NOUN, "rated", rated=each), roboto(), 15, REGULAR, INNER - 36), 1)[0],
            "y": top + LIST_LINE * (number - 1),
        }
        for number, each in enumerate(rated, start=1)
    ]
