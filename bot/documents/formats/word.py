"""A document as a Word file, with what a screen reader needs: headings, header rows, table names and the language."""

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from bot.documents.document import Bullets, Cell, Document, DocumentTable, Paragraph, Picture, SectionHeading
from bot.files import word_files
from bot.files.zips import dated
from plans.xml_text import xml_safe

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import _Row

MARGIN, LONG_SIDE, SHORT_SIDE = 15, 279.4, 215.9
"""Millimeters, of a letter page."""
HEADER_FILL = "E4E9EF"


def word(document: Document) -> bytes:
    import docx  # noqa: PLC0415 (a tenth of the start, needed a few times a year)

    document = document.with_texts(xml_safe)
    file = docx.Document()
    _set_up(file, document)
    file.add_heading(document.title, level=1)
    for line in document.about:
        file.add_paragraph(line)
    for block in document.blocks:
        match block:
            case SectionHeading(level, text):
                file.add_heading(text, level=level + 1)
            case Paragraph(text):
                file.add_paragraph(text)
            case Bullets(lines):
                for line in lines:
                    file.add_paragraph(line, style="List Bullet")
            case DocumentTable():
                _add_table(file, block)
            case Picture():
                _add_picture(file, block)
    target = BytesIO()
    file.save(target)
    return dated(target.getvalue(), document.made_on)


def _set_up(file: "WordDocument", document: Document) -> None:
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415 (as above)
    from docx.shared import Mm  # noqa: PLC0415 (as above)

    word_files.set_up(file, title=document.title, author=document.organization, made_on=document.made_on)
    section = file.sections[0]
    sides = (LONG_SIDE, SHORT_SIDE) if document.is_landscape else (SHORT_SIDE, LONG_SIDE)
    section.orientation = WD_ORIENT.LANDSCAPE if document.is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(side) for side in sides)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN)


def _add_picture(file: "WordDocument", block: Picture) -> None:
    from docx.shared import Mm  # noqa: PLC0415 (as above)

    picture: Any = file.add_picture(BytesIO(block.png), width=Mm(block.width))
    picture._inline.docPr.set("descr", block.text)  # noqa: SLF001 (python-docx has no other way)


def _add_table(file: "WordDocument", block: DocumentTable) -> None:
    table = file.add_table(rows=0, cols=len(block.columns), style="Table Grid")
    header = table.add_row()
    _fill(header, [(column,) for column in block.columns], is_header=True)
    for cells in block.rows:
        _fill(table.add_row(), cells)
    _name(table, block.name)
    if block.widths:
        _set_widths(file, table, block.widths)
    file.add_paragraph()


def _set_widths(file: "WordDocument", table: Any, shares: Sequence[int]) -> None:
    """Of the columns, and of each cell, since Word reads the one and other programs the other."""
    section: Any = file.sections[0]
    page = section.page_width - section.left_margin - section.right_margin
    table.autofit = False
    for share, column in zip(shares, table.columns, strict=True):
        column.width = page * share // sum(shares)
    for row in table._tbl.tr_lst:  # noqa: SLF001 (row.cells looks for merged cells again and again)
        for cell, column in zip(row.tc_lst, table.columns, strict=True):
            cell.width = column.width


def _fill(row: "_Row", cells: Any, *, is_header: bool = False) -> None:
    """Rows are not split over pages; a header row is repeated on each."""
    for place, (target, cell) in enumerate(zip(row.cells, cells, strict=True)):
        _write(target, cell, is_bold=is_header or place == 0)
        if is_header:
            _shade(target)
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 (python-docx has no other way)
    _add(properties, "w:cantSplit")
    if is_header:
        _add(properties, "w:tblHeader")


def _write(target: Any, cell: Cell, *, is_bold: bool) -> None:
    for place, text in enumerate(cell):
        paragraph = target.paragraphs[0] if place == 0 else target.add_paragraph()
        paragraph.add_run(text).bold = is_bold


def _shade(target: Any) -> None:
    _add(target._tc.get_or_add_tcPr(), "w:shd", val="clear", color="auto", fill=HEADER_FILL)  # noqa: SLF001 (as above)


def _name(table: Any, name: str) -> None:
    """What a screen reader says before the table."""
    _add(table._tbl.tblPr, "w:tblCaption", val=name)  # noqa: SLF001 (as above)


def _add(parent: Any, tag: str, **attributes: str) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415 (as above)
    from docx.oxml.ns import qn  # noqa: PLC0415 (as above)

    element = OxmlElement(tag)
    for key, text in attributes.items():
        element.set(qn(f"w:{key}"), text)
    parent.append(element)
