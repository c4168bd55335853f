"""Damaged files: something is said in words, and nothing is raised, by either reader that an import calls."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import pytest

from plans.files import item_sheet, read
from plans.sheet_changes import SheetItem
from tests.plans.spreadsheets import typed

EXAMPLES = Path(__file__).parents[2] / "examples"
PIECES = b'0123456789:;=\r\n-\xff\0<>/"&[]{} ABCr'


def mutated(content: bytes, chance: Random) -> bytes:
    damaged = bytearray(content)
    for _ in range(chance.randrange(1, 5)):
        at = chance.randrange(len(damaged))
        damaged[at : at + chance.randrange(20)] = bytes(chance.choices(PIECES, k=chance.randrange(6)))
    return bytes(damaged)


def mutated_part(content: bytes, chance: Random) -> bytes:
    """A workbook whose zip is sound and one of whose parts is not, or is missing."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(buffer, "w") as damaged:
        chosen = chance.choice(archive.namelist())
        for name in archive.namelist():
            if name != chosen:
                damaged.writestr(name, archive.read(name))
            elif chance.random() > 0.15:
                damaged.writestr(name, mutated(archive.read(name), chance))
    return buffer.getvalue()


@pytest.fixture
def sound(tmp_path: Path) -> dict[str, bytes]:
    item = SheetItem(code="1.1.1.1", milestone="1.1.1", text="Plan", owner="Coach", due=date(2026, 10, 1))
    heading = ["Activities", "Who will Lead?", "When will it be Complete?"]
    table = typed(tmp_path / "t.xlsx", Plan=[["School Plan 2026-27"], heading, ["Plan", "Coach", "Oct 2026"]])
    return {
        "exported.xlsx": item_sheet.write("Oak School", "2026-27", [item]),
        "plan.xlsx": table.read_bytes(),
        "plan.csv": (EXAMPLES / "tool-a.csv").read_bytes(),
        "plan.yml": (EXAMPLES / "reynolds.yml").read_bytes()[:4_000],
    }


@pytest.mark.parametrize("name", ["exported.xlsx", "plan.xlsx", "plan.csv", "plan.yml"])
def test_a_damaged_file_is_read_or_refused_in_words(tmp_path: Path, sound: dict[str, bytes], name: str) -> None:
    ways: list[Callable[[bytes, Random], bytes]] = [mutated]
    ways += [mutated_part] * 3 if name.endswith(".xlsx") else []
    path = tmp_path / name
    for seed in range(25):
        chance = Random(seed)
        path.write_bytes(chance.choice(ways)(sound[name], chance))
        sheet, reading = item_sheet.read(path), read(path)
        assert sheet is not None or reading.plan is not None or reading.findings, seed
