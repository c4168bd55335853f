"""Vertically merged cells and hidden parts of a workbook, which reading it as a stream does not show."""

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from xml.etree.ElementTree import Element

from defusedxml import ElementTree
from openpyxl.utils import range_boundaries

from plans.files.grid import MOST_COLUMNS, MOST_ROWS

MOST_COVERED = 50_000
"""Covered cells of one sheet; a plan has a few hundred."""

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

Merges = Mapping[tuple[int, int], int]
"""For each covered cell (row and column, from 0) in a merge's first column: the row with its text."""


@dataclass(slots=True)
class Layout:
    merges: dict[tuple[int, int], int] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    """Counted from 1, as people see them."""


def layouts(content: bytes) -> Mapping[str, Layout]:
    """By sheet title."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {title: _layout(archive, part) for title, part in _sheet_parts(archive)}


def _sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations.iter(RELATION)}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    for sheet in book.iter(f"{MAIN}sheet"):
        target = targets.get(sheet.get(OFFICE_RELATION, ""), "")
        part = posixpath.normpath(posixpath.join("xl", target)).lstrip("/")
        if part in archive.namelist():
            yield sheet.get("name", ""), part


def _layout(archive: zipfile.ZipFile, part: str) -> Layout:
    layout = Layout()
    with archive.open(part) as stream:
        for _, element in ElementTree.iterparse(stream):
            _note(layout, element)
    return layout


def _note(layout: Layout, element: Element) -> None:
    hidden = element.get("hidden") in {"1", "true"}
    if element.tag == f"{MAIN}mergeCell":
        layout.merges |= islice(_covered(element), max(0, MOST_COVERED - len(layout.merges)))
    elif element.tag == f"{MAIN}col" and hidden:
        first, last = int(element.get("min", 1)), int(element.get("max", 1))
        layout.hidden_columns |= set(range(first, min(last, MOST_COLUMNS) + 1))
    elif element.tag == f"{MAIN}row":
        if hidden and len(layout.hidden_rows) < MOST_ROWS:
            layout.hidden_rows.add(int(element.get("r", 0)))
        element.clear()  # another reader reads the cells; here they would only fill memory


def _covered(element: Element) -> Iterator[tuple[tuple[int, int], int]]:
    left, top, _, bottom = range_boundaries(element.get("ref", "A1"))
    if left is None or top is None or bottom is None:
        return  # a merge of whole columns has no text of its own
    for row in range(top, min(bottom, top + MOST_ROWS)):
        yield (row, left - 1), top - 1
