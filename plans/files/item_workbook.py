"""Writes and reads the workbook of a plan's action items; plans/files/item_sheet.py knows what its cells mean."""

import warnings
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from plans.files.findings import Unreadable
from plans.files.grid import MOST_COLUMNS
from plans.files.item_sheet import COLUMNS, EXPORTED, FIRST_ROW, HEADINGS, ITEMS, MARK, Values
from plans.files.opening import OpenedFile
from plans.files.text_budget import TextBudget
from plans.files.workbook import DAMAGED
from plans.findings import FindingCode
from plans.sheet_changes import SheetItem
from plans.xml_text import xml_safe

WIDTHS = {"text": 60, "output": 40, "resources": 30, "owner": 24, "collaborators": 24}
MOST_ROWS = 20_000


def write(organization: str, school_year: str, items: Sequence[SheetItem]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # a new workbook has one
    sheet.title = ITEMS
    _fill(sheet, items)
    sheet.freeze_panes = "C2"
    book.properties.title, book.properties.creator = f"{organization}, {school_year}: {ITEMS}", organization
    exported = book.create_sheet(EXPORTED)
    _fill(exported, items)
    for row, line in enumerate((MARK, organization, school_year), start=1):
        _write_cell(exported, row, len(COLUMNS) + 2, line)
    exported.sheet_state = "hidden"
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _fill(sheet: Worksheet, items: Sequence[SheetItem]) -> None:
    for column, name in enumerate(COLUMNS, start=1):
        _write_cell(sheet, 1, column, HEADINGS[name])
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = WIDTHS.get(name, 14)
    for row, item in enumerate(items, start=FIRST_ROW):
        for column, name in enumerate(COLUMNS, start=1):
            _write_cell(sheet, row, column, getattr(item, name))


def _write_cell(sheet: Worksheet, row: int, column: int, content: str | date | None) -> None:
    """Write text as text: what someone typed must not become a formula on another computer."""
    if content in (None, ""):
        return
    cell: Any = sheet.cell(row, column)
    cell.value = xml_safe(content) if isinstance(content, str) else content
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if isinstance(content, str):
        cell.data_type = "s"
        cell.quotePrefix = content.startswith(("=", "+", "-", "@", "\t", "\r"))


def read(file: OpenedFile) -> tuple[list[Values], list[Values]] | None:
    """The rows of the items and of the items as exported. None if either sheet is missing.

    Raises Unreadable if the workbook is damaged or holds too much text.
    """
    try:
        return _read(file)
    except DAMAGED as damaged:
        raise Unreadable(file.name, FindingCode.WORKBOOK_DAMAGED) from damaged


def _read(file: OpenedFile) -> tuple[list[Values], list[Values]] | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library warns of styles and extensions we do not use
        # As a stream: read as a whole, a merge over all cells would fill the memory.
        book = load_workbook(BytesIO(file.content), read_only=True)
    try:
        if not {ITEMS, EXPORTED} <= set(book.sheetnames):
            return None
        budget = TextBudget(file.name)
        return _rows(book[ITEMS], budget), _rows(book[EXPORTED], budget)
    finally:
        book.close()


def _rows(sheet: Any, budget: TextBudget) -> list[Values]:
    sheet.reset_dimensions()  # some programs write a wrong size, which would cut rows off
    rows: list[Values] = []
    for number, row in enumerate(sheet.iter_rows(max_row=MOST_ROWS, values_only=True), start=1):
        budget.spend(f"{sheet.title}, row {number}", row[:MOST_COLUMNS])
        rows.append(row[:MOST_COLUMNS])
    return rows
