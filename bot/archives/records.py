"""Makes the archive of a records request: everything of one plan between two days, with an index."""

from dataclasses import dataclass
from datetime import datetime

import prompts
from bot.archives import plan_files
from bot.archives.pieces import RecordFile, RecordPiece, Records
from bot.archives.plan_files import NOUN
from bot.csv_files import csv_file
from bot.files.zips import zipped
from plans.item_progress import Day
from prompts import formats, plain
from storage.archives.plan_records import RecordSpan
from storage.database import Database
from storage.plans.plans import PlanSummary


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsRequest:
    plan: PlanSummary
    span: RecordSpan
    made_at: datetime
    """In the plan's time zone."""
    made_by: str


@dataclass(frozen=True, slots=True)
class MadeArchive:
    content: bytes
    pieces: int
    files: int


def make(database: Database, request: RecordsRequest) -> MadeArchive:
    plan, span = request.plan, request.span
    day = Day.seen_from(request.made_at.date(), span.last)
    with (
        formats.reading(locale=formats.DEFAULT_LOCALE, today=request.made_at.date()),
        formats.for_a_file(),
        database.read() as session,
    ):
        records = plan_files.documents(session, plan, day)
        records += plan_files.signed_documents(session, plan, span)
        records += plan_files.minutes(session, plan, span)
        records += plan_files.dialogs(database, session, plan, span)
        records += plan_files.recorded(session, plan, span)
        records += plan_files.messages(session, plan, span)
        records += plan_files.rows_as_stored(session, plan, span)
        index = _index(request, records)
    files = [*index, *sorted(records.files, key=lambda file: file.name)]
    content = zipped(((file.name, file.content) for file in files), request.made_at.date())
    return MadeArchive(content, len(records.pieces), len(files))


def _index(request: RecordsRequest, records: Records) -> list[RecordFile]:
    pieces = sorted(records.pieces, key=lambda piece: (piece.on, piece.kind, piece.who, piece.what))
    files = sorted(records.files, key=lambda file: file.name)
    checksums = csv_file(_headings("file", "about", "bytes", "checksum"), map(_file_row, files))
    listed = csv_file(_headings("number", "date", "kind", "who", "what", "file"), _piece_rows(pieces))
    index = [
        RecordFile("index.csv", plain(NOUN, "index_pieces"), listed),
        RecordFile("files.csv", plain(NOUN, "index_files"), checksums),
    ]
    page = prompts.html("records_index", request=request, pieces=pieces, files=[*index, *files])
    return [RecordFile("index.html", plain(NOUN, "index_page"), page.encode()), *index]


def _headings(*names: str) -> list[str]:
    return [plain(NOUN, f"column_{name}") for name in names]


def _file_row(file: RecordFile) -> list[str]:
    return [file.name, file.about, str(len(file.content)), file.checksum]


def _piece_rows(pieces: list[RecordPiece]) -> list[list[str]]:
    return [
        [str(number), piece.on.isoformat(), piece.kind, piece.who, piece.what, piece.file]
        for number, piece in enumerate(pieces, start=1)
    ]
