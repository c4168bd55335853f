"""Private answers: how they are stored, and how nothing leads back to the person once their question is closed."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from conversations.threads.replies import Reply, Voice
from storage.delivery import dedup_keys, request_ids
from storage.dialogs import private_questions, replies, threads
from storage.models import DialogReplyRow, OutboxRow, PrivateAnswerRow, PrivateQuestionRow
from storage.upsert import upsert

NOBODY = ""
"""Replaces the person in an answer without a name."""


def find_link(session: Session, question_id: int, source: str) -> PrivateAnswerRow | None:
    """`source` is the ts of a message typed under the question, or empty for the answer of its form."""
    statement = select(PrivateAnswerRow).filter_by(question_id=question_id, source=source)
    return session.scalar(statement.execution_options(populate_existing=True))


def by_form(session: Session, question: PrivateQuestionRow) -> Reply | None:
    """The answer someone gave in a question's form, while the question is open."""
    link = find_link(session, question.id, "")
    return replies.find(session, question.dialog_id, link.reply_ts) if link and link.reply_ts else None


def save_link(
    session: Session, question_id: int, source: str, *, reply_ts: str, edited: str, keys: Sequence[str] = ()
) -> None:
    """`keys` are the dedup keys of the turns in which the message and its edits came."""
    values = {
        "question_id": question_id,
        "source": source,
        "reply_ts": reply_ts,
        "edited": edited,
        "dedup_keys": list(keys),
    }
    upsert(session, PrivateAnswerRow, values, unique=["question_id", "source"])


def save(session: Session, dialog_id: int, reply: Reply) -> None:
    """Replace what was stored under the reply's key. A withdrawn reply leaves no row."""
    session.execute(delete(DialogReplyRow).where(DialogReplyRow.dialog_id == dialog_id, DialogReplyRow.ts == reply.ts))
    if not reply.deleted:
        session.execute(insert(DialogReplyRow), [_values(session, dialog_id, reply)])


def nameless(session: Session, dialog_id: int, visit: str) -> list[Reply]:
    """Answers without a name to a question, in the order of their random keys."""
    to_question = select(DialogReplyRow).filter_by(dialog_id=dialog_id, visit=visit, voice=Voice.NAMELESS)
    return replies.read(session, to_question)


def close(session: Session, dialog_id: int, visit: str | None = None) -> list[str]:
    """Delete the links from answers to people, for one question or all of a dialog. Returns whom it asked."""
    statement = select(PrivateQuestionRow).filter_by(dialog_id=dialog_id)
    if visit is not None:
        statement = statement.filter_by(visit=visit)
    questions = session.scalars(statement).all()
    dialog_key = threads.key_of(session, dialog_id)
    for question in questions:
        _delete_links(session, question, dialog_key)
    people = [question.person for question in questions]
    _forget_order(session, dialog_id)
    _forget_requests(session, dialog_key, people)
    return people


def _delete_links(session: Session, question: PrivateQuestionRow, dialog_key: str) -> None:
    links = session.scalars(select(PrivateAnswerRow).filter_by(question_id=question.id)).all()
    for key in (key for link in links for key in link.dedup_keys):
        dedup_keys.release(session, key)
    session.execute(delete(PrivateAnswerRow).where(PrivateAnswerRow.question_id == question.id))
    about_answer = f"{private_questions.key(dialog_key, question.id)}:"
    session.execute(delete(OutboxRow).where(OutboxRow.key.startswith(about_answer, autoescape=True)))


def _forget_order(session: Session, dialog_id: int) -> None:
    """Insert the rows again in the order of their random keys: the order of rows shows who answered first."""
    mine = select(DialogReplyRow).filter_by(dialog_id=dialog_id, voice=Voice.NAMELESS)
    for reply in replies.read(session, mine):
        save(session, dialog_id, reply)


def _forget_requests(session: Session, dialog_key: str, people: Sequence[str]) -> None:
    """No message of the dialog says any more that one of these people was the last to change it, or in which request.

    The ids of requests stay in what this turn queues.
    """
    of_dialog = OutboxRow.key.startswith(f"{dialog_key}:", autoescape=True)
    earlier = OutboxRow.request_id.is_distinct_from(request_ids.active())
    session.execute(update(OutboxRow).where(of_dialog, earlier).values(request_id=None))
    by_them = OutboxRow.requested_by.in_(people)
    session.execute(update(OutboxRow).where(of_dialog, earlier, by_them).values(requested_by=None))


def _values(session: Session, dialog_id: int, reply: Reply) -> dict[str, object]:
    return {
        "dialog_id": dialog_id,
        "ts": reply.ts,
        "person": NOBODY if reply.voice is Voice.NAMELESS else reply.person,
        "text": replies.stored_text(session, dialog_id, reply),
        "evidence": list(reply.evidence),
        "edited": "",
        "deleted": False,
        "visit": reply.visit,
        "voice": reply.voice,
    }
