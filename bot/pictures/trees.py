"""The why tree picture: an outline of boxes, so that deep and wide trees fit a phone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path

import prompts
from bot.pictures.lettering import BOLD, MEDIUM, REGULAR, clamped, family, png, reads_from_right, roboto, wrapped
from bot.pictures.tree_words import marks, outline
from conversations.root_cause.tree import SYMPTOM, Tree, TreePosition

WIDTH = 540
"""The width in units. A phone shows it at about 0.7, which keeps the smallest letters above eleven points."""
SCALE = 0.75
"""Points per unit, for the width of a phone. More pixels would take longer."""
WHOLE = 20
"""Heights are multiples of this, so that they are whole points. A fraction would draw a dark line at the end."""
MARGIN = 16
INDENT = 26
DEEPEST_INDENT = 7
"""The deepest indentation. Deeper levels share it, because the texts need the room."""
PAGE_HEIGHT = 1500
"""The most height. Slack scales taller pictures down until they cannot be read, so further pages are made."""
TEXT_SIZE, TEXT_LINE = 20, 26
MARK_SIZE, MARK_LINE = 16, 22
HEAD_SIZE, HEAD_LINE = 23, 30
PADDING = 10
INNER_FRAME = 6
"""The distance between the two frames of a root."""
BADGE = 40
"""The width of the number beside the text."""
GAP = 11
HEAD_LINES_LATER = 2
AGAIN_LINES = 2


@dataclass(frozen=True, slots=True)
class Head:
    """The symptom, shortened on all pages but the first."""

    lines: tuple[str, ...]
    notes: tuple[str, ...]
    height: int
    from_right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseBox:
    key: str
    number: str
    lines: tuple[str, ...]
    marks: tuple[str, ...]
    kind: str
    """The style in the template: possible, confirmed, again, aside or bone."""
    root: bool = False
    from_right: bool = False
    above: str = ""
    x: int
    top: int = 0
    height: int

    @property
    def bottom(self) -> int:
        return self.top + self.height

    @property
    def middle(self) -> int:
        return self.top + PADDING + TEXT_LINE // 2


@dataclass(frozen=True, slots=True)
class TreeLine:
    x: int
    top: int
    bottom: int
    to: int | None
    """The height at which it bends to its box. None if it continues on the next page."""


@dataclass(frozen=True, slots=True)
class TreePage:
    head: Head
    boxes: tuple[CauseBox, ...]
    lines: tuple[TreeLine, ...]
    way: str
    """The path from the symptom to the first box, if it begins on an earlier page."""
    number: int
    of: int
    height: int


def why_tree_svgs(tree: Tree, font: Path | None = None) -> tuple[str, ...]:
    """Draw an SVG for each page. `font` is a TrueType file for scripts that the default font lacks."""
    face = font or roboto()
    boxes = tuple(_stacked(_boxes(tree, face)))
    slices = _in_pages(boxes)
    heads = [head(tree, face, short=number > 0) for number in range(len(slices))]
    pages = [
        _page(boxes, mine, top, (number, len(slices)))
        for number, (mine, top) in enumerate(zip(slices, heads, strict=True), start=1)
    ]
    return tuple(
        prompts.svg(
            "why_tree",
            page=page,
            family=family(face),
            width=WIDTH,
            scale=SCALE,
            margin=MARGIN,
            badge=BADGE,
            pad=PADDING,
        )
        for page in pages
    )


def why_tree_pngs(tree: Tree, font: Path | None = None) -> tuple[bytes, ...]:
    return tuple(png(drawing, font or roboto()) for drawing in why_tree_svgs(tree, font))


def tree_alt(tree: Tree) -> str:
    """The pictures in words."""
    return prompts.document("root_cause_alt.txt", tree=tree, lines=outline(tree)).strip()


def head(tree: Tree, face: Path, *, short: bool) -> Head:
    inner = WIDTH - 2 * MARGIN - 2 * PADDING
    lines = wrapped(tree.symptom.text, face, HEAD_SIZE, BOLD, inner)
    facts = prompts.plain("root_cause", "picture_facts", symptom=tree.symptom)
    notes = () if short else wrapped(facts, face, MARK_SIZE, REGULAR, inner)
    lines = clamped(lines, HEAD_LINES_LATER) if short else lines
    height = 2 * PADDING + MARK_LINE + HEAD_LINE * len(lines) + MARK_LINE * len(notes)
    return Head(lines, notes, height, reads_from_right(tree.symptom.text))


def whole(height: int) -> int:
    return ceil(height / WHOLE) * WHOLE


def _boxes(tree: Tree, face: Path) -> Iterator[CauseBox]:
    bones = {bone.key: bone for bone in tree.bones}
    headed: set[str] = set()
    for place in tree.places():
        if place.above in bones and place.above not in headed:
            headed.add(place.above)
            yield _bone_box(place.above, bones[place.above].name, face)
        yield _cause_box(tree, place, face, under_bones=bool(bones))


def _bone_box(key: str, name: str, face: Path) -> CauseBox:
    x = _left(1)
    lines = wrapped(name, face, TEXT_SIZE, BOLD, WIDTH - MARGIN - x - 2 * PADDING)
    height = 2 * PADDING + TEXT_LINE * len(lines)
    return CauseBox(
        key=key, number="", lines=lines, marks=(), kind="bone", above=SYMPTOM, x=x, height=height,
        from_right=reads_from_right(name),
    )  # fmt: skip


def _cause_box(tree: Tree, place: TreePosition, face: Path, *, under_bones: bool) -> CauseBox:
    x = _left(place.level + under_bones)
    room = WIDTH - MARGIN - x - BADGE - PADDING - (INNER_FRAME if place.cause.root else 0)
    lines = wrapped(place.cause.text, face, TEXT_SIZE, REGULAR, room)
    lines = clamped(lines, AGAIN_LINES) if place.again else lines
    mark_lines = wrapped(marks(tree, place), face, MARK_SIZE, MEDIUM, room)
    return CauseBox(
        key=place.cause.key,
        number=str(place.cause.number),
        lines=lines,
        marks=mark_lines,
        kind=_kind(place),
        root=place.cause.root and not place.again,
        from_right=reads_from_right(place.cause.text),
        above=place.above,
        x=x,
        height=2 * PADDING + TEXT_LINE * len(lines) + MARK_LINE * len(mark_lines),
    )


def _kind(place: TreePosition) -> str:
    if place.again:
        return "again"
    if place.cause.aside:
        return "aside"
    return "confirmed" if place.cause.confirmed else "possible"


def _left(level: int) -> int:
    return MARGIN + INDENT * min(level, DEEPEST_INDENT)


def _stacked(boxes: Iterator[CauseBox]) -> Iterator[CauseBox]:
    top = 0
    for box in boxes:
        yield replace(box, top=top)
        top += box.height + GAP


def _in_pages(boxes: Sequence[CauseBox]) -> list[tuple[CauseBox, ...]]:
    """Split boxes into pages of similar height. No page ends with a bone."""
    if not boxes:
        return [()]
    fill = boxes[-1].bottom / ceil(boxes[-1].bottom / PAGE_HEIGHT)
    pages: list[list[CauseBox]] = [[]]
    for box in boxes:
        page = pages[-1]
        if page and box.top - page[0].top >= fill:
            pages.append([page.pop()] if len(page) > 1 and page[-1].kind == "bone" else [])
        pages[-1].append(box)
    return [tuple(page) for page in pages]


def _page(boxes: Sequence[CauseBox], mine: tuple[CauseBox, ...], top: Head, number_of: tuple[int, int]) -> TreePage:
    number, of = number_of
    way = _way(boxes, mine) if number > 1 else ""
    start = MARGIN + top.height + GAP + (MARK_LINE + GAP if way else 0)
    down = start - (mine[0].top if mine else 0)
    bottom = mine[-1].bottom + down if mine else start
    lines = tuple(_line_on_page(line, down, (MARGIN + top.height, bottom + GAP)) for line in _lines(boxes, mine))
    placed = tuple(replace(box, top=box.top + down) for box in mine)
    return TreePage(top, placed, lines, way, number, of, whole(bottom + MARGIN + (MARK_LINE if of > 1 else 0)))


def _way(boxes: Sequence[CauseBox], mine: tuple[CauseBox, ...]) -> str:
    """The numbers from the symptom to the box above the page's first one."""
    drawn = {box.key: box for box in boxes if box.kind != "again"}
    numbers: list[str] = []
    above = mine[0].above
    while above in drawn:
        numbers.insert(0, drawn[above].number or drawn[above].lines[0])
        above = drawn[above].above
    return prompts.plain("root_cause", "picture_way", numbers=numbers) if numbers else ""


def _lines(boxes: Sequence[CauseBox], mine: tuple[CauseBox, ...]) -> Iterator[TreeLine]:
    """The lines from upper boxes to lower ones that cross the page."""
    if not mine:
        return
    uppers = {box.key: box for box in boxes if box.kind != "again"}
    first, last = mine[0].top, mine[-1].bottom
    for box in boxes:
        upper = uppers.get(box.above)
        begins = upper.bottom if upper else -GAP
        if begins > last or box.middle < first:
            continue
        ends_here = box.top <= last
        yield TreeLine(
            box.x - INDENT // 2, begins, box.middle if ends_here else last + GAP, box.x if ends_here else None
        )


def _line_on_page(line: TreeLine, down: int, within: tuple[int, int]) -> TreeLine:
    """A line, drawn from the page's edge if it starts on an earlier page."""
    highest, lowest = within
    return replace(line, top=max(line.top + down, highest), bottom=min(line.bottom + down, lowest))
