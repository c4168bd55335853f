"""Files that are not what they seem: each gives one clear finding, and none is opened further than is safe."""

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from plans.files import read
from plans.findings import FindingCode
from prompts import finding_text
from tests.plans.spreadsheets import Line, findings, sentences, typed

AIP: Line = ["Activities", "Who will Lead?", "When will it Start?", "When will it be Complete?"]
ITEM: Line = ["Plan", "Coach", "Sept 2026", "Oct 2026"]
TITLE: Line = ["Harbor Elementary School Improvement Plan 2026-27"]

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def zipped(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return buffer.getvalue()


BOMB = b"""<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><w>&b;</w>"""


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("plan.xlsx", OLD_OFFICE + "WordDocument".encode("utf-16-le"), FindingCode.OLD_WORD_DOCUMENT),
        ("plan.xlsx", OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), FindingCode.WORKBOOK_LOCKED),
        ("plan.xls", OLD_OFFICE + "Workbook".encode("utf-16-le"), FindingCode.OLD_WORKBOOK),
        ("plan.xlsx", b"", FindingCode.FILE_EMPTY),
        ("plan.csv", b"\n \n", FindingCode.FILE_EMPTY),
        ("plan.xlsx", b"Activities,Lead\n", FindingCode.NOT_A_WORKBOOK),
        ("plan.xlsx", b"PK\x03\x04 and then nothing", FindingCode.WORKBOOK_DAMAGED),
        ("plan.xlsx", zipped(word__document_dot_xml=b"<w/>"), FindingCode.WORD_FILE_DAMAGED),
        ("plan.docx", zipped(word__document_dot_xml=b"<w"), FindingCode.WORD_FILE_DAMAGED),
        ("plan.docx", zipped(word__document_dot_xml=BOMB), FindingCode.WORD_FILE_DAMAGED),
        ("plan.docx", zipped(word__document_dot_xml=b"<w>" * 600_001), FindingCode.WORD_FILE_TOO_LARGE),
        ("plan.xlsx", zipped(readme=b"hello"), FindingCode.NOT_A_WORKBOOK),
        (
            "plan.xlsm",
            zipped(xl__vbaProject_dot_bin=b"x", xl__workbook_dot_xml=b"<x/>"),
            FindingCode.WORKBOOK_WITH_MACROS,
        ),
        ("plan.xlsx", zipped(xl__workbook_dot_xml=bytes(70 * 1024 * 1024)), FindingCode.WORKBOOK_TOO_LARGE),
        ("plan.xlsx", zipped(xl__worksheets__sheet1_dot_xml=b"<c/>" * 300_000), FindingCode.WORKBOOK_TOO_LARGE),
        ("plan.xlsx", zipped(xl__workbook_dot_xml=b"<x/>"), FindingCode.WORKBOOK_DAMAGED),
        ("plan.xlsx", b"<html><table>", FindingCode.WEB_PAGE_OR_TEXT),
        ("plan.pdf", b"%PDF-1.7", FindingCode.PDF),
        ("plan.odt", b"hello", FindingCode.FORMAT_UNKNOWN),
        ("plan.docx", b"hello", FindingCode.NOT_A_WORD_FILE),
        ("plan.csv", b"Activities\0Lead", FindingCode.CSV_NOT_TEXT),
        ("plan.csv", b"only one column", FindingCode.ONE_COLUMN),
        ("plan.csv", b"Activities,Lead\n" + b"a,b\n" * 6000, FindingCode.TOO_MANY_CELLS),
        ("plan.csv", b"," * 200, FindingCode.TOO_MANY_CELLS),
    ],
)
def test_one_clear_problem(tmp_path: Path, name: str, content: bytes, code: FindingCode) -> None:
    (tmp_path / name).write_bytes(content)

    reading = read(tmp_path / name)

    assert reading.plan is None
    ((where, actual, severity),) = findings(reading)
    assert where.startswith(name)
    assert actual is code
    assert severity == "error"
    assert finding_text(reading.findings[0])


def test_a_file_of_50_megabytes_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)

    assert "larger than 10 MB" in sentences(read(path))[0][1]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert findings(read(tmp_path / "plan.xlsx"))[0][1] is FindingCode.FILE_MISSING


def test_a_zip_that_lies_about_its_sizes_is_refused(tmp_path: Path) -> None:
    path = typed(tmp_path / "honest.xlsx", Plan=[TITLE, AIP, ITEM])
    content = bytearray(path.read_bytes())
    line = content.find(b"PK\x01\x02")
    while line >= 0:
        content[line + 24 : line + 28] = (10).to_bytes(4, "little")  # "unpacks to ten bytes"
        line = content.find(b"PK\x01\x02", line + 4)
    (tmp_path / "liar.xlsx").write_bytes(content)

    assert findings(read(tmp_path / "liar.xlsx"))[0][1] is FindingCode.WORKBOOK_DAMAGED


def test_entities_in_a_workbook_are_refused(tmp_path: Path) -> None:
    path = typed(tmp_path / "plan.xlsx", Plan=[TITLE, AIP, ITEM])
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/workbook.xml"] = bomb + parts["xl/workbook.xml"].split(b"?>", 1)[-1]
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)

    assert findings(read(tmp_path / "bomb.xlsx"))[0][1] is FindingCode.WORKBOOK_DAMAGED


def test_a_formula_without_result_is_named_and_taken_as_empty(tmp_path: Path) -> None:
    path = typed(tmp_path / "plan.xlsx", Plan=[TITLE, AIP, ["Plan", '="Co"&"ach"', "Sept 2026", "Oct 2026"]])
    reading = read(path)

    assert reading.plan is not None
    assert findings(reading) == [
        ("Sheet 'Plan', cell B3", FindingCode.FORMULA_WITHOUT_RESULT, "warning"),
        ("Sheet 'Plan', cell A3", FindingCode.OWNER_MISSING, "warning"),
    ]


def test_a_plan_without_action_items(tmp_path: Path) -> None:
    path = typed(tmp_path / "plan.xlsx", Plan=[TITLE, ["Objective 1: Teaching"], AIP, [], []])

    ((_, what, severity),) = findings(read(path))

    assert what == FindingCode.TABLE_EMPTY
    assert severity == "error"


def test_hidden_sheets_are_left_out_and_far_formatting_does_no_harm(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for line in (TITLE, AIP, ITEM):
        sheet.append(list(line))
    sheet.cell(200_000, 1).number_format = "0%"
    hidden = book.create_sheet("Lists")
    hidden.sheet_state = "hidden"
    for line in (AIP, ITEM):
        hidden.append(list(line))
    book.save(tmp_path / "plan.xlsx")

    plan = read(tmp_path / "plan.xlsx").plan

    assert plan is not None
    assert len(list(plan.action_items())) == 1


def test_an_open_quotation_mark_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text('Activities,Who will lead?\n"Plan,Coach\n' + "x" * 200_000)

    ((where, what, _),) = findings(read(path))

    assert where.startswith("plan.csv, line")
    assert what is FindingCode.QUOTATION_MARK_OPEN
