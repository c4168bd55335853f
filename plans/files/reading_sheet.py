"""Reads a sheet of readings: a row for each value of a measure or benchmark on a day."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from plans.dates import PlanYear, UnreadableDate
from plans.dates.point import read_span
from plans.figures import Figure, read_figure
from plans.files import delimited, workbook
from plans.files.column_words import headed_columns
from plans.files.findings import Findings, Unreadable
from plans.files.grid import Cell, Row, Sheet
from plans.files.opening import FileKind, OpenedFile, content_of, opened
from plans.findings import Finding, FindingCode
from plans.readings import OutcomeReading
from plans.small_groups import read_group


class ReadingColumn(StrEnum):
    CODE = "code"
    MEASURE = "measure"
    DAY = "day"
    VALUE = "value"
    SOURCE = "source"
    GROUP = "group"
    STUDENTS = "students"


HEADINGS: Mapping[ReadingColumn, frozenset[str]] = {
    ReadingColumn.CODE: frozenset({"code", "measure code", "goal or strategy", "number of goal or strategy"}),
    ReadingColumn.MEASURE: frozenset(
        {"measure", "measure or benchmark", "benchmark", "indicator", "measure name", "name", "measure code or name"}
    ),
    ReadingColumn.DAY: frozenset({"day", "date", "as of", "taken on", "date of reading", "reading date"}),
    ReadingColumn.VALUE: frozenset({"value", "reading", "result", "the number", "score", "actual"}),
    ReadingColumn.SOURCE: frozenset({"source", "data source", "evidence", "where it is from"}),
    ReadingColumn.GROUP: frozenset({"student group", "group", "subgroup", "student subgroup"}),
    ReadingColumn.STUDENTS: frozenset(
        {"number of students", "students", "n", "n size", "n-size", "student count", "number tested"}
    ),
}
NEEDED = (ReadingColumn.DAY, ReadingColumn.VALUE)
_WHOLE_NUMBER = re.compile(r"\d{1,6}|\d{1,3},\d{3}")

Columns = Mapping[ReadingColumn, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetReading:
    """One row."""

    where: str
    """The cell that names the measure, or the row's first cell."""
    value_where: str
    code: str
    """As typed, like the next; one of the two may be empty."""
    measure: str
    reading: OutcomeReading


@dataclass(frozen=True, slots=True)
class ReadingSheet:
    readings: tuple[SheetReading, ...]
    findings: tuple[Finding, ...]


def read(path: Path, *, year: PlanYear | None, today: date) -> ReadingSheet:
    """Read a file on this computer. Days without a year are those of the school year."""
    try:
        content = content_of(path)
    except Unreadable as unreadable:
        return ReadingSheet((), (unreadable.finding,))
    return read_content(path.name, content, year=year, today=today)


def read_content(name: str, content: bytes, *, year: PlanYear | None, today: date) -> ReadingSheet:
    findings = Findings()
    try:
        tables = [table for sheet in _sheets(opened(name, content), findings) if (table := _table(sheet))]
    except Unreadable as unreadable:
        return ReadingSheet((), (*findings.collected, unreadable.finding))
    if not tables:
        findings.error(name, FindingCode.READINGS_WITHOUT_HEADINGS)
    reader = _RowReader(year, today, findings)
    readings = [reading for columns, rows in tables for row in rows if (reading := reader.read(row, columns))]
    return ReadingSheet(tuple(readings), tuple(findings.collected))


def _sheets(file: OpenedFile, findings: Findings) -> Sequence[Sheet]:
    match file.kind:
        case FileKind.WORKBOOK:
            return workbook.read_sheets(file.name, file.content, findings)
        case FileKind.CSV:
            return [delimited.read_sheet(file.name, file.content, count_headings=lambda row: len(_columns(row)))]
    raise Unreadable(file.name, FindingCode.FORMAT_UNKNOWN)


def _table(sheet: Sheet) -> tuple[Columns, Sequence[Row]] | None:
    """The columns and the rows below the first row that is a heading; None without one."""
    for place, row in enumerate(sheet.rows):
        columns = _columns(row)
        if all(column in columns for column in NEEDED) and columns.keys() & {ReadingColumn.CODE, ReadingColumn.MEASURE}:
            return columns, sheet.rows[place + 1 :]
    return None


def _columns(row: Row) -> Columns:
    return headed_columns((cell.text for cell in row), HEADINGS)


@dataclass(frozen=True, slots=True)
class _RowReader:
    year: PlanYear | None
    today: date
    findings: Findings

    def read(self, row: Row, columns: Columns) -> SheetReading | None:
        """None for an empty row, and for one with an error."""
        cells = {column: row[place] for column, place in columns.items() if place < len(row)}
        first = next((cell for cell in row if cell), None)
        if first is None or not any(cells.values()):
            return None
        code, measure = (cells.get(column, Cell()) for column in (ReadingColumn.CODE, ReadingColumn.MEASURE))
        named = measure or code or first
        if not measure and not code:
            self.findings.error(named.where, FindingCode.READING_WITHOUT_MEASURE)
        day = self._day(cells.get(ReadingColumn.DAY, Cell()), first)
        reading = self._reading(cells, day, first)
        if not (measure or code) or reading is None:
            return None
        return SheetReading(
            where=named.where,
            value_where=cells[ReadingColumn.VALUE].where,
            code=code.line,
            measure=measure.line,
            reading=reading,
        )

    def _day(self, cell: Cell, first: Cell) -> date | None:
        day = cell.day or cell.serial_day or (self._written_day(cell) if cell else None)
        if not cell:
            self.findings.error(cell.where or first.where, FindingCode.READING_WITHOUT_DAY)
        elif day is None:
            self.findings.error(cell.where, FindingCode.SHEET_NOT_A_DATE, written=cell.line)
        elif day > self.today:
            self.findings.error(cell.where, FindingCode.READING_DAY_AHEAD, day=day)
        return day

    def _written_day(self, cell: Cell) -> date | None:
        try:
            span = read_span(cell.line.casefold(), self.year)
        except UnreadableDate:
            return None
        return span.start if span and span.start == span.end else None

    def _reading(self, cells: Mapping[ReadingColumn, Cell], day: date | None, first: Cell) -> OutcomeReading | None:
        typed = cells.get(ReadingColumn.VALUE, Cell())
        figure = read_figure(typed.line)
        if not typed:
            self.findings.error(typed.where or first.where, FindingCode.READING_WITHOUT_VALUE)
        elif figure is None:
            self.findings.error(typed.where, FindingCode.READING_NOT_A_NUMBER, written=typed.line)
        students, group = (cells.get(column, Cell()) for column in (ReadingColumn.STUDENTS, ReadingColumn.GROUP))
        size = self._size(students, figure)
        student_group = read_group(group.line)
        if student_group and size is None and figure is not None and figure.whole is None and not students:
            self.findings.error(group.where, FindingCode.READING_GROUP_WITHOUT_SIZE, group=student_group)
        if figure is None or day is None:
            return None
        return OutcomeReading(
            taken_on=day,
            text=typed.line,
            figure=figure,
            group_size=size if figure.whole is None else None,
            student_group=student_group,
            counts_students=bool(students),
            source=cells.get(ReadingColumn.SOURCE, Cell()).line,
        )

    def _size(self, cell: Cell, figure: Figure | None) -> int | None:
        size = int(cell.line.replace(",", "")) if _WHOLE_NUMBER.fullmatch(cell.line) else 0
        if cell and not size:
            self.findings.error(cell.where, FindingCode.READING_NOT_A_SIZE, written=cell.line)
        elif cell and figure is not None and figure.whole not in (None, size):
            self.findings.error(cell.where, FindingCode.READING_OTHER_SIZE, written=cell.line, whole=figure.whole)
        return size or None
