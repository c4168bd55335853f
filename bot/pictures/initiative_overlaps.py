"""The picture of where initiatives overlap: effective practices as rows, schools as columns, a number in each cell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import prompts
from bot.pictures.lettering import BOLD, MEDIUM, REGULAR, clamped, family, measured, png, roboto, wrapped
from plans.initiative_overlaps import SEVERAL, Overlap
from plans.practices import PRACTICES

WIDTH = 640
"""In units of two pixels."""
MARGIN = 24
INNER = WIDTH - 2 * MARGIN
TITLE_SIZE, TITLE_LINE = 24, 30
NAME_SIZE = 15
LABELS = 268
"""The width of the practices' names."""
ROW_HEIGHT = 44
PLACES_AT_MOST = 8
SLANT = 0.71
"""Sine and cosine of the angle at which schools' names stand."""
LONGEST_NAME = 190
FOOT = 62


@dataclass(frozen=True, slots=True)
class OverlapPicture:
    png: bytes
    alt: str


@dataclass(frozen=True, slots=True)
class PlaceColumn:
    name: str
    x: float


@dataclass(frozen=True, slots=True)
class OverlapCell:
    x: float
    count: int
    is_several: bool


@dataclass(frozen=True, slots=True)
class PracticeRow:
    lines: Sequence[str]
    y: int
    cells: Sequence[OverlapCell]


def overlap_pictures(organization: str, on: date, overlap: Overlap) -> list[OverlapPicture]:
    """One for every eight schools."""
    return [
        OverlapPicture(png(_svg(organization, on, overlap, places), roboto()), _alt(organization, on, overlap, places))
        for places in _by_picture(overlap.places)
    ]


def overlap_svgs(organization: str, on: date, overlap: Overlap) -> list[str]:
    return [_svg(organization, on, overlap, places) for places in _by_picture(overlap.places)]


def _by_picture(places: Sequence[tuple[int, str]]) -> Iterator[Sequence[tuple[int, str]]]:
    for first in range(0, len(places), PLACES_AT_MOST):
        yield places[first : first + PLACES_AT_MOST]


def _svg(organization: str, on: date, overlap: Overlap, places: Sequence[tuple[int, str]]) -> str:
    face = roboto()
    title_lines = clamped(wrapped(organization, face, TITLE_SIZE, BOLD, INNER), 2)
    columns = _columns(places)
    longest = max((measured(column.name, face, NAME_SIZE, REGULAR) for column in columns), default=0.0)
    names_bottom = MARGIN + TITLE_LINE * len(title_lines) + 34 + round(longest * SLANT)
    rows = _rows(overlap, places, columns, names_bottom + 30)
    return prompts.svg(
        "initiative_overlap",
        family=family(face),
        title_lines=title_lines,
        on=on,
        columns=columns,
        names_bottom=names_bottom,
        rows=rows,
        width=WIDTH,
        height=names_bottom + 8 + ROW_HEIGHT * len(rows) + FOOT,
        margin=MARGIN,
    )


def _columns(places: Sequence[tuple[int, str]]) -> list[PlaceColumn]:
    width = min(52.0, (INNER - LABELS - 20) / max(1, len(places)))
    return [
        PlaceColumn(_shortened(name), round(MARGIN + LABELS + width * (number + 0.5), 1))
        for number, (_place, name) in enumerate(places)
    ]


def _shortened(name: str) -> str:
    lines = wrapped(name, roboto(), NAME_SIZE, REGULAR, LONGEST_NAME)
    return lines[0] if len(lines) == 1 else f"{lines[0]} …"


def _rows(
    overlap: Overlap, places: Sequence[tuple[int, str]], columns: Sequence[PlaceColumn], top: int
) -> list[PracticeRow]:
    rows: list[PracticeRow] = []
    for number, row in enumerate(overlap.rows):
        name = f"{row.code} {PRACTICES[row.code].name}"
        lines = clamped(wrapped(name, roboto(), NAME_SIZE, MEDIUM, LABELS - 16), 2)
        counts = [len(row.by_place.get(place, ())) for place, _name in places]
        cells = [OverlapCell(column.x, count, count >= SEVERAL) for column, count in zip(columns, counts, strict=True)]
        rows.append(PracticeRow(lines, top + ROW_HEIGHT * number, cells))
    return rows


def _alt(organization: str, on: date, overlap: Overlap, places: Sequence[tuple[int, str]]) -> str:
    """The picture in words."""
    rows = [
        {
            "code": row.code,
            "cells": [
                {"count": len(row.by_place.get(place, ())), "name": name}
                for place, name in places
                if row.by_place.get(place)
            ],
        }
        for row in overlap.rows
    ]
    return prompts.document("initiative_overlap_alt.txt", organization=organization, on=on, rows=rows).strip()
