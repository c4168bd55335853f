"""What one Slack message left in the database, and how a student's name is taken out of it and of what quotes it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from conversations.threads.replies import Voice
from storage.dialogs import texts, threads
from storage.models import (
    AgendaRow,
    AskedFactsRow,
    Base,
    DebriefNoteRow,
    DialogReplyRow,
    DialogRow,
    MinutesRow,
    OutboxRow,
    PersonRow,
    PrivateAnswerRow,
    PrivateQuestionRow,
    ShownEvidenceRow,
    TopicExhibitRow,
    WrittenPartRow,
)
from storage.privacy.columns import Holds, columns_with

Rewrite = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class MessageTraces:
    """Where the words of a message are stored; at least one of these."""

    reply_in: int | None = None
    """The id of the dialog in whose thread it is a reply."""
    question_id: int | None = None
    """The private question it answers, while that is open."""
    agenda_id: int | None = None
    """The agenda in whose thread it is a note or evidence."""
    exhibit_of: int | None = None
    """The check-in that it is evidence for."""


def find(session: Session, channel: str, ts: str, person: PersonRow) -> MessageTraces | None:
    """Only of this person's own message. None if nothing of it is stored."""
    reply = (
        select(DialogReplyRow.dialog_id)
        .join(DialogRow, DialogRow.id == DialogReplyRow.dialog_id)
        .where(DialogRow.channel == channel, DialogReplyRow.ts == ts, DialogReplyRow.person == person.slack_id)
        .where(DialogReplyRow.deleted.is_(False))
    )
    question = (
        select(PrivateAnswerRow.question_id)
        .join(PrivateQuestionRow, PrivateQuestionRow.id == PrivateAnswerRow.question_id)
        .where(PrivateAnswerRow.source == ts, PrivateQuestionRow.person == person.slack_id)
        .where(PrivateAnswerRow.reply_ts != "")
    )
    notes, shown_by = (
        select(table.agenda_id).where(table.message_ts == ts, table.person_id == person.id, table.withdrawn.is_(False))
        for table in (DebriefNoteRow, ShownEvidenceRow)
    )
    exhibits = select(TopicExhibitRow.request_id).where(
        TopicExhibitRow.channel == channel, TopicExhibitRow.message_ts == ts, TopicExhibitRow.person_id == person.id
    )
    traces = MessageTraces(
        reply_in=session.scalar(reply.limit(1)),
        question_id=session.scalar(question.limit(1)),
        agenda_id=session.scalar(notes.limit(1)) or session.scalar(shown_by.limit(1)),
        exhibit_of=session.scalar(exhibits.limit(1)),
    )
    return traces if traces != MessageTraces() else None


def rewrite_notes(session: Session, ts: str, person: PersonRow, rewrite: Rewrite) -> None:
    """In notes for a debrief and in what was shown as evidence, withdrawn or not."""
    for table in (DebriefNoteRow, ShownEvidenceRow, TopicExhibitRow):
        for row in session.scalars(select(table).where(table.message_ts == ts, table.person_id == person.id)):
            _rewrite_row(row, rewrite)
    session.flush()


def rewrite_dialog(session: Session, dialog_id: int, rewrite: Rewrite) -> None:
    """In the dialog's state and title, in the facts above its questions, and in what it wrote into the plan."""
    dialog = session.get_one(DialogRow, dialog_id)
    dialog.title = rewrite(dialog.title)
    dialog.state = texts.rewritten_state(dialog.state, lambda state: rewritten(state, rewrite))
    for facts in session.scalars(select(AskedFactsRow).filter_by(dialog_id=dialog_id)):
        facts.posted, facts.recorded = rewrite(facts.posted), [rewrite(line) for line in facts.recorded]
    for written in session.scalars(select(WrittenPartRow).filter_by(dialog_id=dialog_id)):
        written.before, written.after = rewritten(written.before, rewrite), rewritten(written.after, rewrite)
        _rewrite_place(session, written, rewrite)
    session.flush()


def _rewrite_place(session: Session, written: WrittenPartRow, rewrite: Rewrite) -> None:
    table = Base.metadata.tables[written.place]
    columns = columns_with(table, Holds.WORDS, Holds.MENTIONS)
    row = session.execute(select(*columns).where(table.c.id == written.row_id)).one_or_none() if columns else None
    cells = dict(zip([column.name for column in columns], row, strict=True)) if row else {}
    changed = {name: rewritten(text, rewrite) for name, text in cells.items() if rewritten(text, rewrite) != text}
    if changed:
        session.execute(update(table).where(table.c.id == written.row_id).values(changed))


def rewrite_drafts(session: Session, plan_id: int, rewrite: Rewrite) -> list[int]:
    """In the plan's minutes that aren't published. Returns the ids of those that changed."""
    changed = []
    for row in session.scalars(select(MinutesRow).filter_by(plan_id=plan_id, state="draft")):
        content = rewritten(row.content, rewrite)
        if content != row.content:
            row.content, row.version = content, row.version + 1
            changed.append(row.id)
    session.flush()
    return changed


@dataclass(frozen=True, slots=True)
class RewrittenMessage:
    key: str
    channel: str
    payload: dict[str, Any]


def rewrite_messages(session: Session, key: str, rewrite: Rewrite) -> list[RewrittenMessage]:
    """In what was queued or sent under this key and those that begin with it. Returns the posts that changed.

    Their newest content may stand in an update that came after them.
    """
    is_of_key = (OutboxRow.key == key) | OutboxRow.key.startswith(f"{key}:", autoescape=True)
    rows = session.scalars(select(OutboxRow).where(is_of_key).order_by(OutboxRow.id)).all()
    newest: dict[str, RewrittenMessage] = {}
    for row in rows:
        payload = rewritten(row.payload, rewrite)
        if payload == row.payload:
            continue
        row.payload = payload
        target = row.target_key if row.kind == "update" else row.key if row.kind == "post" else None
        if target is not None:
            newest[target] = RewrittenMessage(target, row.channel, payload)
    session.flush()
    return list(newest.values())


def rewritten(content: Any, rewrite: Rewrite) -> Any:
    """The text, or the JSON with each text in it, rewritten. Keys of objects are the program's own."""
    match content:
        case str():
            return rewrite(content)
        case list():
            return [rewritten(part, rewrite) for part in content]
        case dict():
            return {key: rewritten(part, rewrite) for key, part in content.items()}
    return content


def _rewrite_row(row: Base, rewrite: Rewrite) -> None:
    for column in columns_with(Base.metadata.tables[row.__tablename__], Holds.WORDS, Holds.MENTIONS):
        setattr(row, column.name, rewritten(getattr(row, column.name), rewrite))


def plan_of(session: Session, traces: MessageTraces) -> int | None:
    """The plan whose drafts may quote the message. None for evidence of a check-in alone."""
    if traces.reply_in is not None:
        return threads.plan_of(session, traces.reply_in)
    if traces.agenda_id is not None:
        return session.get_one(AgendaRow, traces.agenda_id).plan_id
    return None


def is_nameless(session: Session, traces: MessageTraces) -> bool:
    """Whether the message is an answer without a name."""
    if traces.question_id is None:
        return False
    voices = select(DialogReplyRow.voice).join(PrivateAnswerRow, PrivateAnswerRow.reply_ts == DialogReplyRow.ts)
    return Voice.NAMELESS in session.scalars(voices.where(PrivateAnswerRow.question_id == traces.question_id)).all()


def has_files(session: Session, key: str) -> bool:
    """Whether files were queued or posted in the thread of the message with this key."""
    uploads = select(OutboxRow.id).where(OutboxRow.kind == "upload", OutboxRow.target_key == key)
    return session.scalar(uploads.limit(1)) is not None
