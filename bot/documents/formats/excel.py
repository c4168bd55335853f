"""The tables of a document as a workbook: a sheet each, after one that says what the document is."""

import re
from datetime import datetime, time
from io import BytesIO
from typing import Any

from bot.documents.document import Cell, Document, DocumentTable
from plans.xml_text import xml_safe

FIRST_COLUMN, OTHER_COLUMNS = 30, 44
ALL_COLUMNS = 150
"""Widths in characters."""
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
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        title = book.add_format({"bold": True, "font_size": 14})
        first = book.add_worksheet(sheet_of_facts)
        first.set_column(0, 0, 100)
        first.write_string(0, 0, document.title, title)
        for row, line in enumerate(document.about, start=2):
            first.write_string(row, 0, line, wrapped)
        names = {sheet_of_facts.lower()}
        for number, block in enumerate(block for block in document.blocks if isinstance(block, DocumentTable)):
            _add_sheet(book.add_worksheet(_sheet_name(block.sheet or block.name, names)), block, number, title, wrapped)
    return target.getvalue()


def _add_sheet(sheet: Any, block: DocumentTable, number: int, title: Any, wrapped: Any) -> None:
    """Repeat the headings on each printed page, and keep them in sight on the screen."""
    last_row, last_column = _TABLES_START + len(block.rows), len(block.columns) - 1
    sheet.write_string(0, 0, block.name, title)
    sheet.set_column(0, 0, FIRST_COLUMN)
    sheet.set_column(1, last_column, OTHER_COLUMNS)
    for column, share in enumerate(block.widths):
        sheet.set_column(column, column, ALL_COLUMNS * share // sum(block.widths))
    sheet.add_table(
        _TABLES_START,
        0,
        last_row,
        last_column,
        {
            "name": f"Table{number + 1}",
            "style": "Table Style Light 1",
            "first_column": True,
            "columns": [{"header": column} for column in _distinct(block.columns)],
        },
    )
    for row, cells in enumerate(block.rows, start=_TABLES_START + 1):
        for column, cell in enumerate(cells):
            sheet.write_string(row, column, _text(cell), wrapped)
    sheet.freeze_panes(_TABLES_START + 1, 1)
    sheet.repeat_rows(_TABLES_START)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, last_row, last_column)


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
