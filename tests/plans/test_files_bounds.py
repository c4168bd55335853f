"""Files of kilobytes that would cost minutes or gigabytes: each is refused, or read, without unfolding it."""

import io
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from plans.files import item_sheet, read
from plans.findings import FindingCode
from tests.plans.spreadsheets import Line, typed

TITLE: Line = ["Harbor Elementary School Improvement Plan 2026-27"]
AIP: Line = ["Activities", "Who will Lead?", "When will it Start?", "When will it be Complete?"]
ITEM: Line = ["Plan", "Coach", "Sept 2026", "Oct 2026"]
SHEET, STYLES, RELATIONS, TYPES = (
    "xl/worksheets/sheet1.xml",
    "xl/styles.xml",
    "xl/_rels/workbook.xml.rels",
    "[Content_Types].xml",
)


@pytest.fixture
def parts(tmp_path: Path) -> dict[str, bytes]:
    """The parts of a sound workbook."""
    with zipfile.ZipFile(typed(tmp_path / "sound.xlsx", Plan=[TITLE, AIP, ITEM])) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(path: Path, parts: Mapping[str, bytes]) -> Path:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    path.write_bytes(buffer.getvalue())
    return path


def after_rows(sheet: bytes, more: bytes) -> bytes:
    return sheet.replace(b"</sheetData>", more + b"</sheetData>")


def refused_as_too_large(path: Path) -> bool:
    assert item_sheet.read(path) is None
    return any(finding.code is FindingCode.WORKBOOK_TOO_LARGE for finding in read(path).findings)


def test_a_merge_over_every_cell_there_is(tmp_path: Path, parts: dict[str, bytes]) -> None:
    everything = b'</sheetData><mergeCells count="1"><mergeCell ref="A4:XFD1048576"/></mergeCells>'
    parts[SHEET] = parts[SHEET].replace(b"</sheetData>", everything)
    path = packed(tmp_path / "plan.xlsx", parts)

    assert item_sheet.read(path) is None
    assert read(path).plan is not None


@pytest.mark.parametrize(
    ("part", "before", "tag"),
    [
        (SHEET, b"</worksheet>", b'<mergeCell ref="A%d:B%d"/>'),
        (STYLES, b"</cellXfs>", b'<xf numFmtId="%d" fontId="0" fillId="0" borderId="%d"/>'),
        (RELATIONS, b"</Relationships>", b'<Relationship Type="a" Target="x%d" Id="q%d"/>'),
        (TYPES, b"</Types>", b'<Override PartName="/x%d" ContentType="y%d"/>'),
    ],
)
def test_tags_by_the_hundred_thousand(
    tmp_path: Path, parts: dict[str, bytes], part: str, before: bytes, tag: bytes
) -> None:
    parts[part] = parts[part].replace(before, b"".join(tag % (n, n) for n in range(60_000)) + before)

    assert refused_as_too_large(packed(tmp_path / "plan.xlsx", parts))


@pytest.mark.parametrize("ending", ["dat", "png", "xml"])
def test_a_part_is_measured_whatever_its_name(tmp_path: Path, parts: dict[str, bytes], ending: str) -> None:
    parts[f"xl/worksheets/sheet1.{ending}"] = parts.pop(SHEET) + b" " * 25_000_000
    for name in (RELATIONS, TYPES):
        parts[name] = parts[name].replace(b"sheet1.xml", f"sheet1.{ending}".encode())

    assert refused_as_too_large(packed(tmp_path / "plan.xlsx", parts))


def test_cells_count_in_any_encoding(tmp_path: Path, parts: dict[str, bytes]) -> None:
    sheet = after_rows(parts[SHEET], b"<row>" + b"<c/>" * 260_000 + b"</row>").decode()
    parts[SHEET] = sheet.replace("UTF-8", "UTF-16").encode("utf-16")

    assert refused_as_too_large(packed(tmp_path / "plan.xlsx", parts))


def test_pictures_of_any_size_do_not_count(tmp_path: Path, parts: dict[str, bytes]) -> None:
    parts["xl/media/image1.bmp"] = b"BM" + bytes(30_000_000)

    assert read(packed(tmp_path / "plan.xlsx", parts)).plan is not None


def test_a_cell_longer_than_a_spreadsheet_allows(tmp_path: Path, parts: dict[str, bytes]) -> None:
    long = b'<row r="4"><c r="A4" t="inlineStr"><is><t>%s</t></is></c></row>' % (b"a" * 1_000_000)
    parts[SHEET] = after_rows(parts[SHEET], long)
    typed_in = tmp_path / "plan.csv"
    typed_in.write_text(f"Activities,Who will lead?\n{'a' * 40_000},Coach\n")

    for path in (packed(tmp_path / "plan.xlsx", parts), typed_in):
        assert [finding.code for finding in read(path).findings] == [FindingCode.CELL_TOO_LONG]


@pytest.mark.slow
def test_one_long_text_in_many_cells(tmp_path: Path, parts: dict[str, bytes]) -> None:
    strings = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>%s</t></si></sst>'
    parts["xl/sharedStrings.xml"] = strings % (b"Coach and " * 3_200)
    kind = b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    kind += b'spreadsheetml.sharedStrings+xml"/></Types>'
    parts[TYPES] = parts[TYPES].replace(b"</Types>", kind) if b"sharedStrings" not in parts[TYPES] else parts[TYPES]
    rows = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(4, 4_900))
    parts[SHEET] = after_rows(parts[SHEET], rows)

    findings = read(packed(tmp_path / "plan.xlsx", parts)).findings

    assert [finding.code for finding in findings][-1] is FindingCode.TOO_MUCH_TEXT


@pytest.mark.slow
def test_a_formatted_cell_far_to_the_right_in_every_row(tmp_path: Path, parts: dict[str, bytes]) -> None:
    far = b"".join(b'<row r="%d"><c r="XFD%d" s="0"/></row>' % (n, n) for n in range(4, 800))
    parts[SHEET] = after_rows(parts[SHEET], far)

    assert read(packed(tmp_path / "plan.xlsx", parts)).plan is not None


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("title: " + "[" * 50_000, FindingCode.YAML_ALIASES),
        ("".join(" " * depth + "a:\n" for depth in range(500)), FindingCode.YAML_ALIASES),
        ("goals:\n" + "  - tittle: x\n" * 60_000, FindingCode.TOO_MUCH_TEXT),
        ("".join(f"word{number}: x\n" for number in range(40_000)), FindingCode.MORE_FINDINGS),
    ],
)
def test_yaml_without_end(tmp_path: Path, text: str, code: FindingCode) -> None:
    (tmp_path / "plan.yml").write_text(text)

    reading = read(tmp_path / "plan.yml")

    assert reading.plan is None
    assert reading.findings[-1].code == code
    assert len(reading.findings) <= 501


@pytest.mark.slow
@pytest.mark.parametrize("word", ["a", "and ", "Coach, ", "x\n", "1/", "_"])
@pytest.mark.parametrize("column", range(3))
def test_time_grows_with_the_length_of_a_cell_and_not_with_its_square(tmp_path: Path, word: str, column: int) -> None:
    def cost(length: int) -> float:
        cells = ["Plan", "Coach", "Oct 2026"]
        cells[column] = (word * length)[:length]
        path = tmp_path / f"{length}.csv"
        row = ",".join(f'"{cell}"' for cell in cells)
        path.write_text(f"School Plan 2026-27,,\nActivities,Who will lead?,When will it be complete?\n{row}\n")
        return min(_seconds(path) for _ in range(2))

    assert cost(32_000) < 40 * max(cost(2_000), 0.001)


def _seconds(path: Path) -> float:
    begin = time.process_time()
    read(path)
    return time.process_time() - begin


FEW_ROWS, MANY_ROWS = 150, 600
ROW = "Buy books {number},Coach,10/1/2026"


@pytest.mark.parametrize(
    ("heads", "row"),
    [
        ("Action,Owner,Due", ROW),
        ("Action,Owner,Due", f"1.1.1.1 {ROW}"),
        ("Goal,Action,Owner,Due", f"1 {{words}},{ROW}"),
        ("Strategy,Action,Owner,Due", f"1 {{words}},{ROW}"),
        ("Strategy,Action,Owner,Due", f"{{words}},{ROW}"),
        ("Milestone,Action,Owner,Due", f"1.1.1 {{words}},{ROW}"),
        ("Action,Owner,Due,Status", f"{ROW},See {{words}}"),
        ("Action,Owner,Due,Status", "Buy books,Coach,10/1/2026,Done"),
    ],
)
def test_the_time_of_a_sheet_grows_with_its_rows_and_no_faster(tmp_path: Path, heads: str, row: str) -> None:
    def seconds(rows: int) -> float:
        lines = [row.format(number=number, words=f"{number * 7919 % 10_007} ways to teach") for number in range(rows)]
        file = tmp_path / f"{rows}.csv"
        file.write_text("\n".join(["Oak School Improvement Plan 2026-27", heads, *lines]))
        began = time.process_time()
        read(file)
        return time.process_time() - began

    few, many = (min(seconds(rows) for _ in range(2)) for rows in (FEW_ROWS, MANY_ROWS))

    assert many < 8 * few  # linear: 4; quadratic: 16
