"""A plan's action items as a workbook that people edit and import again.

A hidden second sheet holds the items as exported, so that each copy of the file shows what its editor changed, however
long ago it was made and however many copies there are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from plans.dates import DateColumn, PlanYear, UnreadableDate, read_when
from plans.files.findings import Findings, Unreadable
from plans.files.opening import FileKind, OpenedFile, content_of, opened
from plans.findings import Finding, FindingCode
from plans.leads import read_leads
from plans.sheet_changes import SheetItem

ITEMS, EXPORTED = "Action items", "As exported"
MARK = "Throughline export"
HEADINGS = {
    "code": "Number",
    "milestone": "Milestone",
    "text": "Action item",
    "owner": "Owner",
    "collaborators": "Who helps",
    "start": "Start",
    "due": "Due",
    "output": "Expected output",
    "resources": "Resources",
}
COLUMNS = tuple(HEADINGS)
FIRST_ROW = 2

Values = tuple[Any, ...]
"""The cells of one row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSheet:
    organization: str
    school_year: str
    exported: tuple[SheetItem, ...]
    items: tuple[SheetItem, ...]
    findings: tuple[Finding, ...] = ()


def write(organization: str, school_year: str, items: Sequence[SheetItem]) -> bytes:
    from plans.files import item_workbook  # noqa: PLC0415 (with openpyxl a tenth of the bot's memory, seldom needed)

    return item_workbook.write(organization, school_year, items)


def read(path: Path) -> ItemSheet | None:
    """Read an export from a file on this computer."""
    try:
        return read_content(path.name, content_of(path))
    except Unreadable:
        return None  # whatever is wrong with it, the reader of plan files reports it


def read_content(name: str, content: bytes) -> ItemSheet | None:
    """None for a file that we did not export. Findings name the cell and its fix."""
    try:
        file = opened(name, content)  # bounds what opening a workbook may cost
        return _read(file) if file.kind is FileKind.WORKBOOK else None
    except Unreadable:
        return None  # whatever is wrong with it, the reader of plan files reports it


def _read(file: OpenedFile) -> ItemSheet | None:
    from plans.files import item_workbook  # noqa: PLC0415 (see `write`)

    sheets = item_workbook.read(file)
    if sheets is None:
        return None
    items, exported = sheets
    mark, organization, school_year = (
        str(_at(exported[row], len(COLUMNS) + 1) or "") if row < len(exported) else "" for row in range(3)
    )
    return _item_sheet(organization, school_year, items, exported) if mark == MARK else None


def _at(row: Values, place: int) -> Any:
    return row[place] if place < len(row) else None


def _item_sheet(organization: str, school_year: str, rows: Sequence[Values], exported: Sequence[Values]) -> ItemSheet:
    findings = Findings()
    year = PlanYear.parse(school_year)
    items = tuple(_items(ITEMS, rows, year, findings))
    _report_doubled(items, findings)
    return ItemSheet(
        organization=organization,
        school_year=school_year,
        exported=tuple(_items(EXPORTED, exported, year, Findings())),
        items=items,
        findings=tuple(findings.collected),
    )


def _items(title: str, rows: Sequence[Values], year: PlanYear | None, findings: Findings) -> Iterator[SheetItem]:
    places = {str(content or "").strip(): number for number, content in enumerate(rows[0] if rows else ())}
    missing = [heading for heading in HEADINGS.values() if heading not in places]
    if missing:
        findings.error(title, FindingCode.SHEET_COLUMN_MISSING, heading=missing[0])
        return
    for number, row in enumerate(rows[1:], start=FIRST_ROW):
        values = {name: _at(row, places[heading]) for name, heading in HEADINGS.items()}
        if any(typed not in (None, "") for typed in values.values()):
            yield _item(title, number, values, year, findings)


def _item(sheet: str, number: int, values: dict[str, Any], year: PlanYear | None, findings: Findings) -> SheetItem:
    words = {name: str(content if content is not None else "").strip() for name, content in values.items()}

    def day(name: str) -> date | None:
        return _day(f"{sheet}, row {number}, {HEADINGS[name]}", values[name], year, findings)

    if not words["text"]:
        findings.error(f"{sheet}, row {number}", FindingCode.SHEET_ITEM_WITHOUT_TEXT)
    if nobody := read_leads(words["owner"]).nobody:
        findings.error(f"{sheet}, row {number}, {HEADINGS['owner']}", FindingCode.SHEET_OWNER_IS_NOBODY, written=nobody)
    return SheetItem(
        code=words["code"],
        milestone=words["milestone"],
        text=words["text"],
        owner=words["owner"],
        collaborators=words["collaborators"],
        start=day("start"),
        due=day("due"),
        output=words["output"],
        resources=words["resources"],
    )


def _day(where: str, content: object, year: PlanYear | None, findings: Findings) -> date | None:
    if isinstance(content, datetime):
        return content.date()
    if isinstance(content, date):
        return content
    text = str(content or "").strip()
    try:
        return read_when(text, role=DateColumn.COMPLETION, year=year).due
    except UnreadableDate:
        findings.error(where, FindingCode.SHEET_NOT_A_DATE, written=text)
        return None


def _report_doubled(items: Sequence[SheetItem], findings: Findings) -> None:
    seen: set[str] = set()
    for item in items:
        if item.code and item.code in seen:
            findings.error(ITEMS, FindingCode.SHEET_NUMBER_TWICE, code=item.code)
        seen.add(item.code)
