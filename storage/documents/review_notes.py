"""Quarterly reviews of school and district: the notes on a signed document. Rows are only ever added."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from conversations.documents.review_notes import NewNote, NoteKind, NoteStanding, ReviewNote, TakenBy
from storage.aliases import alias_of
from storage.items.items import Stamp
from storage.models import ItemEventRow, PersonRow, ReviewNoteRow, SignedDocumentRow
from storage.rows import Columns, rows
from storage.upsert import add as add_row

_Owner = alias_of(PersonRow)


def add(session: Session, document_id: int, note: NewNote, stamp: Stamp) -> None:
    row = {
        "document_id": document_id,
        "kind": note.kind,
        "text": note.text,
        "taken_by": note.taken_by or "",
        "owner_id": note.owner_id,
        "due": note.due,
        "item_id": note.item_id,
        "person_id": stamp.by,
        "at": stamp.at,
        "recorded_on": stamp.on,
    }
    add_row(session, ReviewNoteRow, row)


def of_document(session: Session, document_id: int, day: date) -> Sequence[ReviewNote]:
    """In the order in which they were added, with where their action items stand as of the day."""
    return [_note(row) for row in rows(session, _notes(day).where(ReviewNoteRow.document_id == document_id))]


def decided_before(session: Session, plan_id: int, day: date) -> Sequence[ReviewNote]:
    """The decisions recorded by the day in reviews of documents as of earlier days."""
    statement = (
        _notes(day)
        .join(SignedDocumentRow, SignedDocumentRow.id == ReviewNoteRow.document_id)
        .where(SignedDocumentRow.plan_id == plan_id, SignedDocumentRow.as_of < day)
        .where(ReviewNoteRow.kind == NoteKind.DECISION.value, ReviewNoteRow.recorded_on <= day)
    )
    return [_note(row) for row in rows(session, statement)]


def _notes(day: date) -> Select[*tuple[Any, ...]]:
    newest_event = (
        select(func.max(ItemEventRow.id))
        .where(ItemEventRow.item_id == ReviewNoteRow.item_id, ItemEventRow.recorded_on <= day)
        .correlate(ReviewNoteRow)
        .scalar_subquery()
    )
    return (
        select(
            *(ReviewNoteRow.kind, ReviewNoteRow.text, ReviewNoteRow.taken_by, ReviewNoteRow.due),
            *(ReviewNoteRow.recorded_on.label("recorded"), ReviewNoteRow.owner_id),
            *(PersonRow.name.label("author"), _Owner.name.label("owner")),
            *(ItemEventRow.after_completed_on, ItemEventRow.after_cancelled),
        )
        .select_from(ReviewNoteRow)
        .join(PersonRow, PersonRow.id == ReviewNoteRow.person_id)
        .outerjoin(_Owner, _Owner.id == ReviewNoteRow.owner_id)
        .outerjoin(ItemEventRow, ItemEventRow.id == newest_event)
        .order_by(ReviewNoteRow.id)
    )


def _note(row: Columns) -> ReviewNote:
    standing = NoteStanding.COMPLETED if row.after_completed_on else NoteStanding.OPEN
    return ReviewNote(
        kind=NoteKind(row.kind),
        text=row.text,
        author=row.author,
        recorded=row.recorded,
        taken_by=TakenBy(row.taken_by) if row.taken_by else None,
        owner_id=row.owner_id,
        owner=row.owner or "",
        due=row.due,
        standing=NoteStanding.CANCELED if row.after_cancelled else standing,
        completed_on=row.after_completed_on,
    )
