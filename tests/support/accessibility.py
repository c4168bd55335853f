"""What keeps a screen reader, or somebody with weak sight, from reading a file: as sentences, none for a good file."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
import page
from docx.oxml.ns import qn
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

LEAST_CONTRAST = 4.5
"""WCAG 2.1, success criterion 1.4.3, for text of ordinary size."""
WHITE, BLACK = "FFFFFF", "000000"


# ---------------------------------------------------------------- Word


def word_faults(content: bytes) -> list[str]:
    file = docx.Document(BytesIO(content))
    return [*_about(file), *_headings(file), *_tables(file), *_pictures(file), *_contrasts(file)]


def _about(file: Any) -> Iterator[str]:
    about = file.core_properties
    for name in ("title", "author", "language"):
        if not getattr(about, name):
            yield f"no {name}"
    if about.created is None or about.created.year < 2026:
        yield f"created {about.created}"
    languages = {element.get(qn("w:val")) for element in file.styles.element.iter(qn("w:lang"))}
    if not languages or None in languages:
        yield "no language of its text"


def _headings(file: Any) -> Iterator[str]:
    above = 0
    for paragraph in file.paragraphs:
        name = paragraph.style.name
        if name.startswith("Heading"):
            level = int(name.removeprefix("Heading"))
            if level > above + 1:
                yield f"{name} after level {above}: {paragraph.text}"
            if not paragraph.text.strip():
                yield "an empty heading"
            above = level
    if above == 0:
        yield "no heading"


def _tables(file: Any) -> Iterator[str]:
    for table in file.tables:
        first = table.rows[0]
        text = " | ".join(cell.text for cell in first.cells)
        if first._tr.trPr is None or first._tr.trPr.find(qn("w:tblHeader")) is None:
            yield f"a table without a header row: {text}"
        caption = table._tbl.tblPr.find(qn("w:tblCaption"))
        if caption is None or not caption.get(qn("w:val")):
            yield f"a table without a name: {text}"
        if not all(cell.text.strip() for cell in first.cells):
            yield f"no words above a column: {text}"
        if any(element.tag == qn("w:vMerge") for element in table._tbl.iter()):
            yield f"cells joined over rows: {text}"


def _pictures(file: Any) -> Iterator[str]:
    for shape in file.inline_shapes:
        if not shape._inline.docPr.get("descr"):
            yield "a picture without alternative text"


def _contrasts(file: Any) -> Iterator[str]:
    for paragraph in file.paragraphs:
        yield from _faint(paragraph, WHITE)
    for table in file.tables:
        for row in table.rows:
            for cell in row.cells:
                shade = cell._tc.get_or_add_tcPr().find(qn("w:shd"))
                for paragraph in cell.paragraphs:
                    yield from _faint(paragraph, WHITE if shade is None else shade.get(qn("w:fill")))


def _faint(paragraph: Any, ground: str) -> Iterator[str]:
    colors = [run.font.color.rgb or paragraph.style.font.color.rgb or BLACK for run in paragraph.runs]
    for ink in {str(color) for color in colors}:
        if contrast(ink, ground) < LEAST_CONTRAST:
            yield f"text {ink} on {ground}: {paragraph.text}"


def contrast(first: str, second: str) -> float:
    """The ratio of two colors by WCAG 2.1, from 1 to 21."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    channels = [int(color[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# ---------------------------------------------------------------- PDF


def pdf_faults(content: bytes) -> list[str]:
    """By a checker of PDF/UA-1 that is not the one that wrote the file."""
    report = page.validate_pdf_bytes(content, profile=page.ValidationProfile.PDF_UA_1)
    faults = [f"{failure.rule_id}: {failure.message}" for failure in report.failures]
    return faults or ([] if report.is_compliant else ["it isn't PDF/UA-1"])


# ---------------------------------------------------------------- Excel


def excel_faults(content: bytes) -> list[str]:
    book = load_workbook(BytesIO(content))
    about = [f"no {name}" for name in ("title", "creator") if not getattr(book.properties, name)]
    return about + [fault for sheet in book.worksheets for fault in _sheet(sheet)]


def _sheet(sheet: Worksheet) -> Iterator[str]:
    if sheet.title.lower().startswith("sheet"):
        yield f"the sheet's name says nothing: {sheet.title}"
    if sheet.merged_cells.ranges:
        yield f"{sheet.title}: joined cells {sheet.merged_cells.ranges}"
    for table in sheet.tables.values():
        first, *_rows = sheet[table.ref]
        if not table.headerRowCount:
            yield f"{sheet.title}: a table without headings"
        if not all(str(cell.value or "").strip() for cell in first):
            yield f"{sheet.title}: no words above a column"
        if sheet.freeze_panes is None or not sheet.print_title_rows:
            yield f"{sheet.title}: the headings go out of sight"
