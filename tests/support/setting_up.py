"""A workspace whose bot has no plan yet, files of plans, and a person whose presses are counted."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook

if TYPE_CHECKING:
    from tests.scenarios.district import District
    from tests.support.people import Person

SEEDS = Path(__file__).parents[1] / "scenarios" / "empty_workspace"
START = datetime(2026, 11, 16, 14, 30, tzinfo=UTC)
HEADINGS = ("Activity", "Person Responsible", "Start", "Due Date", "Output", "Mood")
ROWS = (
    ("Write success criteria for math units", "Math Lead Teacher", "Nov 2, 2026", "Dec 11, 2026", "Criteria", "good"),
    ("Visit each other's classes", "Principal", "Nov 9, 2026", "Jan 29, 2027", "Notes", "fine"),
    ("Order texts", "Literacy Coach", "Nov 9, 2026", "Dec 4, 2026", "", ""),
    ("Meet with families", "Literacy Coach", "Jan 11, 2027", "Feb 26, 2027", "", ""),
)


def workbook(rows: tuple[tuple[str, ...], ...] = ROWS, year: str = "2026-27") -> bytes:
    written, book = BytesIO(), Workbook()
    sheet = book.create_sheet("Activities", 0)
    sheet.append([f"Lakeside Elementary School Improvement Plan {year}".strip()])
    sheet.append(["Goal 1: All students read well by grade 3."])
    sheet.append(["Strategy 1.1: Read together"])
    for line in (HEADINGS, *rows):
        sheet.append(line)
    book.save(written)
    return written.getvalue()


def district_workbook() -> bytes:
    """A sheet for each of two schools."""
    written, book = BytesIO(), Workbook()
    for place, school in enumerate(("Lakeside Elementary School", "Reynolds Middle School")):
        sheet = book.create_sheet(school.split()[0], place)
        sheet.append([f"{school} Improvement Plan 2026-27"])
        sheet.append(["Strategy 1.1: Read together"])
        for line in (HEADINGS[:-1], *(row[:-1] for row in ROWS)):
            sheet.append(line)
    book.save(written)
    return written.getvalue()


def shares(district: District, name: str, file: str, content: bytes) -> None:
    """Drop a file into the bot's messages, and wait until the bot has it."""
    person = district.person(name)
    person.attaches(file, base64.b64encode(content).decode(), in_=person.dm())
    district.settles()


def drops(district: District, name: str, file: str, content: bytes) -> str:
    """Drop a file into the bot's messages, and read the bot's answer."""
    shares(district, name, file, content)
    district.bot.files.read_received()
    return district.told(name)[-1]


def imports(district: District, name: str) -> None:
    """Import the file that was read last."""
    person = district.person(name)
    person.clicks("Import …")
    assert person.submits() == {}
    district.settles()


class Counted:
    """A person whose taps, menu choices and submits are counted. A pick in a menu counts twice."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.presses = 0

    def clicks(self, label: str) -> None:
        self.presses += 1
        self.person.clicks(label)

    def picks(self, field: str, answer: str | list[str]) -> None:
        self.presses += 2
        self.person.fills(**{field: answer})

    def submits(self) -> None:
        self.presses += 1
        assert self.person.submits() == {}
