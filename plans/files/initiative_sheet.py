"""Reads a sheet of initiatives: a row for each, with its purpose, cost, schools and evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from plans.dates import UnreadableDate
from plans.dates.point import read_span
from plans.files import delimited
from plans.files.column_words import headed_columns
from plans.files.findings import Findings, Unreadable
from plans.files.grid import Cell, Row, Sheet
from plans.files.opening import FileKind, OpenedFile, opened
from plans.findings import Finding, FindingCode, Severity
from plans.initiatives import InitiativeFacts
from plans.practices import typed_coding


class InitiativeColumn(StrEnum):
    """Named as the facts they are read into, except for schools and owner, which are looked up."""

    NAME = "name"
    PURPOSE = "purpose"
    COST = "cost"
    TIME = "time"
    STARTED_ON = "started_on"
    SCHOOLS = "schools"
    PRACTICES = "practices"
    OWNER = "owner"
    EVIDENCE = "evidence"
    EVIDENCE_LINK = "evidence_link"
    EVIDENCE_SINCE = "evidence_since"
    EVIDENCE_SHOWS = "evidence_shows"


HEADINGS: Mapping[InitiativeColumn, frozenset[str]] = {
    InitiativeColumn.NAME: frozenset({"initiative", "initiatives", "initiative name", "name of initiative", "program"}),
    InitiativeColumn.PURPOSE: frozenset(
        {"purpose", "goal of initiative", "what is it for", "what its for", "description", "aim"}
    ),
    InitiativeColumn.COST: frozenset(
        {"cost", "costs", "cost a year", "cost per year", "annual cost", "yearly cost", "budget", "money"}
    ),
    InitiativeColumn.TIME: frozenset({"time", "staff time", "hours", "hours a year", "hours per year", "time needed"}),
    InitiativeColumn.STARTED_ON: frozenset({"start", "started", "start date", "since", "began", "year started"}),
    InitiativeColumn.SCHOOLS: frozenset({"school", "schools", "where", "where it runs", "sites", "locations"}),
    InitiativeColumn.PRACTICES: frozenset(
        {"practice", "practices", "effective practice", "effective practices", "practice code", "practice codes"}
    ),
    InitiativeColumn.OWNER: frozenset({"owner", "lead", "person responsible", "contact", "responsible"}),
    InitiativeColumn.EVIDENCE: frozenset({"evidence", "evidence of impact", "data", "data source"}),
    InitiativeColumn.EVIDENCE_LINK: frozenset({"link", "evidence link", "link to evidence", "where is the evidence"}),
    InitiativeColumn.EVIDENCE_SINCE: frozenset({"evidence since", "evidence from", "since when is there evidence"}),
    InitiativeColumn.EVIDENCE_SHOWS: frozenset(
        {"what it shows", "what the evidence shows", "what does the evidence show", "results", "evidence shows"}
    ),
}
TELLING = frozenset({InitiativeColumn.COST, InitiativeColumn.SCHOOLS})
ALSO_TELLING = TELLING | {InitiativeColumn.PURPOSE, InitiativeColumn.EVIDENCE}
"""A table of an improvement plan may have a column Initiative too; a list has at least two of these, one of TELLING."""
_TEXTS = (
    *(InitiativeColumn.NAME, InitiativeColumn.PURPOSE, InitiativeColumn.COST, InitiativeColumn.TIME),
    *(InitiativeColumn.EVIDENCE, InitiativeColumn.EVIDENCE_LINK, InitiativeColumn.EVIDENCE_SHOWS),
)
_DAYS = (InitiativeColumn.STARTED_ON, InitiativeColumn.EVIDENCE_SINCE)
InitiativeColumns = Mapping[InitiativeColumn, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetInitiative:
    """One row. A blank cell changes nothing."""

    name: str
    typed: Mapping[str, str | date]
    """What its cells say, by the names of the facts."""
    schools: Cell = field(default_factory=Cell)
    owner: str = ""

    def facts(self, before: InitiativeFacts | None) -> InitiativeFacts:
        """Those of before with what the row says; places and owner are looked up elsewhere."""
        return replace(before or InitiativeFacts(name=self.name), **self.typed)  # type: ignore[arg-type]  # by their names


@dataclass(frozen=True, slots=True)
class InitiativeSheet:
    initiatives: tuple[SheetInitiative, ...]
    findings: tuple[Finding, ...]

    @property
    def is_usable(self) -> bool:
        has_error = any(finding.severity is Severity.ERROR for finding in self.findings)
        return bool(self.initiatives) and not has_error


def read_content(name: str, content: bytes, *, today: date) -> InitiativeSheet | None:
    """None for a file that is no list of initiatives, or can't be read at all."""
    findings = Findings()
    try:
        tables = [table for sheet in _sheets(opened(name, content), findings) if (table := _table(sheet))]
    except Unreadable:
        return None
    if not tables:
        return None
    reader = _InitiativeReader(today, findings)
    initiatives = [row for columns, rows in tables for each in rows if (row := reader.read(each, columns))]
    return InitiativeSheet(tuple(initiatives), tuple(findings.collected))


def _sheets(file: OpenedFile, findings: Findings) -> Sequence[Sheet]:
    match file.kind:
        case FileKind.WORKBOOK:
            from plans.files import workbook  # noqa: PLC0415 (with openpyxl a tenth of the bot's memory, seldom needed)

            return workbook.read_sheets(file.name, file.content, findings)
        case FileKind.CSV:
            return [delimited.read_sheet(file.name, file.content, count_headings=lambda row: len(_columns(row)))]
    return ()


def _table(sheet: Sheet) -> tuple[InitiativeColumns, Sequence[Row]] | None:
    """The columns and the rows below the first row of headings; None without one."""
    for place, row in enumerate(sheet.rows):
        columns = _columns(row)
        is_list = len(columns.keys() & ALSO_TELLING) > 1 and bool(columns.keys() & TELLING)
        if InitiativeColumn.NAME in columns and is_list:
            return columns, sheet.rows[place + 1 :]
    return None


def _columns(row: Row) -> InitiativeColumns:
    return headed_columns((cell.text for cell in row), HEADINGS)


@dataclass(slots=True)
class _InitiativeReader:
    today: date
    findings: Findings
    names: set[str] = field(default_factory=set)

    def read(self, row: Row, columns: InitiativeColumns) -> SheetInitiative | None:
        """None for an empty row, and for one without a name."""
        cells = {column: row[place] for column, place in columns.items() if place < len(row) and row[place]}
        if not cells:
            return None
        named = cells.get(InitiativeColumn.NAME)
        if named is None:
            first = next(iter(cells.values()))
            self.findings.error(first.where, FindingCode.INITIATIVE_WITHOUT_NAME)
            return None
        if named.line.casefold() in self.names:
            self.findings.error(named.where, FindingCode.INITIATIVE_TWICE, name=named.line)
        self.names.add(named.line.casefold())
        return SheetInitiative(
            name=named.line,
            typed=self._typed(cells),
            schools=cells.get(InitiativeColumn.SCHOOLS, Cell()),
            owner=cells[InitiativeColumn.OWNER].line if InitiativeColumn.OWNER in cells else "",
        )

    def _typed(self, cells: Mapping[InitiativeColumn, Cell]) -> dict[str, str | date]:
        typed: dict[str, str | date] = {}
        for column in _TEXTS:
            if column in cells:
                typed[column.value] = cells[column].line if column is InitiativeColumn.NAME else cells[column].text
        for column in _DAYS:
            if column in cells and (day := self._day(cells[column])):
                typed[column.value] = day
        if InitiativeColumn.PRACTICES in cells:
            cell = cells[InitiativeColumn.PRACTICES]
            coding = typed_coding(cell.text)
            if coding is None:
                self.findings.error(cell.where, FindingCode.INITIATIVE_NOT_A_PRACTICE, written=cell.line)
            else:
                typed[InitiativeColumn.PRACTICES.value] = coding
        return typed

    def _day(self, cell: Cell) -> date | None:
        """Of a month, its first day."""
        day = cell.day or cell.serial_day or _written_day(cell)
        if day is None:
            self.findings.error(cell.where, FindingCode.SHEET_NOT_A_DATE, written=cell.line)
        elif day > self.today:
            self.findings.error(cell.where, FindingCode.INITIATIVE_DAY_AHEAD, day=day)
        return day


def _written_day(cell: Cell) -> date | None:
    try:
        span = read_span(cell.line.casefold(), None)
    except UnreadableDate:
        return None
    return span.start if span else None
