"""Questions sent to one person in private, and those among them that have no answer in words yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, String, exists, or_, select
from sqlalchemy.orm import Session

from storage.dialogs import texts, threads
from storage.models import (
    DialogReplyRow,
    DialogRow,
    OrganizationRow,
    OutboxRow,
    PrivateAnswerRow,
    PrivateQuestionRow,
)
from storage.people import mentions
from storage.upsert import insert_missing

OF_QUESTION = ":private:"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnansweredQuestion:
    """A private question in an open dialog. Whether it still waits, its kind of dialog knows."""

    id: int
    dialog_id: int
    kind: str
    visit: str
    person: str
    title: str
    organization: str
    state: str
    """The dialog's state as JSON."""


def add(session: Session, dialog_id: int, person: str, visit: str) -> int | None:
    """Store the private question and return its id; None if this person was asked it before."""
    values = {"dialog_id": dialog_id, "person": person, "visit": visit}
    if not insert_missing(session, PrivateQuestionRow, [values], unique=["dialog_id", "person", "visit"]):
        return None
    return session.scalars(select(PrivateQuestionRow.id).filter_by(**values)).one()


def people_asked(session: Session, dialog_id: int, visit: str) -> frozenset[str]:
    """Slack ids of those who were asked this visit in private."""
    return frozenset(session.scalars(select(PrivateQuestionRow.person).filter_by(dialog_id=dialog_id, visit=visit)))


def find(session: Session, question_id: int) -> PrivateQuestionRow | None:
    return session.get(PrivateQuestionRow, question_id)


def key(dialog_key: str, question_id: int) -> str:
    """Outbox key of the message that asks, and prefix of the keys of all messages about its answer."""
    return f"{dialog_key}{OF_QUESTION}{question_id}"


def in_message(session: Session, person: str, ts: str) -> PrivateQuestionRow | None:
    """The question that a message to this person asks."""
    sent_key = threads.opening_key() + OF_QUESTION + PrivateQuestionRow.id.cast(String)
    statement = (
        select(PrivateQuestionRow)
        .join(DialogRow, DialogRow.id == PrivateQuestionRow.dialog_id)
        .join(OutboxRow, OutboxRow.key == sent_key)
        .where(PrivateQuestionRow.person == person, OutboxRow.sent_ts == ts)
    )
    return session.scalar(statement.limit(1))


def unanswered(session: Session, team_id: str, slack_id: str) -> Sequence[UnansweredQuestion]:
    """Without an answer in words, in open dialogs, the newest first."""
    statement = (
        select(PrivateQuestionRow, DialogRow, OrganizationRow.name)
        .join(DialogRow, DialogRow.id == PrivateQuestionRow.dialog_id)
        .join(OrganizationRow, OrganizationRow.id == DialogRow.organization_id)
        .where(
            PrivateQuestionRow.person == slack_id,
            OrganizationRow.workspace_id == team_id,
            DialogRow.phase == "open",
            ~_is_answered(),
        )
        .order_by(PrivateQuestionRow.id.desc())
    )
    return [_question(session, *row) for row in session.execute(statement)]


def _is_answered() -> ColumnElement[bool]:
    """Answers to a question that is asked in rounds belong to it, whichever round they answer."""
    in_any_round = PrivateQuestionRow.visit.like(DialogReplyRow.visit + "#%")
    linked = exists().where(PrivateAnswerRow.question_id == PrivateQuestionRow.id, PrivateAnswerRow.reply_ts != "")
    return linked | exists().where(
        DialogReplyRow.dialog_id == PrivateQuestionRow.dialog_id,
        DialogReplyRow.person == PrivateQuestionRow.person,
        or_(DialogReplyRow.visit == PrivateQuestionRow.visit, in_any_round),
        DialogReplyRow.deleted.is_(False),
    )


def _question(session: Session, question: PrivateQuestionRow, row: DialogRow, organization: str) -> UnansweredQuestion:
    return UnansweredQuestion(
        id=question.id,
        dialog_id=row.id,
        kind=row.kind,
        visit=question.visit,
        person=question.person,
        title=mentions.with_names(session, row.plan_id, row.title),
        organization=organization,
        state=texts.readable_state(session, row),
    )
