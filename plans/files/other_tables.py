"""Tables without action items: measures of a goal or strategy, and initiatives beside their outcomes."""

import re
from dataclasses import replace

from plans.files.columns import Column, Columns
from plans.files.grid import Cell, Row
from plans.files.headings import Heading, HeadingKind, headings
from plans.files.outline import Outline
from plans.files.table_rows import cells_of
from plans.numbering import split_code
from plans.plan import Measure

_OVERVIEW = re.compile(r"(?:strategic )?(?:initiative|strategy)s?$", re.IGNORECASE)


def overview_columns(row: Row) -> tuple[int, int] | None:
    left = next((place for place, cell in enumerate(row) if _OVERVIEW.fullmatch(cell.line)), None)
    right = next(
        (place for place, cell in enumerate(row) if re.search(r"evidence|outcomes", cell.line, re.IGNORECASE)), None
    )
    return (left, right) if left is not None and right is not None else None


def read_measure(outline: Outline, row: Row, columns: Columns) -> None:
    cells = cells_of(row, columns)
    indicator = cells.get(Column.INDICATOR)
    _, name = split_code(indicator.line if indicator else "")
    if not name:
        return
    targets = [row[place].line for place, column in columns.items() if column is Column.TARGET and place < len(row)]
    outline.add_measure(
        Measure(
            indicator=name,
            source=cells.get(Column.SOURCE, Cell()).line,
            baseline=cells.get(Column.BASELINE, Cell()).line,
            targets=tuple(target for target in targets if target),
        )
    )


def read_overview(outline: Outline, row: Row, left: int, right: int) -> bool:
    """ "1. Improve the curriculum" beside its early evidence, short-term and final outcomes."""
    if max(left, right) >= len(row) or not row[left] or not headings(row[right].text):
        return False
    parts, title = split_code(row[left].text)
    outline.enter(Heading(HeadingKind.STRATEGY, parts, title), row[left])
    for heading in headings(row[right].text):
        outline.note(heading.kind, replace(row[right], text=heading.text))
    return True
