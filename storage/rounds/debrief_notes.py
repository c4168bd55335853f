"""Notes for the debrief of a discussion, typed in the thread of its agenda. People stand in them as mentions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from conversations.highlight import DebriefNote, Group
from storage.items.items import Stamp
from storage.models import AgendaRow, DebriefNoteRow, PersonRow
from storage.people import mentions


@dataclass(frozen=True, slots=True)
class StoredNote:
    id: int
    note: DebriefNote
    who: str
    on: date


def add(session: Session, agenda_id: int, notes: Iterable[DebriefNote], stamp: Stamp, *, message_ts: str) -> None:
    plan_id = session.get_one(AgendaRow, agenda_id).plan_id
    session.add_all(
        DebriefNoteRow(
            agenda_id=agenda_id,
            list=note.group,
            text=mentions.with_ids(session, plan_id, note.text),
            person_id=stamp.by,
            message_ts=message_ts,
            at=stamp.at,
            recorded_on=stamp.on,
        )
        for note in notes
    )
    session.flush()


def withdraw(session: Session, agenda_id: int, message_ts: str) -> None:
    """Withdraw the notes of a deleted or edited message."""
    statement = update(DebriefNoteRow).filter_by(agenda_id=agenda_id, message_ts=message_ts)
    session.execute(statement.values(withdrawn=True))


def of_message(session: Session, agenda_id: int, message_ts: str) -> list[DebriefNote]:
    return [stored.note for stored in _notes(session, _standing(agenda_id).filter_by(message_ts=message_ts))]


def of_agenda(session: Session, agenda_id: int) -> list[StoredNote]:
    """In the order in which they were typed."""
    return _notes(session, _standing(agenda_id))


def _standing(agenda_id: int) -> Select[DebriefNoteRow, str, int]:
    return (
        select(DebriefNoteRow, PersonRow.name, AgendaRow.plan_id)
        .join(PersonRow, PersonRow.id == DebriefNoteRow.person_id)
        .join(AgendaRow, AgendaRow.id == DebriefNoteRow.agenda_id)
        .where(DebriefNoteRow.agenda_id == agenda_id, DebriefNoteRow.withdrawn.is_(False))
        .order_by(DebriefNoteRow.id)
    )


def _notes(session: Session, statement: Select[DebriefNoteRow, str, int]) -> list[StoredNote]:
    return [
        StoredNote(
            row.id, DebriefNote(Group(row.list), mentions.with_names(session, plan_id, row.text)), who, row.recorded_on
        )
        for row, who, plan_id in session.execute(statement)
    ]
