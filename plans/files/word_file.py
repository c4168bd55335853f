"""Reads Word documents as one long sheet: a paragraph is a row of one cell, a table's rows are rows.

It reads the XML itself: the library for Word leaves out what was typed with changes tracked, and content controls.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException, ElementTree

from plans.files.findings import Findings, Unreadable
from plans.files.grid import MOST_COLUMNS, MOST_ROWS, Cell, Row, Sheet, plain_text
from plans.files.headings import headings
from plans.files.opening import WORD_PART
from plans.files.text_budget import TextBudget
from plans.findings import FindingCode

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARAGRAPH, TABLE, ROW, CELL = (f"{W}{name}" for name in ("p", "tbl", "tr", "tc"))
_GONE = frozenset(
    {
        *(f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "tcPr", "trPr", "tblPr", "instrText")),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
)
"""What was deleted with changes tracked, what is no text, and the second version of a text box."""
_WORDS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_DAMAGED = (zipfile.BadZipFile, zlib.error, KeyError, ParseError, DefusedXmlException, ValueError, EOFError)
_OFF = frozenset({"0", "false"})


def read_sheet(name: str, content: bytes, findings: Findings) -> Sheet:
    """Raises Unreadable if the document is damaged or too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            body = ElementTree.fromstring(archive.read(WORD_PART)).find(f"{W}body")
    except _DAMAGED as damaged:
        raise Unreadable(name, FindingCode.WORD_FILE_DAMAGED) from damaged
    if body is None:
        raise Unreadable(name, FindingCode.WORD_FILE_DAMAGED)
    return Sheet("", tuple(_DocumentReader(name, findings, TextBudget(name)).rows(body)))


@dataclass(slots=True)
class _DocumentReader:
    name: str
    findings: Findings
    budget: TextBudget
    paragraphs: int = 0
    tables: int = 0
    count: int = 0
    """Rows so far."""

    def rows(self, body: Element) -> Iterator[Row]:
        for block in _blocks(body):
            if block.tag == PARAGRAPH:
                self.paragraphs += 1
                where = f"Paragraph {self.paragraphs}"
                yield self._counted(where, (self._cell(where, [block]),))
            else:
                yield from self._table(block)
                yield ()

    def _table(self, table: Element) -> Iterator[Row]:
        """A table within a cell comes after its row."""
        self.tables += 1
        number = self.tables
        above: dict[int, Cell] = {}
        for place, row in enumerate(_rows(table), start=1):
            where = f"Table {number}, row {place}"
            yield self._counted(where, self._row(where, row, above))
            for cell in _cells(row):
                for inner in _blocks(cell):
                    if inner.tag == TABLE:
                        yield from self._table(inner)

    def _row(self, where: str, row: Element, above: dict[int, Cell]) -> Row:
        """A cell over several columns is followed by empty ones, so that columns stay columns."""
        cells: list[Cell] = [Cell()] * _number(row, f"{W}trPr/{W}gridBefore")
        for element in _cells(row):
            place = f"{where}, column {len(cells) + 1}"
            cell = self._cell(place, [block for block in _blocks(element) if block.tag == PARAGRAPH])
            merge = element.find(f"{W}tcPr/{W}vMerge")
            if merge is not None and merge.get(f"{W}val") != "restart":
                cell = replace(above.get(len(cells), Cell()), where=place, continued=True)
            else:
                above[len(cells)] = cell
            cells += [cell, *[Cell()] * (_number(element, f"{W}tcPr/{W}gridSpan") - 1)]
            if len(cells) > MOST_COLUMNS:
                raise self._too_large()
        while cells and not cells[-1]:
            cells.pop()
        return tuple(cells)

    def _cell(self, where: str, paragraphs: Sequence[Element]) -> Cell:
        lines = [_line(paragraph) for paragraph in paragraphs]
        if any(_is_crossed_out(paragraph) for paragraph in paragraphs):
            self.findings.warn(where, FindingCode.CROSSED_OUT_READ)
        return Cell(plain_text("\n".join(lines)), where)

    def _counted(self, where: str, row: Row) -> Row:
        self.count += 1
        if self.count > MOST_ROWS:
            raise self._too_large()
        self.budget.spend(where, (cell.text for cell in row))
        return row

    def _too_large(self) -> Unreadable:
        return Unreadable(self.name, FindingCode.TOO_MANY_CELLS, rows=MOST_ROWS, columns=MOST_COLUMNS)


# ---------------------------------------------------------------- elements


def _blocks(parent: Element) -> Iterator[Element]:
    """The paragraphs and tables right below, or within content controls there."""
    for child in parent:
        if child.tag in (PARAGRAPH, TABLE):
            yield child
        elif child.tag not in _GONE:
            yield from _blocks(child)


def _rows(table: Element) -> Iterator[Element]:
    return (row for row in _within(table, ROW) if row.find(f"{W}trPr/{W}del") is None)


def _cells(row: Element) -> Iterator[Element]:
    return _within(row, CELL)


def _within(parent: Element, tag: str) -> Iterator[Element]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent"}:
            yield from _within(child, tag)


def _line(paragraph: Element) -> str:
    """With a bullet if it is one of a list. A heading of the plan is none, however it is typed."""
    text = "".join(_text(paragraph)).strip()
    return f"• {text}" if text and _is_listed(paragraph) and not headings(text) else text


def _text(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in _WORDS:
            yield _WORDS[child.tag]
        elif child.tag not in _GONE:
            yield from _text(child)
            if child.tag == PARAGRAPH:  # of a text box
                yield "\n"


def _is_listed(paragraph: Element) -> bool:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    named = style.get(f"{W}val", "") if style is not None else ""
    numbered = paragraph.find(f"{W}pPr/{W}numPr")
    return named.startswith("List") or (numbered is not None and not named.startswith("Heading"))


def _is_crossed_out(paragraph: Element) -> bool:
    runs = paragraph.iter(f"{W}r")
    return any(_is_on(run.find(f"{W}rPr/{W}strike")) and any(_text(run)) for run in runs)


def _is_on(mark: Element | None) -> bool:
    return mark is not None and mark.get(f"{W}val") not in _OFF


def _number(element: Element, path: str) -> int:
    """Of a span; a cell without one takes one column, and a row without one begins at the first."""
    mark = element.find(path)
    written = mark.get(f"{W}val", "") if mark is not None else ""
    return min(int(written), MOST_COLUMNS) if written.isdecimal() else 0
