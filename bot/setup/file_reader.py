"""Reads a dropped file in a process of its own, so that even the worst file costs the bot nothing but a sentence.

What the process prints is a pickle of its own values; nothing from the file gets into it unread.
"""

import logging
import pickle
import subprocess
from dataclasses import dataclass, field
from datetime import date

from bot.documents.templates import checking
from bot.files import own_process
from bot.files.reading_limits import TooCostlyError
from conversations.documents.templates import TemplateReading
from plans import calendar_files, files
from plans.calendar import SchoolYear
from plans.calendar_files import CalendarReading
from plans.files import Reading, initiative_sheet, item_sheet
from plans.files.initiative_sheet import InitiativeSheet
from plans.files.item_sheet import ItemSheet
from plans.findings import FindingCode
from storage.plans.uploads import UploadKind

log = logging.getLogger(__name__)

MOST_SECONDS = 90
"""Seconds of the clock; a busy computer needs longer than the processor time that is allowed."""
WORD_SUFFIX = ".docx"
CALENDAR_SUFFIXES = (".ics", ".csv", ".txt")


@dataclass(frozen=True, slots=True)
class FileReading:
    kind: UploadKind
    plans: tuple[Reading, ...] = ()
    """Several where each sheet of a workbook names a school of its own."""
    calendar: CalendarReading = field(default_factory=CalendarReading)
    item_sheet: ItemSheet | None = None
    template: TemplateReading | None = None
    initiatives: InitiativeSheet | None = None
    assumed_year: str = ""
    """The school year for which a plan was read that names none."""


def read_file(name: str, content: bytes, today: date) -> FileReading:
    """A file of ours or a list by its content, or a plan."""
    return _by_content(name, content, today) or _plan_or_calendar(name, content, today)


def _by_content(name: str, content: bytes, today: date) -> FileReading | None:
    """A calendar, an exported item sheet, a list of initiatives, or a district's own Word template."""
    if calendar_files.is_ics(content):
        return FileReading(UploadKind.CALENDAR, calendar=calendar_files.read(name, content, today=today))
    if (sheet := item_sheet.read_content(name, content)) is not None:
        return FileReading(UploadKind.ITEM_SHEET, item_sheet=sheet)
    if (initiatives := initiative_sheet.read_content(name, content, today=today)) is not None:
        return FileReading(UploadKind.INITIATIVES, initiatives=initiatives)
    if name.casefold().endswith(WORD_SUFFIX) and (template := checking.read(content)) is not None:
        return FileReading(UploadKind.TEMPLATE, template=template)
    return None


def _plan_or_calendar(name: str, content: bytes, today: date) -> FileReading:
    readings = read_plans(name, content)
    year = SchoolYear.of(today).name
    codes = {finding.code for reading in readings for finding in reading.findings}
    if FindingCode.SCHOOL_YEAR_MISSING in codes:
        return FileReading(UploadKind.PLAN, read_plans(name, content, year), assumed_year=year)
    if readings[0].plan is None and name.casefold().endswith(CALENDAR_SUFFIXES):
        listed = calendar_files.read(name, content, today=today)
        if listed.usable:
            return FileReading(UploadKind.CALENDAR, calendar=listed)
    return FileReading(UploadKind.PLAN, readings)


def read_plans(name: str, content: bytes, year: str = "") -> tuple[Reading, ...]:
    return files.read_plans(name, content, school_year_hint=year or None)


def read_in_own_process(name: str, content: bytes, today: date) -> FileReading:
    """Raises TooCostlyError."""
    try:
        order = pickle.dumps((name, content, today))
        ended = own_process.run("bot.setup.file_process", order, most_seconds=MOST_SECONDS)
    except subprocess.TimeoutExpired as late:
        raise TooCostlyError(memory=False) from late
    if ended.returncode:
        log.warning("the process that read a dropped file ended with code %s", ended.returncode)
    reading = pickle.loads(ended.stdout) if ended.returncode == 0 else None  # noqa: S301 (our own process wrote it)
    if not isinstance(reading, FileReading):
        raise TooCostlyError(memory=True)
    return reading
