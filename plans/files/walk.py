"""Reads a sheet from top to bottom: headings, tables, and other lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from plans.files.columns import Column, Columns, heading, item_columns, measure_columns
from plans.files.drafts import Draft
from plans.files.findings import Findings
from plans.files.grid import Cell, Row, Sheet, without_blanks
from plans.files.headings import LISTS, SECTION_1, SECTIONS, Heading, HeadingKind, headings
from plans.files.item_table import ItemTable, item_of
from plans.files.labelled import labelled
from plans.files.legend import Legend, is_legend, legend
from plans.files.milestone_dates import list_date, overview_of_milestones
from plans.files.offers import offer
from plans.files.other_tables import overview_columns, read_measure, read_overview
from plans.files.outline import Outline, title_of
from plans.files.side_by_side import parted
from plans.files.table_rows import (
    cells_of,
    is_form_section,
    is_heading_row,
    is_instruction,
    is_item,
    is_signature,
    is_surely_item,
    stacked,
)
from plans.findings import FindingCode
from plans.numbering import split_code

ROWS_OF_A_FIT = 25
"""Rows below a heading row that show what its columns hold."""
_REPORT_COLUMN = re.compile(r"(?:[1-4](?:st|nd|rd|th)|first|second|third|fourth) (?:quarter|semester)", re.IGNORECASE)


@dataclass(slots=True)
class Walk:
    """The reader of one sheet; the outline continues from sheet to sheet."""

    outline: Outline
    findings: Findings
    legend: Legend = field(default_factory=dict)
    guess: bool = False
    """Whether to read a table of people and dates without an activity heading as action items."""
    table: ItemTable | None = None
    measures: Columns | None = None
    overview: tuple[int, int] | None = None
    """Columns of a table that lists initiatives beside their outcomes."""
    milestones: Columns | None = None
    """Columns of a table that lists milestones beside their dates."""
    waiting: dict[int, tuple[Heading, Draft | None]] = field(default_factory=dict)
    """By column: a heading whose text is expected in a cell below it."""
    deferred: list[tuple[HeadingKind, Cell]] = field(default_factory=list)
    """Texts of a section whose title is still to come."""
    left_out: set[str] = field(default_factory=set)
    """Column headings that were already reported as unused."""
    after_blank: bool = False
    reporting: bool = False

    def read(self, sheet: Sheet) -> None:
        rows = iter(range(len(sheet.rows)))
        for place in rows:
            row = sheet.rows[place]
            if not any(row):
                self.after_blank = True
                continue
            if self._starts_table(row, sheet.rows[place + 1 : place + 1 + ROWS_OF_A_FIT]):
                next(rows, None)  # the lower half of a two-row heading
            self.after_blank = False

    def _starts_table(self, row: Row, below: Sequence[Row]) -> bool:
        """Read one row; returns whether it used the next row too."""
        if _is_form_line(row):
            self._read_row(row, below)
            return False
        both = stacked(row, below[0] if below else ())
        if self.table and (is_surely_item(cells_of(row, self.table.columns)) or not is_heading_row(both or row)):
            self._read_row(row, below)
            return False
        under = below[1:] if both else below
        if columns := item_columns(both or row, under, guess=self.guess):
            self._open(columns=columns)
            self._name_left_out(both or row, columns, under)
            return both is not None
        if measures := measure_columns(row):
            self._open(measures=measures)
        elif sum(bool(_REPORT_COLUMN.fullmatch(cell.line)) for cell in row) > 1:
            self._open(reporting=True)
        elif overview := overview_columns(row):
            self._open(overview=overview)
        elif dated := overview_of_milestones(row):
            self._open(milestones=dated)
        else:
            self._read_row(row, below)
        return False

    def _open(
        self,
        *,
        columns: Columns | None = None,
        measures: Columns | None = None,
        overview: tuple[int, int] | None = None,
        milestones: Columns | None = None,
        reporting: bool = False,
    ) -> None:
        self.table = ItemTable(self.outline, self.findings, columns, self.legend) if columns else None
        self.measures, self.overview, self.milestones, self.reporting = measures, overview, milestones, reporting
        self.waiting.clear()

    def _read_row(self, row: Row, below: Sequence[Row]) -> None:
        if self.legend and is_legend(row):
            return
        if self.table and (is_signature(row) or is_instruction(row)):
            self.table.leave_out(next(cell for cell in row if cell))
        elif self.table and is_form_section(row) and not _names_section(row):
            self._open()  # its lines are none of this table's
            self._read_waiting(row)
        elif self.table and is_item(row, self.table.columns):
            self.table.read_item(row)
        elif self._read_listed(row):
            return
        elif any(headings(cell.text) for cell in row):
            self._read_headings(row)
        elif self.measures:
            read_measure(self.outline, row, self.measures)
        elif self.table:
            self.table.read_lone_text(row, below, after_blank=self.after_blank)
        elif not self.reporting:
            self._read_waiting(row)

    def _read_listed(self, row: Row) -> bool:
        """Whether the row is a line of a table without action items: an initiative or a milestone."""
        if self.overview:
            return read_overview(self.outline, row, *self.overview)
        return self.milestones is not None and list_date(self.outline, row, self.milestones)

    # --- headings -------------------------------------------------------------------------------------------

    def _read_headings(self, row: Row) -> None:
        self.waiting = self._goes_on(row)
        self.deferred.clear()
        used: set[int] = set()
        for place, cell in enumerate(row):
            if place in used or not cell:
                continue
            section_headings = headings(cell.text)
            if not section_headings and not cell.continued:
                self.outline.plan.unread.append(cell)
            for each in section_headings:
                if not each.text and each is section_headings[-1]:
                    each, taken = self._with_neighbour(each, row, place)  # noqa: PLW2901 - same heading, completed
                    used |= taken
                self._apply(each, cell, place)

    def _goes_on(self, row: Row) -> dict[int, tuple[Heading, Draft | None]]:
        """Objectives and initiatives may be listed among the words on why they are important."""
        lists_parts = all(each.kind in SECTIONS for cell in row for each in headings(cell.text))
        waiting = self.waiting.items() if lists_parts else ()
        return {place: awaited for place, awaited in waiting if awaited[0].kind is HeadingKind.WHY_OBJECTIVES}

    def _with_neighbour(self, heading: Heading, row: Row, place: int) -> tuple[Heading, set[int]]:
        """A heading's text may be in the next cell to the right."""
        for right in range(place + 1, len(row)):
            if row[right] and not row[right].continued:
                if headings(row[right].text) and not _is_form_line(row, heading):
                    break
                parts, words = split_code(row[right].text) if heading.kind in SECTIONS else ((), row[right].text)
                return replace(heading, parts=heading.parts or parts, text=words), {right}
        return heading, set()

    def _apply(self, heading: Heading, cell: Cell, place: int) -> None:
        if heading.kind in {HeadingKind.REPORT, HeadingKind.MEASURES}:
            self._open(reporting=heading.kind is HeadingKind.REPORT)
            return
        if heading.kind is HeadingKind.PAGE:
            if heading.text:  # "Section 2: …" ends the table above
                self._open()
            return
        if self.reporting and heading.kind not in {HeadingKind.PRIORITY, HeadingKind.GOAL}:
            return
        self.reporting = False
        draft = None
        if heading.kind not in SECTIONS:
            self.table = None
            if heading.text:
                self._note(heading.kind, replace(cell, text=heading.text))
        elif (
            self.guess and heading.kind is HeadingKind.STRATEGY and Column.LEAD in (labels := labelled(heading.text)[1])
        ):
            self._enter_labelled(heading, cell, labels)
        elif heading.parts or heading.text:
            draft = self.outline.enter(heading, cell)
        if not heading.text or heading.kind in LISTS:
            self.waiting[place] = (heading, draft)

    def _enter_labelled(self, heading: Heading, cell: Cell, labels: dict[Column, str]) -> None:
        """A strategy without a table but with a lead is also an action item."""
        if cell.continued:
            return
        words, _ = labelled(heading.text)
        self.outline.enter(replace(heading, text=words), cell)
        cells = {column: replace(cell, text=text) for column, text in labels.items()}
        self.outline.add_item(item_of(cell.where, (), words, cells, self.legend))
        if not any(finding.code is FindingCode.STRATEGIES_TAKEN for finding in self.findings.collected):
            self.findings.warn(cell.where, FindingCode.STRATEGIES_TAKEN)

    def _note(self, kind: HeadingKind, cell: Cell) -> None:
        """The lead may come before the part it leads; then it waits for that part."""
        if any(heading.kind in SECTIONS and draft is None for heading, draft in self.waiting.values()):
            self.deferred.append((kind, cell))
        else:
            self.outline.note(kind, cell)

    def _read_waiting(self, row: Row) -> None:
        for place, cell in enumerate(row):
            if not cell or cell.continued:
                continue
            awaited = self.waiting.get(place)
            if awaited is None:
                self.outline.plan.preamble.append(cell)
                continue
            heading, draft = awaited
            self._complete(heading, draft, cell)
            if heading.kind not in LISTS:
                del self.waiting[place]

    def _complete(self, heading: Heading, draft: Draft | None, cell: Cell) -> None:
        if heading.kind not in SECTIONS:
            self.outline.note(heading.kind, cell)
            return
        parts, title = split_code(cell.text)
        if draft is not None:
            draft.title = draft.title or title_of(title)
            return
        self.outline.enter(Heading(heading.kind, parts, title), cell)
        for kind, waited in self.deferred:
            self.outline.note(kind, waited)
        self.deferred.clear()

    def _name_left_out(self, row: Row, columns: Columns, below: Sequence[Row]) -> None:
        """Reports each heading once, however many tables have it."""
        for place, cell in enumerate(row):
            if not cell or cell.continued or cell.line in self.left_out:
                continue
            column = columns.get(place)
            if column in {None, Column.OTHER}:
                self.left_out.add(cell.line)
                near = offer(cell, place, columns, below)
                self.findings.warn(
                    cell.where, FindingCode.COLUMN_LEFT_OUT, heading=cell.line, nearest=near.value if near else ""
                )
            elif column is Column.MONITOR:
                self.left_out.add(cell.line)
                self.findings.warn(cell.where, FindingCode.MONITOR_AS_OWNER, heading=cell.line)
            elif column is Column.TEXT and self.guess and heading(cell.text) not in {Column.TEXT, Column.STRATEGY}:
                self.findings.warn(cell.where, FindingCode.COLUMN_TAKEN, heading=cell.line)


def _is_form_line(row: Row, heading: Heading | None = None) -> bool:
    """A heading with its text beside it, such as "B. Overall Lead for this Objective:" and a name.

    The text is no heading then, whatever it says, unless it is the next part of the form.
    """
    filled = [cell for cell in row if cell and not cell.continued]
    if len(filled) != TEXT_BESIDE or not (first := headings(filled[0].text)):
        return False
    is_lettered = bool(_LETTERED.match(filled[0].text))
    kind = (heading or first[0]).kind
    return (is_lettered or kind in SECTION_1) and not _LETTERED.match(filled[1].text)


TEXT_BESIDE = 2
_LETTERED = re.compile(r"[A-H][.)] ")


def _names_section(row: Row) -> bool:
    """ "III A. ACTION STEPS: Goal 2" opens another part of the form, and a goal."""
    return any(heading.kind in SECTIONS for cell in row for heading in headings(cell.text))


def walk(sheets: Sequence[Sheet], stem: str, findings: Findings, *, guess: bool = False) -> Outline:
    outline = Outline()
    left_out: set[str] = set()
    for sheet in sheets:
        name = Cell(sheet.name or stem, f"Sheet '{sheet.name}'" if sheet.name else stem)
        outline.turn_to(name)
        for section in headings(name.text):
            if section.kind in SECTIONS:
                outline.enter(section, name)
        colors = legend(sheet)
        for table in parted(sheet, findings):
            Walk(outline, findings, colors, guess=guess, left_out=left_out).read(without_blanks(table))
    for strategy in outline.unlinked:
        findings.warn(strategy.where, FindingCode.GOAL_UNKNOWN)
    return outline
