"""How well a column's cells fit what its heading names."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from plans.dates import ColumnStyle, DateColumn, PlanYear, UnreadableDate, read_when
from plans.files.column_words import Column
from plans.files.grid import Cell
from plans.lead_words import GROUPS, ROLE_NOUNS

MOST_CELLS = 25
"""Cells checked per column."""
ANY_YEAR = PlanYear.parse("2026-27")
"""Whether words are a date does not depend on the year."""
WORDS_OF_AN_ACTIVITY = 2
WORDS_OF_A_ROLE = 8
LONGEST_NAMES = 120
GOOD_FIT = 0.5
"""The share of fitting cells that confirms a heading."""

_CODE = re.compile(r"[A-Z]{0,3}[\d.#-]{1,8}[a-z]?(?:\.[A-Z]\d{1,2})*")
_NUMBER = re.compile(r"[\d.,%$£₱€ ]+")


def fit(column: Column, cells: Sequence[Cell]) -> float:
    """The share of filled cells that fit; 1 if there are none, or if anything fits."""
    suits = _SUITS.get(column)
    filled = [cell for cell in cells if cell and not cell.continued][:MOST_CELLS]
    if suits is None or not filled:
        return 1.0
    return sum(suits(cell) for cell in filled) / len(filled)


def is_date(cell: Cell) -> bool:
    if cell.day:
        return True
    return any(_is_date(text) for text in (cell.text, ColumnStyle(day_first=True).spelled_out(cell.text)))


def _is_date(text: str) -> bool:
    try:
        when = read_when(text, role=DateColumn.TIMELINE, year=ANY_YEAR)
    except UnreadableDate:
        return False
    return bool(when.start or when.due or when.ongoing)


def has_day(cell: Cell) -> bool:
    """A date that begins or ends something; "Ongoing" is a state as well."""
    return is_date(cell) and any(map(str.isdigit, cell.text))


def is_activity(cell: Cell) -> bool:
    """Words, not just a number."""
    return len(cell.line.split()) >= WORDS_OF_AN_ACTIVITY and not _CODE.fullmatch(cell.line) and not cell.day


def is_who(cell: Cell) -> bool:
    return len(cell.line) <= LONGEST_NAMES and not _NUMBER.fullmatch(cell.line) and not cell.day and not is_date(cell)


def names_roles(cell: Cell) -> bool:
    """Whether the cell names a school's role or a group in a few words."""
    words = re.findall(r"[a-z]+", cell.text.lower())
    roles = ROLE_NOUNS | GROUPS
    return 0 < len(words) <= WORDS_OF_A_ROLE and any(word.removesuffix("s") in roles or word in roles for word in words)


def first_named(cell: Cell) -> Cell:
    """The person or role of "Principal, monthly, PLC minutes"."""
    return replace(cell, text=re.split(r"[,;\n]", cell.text, maxsplit=1)[0])


_SUITS: Mapping[Column, Callable[[Cell], bool]] = {
    Column.TEXT: is_activity,
    Column.LEAD: is_who,
    Column.START: is_date,
    Column.DUE: is_date,
    Column.TIMELINE: is_date,
    Column.COMPLETED_ON: has_day,
}
