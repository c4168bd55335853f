"""The files of a document: what was typed stays text in each, and a screen reader finds its way through it."""

import json
import re
import subprocess
import sys
from base64 import b64decode
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook

from bot.documents.document import Bullets, Document, DocumentTable, Paragraph, Picture, SectionHeading
from bot.documents.formats.excel import excel
from bot.documents.formats.pdf import pdf
from bot.documents.formats.text import text
from bot.documents.formats.values import as_values, of_values
from bot.documents.formats.word import word

ROOT = Path(__file__).parents[3]
MADE_ON = date(2026, 12, 18)
ZIP_EPOCH = 1980
"""The year of a part without a date."""
HOSTILE = [
    '=HYPERLINK("http://evil", "click")',
    "+1+1",
    "@SUM(A1)",
    "https://example.org",
    "{{ 7 * 7 }} #let x = 1; #panic() $ <label> *bold* _it_ \\",
    "<w:p><b>bold</b></w:p> & &amp; ]]>",
    "control \x00\x08\x1f and \ud800 surrogate",
    "שלום, עולם: مرحبا 🎉",
    "lines\nof words",
    "word " * 5_000,
]


def document(
    typed: str = "plain", columns: tuple[str, ...] = ("Strategy 1.1", "1st Semester", "2nd Semester")
) -> Document:
    row = [("Cause & Adjustments Made",), *((typed, "second paragraph"),) * (len(columns) - 1)]
    return Document(
        title="Implementation Data: Bethel, 2026-27",
        organization="Bethel High School",
        about=["As of Fri, Dec 18"],
        made_on=MADE_ON,
        blocks=[
            SectionHeading(1, "Strategy 1.1: Reading"),
            DocumentTable(name="Strategy 1.1: Reading", columns=columns, rows=[row]),
            SectionHeading(2, "Short-term outcomes"),
            Bullets([typed]),
            SectionHeading(1, "SUPPORTS"),
            Paragraph("None"),
        ],
    )


def opened(content: bytes) -> Any:
    return docx.Document(BytesIO(content))


# ---------------------------------------------------------------- what was typed


def test_columns_have_their_shares_of_the_page_in_word_and_excel() -> None:
    plain = document()
    table = plain.blocks[1]
    assert isinstance(table, DocumentTable)
    table = replace(table, widths=[1, 2, 2])
    shared = replace(plain, blocks=[table])

    cells = opened(word(shared)).tables[0].rows[1].cells
    sheet = load_workbook(BytesIO(excel(shared, "About")))["Strategy 1.1"]

    assert cells[1].width == cells[2].width == 2 * cells[0].width
    assert [round(sheet.column_dimensions[column].width) for column in "AB"] == [31, 61]
    assert pdf(shared).startswith(b"%PDF")


@pytest.mark.parametrize("typed", HOSTILE, ids=lambda typed: typed[:12].encode("ascii", "replace").decode())
def test_word_shows_what_was_typed(typed: str) -> None:
    cell = opened(word(document(typed))).tables[0].rows[1].cells[1]

    assert visible(cell.paragraphs[0].text) == visible(typed)


@pytest.mark.parametrize("typed", HOSTILE, ids=lambda typed: typed[:12].encode("ascii", "replace").decode())
def test_excel_computes_and_links_nothing_that_was_typed(typed: str) -> None:
    sheet = load_workbook(BytesIO(excel(document(typed), "About")))["Strategy 1.1"]
    cell = sheet["B4"]

    assert cell.data_type == "s"
    assert cell.hyperlink is None
    assert visible(str(cell.value)) == visible(typed + " second paragraph")


@pytest.mark.parametrize("typed", HOSTILE, ids=lambda typed: typed[:12].encode("ascii", "replace").decode())
def test_pdf_takes_nothing_typed_as_markup(typed: str) -> None:
    assert pdf(document(typed)).startswith(b"%PDF-")


def test_pdf_spells_what_its_fonts_lack() -> None:
    spelled = document("well done 🎉 中文")

    assert pdf(spelled) == pdf(
        document("well done [party popper] [cjk unified ideograph-4e2d][cjk unified ideograph-6587]")
    )


def visible(words: str) -> list[str]:
    """Words, without what a file cannot carry."""
    return "".join(c for c in words if c.isspace() or (ord(c) >= 0x20 and not 0xD800 <= ord(c) <= 0xDFFF)).split()


# ---------------------------------------------------------------- for a screen reader


def test_word_has_title_language_headings_and_header_rows() -> None:
    file = opened(word(document()))
    headings = [(each.style.name, each.text) for each in file.paragraphs if each.style.name.startswith("Heading")]
    table = file.tables[0]

    assert (file.core_properties.title, file.core_properties.author) == (document().title, "Bethel High School")
    assert file.core_properties.language == "en-US"
    assert file.core_properties.created == datetime(2026, 12, 18, tzinfo=UTC)
    assert headings == [
        ("Heading 1", document().title),
        ("Heading 2", "Strategy 1.1: Reading"),
        ("Heading 3", "Short-term outcomes"),
        ("Heading 2", "SUPPORTS"),
    ]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Strategy 1.1: Reading"


def test_pdf_is_tagged_and_has_title_and_language() -> None:
    content = pdf(document())

    for part in (b"/StructTreeRoot", b"/Lang", b"pdfuaid:part"):
        assert part in content
    assert b"Implementation Data: Bethel, 2026-27" in content


def test_excel_has_real_tables_with_headings_that_stay() -> None:
    book = load_workbook(BytesIO(excel(document(), "About")))
    sheet = book["Strategy 1.1"]

    assert book.sheetnames == ["About", "Strategy 1.1"]
    assert book.properties.title == document().title
    assert [table.ref for table in sheet.tables.values()] == ["A3:C4"]
    assert sheet.freeze_panes == "B4"
    assert sheet.print_title_rows == "$3:$3"


def test_tables_of_one_name_and_columns_of_one_heading_make_a_whole_workbook() -> None:
    twice = document(columns=("Milestone", "Same", "Same"))
    content = excel(Document(**{**fields(twice), "blocks": [*twice.blocks, *twice.blocks]}), "About")

    assert load_workbook(BytesIO(content)).sheetnames == ["About", "Strategy 1.1", "Strategy 1.1 2"]


def fields(of: Document) -> dict[str, Any]:
    return {name: getattr(of, name) for name in ("title", "organization", "about", "made_on", "blocks")}


# ---------------------------------------------------------------- the same facts


def test_a_pdf_leaves_nothing_in_the_memory_of_the_bot() -> None:
    """In an interpreter of its own, since other tests may have loaded the library."""
    lines = (
        "import sys",
        "from bot.documents.formats.pdf import pdf",
        "from tests.bot.documents.test_files import document",
        "assert pdf(document()).startswith(b'%PDF')",
        "print('typst' in sys.modules)",
    )
    command = [sys.executable, "-c", "; ".join(lines)]
    ended = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)

    assert ended.stdout.strip() == "False"


def test_the_same_facts_make_the_same_pdf() -> None:
    assert pdf(document()) == pdf(document())


def test_word_carries_no_time_of_its_making() -> None:
    with ZipFile(BytesIO(word(document()))) as parts:
        assert re.findall(rb"20\d\d-\d\d-\d\dT", parts.read("docProps/core.xml")) == [b"2026-12-18T", b"2026-12-18T"]


def test_text_is_a_table_that_reads_on_a_terminal() -> None:
    assert "| Strategy 1.1 | 1st Semester | 2nd Semester |" in text(document())


# ---------------------------------------------------------------- pictures, and the document as JSON


def with_picture() -> Document:
    picture = Picture(progress_png(), "Completed 2 of 3. Behind 1 of 3.")
    return replace(document(), blocks=[*document().blocks, picture], is_landscape=False)


def progress_png() -> bytes:
    """One white pixel."""
    return b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4//8/AAX+Av4N70a4AAAAAElFTkSuQmCC")


def test_a_picture_brings_its_alternative_text_along() -> None:
    drawn = opened(word(with_picture())).inline_shapes[0]

    assert drawn._inline.docPr.get("descr") == "Completed 2 of 3. Behind 1 of 3."
    assert pdf(with_picture()).startswith(b"%PDF")
    assert "Picture: Completed 2 of 3" in text(with_picture())


def test_a_document_without_wide_tables_stands_upright() -> None:
    section = opened(word(with_picture())).sections[0]

    assert section.page_height > section.page_width


def test_no_file_holds_the_moment_at_which_it_was_made() -> None:
    parts = [*ZipFile(BytesIO(word(document()))).infolist(), *ZipFile(BytesIO(excel(document(), "About"))).infolist()]
    (first, *others) = {part.date_time[:3] for part in parts if part.date_time[0] != ZIP_EPOCH}

    assert first == (MADE_ON.year, MADE_ON.month, MADE_ON.day)
    assert others == []


def test_a_document_comes_back_whole_from_json() -> None:
    values = json.loads(json.dumps(as_values(with_picture())))

    assert json.loads(json.dumps(as_values(of_values(values)))) == values
    assert pdf(of_values(values)) == pdf(with_picture())


def test_a_row_of_a_workbook_is_as_high_as_its_longest_cell() -> None:
    """LibreOffice doesn't find that out itself, and would cut the text."""
    sheet = load_workbook(BytesIO(excel(document("word " * 100), "About")))["Strategy 1.1"]
    height = sheet.row_dimensions[4].height

    assert height is not None
    assert height >= 13 * 15
