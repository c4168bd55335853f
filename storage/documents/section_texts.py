"""What leaders wrote in place of the drafts of documents' sections, with its history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.items.items import Stamp
from storage.models import PersonRow, SectionTextRow
from storage.people import mentions
from storage.rows import rows
from storage.upsert import insert_missing


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionText:
    text: str
    """With people as mentions; empty if the draft is used again."""
    by: str
    on: date


def of_document(session: Session, plan_id: int, document: str, day: date) -> Mapping[str, SectionText]:
    """By section: of what was written for documents of the day or of earlier days, the newest for the latest day."""
    statement = (
        select(SectionTextRow.section, SectionTextRow.text, SectionTextRow.recorded_on, PersonRow.name)
        .join(PersonRow, PersonRow.id == SectionTextRow.person_id)
        .where(SectionTextRow.plan_id == plan_id, SectionTextRow.document == document, SectionTextRow.as_of <= day)
        .order_by(SectionTextRow.as_of, SectionTextRow.revision)
    )
    return {
        row.section: SectionText(text=row.text, by=row.name, on=row.recorded_on) for row in rows(session, statement)
    }


def revisions(session: Session, plan_id: int, document: str) -> dict[str, int]:
    """How often each section was written; an edit must start from this number. No entry for one that never was."""
    newest = select(SectionTextRow.section, func.max(SectionTextRow.revision))
    of_document = (SectionTextRow.plan_id == plan_id, SectionTextRow.document == document)
    return dict(session.execute(newest.where(*of_document).group_by(SectionTextRow.section)).all())


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionEdit:
    plan_id: int
    document: str
    section: str
    as_of: date
    seen: int
    """The revision that the form showed."""
    text: str


def write(session: Session, edit: SectionEdit, stamp: Stamp) -> bool:
    """Add what was written. Returns False if the section was written since the form was opened."""
    if revisions(session, edit.plan_id, edit.document).get(edit.section, 0) != edit.seen:
        return False
    row = {
        **{name: getattr(edit, name) for name in ("plan_id", "document", "section", "as_of")},
        "revision": edit.seen + 1,
        "text": mentions.with_ids(session, edit.plan_id, edit.text),
        "person_id": stamp.by,
        "at": stamp.at,
        "recorded_on": stamp.on,
    }
    return insert_missing(session, SectionTextRow, [row], unique=_KEY) == 1


_KEY = ("plan_id", "document", "section", "revision")
