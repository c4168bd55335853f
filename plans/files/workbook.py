"""Reads Excel workbooks as a stream: the cells' displayed text, real dates, and merged cells."""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import zip_longest
from typing import Any

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.utils.exceptions import InvalidFileException

from plans.files.findings import Findings, Unreadable
from plans.files.grid import MOST_COLUMNS, MOST_ROWS, Cell, Row, Sheet, column_letters, plain_text
from plans.files.layout import Layout, Merges, layouts
from plans.files.text_budget import TextBudget
from plans.findings import FindingCode

MOST_SHEETS = 60
BLANK_ROWS_AT_END = 1_000
"""Formatting may extend to row 1,048,576; after this many empty rows the sheet ends."""

EARLIEST_1904, LATEST_1904 = 35_064, 71_588
"""The day numbers of 2000 and 2100 in a workbook that counts from 1904."""

_PERCENT_FORMAT = re.compile(r"0(?:\.(?P<decimals>0{1,6}))?%")
DAMAGED = (
    zipfile.BadZipFile,
    InvalidFileException,
    zlib.error,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    SyntaxError,
    EOFError,
    RuntimeError,
    OSError,
)
"""Errors the library raises for missing or broken parts; it has no error of its own for them."""


def read_sheets(name: str, content: bytes, findings: Findings) -> list[Sheet]:
    """The visible sheets. Raises Unreadable if the workbook is damaged or too large."""
    try:
        with _books(content) as (values, formulas):
            if len(values.worksheets) > MOST_SHEETS:
                raise Unreadable(name, FindingCode.TOO_MANY_SHEETS, most=MOST_SHEETS)
            layout_of = layouts(content)
            budget = TextBudget(name)
            return [
                _sheet(name, values_sheet, written, layout_of.get(values_sheet.title, Layout()), findings, budget)
                for values_sheet, written in zip(values.worksheets, formulas.worksheets, strict=True)
                if values_sheet.sheet_state == "visible"
            ]
    except DAMAGED as damaged:
        raise Unreadable(name, FindingCode.WORKBOOK_DAMAGED) from damaged


@contextmanager
def _books(content: bytes) -> Iterator[tuple[Any, Any]]:
    """The workbook's values and its formulas, to detect a formula without a value."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library warns of styles and extensions we do not use
        values = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        formulas = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        try:
            yield values, formulas
        finally:
            values.close()
            formulas.close()


def _sheet(  # noqa: PLR0917 - a sheet is read from both readings of its workbook
    name: str, values: Any, formulas: Any, layout: Layout, findings: Findings, budget: TextBudget
) -> Sheet:
    values.reset_dimensions()  # some programs write a wrong size, which would cut rows off
    formulas.reset_dimensions()
    rows: list[Row] = []
    blank = 0
    for number, (value_row, written) in enumerate(zip_longest(values.iter_rows(), formulas.iter_rows(), fillvalue=())):
        if any(cell.value is not None for cell in value_row[MOST_COLUMNS:]):
            raise _too_large(name, values.title)
        budget.spend(f"Sheet '{values.title}', row {number + 1}", (cell.value for cell in value_row[:MOST_COLUMNS]))
        row = _row(values.title, number + 1, value_row[:MOST_COLUMNS], written[:MOST_COLUMNS], findings)
        blank = 0 if any(row) else blank + 1
        if blank > BLANK_ROWS_AT_END:
            break
        if number - blank >= MOST_ROWS:
            raise _too_large(name, values.title)
        rows.append(row)
    _warn_hidden(values.title, rows, layout, findings)
    return Sheet(values.title, _merged(rows, layout.merges))


def _too_large(name: str, title: str) -> Unreadable:
    return Unreadable(f"Sheet '{title}' of {name}", FindingCode.TOO_MANY_CELLS, rows=MOST_ROWS, columns=MOST_COLUMNS)


def _warn_hidden(title: str, rows: list[Row], layout: Layout, findings: Findings) -> None:
    """Warn about hidden columns. Rows that a filter hides belong to the plan like the others."""
    numbered = list(enumerate(rows, start=1))
    hidden_rows = [str(number) for number, row in numbered if number in layout.hidden_rows and any(row)]
    used = {place for row in rows for place, cell in enumerate(row, start=1) if cell}
    hidden_columns = [column_letters(place) for place in sorted(used & layout.hidden_columns)]
    for what, hidden in (("rows", hidden_rows), ("columns", hidden_columns)):
        if hidden:
            findings.warn(f"Sheet '{title}', {what} {', '.join(hidden)}", FindingCode.HIDDEN_CELLS_READ)


def _row(title: str, number: int, value_row: Any, written: Any, findings: Findings) -> Row:
    cells = [
        _cell(f"Sheet '{title}', cell {column_letters(column)}{number}", cell_read, formula, findings)
        for column, (cell_read, formula) in enumerate(zip_longest(value_row, written), start=1)
    ]
    cells = [
        replace(cell, color=_color(cell_read)) if cell else cell for cell, cell_read in zip_longest(cells, value_row)
    ]
    struck = next(
        (cell for cell, cell_read in zip(cells, value_row, strict=False) if cell and cell_read.font.strike), None
    )
    if struck:
        findings.warn(struck.where, FindingCode.CROSSED_OUT_READ)
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _color(cell: Any) -> str:
    if cell is None or not cell.has_style or cell.fill.fill_type != "solid":
        return ""
    color = cell.fill.fgColor
    return color.rgb[-6:].upper() if color.type == "rgb" else f"{color.type} {color.value} {color.tint}"


def _cell(where: str, value_cell: Any, written: Any, findings: Findings) -> Cell:
    content = None if value_cell is None else value_cell.value
    if content is None:
        if written is not None and isinstance(written.value, str) and written.value.startswith("="):
            findings.warn(where, FindingCode.FORMULA_WITHOUT_RESULT)
        return Cell(where=where)
    if value_cell.data_type == "e":
        findings.warn(where, FindingCode.FORMULA_FAILS, error=content)
        return Cell(where=where)
    if isinstance(content, datetime | date):
        return _date_cell(where, content, value_cell.number_format or "")
    text = plain_text(_shown_text(content, value_cell.number_format or ""))
    return Cell(text, where, serial_day=_serial_day(content, value_cell.parent.parent.epoch))


def _serial_day(content: object, epoch: datetime) -> date | None:
    """A bare number as a day if the workbook counts from 1904; only numbers of a day's size count."""
    if epoch != CALENDAR_MAC_1904 or not isinstance(content, int) or not EARLIEST_1904 <= content <= LATEST_1904:
        return None
    return (epoch + timedelta(days=content)).date()


def _date_cell(where: str, moment: datetime | date, number_format: str) -> Cell:
    day = moment.date() if isinstance(moment, datetime) else moment
    pattern = re.sub(r"\[[^]]*\]|\"[^\"]*\"|\\.", "", number_format).lower()
    if "d" not in pattern and "m" in pattern and "y" in pattern:
        return Cell(day.strftime("%B %Y"), where)  # typed as "Sept 2012"; Excel added the day
    return Cell(day.isoformat(), where, day)


def _shown_text(content: object, number_format: str) -> str:
    if isinstance(content, int | float) and (percent := _PERCENT_FORMAT.match(number_format)):
        return f"{content:.{len(percent['decimals'] or '')}%}"
    return f"{content:.10g}" if isinstance(content, float) else str(content)


def _merged(rows: list[Row], merges: Merges) -> tuple[Row, ...]:
    """Vertically merged cells have the same text in each of their rows."""
    cells = [list(row) for row in rows]
    for (row, column), first in merges.items():
        if row < len(rows) and column < len(rows[first]):
            cells[row] += [Cell()] * (column + 1 - len(cells[row]))
            cells[row][column] = replace(rows[first][column], continued=True)
    return tuple(tuple(row) for row in cells)
