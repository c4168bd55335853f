"""CSV files that spreadsheets open as they are meant."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so would be computed by a spreadsheet."""


def csv_file(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """With the mark by which a spreadsheet knows UTF-8."""
    target = StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([[_harmless(cell) for cell in row] for row in rows])
    return target.getvalue().encode("utf-8-sig", errors="replace")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(RUNS_AS_FORMULA) else cell
