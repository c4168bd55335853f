"""A sheet as a grid of cells with their places: one form for workbooks and CSV."""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date

MOST_ROWS = 5_000
MOST_COLUMNS = 100


@dataclass(frozen=True, slots=True)
class Cell:
    text: str = ""
    where: str = ""
    day: date | None = None
    """Set if the cell holds a real date."""
    color: str = ""
    """The fill as six hexadecimal digits or a theme color's name; empty without one."""
    serial_day: date | None = None
    """The day a bare number stands for in a workbook that counts days from 1904."""
    continued: bool = False
    """True if the text comes from the cell above, which is merged with this one."""

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def line(self) -> str:
        """The text on one line."""
        return " ".join(self.text.split())


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    """Empty for a CSV, which has no sheets."""
    rows: tuple[Row, ...] = field(default=())


def column_letters(column: int) -> str:
    """The name of a column counted from 1: A to Z, then AA."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


NOT_IN_PLAN = "not in the plan"
"""How a document that the bot made fills what the plan does not say."""


def without_blanks(sheet: Sheet) -> Sheet:
    return replace(sheet, rows=tuple(tuple(map(_or_blank, row)) for row in sheet.rows))


def _or_blank(cell: Cell) -> Cell:
    return replace(cell, text="") if cell.line.rstrip(".").lower() == NOT_IN_PLAN else cell


def plain_text(text: str) -> str:
    """Text with plain spaces and line ends, without control characters and invisible marks."""
    spaced = text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
    spaced = re.sub(r"[^\S\n]", " ", spaced)
    visible = "".join(char for char in spaced if char == "\n" or unicodedata.category(char) not in {"Cc", "Cf"})
    lines = [re.sub(r" +", " ", line).strip() for line in visible.split("\n")]
    return "\n".join(lines).strip()
