"""For a sheet without action items: the row most like a heading row, and what it lacks."""

from collections.abc import Sequence
from typing import NamedTuple

from plans.files.column_words import Column
from plans.files.columns import TIMES, item_columns, recognised
from plans.files.findings import Unreadable
from plans.files.grid import Cell, Row, Sheet
from plans.findings import FindingCode

LONGEST_QUOTE = 40
MOST_QUOTED = 6


class _Near(NamedTuple):
    score: int
    row: Row


def no_items(file: str, sheets: Sequence[Sheet]) -> Unreadable:
    rows = [row for sheet in sheets for row in sheet.rows if any(row)]
    for row in rows:
        if item_columns(row):
            return Unreadable(_first(row).where, FindingCode.TABLE_EMPTY)
    nearest = max((_Near(_score(row), row) for row in rows), key=lambda near: near.score, default=_Near(0, ()))
    if nearest.score == 0:
        return Unreadable(file, FindingCode.NO_ITEMS, headings=[], lacks="")
    quoted = [cell.line[:LONGEST_QUOTE] for cell in nearest.row if cell and not cell.continued]
    return Unreadable(
        _first(nearest.row).where, FindingCode.NO_ITEMS, headings=quoted[:MOST_QUOTED], lacks=_lacks(nearest.row)
    )


def _first(row: Row) -> Cell:
    return next(cell for cell in row if cell)


def _score(row: Row) -> int:
    names = set(recognised(row).values()) - {Column.OTHER}
    has_several_cells = sum(bool(cell) for cell in row) > 1
    return (len(names) + bool(names & {Column.TEXT, Column.LEAD} or names & TIMES)) * has_several_cells


def _lacks(row: Row) -> str:
    """What the row lacks to be a heading row: "activity" or "lead"."""
    return "activity" if Column.TEXT not in recognised(row).values() else "lead"
