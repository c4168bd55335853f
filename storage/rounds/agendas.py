"""Agendas of the highlight discussions: drafted with a month's minutes, edited, posted.

People stand in their texts as mentions, as in minutes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import select, true, update
from sqlalchemy.orm import Session

from conversations.agendas import Agenda, Area
from storage.dialogs.threads import DialogAddress
from storage.items.items import Stamp
from storage.models import AgendaRow, OutboxRow
from storage.people import mentions


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAgenda:
    """A stored agenda and its state. An edit must start from this `version`."""

    id: int
    plan_id: int
    period: str
    """The month of the minutes it was drafted with."""
    version: int
    agenda: Agenda
    posted: Agenda | None = None
    """As everybody reads it; None for a draft."""
    held_on: date | None = None
    """The day of the discussion, as posted."""


def find(session: Session, plan_id: int, period: str) -> StoredAgenda | None:
    row = session.scalar(select(AgendaRow).filter_by(plan_id=plan_id, period=period))
    return _stored(session, row) if row else None


def get(session: Session, agenda_id: int) -> StoredAgenda:
    """Raises LookupError for an unknown id."""
    row = session.get(AgendaRow, agenda_id)
    if row is None:
        raise LookupError(f"agenda {agenda_id}")
    return _stored(session, row)


def newest_posted(session: Session, plan_id: int, *, before: str = "", since: str = "") -> StoredAgenda | None:
    """The newest posted agenda; of those drafted before one month, and not before another."""
    is_posted = (AgendaRow.plan_id == plan_id) & AgendaRow.posted_at.is_not(None) & (AgendaRow.period >= since)
    statement = select(AgendaRow).where(is_posted, AgendaRow.period < before if before else true())
    row = session.scalar(statement.order_by(AgendaRow.period.desc()).limit(1))
    return _stored(session, row) if row else None


def in_thread(session: Session, channel: str, thread_ts: str) -> StoredAgenda | None:
    """The agenda whose posted message begins the thread."""
    message = (OutboxRow.key == AgendaRow.message_key) & (OutboxRow.sent_ts == thread_ts)
    statement = select(AgendaRow).join(OutboxRow, message).where(OutboxRow.sent_channel == channel)
    row = session.scalar(statement)
    return _stored(session, row) if row else None


def open_threads(session: Session, since: date) -> list[DialogAddress]:
    """The threads of posted agendas whose discussion is on this day or later, or has no day."""
    statement = (
        select(AgendaRow.id, OutboxRow.workspace_id, OutboxRow.sent_channel, OutboxRow.sent_ts)
        .join(OutboxRow, OutboxRow.key == AgendaRow.message_key)
        .where(OutboxRow.sent_ts.is_not(None), (AgendaRow.held_on >= since) | AgendaRow.held_on.is_(None))
    )
    return [
        DialogAddress(id=agenda_id, workspace_id=workspace_id, channel=channel, thread_ts=ts)
        for agenda_id, workspace_id, channel, ts in session.execute(statement.order_by(AgendaRow.id))
        if channel and ts
    ]


def add_draft(session: Session, plan_id: int, period: str, agenda: Agenda) -> StoredAgenda:
    content = mentions.with_ids(session, plan_id, _to_json(agenda), TEXTS)
    row = AgendaRow(plan_id=plan_id, period=period, content=content)
    session.add(row)
    session.flush()
    return _stored(session, row)


def change(session: Session, stored: StoredAgenda, agenda: Agenda) -> StoredAgenda | None:
    """Save an edit. Returns None if the agenda changed since `stored` was read."""
    changed = replace(stored, version=stored.version + 1, agenda=agenda)
    return changed if _update(session, stored, content=_content(session, stored, agenda)) else None


def post(session: Session, stored: StoredAgenda, held_on: date | None, stamp: Stamp) -> StoredAgenda | None:
    """Make it what everybody reads. Returns None if the agenda changed since `stored` was read."""
    content = _content(session, stored, stored.agenda)
    posted = {"posted_content": content, "message_key": message_key(stored.id), "held_on": held_on}
    if not _update(session, stored, posted_at=stamp.at, posted_by=stamp.by, **posted):
        return None
    return replace(stored, version=stored.version + 1, posted=stored.agenda, held_on=held_on)


def message_key(agenda_id: int) -> str:
    """The outbox key of the posted message."""
    return f"agenda:{agenda_id}:posted"


def _update(session: Session, stored: StoredAgenda, **values: Any) -> bool:
    statement = (
        update(AgendaRow)
        .where(AgendaRow.id == stored.id, AgendaRow.version == stored.version)
        .values(version=stored.version + 1, **values)
        .returning(AgendaRow.id)
    )
    return session.execute(statement).first() is not None


TEXTS = frozenset({"text", "note", "evidence"})
"""The fields of the stored content in which people may be named."""


def _content(session: Session, stored: StoredAgenda, agenda: Agenda) -> dict[str, Any]:
    before = session.scalar(select(AgendaRow.content).filter_by(id=stored.id))
    return mentions.with_ids(session, stored.plan_id, _to_json(agenda), TEXTS, before=before)


def _stored(session: Session, row: AgendaRow) -> StoredAgenda:
    posted = row.posted_content
    return StoredAgenda(
        id=row.id,
        plan_id=row.plan_id,
        period=row.period,
        version=row.version,
        agenda=_from_json(mentions.with_names(session, row.plan_id, row.content)),
        posted=_from_json(mentions.with_names(session, row.plan_id, posted)) if posted else None,
        held_on=row.held_on,
    )


_AREA = TypeAdapter(Area)


def _to_json(agenda: Agenda) -> dict[str, Any]:
    return {
        "areas": [_AREA.dump_python(area, mode="json") for area in agenda.areas],
        "offered": sorted(agenda.offered),
        "added": agenda.added,
    }


def _from_json(content: Mapping[str, Any]) -> Agenda:
    return Agenda(
        areas=tuple(_AREA.validate_python(area) for area in content["areas"]),
        offered=frozenset(content["offered"]),
        added=content["added"],
    )
