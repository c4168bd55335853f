"""The picture of a delivery chain: actors in one column, so that it fits a phone, with links beside them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

import prompts
from bot.pictures.lettering import BOLD, MEDIUM, clamped, family, png, roboto, wrapped
from bot.pictures.trees import HEAD_LINE, HEAD_SIZE, MARGIN, PADDING, SCALE, TEXT_LINE, TEXT_SIZE, WIDTH, whole
from conversations.delivery_chain import Chain, Formality, Influence, Strength

NAME_LINES = 3
LEGEND_HEIGHT = 88
GAP = 40
"""The space between boxes, for an arrow to the next one."""
BESIDE = 30
"""The space between two arrows of neighboring boxes."""
PORT = 17
"""The space between two arrows at the side of a box."""
LANE = 18
LANES_WIDTH = 190
"""The most width for all lanes. More lanes are drawn closer together."""
FIRST_LANE = 26
"""The least length of an arrow, so that its box can be seen."""


class Side(Enum):
    """The side of a long link: right for links down, left for links up."""

    LEFT = -1
    RIGHT = 1


@dataclass(frozen=True, slots=True)
class ActorBox:
    lines: tuple[str, ...]
    top: float
    height: float
    alone: bool
    """Whether no link starts or ends here."""
    influential: bool
    """Whether nobody has more influence."""

    @property
    def bottom(self) -> float:
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Arrow:
    path: str
    """The path in SVG syntax."""
    informal: bool
    weak: bool
    crucial: bool


@dataclass(frozen=True, slots=True)
class Bow:
    """A link that passes other boxes, in its own lane."""

    link: Influence
    side: Side
    lane: int
    first: int
    last: int
    """The upper and the lower row it connects."""


@dataclass(frozen=True, slots=True)
class ChainLayout:
    """The arrangement of rows and links, before lengths are computed."""

    rows: Mapping[str, int]
    straight: Mapping[int, tuple[Influence, ...]]
    """Links between neighboring rows, by upper row."""
    bows: tuple[Bow, ...]

    def lanes(self, side: Side) -> int:
        return max((bow.lane + 1 for bow in self.bows if bow.side is side), default=0)

    def ports(self, row: int, side: Side) -> tuple[Bow, ...]:
        """The bows at a box's side from top to bottom, in the order with the fewest crossings."""
        beside = [bow for bow in self.bows if bow.side is side]
        from_above = sorted((bow for bow in beside if bow.last == row), key=_lane)
        to_below = sorted((bow for bow in beside if bow.first == row), key=_lane, reverse=True)
        return (*from_above, *to_below)


def chain_picture(title: str, chain: Chain) -> bytes:
    """Draw the chain as PNG."""
    return png(chain_svg(title, chain), roboto())


def chain_svg(title: str, chain: Chain) -> str:
    face = roboto()
    title_lines = wrapped(title, face, HEAD_SIZE, BOLD, WIDTH - 2 * MARGIN)
    legend_top = MARGIN + HEAD_LINE * len(title_lines)
    plan = planned(chain)
    left, right = MARGIN + _room(plan, Side.LEFT), WIDTH - MARGIN - _room(plan, Side.RIGHT)
    boxes = _boxes(chain, plan, right - left, legend_top + LEGEND_HEIGHT)
    crucial = chain.crucial()
    return prompts.svg(
        "chain",
        family=family(face),
        title_lines=title_lines,
        legend_top=legend_top,
        boxes=boxes,
        arrows=[
            Arrow(
                path,
                informal=link.nature is Formality.INFORMAL,
                weak=link.strength is Strength.WEAK,
                crucial=link == crucial,
            )
            for link, path in (*_straight(plan, boxes, (left + right) / 2), *_bows(plan, boxes, left, right))
        ],
        left=left,
        right=right,
        width=WIDTH,
        height=whole(int(boxes[-1].bottom) + MARGIN),
        scale=SCALE,
        margin=MARGIN,
        pad=PADDING,
    )


# ---------------------------------------------------------------- what goes where


def planned(chain: Chain) -> ChainLayout:
    rows = {actor: row for row, actor in enumerate(chain.in_order())}
    straight: dict[int, tuple[Influence, ...]] = {}
    passing: list[Influence] = []
    for link in chain.influences:
        first, last = sorted((rows[link.giver], rows[link.receiver]))
        if last - first == 1:
            straight[first] = (*straight.get(first, ()), link)
        elif last > first:
            passing.append(link)
    return ChainLayout(rows, straight, tuple(_in_lanes(rows, passing)))


def _in_lanes(rows: Mapping[str, int], links: Iterable[Influence]) -> Iterable[Bow]:
    """Assign lanes: the shortest links nearest to the boxes, without overlaps in a lane."""
    taken: dict[tuple[Side, int], list[tuple[int, int]]] = {}
    for link in sorted(links, key=lambda link: abs(rows[link.giver] - rows[link.receiver])):
        first, last = sorted((rows[link.giver], rows[link.receiver]))
        side = Side.RIGHT if rows[link.giver] == first else Side.LEFT
        lane = 0
        while any(a <= last and first <= b for a, b in taken.get((side, lane), ())):
            lane += 1
        taken.setdefault((side, lane), []).append((first, last))
        yield Bow(link, side, lane, first, last)


def _lane(bow: Bow) -> int:
    return bow.lane


# ---------------------------------------------------------------- measured


def _between_lanes(plan: ChainLayout, side: Side) -> float:
    return min(LANE, LANES_WIDTH / max(plan.lanes(side), 1))


def _room(plan: ChainLayout, side: Side) -> float:
    lanes = plan.lanes(side)
    return FIRST_LANE + (lanes - 1) * _between_lanes(plan, side) + 2 if lanes else 0


def _boxes(chain: Chain, plan: ChainLayout, width: float, top: float) -> list[ActorBox]:
    boxes: list[ActorBox] = []
    face, alone, influential = roboto(), chain.cut_off(), chain.influential()
    for actor, row in plan.rows.items():
        weight = BOLD if actor in influential else MEDIUM
        lines = clamped(wrapped(actor, face, TEXT_SIZE, weight, width - 2 * PADDING), NAME_LINES)
        ports = max(len(plan.ports(row, side)) for side in Side)
        height = max(TEXT_LINE * len(lines) + 2 * PADDING, PORT * (ports + 1))
        boxes.append(ActorBox(lines, top, height, alone=actor in alone, influential=actor in influential))
        top += height + GAP
    return boxes


def _straight(plan: ChainLayout, boxes: list[ActorBox], middle: float) -> Iterable[tuple[Influence, str]]:
    """The links and their paths between neighboring boxes, side by side if there are several."""
    for row, links in plan.straight.items():
        upper, lower = boxes[row].bottom, boxes[row + 1].top
        for number, link in enumerate(links):
            x = middle + (number - (len(links) - 1) / 2) * BESIDE
            down = plan.rows[link.giver] == row
            begin, end = (upper, lower) if down else (lower, upper)
            yield link, f"M{x:.1f} {begin:.1f}V{end:.1f}"


def _bows(plan: ChainLayout, boxes: list[ActorBox], left: float, right: float) -> Iterable[tuple[Influence, str]]:
    for bow in plan.bows:
        edge = right if bow.side is Side.RIGHT else left
        lane = edge + bow.side.value * (FIRST_LANE + bow.lane * _between_lanes(plan, bow.side))
        begin, end = (_port(plan, boxes, bow, row) for row in (plan.rows[bow.link.giver], plan.rows[bow.link.receiver]))
        yield bow.link, f"M{edge:.1f} {begin:.1f}H{lane:.1f}V{end:.1f}H{edge:.1f}"


def _port(plan: ChainLayout, boxes: list[ActorBox], bow: Bow, row: int) -> float:
    ports = plan.ports(row, bow.side)
    return boxes[row].top + boxes[row].height * (ports.index(bow) + 1) / (len(ports) + 1)
