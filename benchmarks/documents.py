"""The quarter report in Word, PDF and Excel, over what the libraries alone take for the same pages.

`python -m benchmarks.documents DATABASE` makes one report, in a process of its own, to measure its memory.
"""

import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from importlib.resources import files as package
from io import BytesIO
from pathlib import Path

from benchmarks import programs
from bot.documents import kinds
from bot.documents.document import Bullets, Document, DocumentTable, Paragraph, SectionHeading
from bot.documents.files import as_files
from bot.documents.formats.values import as_values
from conversations.documents.names import DocumentName
from plans.item_events import Completed, DueMoved
from plans.item_progress import Day
from plans.plan import ActionItem, Milestone, Plan, Priority, Strategy
from storage.database import Database
from storage.items import items
from storage.items.items import Stamp
from storage.migrate import migrate
from storage.people import organizations
from storage.plans import files, plans

QUARTER_ITEMS, YEAR_ITEMS = 500, 5_000
IN_A_MILESTONE, IN_A_STRATEGY = 10, 50
TIMES = 3
CREATED, ENDS = date(2025, 8, 15), date(2026, 6, 30)
REPORTED_ON = [*(date(2025, month, 15) for month in range(9, 13)), *(date(2026, month, 15) for month in range(1, 6))]
BEHIND_OF, COMPLETED_OF, MOVED_OF = 7, 3, 10
"""One of so many reports is behind; of so many items, one is completed, and one has its date moved."""
REPORTED = """
    INSERT INTO item_event (item_id, kind, at, recorded_on, ongoing, status, reason, after_due, after_first_due,
        after_times_moved, after_completed_on, after_cancelled, after_cancelled_overdue, after_said_behind,
        after_on_track_on)
    SELECT item_id, 'reported', :day || ' 12:00:00', :day, ongoing, CASE WHEN behind THEN 'behind' ELSE 'on_track' END,
        CASE WHEN behind THEN 'Two of the four teachers were out for weeks' ELSE '' END, after_due, after_first_due,
        after_times_moved, after_completed_on, after_cancelled, after_cancelled_overdue, behind, NULL
    FROM (SELECT *, (item_id + :month) % :behind_of = 0 AS behind FROM item_event WHERE kind = 'added')
"""


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds."""

    report: float
    rendering: float


@dataclass(frozen=True, slots=True)
class YearTook:
    seconds: float
    mb: float
    """The peak memory of its process and of the one that makes the PDF."""


def measure() -> Took:
    with tempfile.TemporaryDirectory() as folder:
        database = _furnished(Path(folder) / "quarter.db", QUARTER_ITEMS)
        try:
            document = _document(database, DocumentName.QUARTER)
            took, floor = [], []
            for _ in range(TIMES):
                took.append(_milliseconds(lambda: _report(database, DocumentName.QUARTER)))
                floor.append(_milliseconds(_raw_rendering(document)))
        finally:
            database.close()
    return Took(min(took), min(floor))


def measure_year() -> YearTook:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "year.db"
        _furnished(path, YEAR_ITEMS).close()
        command = [sys.executable, "-m", "benchmarks.documents", str(path)]
        ended = subprocess.run(command, env=programs.installed(), capture_output=True, text=True, check=True)
    return YearTook(**json.loads(ended.stdout))


def _report(database: Database, name: DocumentName) -> None:
    with database.read() as session:
        plan = plans.summaries(session, "T1")[0]
    as_files(name, _document(database, name), plan, ENDS)


def _document(database: Database, name: DocumentName) -> Document:
    with database.read() as session:
        return kinds.make(session, name, plans.summaries(session, "T1")[0], Day(ENDS, is_over=True))


# ---------------------------------------------------------------- the libraries alone


def _raw_rendering(document: Document) -> Callable[[], None]:
    """Everything but the libraries' own work is done before: the values lie ready."""
    values = json.dumps(as_values(document))
    template = package("prompts").joinpath("documents/document.typ").read_bytes()

    def render() -> None:
        _raw_word(document)
        _raw_pdf(template, values)
        _raw_excel(document)

    return render


def _raw_word(document: Document) -> None:
    import docx  # noqa: PLC0415 (the year's memory is measured with what the bot loads, when it loads it)

    file = docx.Document()
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
                table = file.add_table(rows=0, cols=len(block.columns), style="Table Grid")
                for row in ([(column,) for column in block.columns], *block.rows):
                    for target, cell in zip(table.add_row().cells, row, strict=True):
                        target.paragraphs[0].add_run(cell[0] if cell else "")
                        for text in cell[1:]:
                            target.add_paragraph(text)
    file.save(BytesIO())


def _raw_pdf(template: bytes, values: str) -> None:
    import typst  # noqa: PLC0415 (as above)

    typst.compile(
        template, format="pdf", sys_inputs={"document": values}, pdf_standards="ua-1", ignore_system_fonts=True
    )


def _raw_excel(document: Document) -> None:
    import xlsxwriter  # noqa: PLC0415 (as above)

    with xlsxwriter.Workbook(BytesIO(), {"in_memory": True}) as book:
        for block in document.blocks:
            if isinstance(block, DocumentTable):
                sheet = book.add_worksheet()
                for number, row in enumerate(([(column,) for column in block.columns], *block.rows)):
                    for column, cell in enumerate(row):
                        sheet.write_string(number, column, "\n".join(cell))


# ---------------------------------------------------------------- a plan and its year


def _furnished(path: Path, count: int) -> Database:
    database = Database(f"sqlite:///{path}")
    migrate(database)
    with database.write() as session:
        organizations.save_workspace(session, "T1", "Bench", "UBOT")
        organization = organizations.save_organization(session, "T1", "Bench District", "district")
        years = (CREATED, ENDS)
        files.save(
            session, organization.id, _plan(count), years=years, source="bench", digest="", stamp=_stamp(CREATED)
        )
    with sqlite3.connect(path) as plain:
        for month, day in enumerate(REPORTED_ON):
            plain.execute(REPORTED, {"day": day.isoformat(), "month": month, "behind_of": BEHIND_OF})
    with database.write() as session:
        stamp = _stamp(ENDS)
        listed = items.all_open(session, plans.summaries(session, "T1")[0].id)
        for item in listed[::MOVED_OF]:
            items.record(session, item.id, DueMoved(recorded=ENDS, due=ENDS, reason="The team met later"), stamp)
        for item in listed[::COMPLETED_OF]:
            items.record(session, item.id, Completed(recorded=ENDS, completed_on=ENDS), stamp)
    return database


def _stamp(day: date) -> Stamp:
    return Stamp(at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC), on=day)


def _plan(count: int) -> Plan:
    strategies = tuple(_strategy(number) for number in range(1, count // IN_A_STRATEGY + 1))
    priority = Priority(code="1", title="Clear learning in every classroom", strategies=strategies)
    return Plan(title="Plan", organization="Bench District", school_year="2025-26", priorities=(priority,))


def _strategy(number: int) -> Strategy:
    codes = [f"1.{number}.{place}" for place in range(1, IN_A_STRATEGY // IN_A_MILESTONE + 1)]
    milestones = tuple(
        Milestone(code=code, title="Visits to all grades", action_items=tuple(_items(code))) for code in codes
    )
    return Strategy(code=f"1.{number}", title="Learning intentions and success criteria", milestones=milestones)


def _items(milestone: str) -> Sequence[ActionItem]:
    return [
        ActionItem(
            code=f"{milestone}.{place + 1}",
            text="Visit four lessons with the team and write down what students say",
            owner="Dean",
            due=date(2025 + (place > 3), (place + 8) % 12 + 1, 28),
            output="Notes of four visits",
        )
        for place in range(IN_A_MILESTONE)
    ]


def _milliseconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def main(path: str) -> None:
    database = Database(f"sqlite:///{path}")
    try:
        seconds = _milliseconds(lambda: _report(database, DocumentName.YEAR)) / 1000
    finally:
        database.close()
    peaks = [resource.getrusage(whose).ru_maxrss for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps(asdict(YearTook(seconds, sum(peaks) / 1024))))


if __name__ == "__main__":
    main(*sys.argv[1:])
