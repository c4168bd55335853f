"""Legends of colors ("Green = completed", or a green cell that says so), and the state of colored rows."""

import colorsys
import re
from collections.abc import Mapping

from plans.files.grid import Cell, Row, Sheet
from plans.files.states import read_state
from plans.plan import ReportedState

HUES = ((20, "red"), (45, "orange"), (70, "yellow"), (165, "green"), (260, "blue"), (320, "purple"), (360, "red"))
"""The upper end, in degrees of hue, of each color name."""
LEAST_SATURATION = 0.15
WORDS_OF_A_COLOR = 4

_TITLE = re.compile(r"(?:color )?(?:legend|key)\s*:?", re.IGNORECASE)
_NAMED = re.compile(
    r"(?P<name>green|red|orange|yellow|blue|purple|gr[ae]y)\s*(?:=|:|-|–|means)\s*(?P<state>.+)", re.IGNORECASE
)

Legend = Mapping[str, ReportedState]
"""States by a cell's color, or by the color's name."""


def legend(sheet: Sheet) -> Legend:
    states: dict[str, ReportedState] = {}
    for row in sheet.rows:
        for cell in row if is_legend(row) else ():
            named = _NAMED.fullmatch(cell.line)
            state = read_state(named["state"] if named else cell.line, None)
            color = cell.color or (named["name"].lower() if named else "")
            if state and color:
                states[color] = state
    return states


def is_legend(row: Row) -> bool:
    """Whether the row explains colors and nothing else."""
    filled = [cell for cell in row if cell]
    return any(map(_explains, filled)) and all(_explains(cell) or _TITLE.fullmatch(cell.line) for cell in filled)


def _explains(cell: Cell) -> bool:
    named = _NAMED.fullmatch(cell.line)
    if not named and (not cell.color or len(cell.line.split()) > WORDS_OF_A_COLOR):
        return False
    words = named["state"] if named else cell.line
    return read_state(words, None) is not None


def by_color(cell: Cell, states: Legend) -> ReportedState | None:
    return states.get(cell.color) or states.get(_name(cell.color))


def _name(color: str) -> str:
    """The name of a color given as six hexadecimal digits."""
    if not re.fullmatch(r"[0-9A-F]{6}", color):
        return ""
    red, green, blue = (int(color[place : place + 2], 16) / 255 for place in (0, 2, 4))
    hue, _, saturation = colorsys.rgb_to_hls(red, green, blue)
    if saturation < LEAST_SATURATION:
        return "gray"
    return next(name for degrees, name in HUES if hue * 360 <= degrees)
