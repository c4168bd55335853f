"""A monitor's packet: one archive for somebody without Slack. The same facts make the same bytes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from sqlalchemy.orm import Session

from bot.csv_files import csv_file
from bot.documents.document import Block, Cell, Document, DocumentTable, Paragraph
from bot.documents.formats.pdf import pdf
from bot.documents.formats.word import word
from bot.documents.signing import signed
from bot.files.zips import zipped
from bot.messages import minutes_lines
from bot.messages import signed_documents as messages
from bot.messages.outcomes import number
from conversations import highlight
from conversations.documents.packet import NO_ADJUSTMENTS, EvidenceLine, LoggedChange
from conversations.documents.signed import SignedDocument
from prompts import formats, plain
from storage.documents import evidence
from storage.documents import signing as store
from storage.plans.plans import PlanSummary
from storage.rounds import change_checks

NOUN = "packet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """What goes into the archive, read from the database before anything is drawn."""

    plan: PlanSummary
    first: date
    last: date
    documents: Sequence[tuple[SignedDocument, Document]]
    """Those as of a day of the span, as printed."""
    changes: Sequence[LoggedChange]
    evidence: Sequence[EvidenceLine]


@dataclass(frozen=True, slots=True)
class _PackedFile:
    name: str
    about: str
    content: bytes


def load(session: Session, plan: PlanSummary, first: date, last: date) -> Packet:
    in_span = [each for each in store.of_plan(session, plan.id) if first <= each.as_of <= last]
    confirmations = change_checks.confirmations(session, plan.id)
    changes = []
    for change in change_checks.changes(session, plan.id, first, last):
        by, on = confirmations.get(change.reference, ("", None)) if change.reference else ("", None)
        if change.change not in NO_ADJUSTMENTS:
            changes.append(LoggedChange(change=change, confirmed_by=by, confirmed_on=on))
    return Packet(
        plan=plan,
        first=first,
        last=last,
        documents=[(each, signed.print_document(session, plan, each)) for each in in_span],
        changes=changes,
        evidence=evidence.of_plan(session, plan, first, last),
    )


def archive(packet: Packet) -> bytes:
    with formats.reading(locale=formats.DEFAULT_LOCALE), formats.for_a_file():
        files = [*_signed_files(packet), *_log_files(packet), *_evidence_files(packet)]
        files.sort(key=lambda file: file.name)
        index = _csv(_INDEX, ([file.name, file.about, str(len(file.content)), _digest(file)] for file in files))
    return zipped([("index.csv", index), *((file.name, file.content) for file in files)], packet.last)


_INDEX = ("index_file", "index_about", "index_bytes", "index_checksum")


def file_name(plan: PlanSummary, first: date, last: date) -> str:
    organization = formats.in_file_name(plan.organization)
    return plain(NOUN, "file_name", organization=organization, first=first.isoformat(), last=last.isoformat())


def _digest(file: _PackedFile) -> str:
    return sha256(file.content).hexdigest()


def _signed_files(packet: Packet) -> Iterable[_PackedFile]:
    for document, printed in packet.documents:
        name, title = messages.name(document), messages.title_of(document, packet.plan)
        about = plain(NOUN, "index_signed", name=name, title=title, checksum=document.checksum)
        for file, content in signed.as_files(document, printed, packet.plan).items():
            yield _PackedFile(f"signed/{file}", about, content)


# ---------------------------------------------------------------- the log and the evidence


def _log_files(packet: Packet) -> Iterable[_PackedFile]:
    about, rows = plain(NOUN, "index_log"), [_log_row(logged) for logged in packet.changes]
    yield _PackedFile("adjustment-log.csv", about, _csv(_LOG, rows))
    cells = [
        [(date_cell,), (sentence,), (author,), (_confirmed(logged),)]
        for (date_cell, _code, sentence, _reason, author, *_), logged in zip(rows, packet.changes, strict=True)
    ]
    table = _table("log", ("column_date", "column_change", "column_by", "column_confirmed"), cells)
    yield from _as_files("adjustment-log", about, _document(packet, "log", table))


_LOG = (
    *("column_date", "column_part", "column_change", "column_reason", "column_by"),
    *("column_confirmed", "column_confirmed_on"),
)


def _log_row(logged: LoggedChange) -> list[str]:
    change = logged.change
    sentence = minutes_lines.line(highlight.modified(change)).text
    author = change.who or plain(NOUN, "unknown_author")
    on = logged.confirmed_on.isoformat() if logged.confirmed_on else ""
    return [change.on.isoformat(), change.code, sentence, change.reason, author, logged.confirmed_by, on]


def _confirmed(logged: LoggedChange) -> str:
    if logged.confirmed_on is None:
        return plain(NOUN, "not_confirmed")
    return plain(NOUN, "confirmed", by=logged.confirmed_by, on=logged.confirmed_on)


def _evidence_files(packet: Packet) -> Iterable[_PackedFile]:
    about = plain(NOUN, "index_evidence")
    rows = [[line.on.isoformat(), _about(line), _words(line), line.name, line.link] for line in packet.evidence]
    yield _PackedFile("evidence.csv", about, _csv(_EVIDENCE, rows))
    empty = ["", "", plain(NOUN, "nothing_typed"), plain(NOUN, "no_file"), plain(NOUN, "no_file")]
    cells = [[(cell or blank,) for cell, blank in zip(row, empty, strict=True)] for row in rows]
    yield from _as_files("evidence", about, _document(packet, "evidence", _table("evidence", _EVIDENCE, cells)))


_EVIDENCE = ("column_date", "column_about", "column_words", "column_file", "column_link")


def _words(line: EvidenceLine) -> str:
    """After a value, its source."""
    return ": ".join(part for part in (number(line.reading), line.words) if part)


def _about(line: EvidenceLine) -> str:
    return plain(NOUN, "evidence_of", code=line.code, text=line.text).strip()


def _table(kind: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Block:
    if not rows:
        return Paragraph(plain(NOUN, f"{kind}_none"))
    return DocumentTable(name=plain(NOUN, f"{kind}_table"), columns=[plain(NOUN, each) for each in columns], rows=rows)


def _document(packet: Packet, kind: str, table: Block) -> Document:
    span = plain(NOUN, "span", first=packet.first, last=packet.last)
    return Document(
        title=plain(NOUN, f"{kind}_title", plan=packet.plan),
        organization=packet.plan.organization,
        about=[span, plain(NOUN, f"{kind}_about")],
        made_on=packet.last,
        blocks=[table],
    )


def _as_files(stem: str, about: str, document: Document) -> Iterable[_PackedFile]:
    for ending, draw in _FORMATS.items():
        yield _PackedFile(f"{stem}.{ending}", about, draw(document))


_FORMATS: Mapping[str, Callable[[Document], bytes]] = {"docx": word, "pdf": pdf}


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    return csv_file([plain(NOUN, column) for column in columns], rows)
