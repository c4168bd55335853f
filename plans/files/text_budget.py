"""Limits the text in a file's cells, before anything reads it.

A workbook of a few kilobytes can show one long text in each of its cells.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from plans.files.findings import Unreadable
from plans.findings import FindingCode

MOST_IN_CELL = 32_767
"""Characters: the spreadsheet programs' own limit."""
MOST_TEXT = 3_000_000
"""Characters: a plan has about ten thousand."""
MOST_CELLS = 250_000


@dataclass(slots=True)
class TextBudget:
    name: str
    """The file's name."""
    text: int = MOST_TEXT
    cells: int = MOST_CELLS

    def spend(self, where: str, contents: Iterable[object]) -> None:
        """Count the text of one row. Raises Unreadable once the file holds too much."""
        for content in contents:
            length = len(content) if isinstance(content, str) else 1
            if length > MOST_IN_CELL:
                raise Unreadable(where, FindingCode.CELL_TOO_LONG, most=MOST_IN_CELL)
            self.text -= length
            self.cells -= 1
        if self.text < 0 or self.cells < 0:
            raise Unreadable(self.name, FindingCode.TOO_MUCH_TEXT)
