"""The delivery chain as a picture: who influences whom, formally or not, and where it is weak."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import prompts
from bot.pictures.lettering import BOLD, MEDIUM, clamped, family, png, roboto, wrapped
from conversations.delivery_chain import Chain, Nature, Strength

WIDTH = 800
MARGIN = 24
LANE = 64
"""On both sides, for links that pass by other rows."""
GAP = 28
ACROSS = 3
"""Boxes beside each other; more in a row would be too small to read on a phone."""
BOX_WIDTH = (WIDTH - 2 * LANE - (ACROSS - 1) * GAP) / ACROSS
LINE = 24
PADDING = 14
NAME_SIZE = 18
NAME_LINES = 3
TITLE_SIZE, TITLE_LINE = 24, 31
LEGEND_HEIGHT = 64
ROW_GAP = 74


@dataclass(frozen=True, slots=True)
class Box:
    lines: tuple[str, ...]
    x: float
    y: float
    height: float
    row: int

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + BOX_WIDTH / 2, self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Arrow:
    path: str
    """As SVG writes one."""
    informal: bool
    weak: bool


def chain_picture(title: str, chain: Chain) -> bytes:
    """A PNG."""
    face = roboto()
    title_lines = wrapped(title, face, TITLE_SIZE, BOLD, WIDTH - 2 * MARGIN)
    legend_top = MARGIN + TITLE_LINE * len(title_lines) + 8
    boxes = _boxes(chain, legend_top + LEGEND_HEIGHT)
    drawing = prompts.svg(
        "chain",
        family=family(face),
        title_lines=title_lines,
        legend_top=legend_top,
        boxes=list(boxes.values()),
        arrows=[
            _arrow(boxes[link.giver], boxes[link.receiver], link.nature, link.strength) for link in chain.influences
        ],
        width=WIDTH,
        height=max(box.y + box.height for box in boxes.values()) + MARGIN,
        margin=MARGIN,
        box_width=BOX_WIDTH,
    )
    return png(drawing, face)


def _boxes(chain: Chain, top: float) -> dict[str, Box]:
    """Row by row from the start of the chain; a crowded row becomes several."""
    found: dict[str, Box] = {}
    rows = [level[first : first + ACROSS] for level in chain.levels() for first in range(0, len(level), ACROSS)]
    for number, row in enumerate(rows):
        placed = _row(row, top, number)
        found |= placed
        top += max(box.height for box in placed.values()) + ROW_GAP
    return found


def _row(actors: Sequence[str], top: float, row: int) -> Mapping[str, Box]:
    used = len(actors) * BOX_WIDTH + (len(actors) - 1) * GAP
    left = (WIDTH - used) / 2
    face = roboto()
    placed: dict[str, Box] = {}
    for place, actor in enumerate(actors):
        lines = clamped(wrapped(actor, face, NAME_SIZE, MEDIUM, BOX_WIDTH - 2 * PADDING), NAME_LINES)
        height = LINE * len(lines) + 2 * PADDING
        placed[actor] = Box(tuple(lines), left + place * (BOX_WIDTH + GAP), top, height, row)
    return placed


def _arrow(giver: Box, receiver: Box, nature: Nature, strength: Strength) -> Arrow:
    """Straight to the next row; around the rows between, so that no box hides it."""
    path = _straight(giver, receiver) if abs(giver.row - receiver.row) <= 1 else _around(giver, receiver)
    return Arrow(path, nature is Nature.INFORMAL, strength is Strength.WEAK)


def _straight(giver: Box, receiver: Box) -> str:
    """From edge to edge, on the line between the middles."""
    x1, y1 = _edge(giver, receiver.middle)
    x2, y2 = _edge(receiver, giver.middle)
    return f"M{x1:.1f} {y1:.1f} L{x2:.1f} {y2:.1f}"


def _around(giver: Box, receiver: Box) -> str:
    on_right = giver.middle[0] + receiver.middle[0] >= WIDTH
    lane = WIDTH + LANE if on_right else -LANE
    side = BOX_WIDTH if on_right else 0
    x1, x2, y1, y2 = giver.x + side, receiver.x + side, giver.middle[1], receiver.middle[1]
    return f"M{x1:.1f} {y1:.1f} C{lane} {y1:.1f} {lane} {y2:.1f} {x2:.1f} {y2:.1f}"


def _edge(box: Box, towards: tuple[float, float]) -> tuple[float, float]:
    x, y = box.middle
    dx, dy = towards[0] - x, towards[1] - y
    if not dx and not dy:
        return x, y
    across = BOX_WIDTH / 2 / abs(dx) if dx else float("inf")
    down = box.height / 2 / abs(dy) if dy else float("inf")
    share = min(across, down)
    return x + dx * share, y + dy * share
