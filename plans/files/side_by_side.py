"""Splits a sheet with tables side by side, so that each is read separately."""

from dataclasses import replace

from plans.files.columns import Column, heading, item_columns
from plans.files.findings import Findings
from plans.files.grid import Row, Sheet
from plans.findings import FindingCode

KINDS = {
    Column.TEXT: "what",
    Column.LEAD: "who",
    Column.START: "when",
    Column.DUE: "when",
    Column.TIMELINE: "when",
}
ALIKE = 2
"""How many of activity, people and dates must be repeated to make another table."""


def parted(sheet: Sheet, findings: Findings) -> list[Sheet]:
    """One or more sheets, from left to right; a table that is not a plan's is left out and reported."""
    for number, row in enumerate(sheet.rows):
        place = _second_table(row)
        if place is None:
            continue
        right = replace(sheet, rows=tuple(cells[place:] for cells in sheet.rows))
        if any(item_columns(cells) for cells in right.rows):
            left = replace(sheet, rows=tuple(cells[:place] for cells in sheet.rows))
            return [left, *parted(right, findings)]
        findings.warn(row[place].where, FindingCode.TABLE_BESIDE_LEFT_OUT)
        above, below = sheet.rows[:number], sheet.rows[number:]
        return [replace(sheet, rows=above + tuple(cells[:place] for cells in below))]
    return [sheet]


def _second_table(row: Row) -> int | None:
    """The column, after an empty cell, where the headings of a second table begin."""
    for place in range(1, len(row)):
        if row[place] and not row[place - 1] and item_columns(row[:place]):
            again = _kinds(row[:place]) & _kinds(row[place:])
            if len(again) >= ALIKE:
                return place
    return None


def _kinds(row: Row) -> set[str]:
    named = (heading(cell.text) for cell in row)
    return {KINDS[column] for column in named if column in KINDS}
