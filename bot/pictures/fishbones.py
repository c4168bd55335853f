"""The fishbone picture. The fish stands upright, with the symptom as its head, so that it fits a phone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import prompts
from bot.pictures.lettering import BOLD, MEDIUM, REGULAR, family, png, reads_from_right, roboto, wrapped
from bot.pictures.tree_words import marks
from bot.pictures.trees import (
    GAP,
    MARGIN,
    MARK_LINE,
    MARK_SIZE,
    PADDING,
    PAGE_HEIGHT,
    SCALE,
    WIDTH,
    Head,
    head,
    whole,
    why_tree_svgs,
)
from conversations.root_cause.tree import Tree, TreePosition

SPINE = WIDTH // 2
RIB = 20
"""The distance from the spine to the straight part of a bone."""
COLUMN = SPINE - MARGIN - RIB - 10
NAME_SIZE, NAME_LINE = 20, 26
CAUSE_SIZE, CAUSE_LINE = 18, 23
NUMBER_ROOM = 34
SUB_INDENT = 18
TICK_ROOM = 8
"""The space between a text and the line to its bone."""
BONE_HEIGHT = 900
"""The most height of a bone. Further causes go to another bone of the same name."""
LEVELS = 2
"""Levels shown: causes and sub-causes. The why tree shows deeper ones."""

_MEASURES = {
    "width": WIDTH,
    "margin": MARGIN,
    "pad": PADDING,
    "spine": SPINE,
    "rib": RIB,
    "column": COLUMN,
    "number_room": NUMBER_ROOM,
    "tick_room": TICK_ROOM,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Twig:
    number: str
    lines: tuple[str, ...]
    marks: tuple[str, ...]
    confirmed: bool
    marked: bool
    aside: bool
    from_right: bool
    indent: int
    top: int = 0
    """The distance from the top of its bone."""
    height: int


@dataclass(frozen=True, slots=True)
class Rib:
    name_lines: tuple[str, ...]
    twigs: tuple[Twig, ...]
    height: int
    left: bool = True
    top: int = 0


@dataclass(frozen=True, slots=True)
class FishbonePage:
    head: Head
    ribs: tuple[Rib, ...]
    number: int
    of: int
    height: int


def pictures_svgs(tree: Tree, font: Path | None = None) -> tuple[str, ...]:
    """All pictures of the tree: its fishbone, and the why tree if the fishbone leaves causes out."""
    if not tree.bones:
        return why_tree_svgs(tree, font)
    deep = any(place.level > LEVELS for place in tree.places())
    return (*fishbone_svgs(tree, font), *(why_tree_svgs(tree, font) if deep else ()))


def pictures_pngs(tree: Tree, font: Path | None = None) -> tuple[bytes, ...]:
    return tuple(png(drawing, font or roboto()) for drawing in pictures_svgs(tree, font))


def fishbone_svgs(tree: Tree, font: Path | None = None) -> tuple[str, ...]:
    face = font or roboto()
    ribs = list(_ribs(tree, face))
    pairs = [tuple(ribs[first : first + 2]) for first in range(0, len(ribs), 2)]
    slices = _in_pages(pairs)
    pages = [_page(tree, face, each, number, len(slices)) for number, each in enumerate(slices, start=1)]
    return tuple(prompts.svg("fishbone", page=page, family=family(face), scale=SCALE, **_MEASURES) for page in pages)


def _ribs(tree: Tree, face: Path) -> Iterator[Rib]:
    for bone in tree.bones:
        twigs = [_twig(tree, place, face) for place in _places(tree, bone.key)]
        for number, few in enumerate(_chunks(twigs)):
            name = prompts.plain("root_cause", "picture_bone", name=bone.name, again=number > 0)
            lines = wrapped(name, face, NAME_SIZE, BOLD, COLUMN - 2 * GAP)
            yield _stacked(lines, few)


def _places(tree: Tree, bone: str) -> Iterator[TreePosition]:
    """A bone's causes, each followed by its sub-causes."""
    earlier = _first_bones(tree)
    for cause in tree.beneath(bone):
        again = earlier[cause.key] != bone
        yield TreePosition(cause, bone, 1, again)
        for sub in () if again else tree.beneath(cause.key):
            yield TreePosition(sub, cause.key, LEVELS, again=False)


def _first_bones(tree: Tree) -> dict[str, str]:
    """The bone that shows a shared cause with its sub-causes."""
    first: dict[str, str] = {}
    for bone in tree.bones:
        for cause in tree.beneath(bone.key):
            first.setdefault(cause.key, bone.key)
    return first


def _twig(tree: Tree, place: TreePosition, face: Path) -> Twig:
    indent = SUB_INDENT * (place.level - 1)
    room = COLUMN - NUMBER_ROOM - indent - TICK_ROOM
    lines = wrapped(place.cause.text, face, CAUSE_SIZE, BOLD if place.cause.marked else REGULAR, room)
    mark_lines = wrapped(marks(tree, place), face, MARK_SIZE, MEDIUM, room)
    return Twig(
        number=str(place.cause.number),
        lines=lines,
        marks=mark_lines,
        confirmed=place.cause.confirmed,
        marked=place.cause.marked,
        aside=place.cause.aside,
        from_right=reads_from_right(place.cause.text),
        indent=indent,
        height=CAUSE_LINE * len(lines) + MARK_LINE * len(mark_lines) + GAP,
    )


def _chunks(twigs: Sequence[Twig]) -> Iterator[list[Twig]]:
    few: list[Twig] = []
    for twig in twigs:
        if few and sum(each.height for each in few) + twig.height > BONE_HEIGHT:
            yield few
            few = []
        few.append(twig)
    yield few


def _stacked(name_lines: tuple[str, ...], twigs: Iterable[Twig]) -> Rib:
    top = GAP + NAME_LINE * len(name_lines) + 2 * GAP
    placed: list[Twig] = []
    for twig in twigs:
        placed.append(replace(twig, top=top))
        top += twig.height
    return Rib(name_lines, tuple(placed), top + GAP)


def _in_pages(pairs: Sequence[tuple[Rib, ...]]) -> list[list[tuple[Rib, ...]]]:
    pages: list[list[tuple[Rib, ...]]] = [[]]
    height = 0
    for pair in pairs:
        tall = max(rib.height for rib in pair)
        if pages[-1] and height + tall > PAGE_HEIGHT:
            pages.append([])
            height = 0
        pages[-1].append(pair)
        height += tall
    return pages


def _page(tree: Tree, face: Path, pairs: Sequence[tuple[Rib, ...]], number: int, of: int) -> FishbonePage:
    page_head = head(tree, face, short=number > 1)
    top = MARGIN + page_head.height + GAP
    ribs: list[Rib] = []
    for pair in pairs:
        ribs += [replace(rib, left=left, top=top) for rib, left in zip(pair, (True, False), strict=False)]
        top += max(rib.height for rib in pair) + GAP
    return FishbonePage(page_head, tuple(ribs), number, of, whole(top + MARGIN + (MARK_LINE if of > 1 else 0)))
