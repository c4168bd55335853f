"""The files of a records request: documents, minutes, dialogs, messages, and tables of whatever was recorded."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import groupby
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

import prompts
from bot.archives.pieces import RecordFile, RecordPiece, Records
from bot.coaching import kind as coaching
from bot.coaching import records as coaching_records
from bot.csv_files import csv_file
from bot.documents import kinds
from bot.documents.files import as_files
from bot.documents.signing import signed
from bot.messages import minutes as minutes_messages
from bot.messages import signed_documents as signed_messages
from bot.minutes.files import minutes_docx, minutes_markdown
from bot.root_cause import kind as root_cause
from bot.root_cause import records as root_cause_records
from bot.sending.uploads import File
from bot.slack import spoken
from conversations.documents.names import DocumentName
from plans.item_progress import Day
from plans.time_zones import zone_named
from prompts import formats, plain
from storage.archives import plan_messages, plan_records
from storage.archives.contents import as_line
from storage.archives.plan_records import PlanRecord, RecordSpan
from storage.database import Database
from storage.dialogs import replies
from storage.documents import signing
from storage.models import DialogRow, MinutesRow
from storage.people import mentions, people
from storage.plans.plans import PlanSummary
from storage.rounds import minutes as minutes_store

NOUN = "records"
DOCUMENTS = (DocumentName.PLAN, DocumentName.QUARTER)
_RECORD_FILES: Mapping[str, Callable[[Database, int], list[File]]] = MappingProxyType(
    {coaching.KIND.name: coaching_records.files, root_cause.KIND.name: root_cause_records.files}
)


def documents(session: Session, plan: PlanSummary, day: Day) -> Records:
    """The plan and the quarter's report as of the last day."""
    files, pieces = [], []
    for name in DOCUMENTS:
        document = kinds.make(session, name, plan, day)
        for file, content in as_files(name, document, plan, day.on).items():
            files.append(RecordFile(f"documents/{file}", document.title, content))
        what = plain(NOUN, "as_of", title=document.title, on=day.on)
        pieces.append(RecordPiece(on=day.on, kind=_kind("document"), who="", what=what, file=_to_read(files)))
    return Records(files, pieces)


def signed_documents(session: Session, plan: PlanSummary, span: RecordSpan) -> Records:
    files, pieces = [], []
    for document in signing.of_plan(session, plan.id):
        signed_on = [each.at.astimezone(zone_named(plan.time_zone)).date() for each in document.signatures]
        if not any(map(span.has, [document.as_of, *signed_on])):
            continue
        printed = signed.print_document(session, plan, document)
        title = signed_messages.title_of(document, plan)
        for file, content in signed.as_files(document, printed, plan).items():
            files.append(RecordFile(f"documents/signed/{file}", title, content))
        signers = formats.words([each.name for each in document.signatures])
        kind = _kind("signed_document")
        pieces.append(RecordPiece(on=document.as_of, kind=kind, who=signers, what=title, file=_to_read(files)))
    return Records(files, pieces)


def _to_read(files: list[RecordFile]) -> str:
    """The newest PDF: it looks the same everywhere."""
    return [file.name for file in files if file.name.endswith(".pdf")][-1]


def minutes(session: Session, plan: PlanSummary, span: RecordSpan) -> Records:
    """Those published in the span, and drafts of its months."""
    files, pieces = [], []
    zone = zone_named(plan.time_zone)
    statement = select(MinutesRow).where(MinutesRow.plan_id == plan.id).order_by(MinutesRow.period)
    for row in session.scalars(statement):
        published_on = row.published_at.astimezone(zone).date() if row.published_at else None
        months = f"{span.first:%Y-%m}" <= row.period <= f"{span.last:%Y-%m}"
        if not (span.has(published_on) if published_on else months):
            continue
        stored = minutes_store.get(session, row.id)
        state = "minutes" if published_on else "minutes_draft"
        stem = f"minutes/{minutes_messages.file_stem(stored.minutes)}{'' if published_on else '-draft'}"
        title = plain(NOUN, state, minutes=stored.minutes)
        files.append(RecordFile(f"{stem}.docx", title, minutes_docx(stored)))
        files.append(RecordFile(f"{stem}.md", title, minutes_markdown(stored).encode()))
        who = stored.minutes.submitted_by
        on = published_on or min(span.last, date.fromisoformat(f"{row.period}-28"))
        pieces.append(RecordPiece(on=on, kind=_kind("minutes"), who=who, what=title, file=f"{stem}.docx"))
    return Records(files, pieces)


def dialogs(database: Database, session: Session, plan: PlanSummary, span: RecordSpan) -> Records:
    """The record of each dialog, and what was written in its thread, message by message."""
    collected = Records()
    for row in session.scalars(select(DialogRow).where(DialogRow.plan_id == plan.id).order_by(DialogRow.id)):
        lines = list(_thread(session, plan, row, span))
        if not lines and not span.has(row.started_on):
            continue
        folder = f"dialogs/{row.started_on.isoformat()}-{row.id}"
        title = plain(NOUN, "dialog", title=mentions.with_names(session, plan.id, row.title), dialog=row)
        files = [RecordFile(f"{folder}/{file.name}", title, file.content) for file in _record_files(database, row)]
        text = plain(NOUN, "transcript", title=title, plan=plan, lines=[line.what for line in lines])
        files.append(RecordFile(f"{folder}/thread.txt", title, text.encode() + b"\n"))
        leader = people.name(session, plan.workspace_id, row.leader)
        opening = RecordPiece(on=row.started_on, kind=_kind("dialog"), who=leader, what=title, file=files[0].name)
        collected += Records(files, [opening, *lines])
    return collected


def _record_files(database: Database, row: DialogRow) -> list[File]:
    make = _RECORD_FILES.get(row.kind)
    return make(database, row.id) if make else []


def _thread(session: Session, plan: PlanSummary, row: DialogRow, span: RecordSpan) -> Iterator[RecordPiece]:
    """Without answers to private questions, which have no time. They stand in the record."""
    zone = zone_named(plan.time_zone)
    file = f"dialogs/{row.started_on.isoformat()}-{row.id}/thread.txt"
    for reply in replies.all_of(session, row.id):
        if not reply.voice.is_in_thread:
            continue
        at = datetime.fromtimestamp(float(reply.ts), UTC).astimezone(zone)
        if not span.has(at.date()):
            continue
        who = people.name(session, plan.workspace_id, reply.person)
        words = spoken.readable(reply.text, lambda slack_id: people.name(session, plan.workspace_id, slack_id))
        line = plain(NOUN, "transcript_line", at=at, who=who, text=words, reply=reply)
        yield RecordPiece(on=at.date(), kind=_kind("dialog_reply"), who=who, what=line, file=file)


def recorded(session: Session, plan: PlanSummary, span: RecordSpan) -> Records:
    """A table for each kind of record."""
    collected = Records()
    records = sorted(plan_records.dated(session, plan, span), key=lambda record: record.table)
    for name, of_table in groupby(records, key=lambda record: record.table):
        collected += _table(name, list(of_table))
    return collected


def _table(name: str, records: list[PlanRecord]) -> Records:
    columns = list(dict.fromkeys(column for record in records for column in record.fields))
    headings = [plain(NOUN, f"column_{heading}") for heading in ("date", "who", "about")]
    headings += [_words(column).capitalize() for column in columns]
    file = f"records/{name.replace('_', '-')}.csv"
    rows = (
        [record.on.isoformat(), record.who, record.about, *(record.fields.get(column, "") for column in columns)]
        for record in records
    )
    pieces = [
        RecordPiece(on=record.on, kind=_kind(name), who=record.who, what=_summary(record), file=file)
        for record in records
    ]
    return Records([RecordFile(file, _kind(name), csv_file(headings, rows))], pieces)


def _summary(record: PlanRecord) -> str:
    fields = "\n".join(f"{_words(column)}: {text}" for column, text in record.fields.items() if column != "at")
    return "\n".join(part for part in (record.about, fields) if part)


def messages(session: Session, plan: PlanSummary, span: RecordSpan) -> Records:
    file = "messages.csv"
    headings = [plain(NOUN, f"column_{heading}") for heading in ("time", "to", "text")]
    rows, pieces = [], []
    for sent in plan_messages.sent(session, plan, span):
        text = spoken.readable(sent.text, lambda slack_id: people.name(session, plan.workspace_id, slack_id))
        text = text or plain(NOUN, "drawn_when_sent", kind=prompts.records()["drawn"].get(sent.drawn, sent.drawn))
        rows.append([sent.at.isoformat(sep=" ", timespec="minutes"), sent.to, text])
        pieces.append(RecordPiece(on=sent.at.date(), kind=_kind("message"), who=sent.to, what=text, file=file))
    return Records([RecordFile(file, _kind("message"), csv_file(headings, rows))] if rows else [], pieces)


def rows_as_stored(session: Session, plan: PlanSummary, span: RecordSpan) -> Records:
    about = plain(NOUN, "rows")
    files = []
    for name, rows in plan_records.rows_as_stored(session, plan, span):
        content = b"".join(map(as_line, rows))
        if content:
            files.append(RecordFile(f"rows/{name}.jsonl", about, content))
    return Records(files)


def _kind(name: str) -> str:
    return plain(NOUN, f"kind_{name}")


def _words(name: str) -> str:
    return name.replace("_", " ")
