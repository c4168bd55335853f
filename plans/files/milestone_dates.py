"""The dates of milestones in a sheet: in a column, behind the title ("…, by Dec 18"), or in the plan's overview."""

import re
from dataclasses import dataclass
from datetime import date

from plans.dates import DateColumn, PlanYear, UnreadableDate, read_when
from plans.files.columns import TIMES, Column, Columns, recognised
from plans.files.drafts import MilestoneDraft
from plans.files.grid import Cell, Row
from plans.files.item_dates import DateReader
from plans.files.outline import Outline
from plans.files.table_rows import cells_of
from plans.numbering import Parts, split_code

_BY = re.compile(r"\b(?:due by|due|by|no later than) (?P<when>[^()\[\]]{3,40})$", re.IGNORECASE)
_DAY = re.compile(r"[a-z]{3,9}\.? \d|\d/\d|\d-\d+-\d|\bend of\b|\bQ ?[1-4]\b|\b(?:quarter|semester)\b", re.IGNORECASE)
"""What a date has and "by May" has not: May may be a person."""


_BRACKETS, _MARKS = " .)]", " ,;:([–—-"
"""What stands after the date, and between the title and the date."""
_QUARTER = re.compile(
    r"(?:by |end of )*(?:the )?(?P<quarter>Q ?[1-4]|.{0,10}\b(?:quarter|qtr)\b.{0,10})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class DatedTitle:
    title: str
    due: date | None = None
    quarter: str = ""
    """A quarter's last day depends on the school's calendar."""


def dated(draft: MilestoneDraft, parts: Parts, listed: dict[Parts, Cell], dates: DateReader) -> DatedTitle:
    """The title, and the date of the milestone's own cell, else of its title, else of the overview's line."""
    split = split_date(draft.title, dates.year)
    cell = draft.due or (None if split.due else listed.get(parts))
    if cell is None:
        return split
    if quarter := _QUARTER.fullmatch(cell.line):
        return DatedTitle(split.title, quarter=quarter["quarter"])
    return DatedTitle(split.title, dates.read_cell(cell, Column.MILESTONE_DUE).due)


def split_date(title: str, year: PlanYear | None) -> DatedTitle:
    """The title without the date at its end; whole if its end is no date."""
    match = _BY.search(title.rstrip(_BRACKETS))
    if match is None or match.start() == 0 or not names_day(match["when"]):
        return DatedTitle(title)
    try:
        due = read_when(match["when"], role=DateColumn.COMPLETION, year=year).due
    except UnreadableDate:
        return DatedTitle(title)
    return DatedTitle(title[: match.start()].rstrip(_MARKS), due) if due else DatedTitle(title)


def names_day(words: str) -> bool:
    """Whether words after "by" are a date rather than a person."""
    return bool(_DAY.search(words))


# ---------------------------------------------------------------- the overview of Tool A


def overview_of_milestones(row: Row) -> Columns | None:
    """Priority Area | Strategy | Indicator | Milestones | Timeline: a table of milestones, without action items."""
    columns = recognised(row)
    names = set(columns.values())
    return columns if Column.MILESTONE in names and names & TIMES and not names & _OF_ITEMS else None


_OF_ITEMS = frozenset({Column.TEXT, Column.LEAD, Column.OUTPUT})


def list_date(outline: Outline, row: Row, columns: Columns) -> bool:
    """Remember the date of a numbered milestone ("1.1.1. Units have intentions") until its own heading comes.

    False for a row that has none.
    """
    cells = cells_of(row, columns)
    parts, _ = split_code(cells.get(Column.MILESTONE, Cell()).text)
    times = (cells[column] for column in (Column.DUE, Column.TIMELINE, Column.START) if column in cells)
    cell = next((cell for cell in times if not cell.continued), None)
    if parts and cell:
        outline.plan.milestone_dates.setdefault(parts, cell)
    return bool(parts and cell)
