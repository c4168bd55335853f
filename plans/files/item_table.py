"""Reads the rows of an action item table: items, sections among them, and other lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from plans.files.columns import Column, Columns
from plans.files.drafts import ItemDraft
from plans.files.findings import Findings
from plans.files.grid import Cell, Row
from plans.files.headings import Heading, HeadingKind, headings
from plans.files.legend import Legend, by_color
from plans.files.outline import Outline
from plans.files.states import without_marks
from plans.files.table_rows import beside, cells_of, go_on, is_surely_item, leads_to_table, numbered
from plans.findings import FindingCode
from plans.numbering import Parts, read_code, split_code

_NOTE = re.compile(
    r"(?:notes?|source|revised|updated|last updated|draft|page|key|legend)\b|\*|(?:sub)?total\b", re.IGNORECASE
)

ITEM_DEPTH = 4


def _is_note(parts: Parts, words: str) -> bool:
    """Nothing with an action item's whole number is a note, whatever it begins with."""
    return len(parts) < ITEM_DEPTH and bool(_NOTE.match(words))


SECTION_COLUMNS = {
    Column.GOAL: HeadingKind.GOAL,
    Column.PRIORITY: HeadingKind.PRIORITY,
    Column.STRATEGY: HeadingKind.STRATEGY,
    Column.MILESTONE: HeadingKind.MILESTONE,
}
"""From the widest to the narrowest."""
LEADS = {
    HeadingKind.PRIORITY: HeadingKind.PRIORITY_LEAD,
    HeadingKind.STRATEGY: HeadingKind.STRATEGY_LEAD,
    HeadingKind.MILESTONE: HeadingKind.MILESTONE_LEAD,
}
DATED = frozenset({Column.START, Column.DUE, Column.TIMELINE})


def item_of(where: str, parts: Parts, words: str, cells: dict[Column, Cell], legend: Legend) -> ItemDraft:
    marked, plain = without_marks(words)
    colored = by_color(cells.get(Column.TEXT, Cell()), legend)
    return ItemDraft(where, parts, " ".join(plain.split()), cells=cells, marked=marked, colored=colored)


@dataclass(slots=True)
class ItemTable:
    outline: Outline
    findings: Findings
    columns: Columns
    legend: Legend
    standing: dict[Column, str] = field(default_factory=dict)
    """The last text of each section column: goal, priority, strategy and milestone."""
    is_over: bool = False
    """Whether a line below the table was left out, so that the next ones may be none of its items either."""

    def read_item(self, row: Row) -> None:
        cells = cells_of(row, self.columns)
        text = cells.get(Column.TEXT, Cell())
        if self.is_over and not is_surely_item(cells):
            self.leave_out(next(cell for cell in row if cell))
            return
        self.is_over = False
        if text.continued and self.outline.milestone and self.outline.milestone.items:
            go_on(self.outline.milestone.items[-1], cells)
            return
        if self._is_section_with_lead(text, cells):
            return
        self._enter_sections(cells)
        parts, words = numbered(text.text)
        if not words:
            words = beside(row, self.columns)
        number = cells.get(Column.NUMBER)
        parts = parts or (read_code(number.text) if number else ())
        if not words:
            self._miss_text(row)
        elif not _is_note(parts, words) or Column.LEAD in cells:
            self.outline.add_item(item_of(text.where, parts, words, cells, self.legend))
            self._note_what_is_served(cells.get(Column.SERVES))

    def _note_what_is_served(self, cell: Cell | None) -> None:
        """A strategy serves one objective: that of its first row which names any."""
        strategy = self.outline.strategy
        if cell is None or cell.continued or strategy is None:
            return
        if strategy.serves is None:
            strategy.serves = cell
        elif strategy.serves.line != cell.line:
            self.findings.warn(cell.where, FindingCode.SERVES_TWO, first=strategy.serves.line, other=cell.line)

    def _is_section_with_lead(self, text: Cell, cells: dict[Column, Cell]) -> bool:
        """ "Initiative 1: Maps" with its lead, among the items. With dates it may be an item after all."""
        section = next((heading for heading in headings(text.text) if heading.kind in LEADS and heading.text), None)
        if section is None:
            return False
        if not DATED.isdisjoint(cells):
            self.findings.warn(text.where, FindingCode.HEADING_AS_ITEM)
            return False
        self.outline.enter(section, text)
        if lead := cells.get(Column.LEAD):
            self.outline.note(LEADS[section.kind], lead)
        return True

    def _enter_sections(self, cells: dict[Column, Cell]) -> None:
        """Enter the strategy or milestone that section columns name for this row."""
        for column, kind in SECTION_COLUMNS.items():
            cell = cells.get(column)
            if cell is None or cell.continued or cell.line == self.standing.get(column):
                continue
            named = [heading for heading in headings(cell.text) if heading.kind is kind]
            self.outline.enter(named[0] if named else Heading(kind, *split_code(cell.text)), cell)
            for narrower in list(SECTION_COLUMNS)[list(SECTION_COLUMNS).index(column) :]:
                self.standing.pop(narrower, None)
            self.standing[column] = cell.line
        if Column.MILESTONE_DUE in cells and self.outline.milestone:
            self.outline.milestone.due = self.outline.milestone.due or cells[Column.MILESTONE_DUE]

    def leave_out(self, cell: Cell) -> None:
        self.is_over = True
        self.findings.warn(cell.where, FindingCode.LINE_AS_NOTE)

    def _miss_text(self, row: Row) -> None:
        first = next(cell for cell in row if cell)
        self.findings.error(first.where, FindingCode.ITEM_WITHOUT_TEXT)

    def read_lone_text(self, row: Row, below: Sequence[Row], *, after_blank: bool) -> None:
        """Text without lead and dates: an incomplete item, or a line below this table or above the next."""
        cells = cells_of(row, self.columns)
        text = cells.get(Column.TEXT)
        if text is None or text.continued:
            return
        parts, words = numbered(text.text)
        if not words:
            return
        if _is_note(parts, words) or (not parts and (after_blank or self.is_over or leads_to_table(below))):
            self.leave_out(text)
            return
        self.outline.add_item(item_of(text.where, parts, words, cells, self.legend))
