"""The tables of a document as a workbook: a sheet each, after one that says what the document is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from io import BytesIO
from math import ceil
from typing import Any

from bot.documents.document import Cell, Document, DocumentTable
from plans.xml_text import xml_safe

FIRST_COLUMN, WIDEST_COLUMN = 30, 44
ALL_COLUMNS = 150
"""Widths in characters."""
LINE_HEIGHT, MOST_HEIGHT = 15.0, 409.0
"""In points; Excel has no higher rows. Excel finds the height of wrapped text itself, LibreOffice doesn't."""
BORDER = "#808080"
HEADING_FILL = "#E4E9EF"
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_NAME_LENGTH = 31
"""Excel's limit for the name of a sheet."""
_TABLES_START = 2
"""Below the table's name and an empty row."""
_AS_TYPED = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""Nothing that people typed becomes a formula or a link."""


def excel(document: Document, sheet_of_facts: str) -> bytes:
    """`sheet_of_facts` is the name of the first sheet."""
    import xlsxwriter  # noqa: PLC0415 (needed a few times a year)

    document = document.with_texts(xml_safe)
    target = BytesIO()
    made_at = datetime.combine(document.made_on, time())
    with xlsxwriter.Workbook(target, {**_AS_TYPED, "in_memory": True}) as book:
        book.set_properties({"title": document.title, "author": document.organization, "created": made_at})
        looks = _Looks.of(book)
        first = book.add_worksheet(sheet_of_facts)
        first.set_column(0, 0, 100)
        first.write_string(0, 0, document.title, looks.title)
        for row, line in enumerate(document.about, start=2):
            first.write_string(row, 0, line, looks.text)
        names = {sheet_of_facts.lower()}
        for number, block in enumerate(block for block in document.blocks if isinstance(block, DocumentTable)):
            _add_sheet(book.add_worksheet(_sheet_name(block.sheet or block.name, names)), block, number, looks)
    return target.getvalue()


@dataclass(frozen=True, slots=True)
class _Looks:
    """Formats of cells. The table's own style doesn't show in every program."""

    title: Any
    heading: Any
    first: Any
    wrapped: Any
    text: Any
    """Outside tables."""

    @classmethod
    def of(cls, book: Any) -> "_Looks":
        cell = {"text_wrap": True, "valign": "top", "border": 1, "border_color": BORDER}
        return cls(
            title=book.add_format({"bold": True, "font_size": 14}),
            heading=book.add_format({**cell, "bold": True, "bg_color": HEADING_FILL}),
            first=book.add_format({**cell, "bold": True}),
            wrapped=book.add_format(cell),
            text=book.add_format({"text_wrap": True, "valign": "top"}),
        )


def _add_sheet(sheet: Any, block: DocumentTable, number: int, looks: _Looks) -> None:
    """Repeat the headings on each printed page, and keep them in sight on the screen."""
    last_row, last_column = _TABLES_START + len(block.rows), len(block.columns) - 1
    widths = _widths(block)
    sheet.write_string(0, 0, block.name, looks.title)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    headings = [{"header": column, "header_format": looks.heading} for column in _distinct(block.columns)]
    form = {"name": f"Table{number + 1}", "style": None, "first_column": True, "columns": headings}
    sheet.add_table(_TABLES_START, 0, last_row, last_column, form)
    sheet.set_row(_TABLES_START, _height([(column,) for column in block.columns], widths))
    for row, cells in enumerate(block.rows, start=_TABLES_START + 1):
        sheet.set_row(row, _height(cells, widths))
        for column, cell in enumerate(cells):
            sheet.write_string(row, column, _text(cell), looks.wrapped if column else looks.first)
    sheet.freeze_panes(_TABLES_START + 1, 1)
    sheet.repeat_rows(_TABLES_START)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, last_row, last_column)


def _widths(block: DocumentTable) -> list[int]:
    if block.widths:
        return [ALL_COLUMNS * share // sum(block.widths) for share in block.widths]
    others = len(block.columns) - 1
    return [FIRST_COLUMN, *[min((ALL_COLUMNS - FIRST_COLUMN) // max(others, 1), WIDEST_COLUMN)] * others]


def _height(cells: Sequence[Cell], widths: Sequence[int]) -> float:
    """High enough for the cell with the most lines."""
    lines = [
        sum(max(ceil(len(line) / width), 1) for text in cell for line in text.split("\n"))
        for cell, width in zip(cells, widths, strict=True)
    ]
    return min(max([*lines, 1]) * LINE_HEIGHT, MOST_HEIGHT)


def _text(cell: Cell) -> str:
    return "\n".join(cell)


def _distinct(columns: Any) -> list[str]:
    """Excel wants every heading of a table once."""
    names: list[str] = []
    for column in columns:
        times = sum(name.partition("\u200b")[0] == column for name in names)
        names.append(column + "\u200b" * times)
    return names


def _sheet_name(name: str, taken: set[str]) -> str:
    """What stands before the colon of the table's name, made short enough and unlike all others."""
    stem = _FORBIDDEN.sub(" ", name.partition(":")[0]).strip()[:_NAME_LENGTH] or "Table"
    chosen, number = stem, 1
    while chosen.lower() in taken:
        number += 1
        suffix = f" {number}"
        chosen = stem[: _NAME_LENGTH - len(suffix)] + suffix
    taken.add(chosen.lower())
    return chosen
