"""Questions sent to one person in private, and those among them that still wait for an answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from conversations.root_cause import from_json
from conversations.root_cause.state import RootCauseStep
from conversations.root_cause.voting import asked_in, waits_for
from storage.dialogs import root_cause
from storage.models import DialogReplyRow, DialogRow, OrganizationRow, PrivateAnswerRow, PrivateQuestionRow
from storage.upsert import insert_missing


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateQuestion:
    id: int
    dialog_id: int
    title: str
    organization: str
    step: str = ""
    """The step of a root cause dialog; empty in a coaching conversation."""
    roots: tuple[str, ...] = ()
    """The roots the question is about."""

    @property
    def in_words(self) -> bool:
        """Whether it can be answered by typing."""
        return self.step in ("", RootCauseStep.ELEPHANT)


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


def of_person(session: Session, person: str) -> Sequence[PrivateQuestionRow]:
    """A person's private questions, the newest first."""
    return session.scalars(
        select(PrivateQuestionRow).filter_by(person=person).order_by(PrivateQuestionRow.id.desc())
    ).all()


def waiting_for(session: Session, team_id: str, slack_id: str) -> Sequence[PrivateQuestion]:
    """Questions in open dialogs, the newest first."""
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
    questions = (_question(*row) for row in session.execute(statement))
    return [question for question in questions if question]


def _is_answered() -> ColumnElement[bool]:
    """Only typed answers. In a root cause dialog they belong to the step, whichever asking they answer."""
    in_any_round = and_(
        DialogRow.kind == root_cause.STORE.kind, PrivateQuestionRow.visit.like(DialogReplyRow.visit + "#%")
    )
    linked = exists().where(PrivateAnswerRow.question_id == PrivateQuestionRow.id, PrivateAnswerRow.reply_ts != "")
    return linked | exists().where(
        DialogReplyRow.dialog_id == PrivateQuestionRow.dialog_id,
        DialogReplyRow.person == PrivateQuestionRow.person,
        or_(DialogReplyRow.visit == PrivateQuestionRow.visit, in_any_round),
        DialogReplyRow.deleted.is_(False),
    )


def _question(question: PrivateQuestionRow, row: DialogRow, organization: str) -> PrivateQuestion | None:
    """None for an asking that is over, and for votes and rankings, which the state stores."""
    if row.kind != root_cause.STORE.kind:
        return PrivateQuestion(id=question.id, dialog_id=row.id, title=row.title, organization=organization)
    state, (visit, number) = from_json(row.state), asked_in(question.visit)
    if not waits_for(state, number, question.person):
        return None
    return PrivateQuestion(
        id=question.id,
        dialog_id=row.id,
        title=row.title,
        organization=organization,
        step=visit.step,
        roots=tuple(state.tree.words(key) for key in visit.item.split("+") if key),
    )
