"""Every file that people get can be read by a screen reader and with weak sight."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest

from bot.documents import kinds
from bot.documents.document import Document, DocumentTable, Paragraph, Picture, SectionHeading
from bot.documents.files import as_files
from bot.documents.formats.excel import excel
from bot.documents.formats.word import word
from bot.documents.kinds import KINDS
from bot.messages.threads.record import Chapter, RecordText
from bot.minutes.files import minutes_docx
from bot.threads.documents import record_docx
from conversations.documents.names import DocumentName
from plans.files import item_sheet
from plans.item_progress import Day
from plans.sheet_changes import SheetItem
from storage.database import Database
from storage.plans import plans
from tests.bot.test_documents import MINUTES
from tests.conftest import SQLITE_FILE
from tests.scenarios.district import TEAM, furnish
from tests.support.accessibility import contrast, excel_faults, pdf_faults, word_faults
from tests.support.databases import new_sqlite
from tests.support.minutes import published

LINTS = {".docx": word_faults, ".pdf": pdf_faults, ".xlsx": excel_faults}
AS_OF = Day(date(2026, 11, 16))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, bytes]]:
    """Of each document of the demo's plans: its files by name."""
    path = tmp_path_factory.mktemp("demo") / SQLITE_FILE
    new_sqlite(path).close()
    furnish(f"sqlite:///{path}", with_past_year=False)
    database = Database(f"sqlite:///{path}")
    with database.read() as session:
        return {
            f"{plan.organization}, {name}": as_files(name, kinds.make(session, name, plan, AS_OF), plan, AS_OF.on)
            for plan in plans.summaries(session, TEAM)
            for name in KINDS
        }


@pytest.mark.parametrize("name", DocumentName)
def test_every_document_of_the_demo_can_be_read_by_everyone(
    files: Mapping[str, Mapping[str, bytes]], name: DocumentName
) -> None:
    of_name = {
        file: content for of, by_name in files.items() if of.endswith(f", {name}") for file, content in by_name.items()
    }
    faults = {file: LINTS[Path(file).suffix](content) for file, content in of_name.items()}

    assert of_name
    assert {file: of_file for file, of_file in faults.items() if of_file} == {}


def test_published_minutes_can_be_read_by_everyone() -> None:
    assert word_faults(minutes_docx(published(MINUTES))) == []


def test_the_record_of_a_dialog_can_be_read_by_everyone() -> None:
    record = RecordText(
        title="Why do grade 7 scores fall?",
        facts="Bethel, Nov 17",
        chapters=(Chapter("Causes", ("Too few units",)),),
        thread="",
    )

    assert word_faults(record_docx(record, "Bethel", date(2026, 11, 17))) == []


def test_the_sheet_of_action_items_can_be_read_by_everyone() -> None:
    item = SheetItem(code="1.1.1.1", milestone="1.1.1", text="Agree on a template", owner="Ana Ruiz")

    assert excel_faults(item_sheet.write("Bethel", "2026-27", [item])) == []


# ---------------------------------------------------------------- the lint sees what is wrong


def plain_document(*blocks: Any, **about: Any) -> Document:
    values = {"title": "Report", "organization": "Bethel", "about": ["As of Dec 18"], "made_on": date(2026, 12, 18)}
    return Document(**{**values, **about}, blocks=blocks)


def changed(content: bytes, change: Any) -> bytes:
    file = docx.Document(BytesIO(content))
    change(file)
    target = BytesIO()
    file.save(target)
    return target.getvalue()


TABLE = DocumentTable(name="Strategy 1.1", columns=["Strategy 1.1", "1st Semester"], rows=[[("Milestones",), ("1",)]])


def test_a_good_file_has_no_fault() -> None:
    assert word_faults(word(plain_document(SectionHeading(1, "Supports"), Paragraph("None"), TABLE))) == []
    assert excel_faults(excel(plain_document(TABLE), "About")) == []


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (word(plain_document(title="")), "no title"),
        (word(plain_document(SectionHeading(2, "Too deep"))), "Heading 3 after level 1: Too deep"),
        (word(plain_document(DocumentTable(name="", columns=["a"], rows=[]))), "a table without a name: a"),
        (
            word(plain_document(DocumentTable(name="x", columns=["a", ""], rows=[]))),
            "no words above a column: a | ",
        ),
        (changed(word(plain_document()), lambda file: file.add_table(1, 1)), "a table without a header row: "),
        (
            changed(word(plain_document()), lambda file: setattr(file.core_properties, "language", "")),
            "no language",
        ),
    ],
)
def test_what_is_wrong_in_a_word_file_is_a_fault(content: bytes, fault: str) -> None:
    assert fault in word_faults(content)


def test_a_picture_without_words_is_a_fault() -> None:
    pixel = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe0def46b8"
        "0000000049454e44ae426082"
    )
    assert "a picture without alternative text" in word_faults(word(plain_document(Picture(pixel, ""))))


def test_a_pdf_without_tags_or_title_is_a_fault() -> None:
    objects = (
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>endobj\n",
    )
    starts = [len(b"%PDF-1.7\n") + sum(map(len, objects[:place])) for place in range(len(objects))]
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    body = b"%PDF-1.7\n" + b"".join(objects)
    end = b"xref\n0 4\n0000000000 65535 f \n" + table + b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"

    assert any("TAGGED" in fault or "MARK" in fault.upper() for fault in pdf_faults(body + end % len(body)))


def test_contrast_is_that_of_wcag() -> None:
    assert round(contrast("000000", "FFFFFF"), 1) == 21.0
    assert round(contrast("777777", "FFFFFF"), 2) == 4.48
