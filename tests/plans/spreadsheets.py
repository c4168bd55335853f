"""Writes spreadsheets as a district would, for tests of reading plan files."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from plans.files import Reading
from prompts import finding_text

Value = str | int | float | date | None
Line = Sequence[Value]


def typed(path: Path, **sheets: Sequence[Line]) -> Path:
    """A workbook with one sheet per name; "_" in a name is a space."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, lines in sheets.items():
        fill(book.create_sheet(name.replace("_", " ")), lines)
    book.save(path)
    return path


def fill(sheet: Worksheet, lines: Sequence[Line]) -> None:
    for row, line in enumerate(lines, start=1):
        for column, content in enumerate(line, start=1):
            sheet.cell(row, column, content)


def findings(reading: Reading) -> list[tuple[str, StrEnum, str]]:
    """Place, code and severity of each finding."""
    return [(finding.where, finding.code, finding.severity.value) for finding in reading.findings]


def sentences(reading: Reading) -> list[tuple[str, str]]:
    """Place and sentence of each finding."""
    return [(finding.where, finding_text(finding)) for finding in reading.findings]


def rows(reading: Reading) -> list[tuple[str, str | None, tuple[str, ...], str, str]]:
    """Code, owner, collaborators, start and due of each action item; "ongoing" or "" without a due date."""
    assert reading.plan is not None, findings(reading)
    return [
        (
            item.code,
            item.owner,
            item.collaborators,
            str(item.start or ""),
            str(item.due or ("ongoing" if item.ongoing else "")),
        )
        for item in reading.plan.action_items()
    ]
