"""Reads the dates of action items by each column's style, and reports doubtful ones."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from plans.dates import (
    MONTH_FIRST,
    ColumnStyle,
    DateColumn,
    DateDoubt,
    DayMonthOrder,
    LeftOut,
    PlanYear,
    UnreadableDate,
    When,
    order_of,
    own_years,
    read_when,
    short_years,
    wrong_weekdays,
)
from plans.dates.terms import NAMES_TERM
from plans.files.column_words import Column
from plans.files.drafts import ItemDraft, PlanDraft
from plans.files.findings import Findings
from plans.files.grid import Cell
from plans.findings import FindingCode
from plans.lead_names import NOBODY

DAY_ZERO = date(1899, 12, 30)
EARLIEST_SERIAL, LATEST_SERIAL = 36_526, 73_050
"""A spreadsheet's day numbers of the years 2000 and 2100."""
FEW = 3
"""If more than one date in this many is outside the plan's years, the plan as a whole is doubted."""

DATE_COLUMNS = {Column.START: DateColumn.START, Column.DUE: DateColumn.COMPLETION, Column.TIMELINE: DateColumn.TIMELINE}
"""Of action items."""

DATE_DOUBTS = {
    DateDoubt.NOT_UNDERSTOOD: FindingCode.DATE_NOT_UNDERSTOOD,
    DateDoubt.NO_SUCH_DAY: FindingCode.DATE_NO_SUCH_DAY,
    DateDoubt.YEAR_UNKNOWN: FindingCode.DATE_YEAR_UNKNOWN,
    DateDoubt.BACKWARDS: FindingCode.DATE_BACKWARDS,
}
LEFT_OUT_FINDINGS = {
    LeftOut.BEGINNING: FindingCode.DATE_BEGINNING_LEFT_OUT,
    LeftOut.END: FindingCode.DATE_END_LEFT_OUT,
    LeftOut.DEADLINE: FindingCode.DATE_DEADLINE_AS_START,
    LeftOut.REMARK: FindingCode.DATE_REMARK_LEFT_OUT,
    LeftOut.BETWEEN: FindingCode.DATE_LIST_AS_SPAN,
}


@dataclass(slots=True)
class DateReader:
    """Reads the date cells of one plan, and collects findings that are reported once for many cells."""

    year: PlanYear | None
    findings: Findings
    styles: Mapping[Column, ColumnStyle] = field(default_factory=dict)
    style: ColumnStyle = MONTH_FIRST
    """The whole plan's style, for dates in other columns."""
    years_until: int | None = None
    """The calendar year in which a plan for several years ends."""
    days: list[tuple[Cell, date]] = field(default_factory=list)

    def read(self, draft: ItemDraft, column: Column) -> When:
        return self.read_cell(draft.cells.get(column, Cell()), column)

    def read_cell(self, cell: Cell, column: Column) -> When:
        style = self.styles.get(column, self.style)
        plain = cell if cell.day else replace(cell, text=style.spelled_out(cell.text))
        self._warn_day_or_year(plain)
        try:
            when = when_of(plain, DATE_COLUMNS.get(column, DateColumn.COMPLETION), self.year)
        except UnreadableDate as unreadable:
            self.findings.error(cell.where, DATE_DOUBTS[unreadable.doubt], written=cell.line)
            return When()
        self.days += [(cell, day) for day in (when.start, when.due) if day]
        self._warn_left_out(cell, when)
        if not cell.day:
            for written, day in wrong_weekdays(plain.text, self.year):
                self.findings.warn(cell.where, FindingCode.DATE_WRONG_WEEKDAY, written=written, day=day)
        return when

    def _warn_left_out(self, cell: Cell, when: When) -> None:
        if when.left_out:
            code = LEFT_OUT_FINDINGS[when.left_out]
            self.findings.warn(cell.where, code, written=cell.line, start=when.start, due=when.due)

    def _warn_day_or_year(self, cell: Cell) -> None:
        """ "8/26" and "Aug 26" in a plan for 2026-27 may be a day or a month."""
        years = {f"{(self.year.first + later) % 100:02}" for later in (0, 1)} if self.year else set()
        for match in _TWO_NUMBERS.finditer("" if cell.day else cell.text):
            if match[1] in years:
                self.findings.warn(cell.where, FindingCode.DATE_DAY_OR_YEAR, written=match[0], number=match[1])

    def warn_far(self) -> None:
        """Report dates outside the plan's years: each one, or all together if there are many."""
        if self.year is None:
            return
        window = own_years(self.year, self.years_until)
        outside = [(cell, day) for cell, day in self.days if not window.start <= day <= window.end]
        name = self.year.school_year.name
        if len(outside) > FEW and len(outside) * FEW > len(self.days):
            self.findings.warn(
                outside[0][0].where,
                FindingCode.DATES_OUTSIDE_PLAN,
                count=len(outside),
                total=len(self.days),
                school_year=name,
            )
            return
        for cell, day in outside:
            self.findings.warn(cell.where, FindingCode.DATE_OUTSIDE_PLAN, day=day, school_year=name)


_TWO_NUMBERS = re.compile(r"(?<![\d/.-])\d{1,2}/(\d\d)(?![\d/.])")


def date_reader(draft: PlanDraft, year: PlanYear | None, findings: Findings) -> DateReader:
    """The reader for a plan's dates, with the style that each column's cells suggest."""
    cells = {
        column: [cell for item in draft.items() if (cell := item.cells.get(column)) and not cell.continued]
        for column in DATE_COLUMNS
    }
    order = order_of(_texts(cell for column in cells.values() for cell in column), year)
    styles = {}
    for column, column_cells in cells.items():
        texts = _texts(column_cells)
        own_order = order_of(texts, year) if order is DayMonthOrder.MIXED else order
        years = short_years(texts, year)
        styles[column] = ColumnStyle(own_order in _DAY_FIRST, years)
        _warn_style(column_cells, own_order, years, findings)
    return DateReader(year, findings, styles, ColumnStyle(order in _DAY_FIRST), _last_year(draft))


_DAY_FIRST = frozenset({DayMonthOrder.DAY_FIRST_BY_DAY, DayMonthOrder.DAY_FIRST_BY_YEAR})
_NUMBERS = re.compile(r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?")


def _texts(cells: Iterable[Cell]) -> list[str]:
    return [cell.text for cell in cells if not cell.day]


def _warn_style(cells: list[Cell], order: DayMonthOrder, years: frozenset[int], findings: Findings) -> None:
    """Reports each style once per column, at the first cell it concerns."""
    numbered = next((cell for cell in cells if not cell.day and _NUMBERS.search(cell.text)), None)
    if numbered and order in _DAY_FIRST:
        findings.warn(numbered.where, FindingCode.DATES_DAY_FIRST, by_year=order is DayMonthOrder.DAY_FIRST_BY_YEAR)
        swapped = next((cell for cell in cells if cell.day and cell.day.day <= 12), None)  # noqa: PLR2004 - a month
        if swapped and order is DayMonthOrder.DAY_FIRST_BY_DAY:
            findings.warn(swapped.where, FindingCode.DATE_MAY_BE_SWAPPED, day=swapped.day)
    if numbered and order is DayMonthOrder.MIXED:
        findings.warn(numbered.where, FindingCode.DATES_IN_TWO_ORDERS)
    if years and (cell := next((cell for cell in cells if _MONTH_NUMBER.search(cell.text)), None)):
        findings.warn(cell.where, FindingCode.DATES_MONTH_AND_YEAR, written=cell.line)
    if term := next((cell for cell in cells if NAMES_TERM.search(cell.text)), None):
        findings.warn(term.where, FindingCode.DATES_BY_TERM)


_MONTH_NUMBER = re.compile(r"[A-Za-z]\.? ?\d{2}\b")
_SEVERAL_YEARS = re.compile(r"(?<!\d)(20\d\d) ?(?:[-–—/]|to) ?(20\d\d)(?!\d)")


def _last_year(draft: PlanDraft) -> int | None:
    """The end of the "2026-2029" of a plan for several years."""
    spans = (_SEVERAL_YEARS.search(cell.line) for cell in draft.preamble)
    return max((int(span[2]) for span in spans if span and int(span[1]) < int(span[2])), default=None)


def when_of(cell: Cell, role: DateColumn, year: PlanYear | None) -> When:
    """Read a cell about time: a real date, a day number without its format, or words."""
    day = cell.day or cell.serial_day or _serial(cell.line)
    if day is not None:
        return When(start=day) if role is DateColumn.START else When(due=day)
    if NOBODY.fullmatch(cell.line):
        return When()  # "TBD": the item is then reported as having no date
    return read_when(cell.text, role=role, year=year)


def _serial(text: str) -> date | None:
    if not text.isdecimal() or not EARLIEST_SERIAL <= int(text) <= LATEST_SERIAL:
        return None
    return DAY_ZERO + timedelta(days=int(text))
