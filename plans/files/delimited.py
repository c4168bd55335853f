"""Reads CSV as spreadsheets save it: comma, semicolon or tab, in UTF-8, UTF-16, or a Windows or Macintosh encoding."""

import csv
import io
from collections.abc import Callable

from plans.files.columns import recognised
from plans.files.findings import Unreadable
from plans.files.grid import MOST_COLUMNS, MOST_ROWS, Cell, Row, Sheet, column_letters, plain_text
from plans.files.text_budget import MOST_TEXT, TextBudget
from plans.findings import FindingCode

DELIMITERS = ",;\t|"


def read_sheet(name: str, content: bytes, *, count_headings: Callable[[Row], int] | None = None) -> Sheet:
    """The delimiter is the one with which a row has the most headings; `count_headings` counts them in a row.

    Raises Unreadable if the text cannot be split into rows and columns."""
    text = _decoded(name, content)
    if len(text) > MOST_TEXT:
        raise Unreadable(name, FindingCode.TOO_MUCH_TEXT)
    tables = [_table(name, text, delimiter) for delimiter in DELIMITERS if delimiter in text]
    if not tables:
        raise Unreadable(name, FindingCode.ONE_COLUMN)
    count = count_headings or _plan_headings
    return Sheet("", max(tables, key=lambda rows: max(map(count, rows), default=0)))


def _decoded(name: str, content: bytes) -> str:
    codings = ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", _local(content))
    if b"\0" in content and codings[0] != "utf-16":
        raise Unreadable(name, FindingCode.CSV_NOT_TEXT)
    for coding in codings:
        try:
            return content.decode(coding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(name, FindingCode.CSV_NOT_UTF_8)


def _local(content: bytes) -> str:
    """Decode by the likely code page. An old Macintosh is known by its line endings."""
    return "mac_roman" if b"\r" in content and b"\n" not in content else "cp1252"


def _table(name: str, text: str, delimiter: str) -> tuple[Row, ...]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = []
    budget = TextBudget(name)
    try:
        for number, fields in enumerate(reader, start=1):
            if number > MOST_ROWS or len(fields) > MOST_COLUMNS:
                raise Unreadable(name, FindingCode.TOO_MANY_CELLS, rows=MOST_ROWS, columns=MOST_COLUMNS)
            budget.spend(f"{name}, row {number}", fields)
            rows.append(_row(name, number, fields))
    except csv.Error as broken:
        raise Unreadable(f"{name}, line {reader.line_num}", FindingCode.QUOTATION_MARK_OPEN) from broken
    return tuple(rows)


def _row(name: str, number: int, fields: list[str]) -> Row:
    return tuple(
        Cell(plain_text(field), f"{name}, cell {column_letters(column)}{number}")
        for column, field in enumerate(fields, start=1)
    )


def _plan_headings(row: Row) -> int:
    return len(recognised(row))
