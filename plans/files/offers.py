"""Guesses an unrecognized column, by words like a known heading's or by its cells."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from plans.files.column_words import Column, heading
from plans.files.columns import TIMES, Columns, cells_below
from plans.files.fit import GOOD_FIT, fit, names_roles
from plans.files.grid import Cell, Row

NEAR = 0.8
KNOWN_HEADINGS: Mapping[str, Column] = {
    "activities": Column.TEXT,
    "activity": Column.TEXT,
    "action items": Column.TEXT,
    "action steps": Column.TEXT,
    "tasks": Column.TEXT,
    "person responsible": Column.LEAD,
    "persons responsible": Column.LEAD,
    "responsible": Column.LEAD,
    "responsible person": Column.LEAD,
    "responsible persons": Column.LEAD,
    "owner": Column.LEAD,
    "who will lead": Column.LEAD,
    "start date": Column.START,
    "due date": Column.DUE,
    "deadline": Column.DUE,
    "completion date": Column.DUE,
    "end date": Column.DUE,
    "timeline": Column.TIMELINE,
    "time frame": Column.TIMELINE,
    "resources": Column.RESOURCES,
    "expected output": Column.OUTPUT,
    "collaborators": Column.COLLABORATORS,
    "strategy": Column.STRATEGY,
    "status": Column.STATE,
}


def offer(cell: Cell, place: int, columns: Columns, below: Sequence[Row]) -> Column | None:
    """The column to ask the person about; None if nothing fits."""
    names = set(columns.values())
    close = get_close_matches(cell.line.lower().strip(" ?*:"), KNOWN_HEADINGS, n=1, cutoff=NEAR)
    if close and KNOWN_HEADINGS[close[0]] not in names:
        return KNOWN_HEADINGS[close[0]]
    cells = [below_cell for below_cell in cells_below(place, below) if below_cell]
    if not cells:
        return None
    if not names & TIMES and fit(Column.DUE, cells) >= GOOD_FIT:
        return Column.DUE
    # Whoever reports the progress is not the person responsible.
    is_lead = Column.LEAD not in names and heading(cell.text) not in {Column.OTHER, Column.MONITOR}
    return Column.LEAD if is_lead and sum(map(names_roles, cells)) >= GOOD_FIT * len(cells) else None
