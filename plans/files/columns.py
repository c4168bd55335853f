"""The columns of a table: by its headings and, if several claim the same column, by their cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plans.files.column_words import Column, Named, heading, heading_words, named
from plans.files.fit import GOOD_FIT, first_named, fit, is_activity, names_roles
from plans.files.grid import Cell, Row

__all__ = ["Column", "Columns", "heading", "item_columns", "measure_columns", "recognised"]

Columns = Mapping[int, Column]
TIMES = frozenset({Column.START, Column.DUE, Column.TIMELINE})
SECTIONS = frozenset({Column.GOAL, Column.PRIORITY, Column.STRATEGY, Column.MILESTONE})
LEAST_OTHERS = 3
"""Other columns that make a table with activities one of action items, even without people or dates."""
_REPEATABLE = {Column.TARGET, Column.OTHER}


_SECOND = {Column.PRIORITY: Column.STRATEGY, Column.LEAD: Column.COLLABORATORS}


@dataclass(frozen=True, slots=True)
class _Claim:
    place: int
    match: Named
    fit: float

    @property
    def rank(self) -> tuple[bool, bool, float, int]:
        return self.fit >= GOOD_FIT, self.match.plain, round(self.fit, 1), -self.place


def recognised(row: Row, below: Sequence[Row] = ()) -> dict[int, Column]:
    """The columns a row names, each once.

    Of several claims, the one whose cells fit wins, then the plainest, then the first. Losers become `Column.OTHER`.
    """
    claims = [_claim(place, match, below) for place, cell in enumerate(row) if (match := named(cell.text))]
    columns: dict[int, Column] = {}
    for claim in sorted(claims, key=lambda each: each.rank, reverse=True):
        column = claim.match.column
        if column not in _REPEATABLE and column in columns.values():
            alike = {heading_words(row[place].text) for place, other in columns.items() if other is column}
            column = Column.OTHER if heading_words(row[claim.place].text) in alike else _narrower(column, columns)
        columns[claim.place] = column
    return dict(sorted(columns.items()))


def _claim(place: int, match: Named, below: Sequence[Row]) -> _Claim:
    cells = cells_below(place, below)
    dated = match.column is Column.STATE and any(cells) and fit(Column.COMPLETED_ON, cells) >= GOOD_FIT
    if dated:  # "Completed", with the days below it
        match = Named(Column.COMPLETED_ON)
    return _Claim(place, match, fit(match.column, cells))


def cells_below(place: int, below: Sequence[Row]) -> list[Cell]:
    return [row[place] for row in below if place < len(row)]


def _narrower(column: Column, columns: Columns) -> Column:
    """A second column of priorities ("Pillar", then "Focus Area") holds the strategies.

    A second one of people ("Lead", then "Who?") holds the collaborators, unless another column does.
    """
    second = _SECOND.get(column, Column.OTHER)
    return second if second not in columns.values() else Column.OTHER


def item_columns(row: Row, below: Sequence[Row] = (), *, guess: bool = False) -> Columns | None:
    """The columns of an action item table, if this row is its heading row and `below` are the rows under it.

    With `guess`, a table with people and dates but no heading for activities takes the column with the most words.
    """
    if guess and (columns := _guessed(row, below)):
        return columns
    if not _is_item_table(set(_with_fallbacks(recognised(row)).values())):
        return None  # the cells below are read only if this may be a heading row
    return _without_monitor(_with_fallbacks(recognised(row, below)), below)


def _guessed(row: Row, below: Sequence[Row]) -> Columns | None:
    columns = _with_fallbacks(recognised(row, below))
    names = set(columns.values())
    if Column.TEXT in names or Column.LEAD not in names or not names & TIMES:
        return None
    words = {
        place: sum(len(each.line.split()) for each in cells_below(place, below))
        for place, cell in enumerate(row)
        if cell and place not in columns and any(map(is_activity, cells_below(place, below)))
    }
    return columns | {max(words, key=lambda place: words[place]): Column.TEXT} if words else None


def _with_fallbacks(columns: dict[int, Column]) -> dict[int, Column]:
    names = set(columns.values())
    if not names & TIMES:  # then the quarter, or the milestone's date, is the only one
        columns = {place: _as_timeline(column) for place, column in columns.items()}
    if Column.TEXT not in names and Column.STRATEGY in names and Column.LEAD in names:
        columns = {place: _as_text(column) for place, column in columns.items()}
    return columns


def _is_item_table(names: set[Column]) -> bool:
    if Column.TEXT not in names:
        return False
    others = names & (SECTIONS | {Column.OUTPUT, Column.RESOURCES, Column.MONITOR})
    return Column.LEAD in names or bool(names & TIMES) or len(others) >= LEAST_OTHERS


def _without_monitor(columns: dict[int, Column], below: Sequence[Row]) -> dict[int, Column]:
    """Who monitors the work is its owner only if no column names the people responsible, and this one names roles."""
    place = next((place for place, column in columns.items() if column is Column.MONITOR), None)
    if place is None:
        return columns
    cells = [cell for cell in cells_below(place, below) if cell and not cell.continued]
    names_owners = sum(names_roles(first_named(cell)) for cell in cells) >= GOOD_FIT * max(len(cells), 1)
    return columns if names_owners and Column.LEAD not in columns.values() else columns | {place: Column.OTHER}


def _as_timeline(column: Column) -> Column:
    return Column.TIMELINE if column in {Column.QUARTER, Column.MILESTONE_DUE} else column


def _as_text(column: Column) -> Column:
    return Column.TEXT if column is Column.STRATEGY else column


def measure_columns(row: Row) -> Columns | None:
    """The columns of a table of measures."""
    columns = recognised(row)
    names = set(columns.values())
    return columns if Column.INDICATOR in names and names & {Column.BASELINE, Column.TARGET} else None
