"""Replies in the threads of dialogs, one row per message; read only where answers are needed.

People stand in their texts as mentions, for which their names are filled in when replies are read.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from conversations.threads.replies import Reply, Voice, merge
from conversations.threads.state import Visit
from storage.dialogs.threads import StoredDialog
from storage.models import DialogReplyRow, DialogRow
from storage.people import mentions
from storage.upsert import upsert

_IN_THREAD = [voice for voice in Voice if voice.is_in_thread]


def save(session: Session, dialog_id: int, reply: Reply) -> None:
    """Insert or update the message's row. Its edits and deletion may arrive in any order and twice."""
    merged = merge(find(session, dialog_id, reply.ts), reply)
    values = {
        "dialog_id": dialog_id,
        "ts": merged.ts,
        "person": merged.person,
        "text": stored_text(session, dialog_id, merged),
        "evidence": list(merged.evidence),
        "edited": merged.edited,
        "deleted": merged.deleted,
        "visit": merged.visit,
        "voice": merged.voice,
    }
    upsert(session, DialogReplyRow, values, unique=["dialog_id", "ts"])


def stored_text(session: Session, dialog_id: int, reply: Reply) -> str:
    """The reply's text as it is stored: people by their ids."""
    return mentions.with_ids(session, _plan_id(session, dialog_id), reply.text) if reply.text else ""


def _plan_id(session: Session, dialog_id: int) -> int:
    return session.scalars(select(DialogRow.plan_id).filter_by(id=dialog_id)).one()


def find(session: Session, dialog_id: int, ts: str) -> Reply | None:
    statement = select(DialogReplyRow).filter_by(dialog_id=dialog_id, ts=ts)
    # Reads the row again: another statement may have changed it behind the session's cache.
    row = session.scalar(statement.execution_options(populate_existing=True))
    return _replies(session, [row])[0] if row else None


def all_of(session: Session, dialog_id: int) -> list[Reply]:
    """All replies, for the record."""
    return read(session, select(DialogReplyRow).filter_by(dialog_id=dialog_id))


def to_question(session: Session, dialog: StoredDialog, visit: Visit) -> list[Reply]:
    """Replies in the thread while this question was asked, and private answers to it."""
    return read(session, select(DialogReplyRow).where(_is_to(dialog, visit)))


def some_to_question(
    session: Session, dialog: StoredDialog, visit: Visit, *, without: Collection[str], most: int, newest: bool = False
) -> list[Reply]:
    """At most `most` replies from the thread, the oldest or the newest, in their order, except the ts in `without`."""
    statement = select(DialogReplyRow).where(
        _is_to(dialog, visit),
        DialogReplyRow.voice.in_(_IN_THREAD),
        DialogReplyRow.deleted.is_(False),
        DialogReplyRow.ts.not_in(without),
    )
    if not newest:
        return read(session, statement.limit(most))
    newest_first = statement.order_by(DialogReplyRow.ts.desc()).limit(most)
    rows = session.scalars(newest_first.execution_options(populate_existing=True)).all()
    return _replies(session, rows[::-1])


def _is_to(dialog: StoredDialog, visit: Visit) -> ColumnElement[bool]:
    spans = [DialogReplyRow.visit == str(visit)]
    askings = dialog.state.askings
    for number, asking in enumerate(askings):
        if asking.visit != visit:
            continue
        # Replies before the first question belong to it.
        since = DialogReplyRow.ts >= asking.since if number else DialogReplyRow.ts > ""
        until = DialogReplyRow.ts < askings[number + 1].since if number + 1 < len(askings) else DialogReplyRow.ts > ""
        spans.append(and_(DialogReplyRow.visit.is_(None), since, until))
    return and_(DialogReplyRow.dialog_id == dialog.id, or_(*spans))


def newest(session: Session, dialog_id: int) -> str:
    """The ts of the thread's last message; empty if there is none."""
    statement = select(func.max(DialogReplyRow.ts)).where(
        DialogReplyRow.dialog_id == dialog_id, DialogReplyRow.voice.in_(_IN_THREAD)
    )
    return session.scalar(statement) or ""


def speakers(session: Session, dialog_id: int) -> set[str]:
    """Slack ids of everyone who has replied."""
    named = select(DialogReplyRow.person).where(DialogReplyRow.dialog_id == dialog_id, DialogReplyRow.person != "")
    return set(session.scalars(named.distinct()))


def has_spoken(session: Session, dialog_id: int, person: str) -> bool:
    statement = select(DialogReplyRow.ts).filter_by(dialog_id=dialog_id, person=person).limit(1)
    return session.scalar(statement) is not None


def read(session: Session, statement: Select[DialogReplyRow]) -> list[Reply]:
    """In the order of their ts."""
    rows = session.execute(statement.order_by(DialogReplyRow.ts).execution_options(populate_existing=True)).scalars()
    return _replies(session, rows.all())


def _replies(session: Session, rows: Sequence[DialogReplyRow]) -> list[Reply]:
    """The replies of one dialog as people read them."""
    if not rows:
        return []
    texts = mentions.with_names(session, _plan_id(session, rows[0].dialog_id), [row.text for row in rows])
    return [_reply(row, text) for row, text in zip(rows, texts, strict=True)]


def _reply(row: DialogReplyRow, text: str) -> Reply:
    return Reply(
        ts=row.ts,
        person=row.person,
        text=text,
        evidence=tuple(row.evidence),
        edited=row.edited,
        deleted=row.deleted,
        visit=row.visit,
        voice=Voice(row.voice),
    )
