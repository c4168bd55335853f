"""Writes Word documents as a district would, for tests of reading plan files."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx

Block = str | Sequence[Sequence[str]]
"""A paragraph, or the rows of a table. A paragraph that begins with a bullet is one of Word's own lists."""


def typed(path: Path, *blocks: Block) -> Path:
    file: Any = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            bullet, _, words = block.partition("• ")
            file.add_paragraph(words if not bullet and words else block, style="List Bullet" if words else None)
        else:
            fill(file.add_table(rows=len(block), cols=max(map(len, block))), block)
    file.save(str(path))
    return path


def fill(table: Any, rows: Sequence[Sequence[str]]) -> None:
    for row, line in enumerate(rows):
        for column, text in enumerate(line):
            table.cell(row, column).text = text
