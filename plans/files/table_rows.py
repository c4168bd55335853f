"""Classifies a row of a table: heading, action item, continuation, or signature line."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from plans.files.columns import Column, Columns, heading, item_columns
from plans.files.drafts import ItemDraft
from plans.files.fit import names_roles
from plans.files.grid import Cell, Row
from plans.lead_names import is_full_name
from plans.numbering import Parts, split_code

SAYS_SOMETHING = frozenset(
    {
        Column.LEAD,
        Column.COLLABORATORS,
        Column.START,
        Column.DUE,
        Column.TIMELINE,
        Column.OUTPUT,
        Column.RESOURCES,
        Column.MONITOR,
    }
)
_SIGNATURE = re.compile(r"(?:date|name|title|sign(?:ed|ature))\s*:?|signatures?\s*:.*", re.IGNORECASE)


def stacked(row: Row, below: Row) -> Row | None:
    """Two rows that head a table together ("When will it" over "Start?"), as one."""
    filled = [cell for cell in below if cell]
    columns = item_columns(row)
    if not filled or not columns or item_columns(below):
        return None
    if not all(heading(cell.text) for cell in filled) and not _is_row_of_times(below, columns):
        return None
    width = max(len(row), len(below))
    upper, lower = (tuple(cells) + (Cell(),) * (width - len(cells)) for cells in (row, below))
    return tuple(
        top if two.continued else replace(top, text=f"{top.text} {two.text}".strip())
        for top, two in zip(upper, lower, strict=True)
    )


_TIMES = re.compile(r"(?:SY ?)?20\d\d(?: ?[-–/] ?(?:20)?\d\d)?|Q[1-4]|(?:quarter|semester|year) \d", re.IGNORECASE)
_INSTRUCTION = re.compile(
    r"(?:(?:in|for) each \w+, |please )?(?:name|list|describe|define|enter|identify|indicate|specify|capture|provide"
    r"|state|write|insert|give|what|who|when|how)\b(?! (?:common|weekly|daily))",
    re.IGNORECASE,
)
LEAST_INSTRUCTIONS = 3
LEAST_HEADINGS = 0.5
"""The share of headings that makes a row within a table the heading row of the next one."""


def is_heading_row(row: Row) -> bool:
    filled = [cell for cell in row if cell and not cell.continued]
    return sum(heading(cell.text) is not None for cell in filled) >= LEAST_HEADINGS * len(filled)


_FORM_SECTION = re.compile(
    r"(?:SECTION |PART )?[IVX]{1,4}(?:[. ]+[A-H])?\b[.:)]? ?[-–—]? ?[A-Z][A-Z &/,’'()-]{3,}(?:$|[:–—-].*)"
)


def is_form_section(row: Row) -> bool:
    """A line of its own that opens another part of the form: "III B. PROFESSIONAL DEVELOPMENT"."""
    filled = [cell for cell in row if cell and not cell.continued]
    return len(filled) == 1 and bool(_FORM_SECTION.fullmatch(filled[0].line))


def leads_to_table(below: Sequence[Row]) -> bool:
    """Whether only lines of text separate this row from the next table's heading row."""
    for row in below:
        filled = [cell for cell in row if cell]
        if len(filled) > 1:
            return bool(item_columns(row)) and is_heading_row(row)
    return False


def _is_row_of_times(below: Row, columns: Columns) -> bool:
    """The school years or quarters under one heading "Timeline", and nothing else."""
    return Column.TEXT not in cells_of(below, columns) and all(_TIMES.fullmatch(cell.line) for cell in below if cell)


def is_instruction(row: Row) -> bool:
    """The row of a form that says how to fill it in: "Name the person who is responsible"."""
    filled = [cell for cell in row if cell and not cell.continued]
    instructions = sum(bool(_INSTRUCTION.match(cell.line)) for cell in filled)
    return instructions >= LEAST_INSTRUCTIONS and instructions * 2 >= len(filled)


def cells_of(row: Row, columns: Columns) -> dict[Column, Cell]:
    return {column: row[place] for place, column in columns.items() if place < len(row) and row[place]}


def is_item(row: Row, columns: Columns) -> bool:
    """Whether a row says more than a heading or a note."""
    return any(column in SAYS_SOMETHING and not cell.continued for column, cell in cells_of(row, columns).items())


def is_surely_item(cells: Mapping[Column, Cell]) -> bool:
    """Whether the row holds what no heading and no note has: a day, or a person or role where the lead stands."""
    if any(cell.day for cell in cells.values()):
        return True
    lead = cells.get(Column.LEAD, Cell())
    return not heading(lead.text) and (names_roles(lead) or is_full_name(lead.line))


def beside(row: Row, columns: Columns) -> str:
    """If the heading "Actions" spans two columns, the first holds the number and the second the text."""
    place = next(place for place, column in columns.items() if column is Column.TEXT)
    following = place + 1
    return row[following].text if following < len(row) and following not in columns else ""


def go_on(item: ItemDraft, cells: dict[Column, Cell]) -> None:
    """Add the cells of a further row beside the same merged activity."""
    for column, cell in cells.items():
        if cell.continued or column is Column.TEXT:
            continue
        above = item.cells.get(column)
        item.cells[column] = replace(cell, text=f"{above.text}\n\n{cell.text}", day=None) if above else cell


def is_signature(row: Row) -> bool:
    return any(_SIGNATURE.fullmatch(line) or _has_blank_to_fill(line) for line in (cell.line for cell in row))


def _has_blank_to_fill(line: str) -> bool:
    """Words followed by a line to write on: "Principal ______"."""
    blank = line.rfind("___")
    return blank > 0 and any(char.isalnum() for char in line[:blank])


_BULLET = re.compile(r"^(?:[•▪●◦·]\s*|[-–]\s+)")
_LABEL = re.compile(r"(?:activity|action(?: step| item)?|task|step)\s*(?:#\s*)?(?=\d)", re.IGNORECASE)


def numbered(text: str) -> tuple[Parts, str]:
    """An item's number and its text: "• Plan", "1.1.1.2 Plan", "Activity 2: Plan"."""
    plain = _BULLET.sub("", text)
    parts, words = split_code(_LABEL.sub("", plain, count=1) if _LABEL.match(plain) else plain)
    return (parts, words) if parts else ((), plain)
