"""The outcome of a whole round: the answers that count, and who gave them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from conversations.check_in import Answer, Subject, Topic
from storage.models import (
    ActionItemRow,
    AnswerRow,
    CheckInRequestRow,
    MilestoneRow,
    PersonRow,
    RequestTopicRow,
    RoundRow,
)
from storage.rounds.subjects import ANSWER_COLUMNS, TOPIC_COLUMNS, to_answer, topic, with_people, with_topic
from storage.rows import Columns


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectAnswer:
    """The answer that counts for one subject, for the month's minutes."""

    subject: Subject
    id: int
    key: str
    """The topic's key, `item:12`."""
    code: str
    text: str
    due: date | None
    who: str
    answer: Answer
    corrects: str = ""
    """The period it corrects, whose minutes were already published."""


def counting(session: Session, round_id: int) -> list[SubjectAnswer]:
    """The counting answers of a round in the order of the plan's codes, then corrections of earlier rounds."""
    corrected = aliased(RoundRow)
    statement = with_topic(
        with_people(select(*ANSWER_COLUMNS, *TOPIC_COLUMNS, corrected.period.label("corrects"))), AnswerRow
    )
    statement = statement.outerjoin(corrected, corrected.id == AnswerRow.corrects_id)
    newest: dict[tuple[str, str], SubjectAnswer] = {}
    for row in session.execute(statement.where(AnswerRow.round_id == round_id).order_by(AnswerRow.id)):
        about, corrects = topic(row), row.corrects or ""
        newest[about.key, corrects] = _subject_answer(row, about, corrects)
    return sorted(newest.values(), key=lambda answer: (answer.corrects, _code_order(answer.code)))


def asked(session: Session, round_id: int, subject: Subject) -> set[str]:
    """Codes of the action items or of the milestones that a round asks about."""
    table: type[ActionItemRow] | type[MilestoneRow] = ActionItemRow if subject is Subject.ITEM else MilestoneRow
    topic_of = RequestTopicRow.item_id if subject is Subject.ITEM else RequestTopicRow.milestone_id
    statement = (
        select(table.code)
        .join(RequestTopicRow, topic_of == table.id)
        .join(CheckInRequestRow, CheckInRequestRow.id == RequestTopicRow.request_id)
        .where(CheckInRequestRow.round_id == round_id)
    )
    return set(session.scalars(statement))


def _subject_answer(row: Columns, about: Topic, corrects: str = "") -> SubjectAnswer:
    return SubjectAnswer(
        subject=about.subject,
        id=row.answer_id,
        key=about.key,
        code=about.code,
        text=about.text,
        due=about.due,
        who=row.who,
        answer=to_answer(row),
        corrects=corrects,
    )


def _code_order(code: str) -> list[int]:
    return [int(part) for part in code.split(".") if part.isdigit()]


def who_answered(session: Session, round_id: int) -> list[str]:
    """Names of everyone who answered, for themselves, someone else or a team."""
    statement = (
        select(PersonRow.name)
        .join(AnswerRow, AnswerRow.person_id == PersonRow.id)
        .where(AnswerRow.round_id == round_id)
    )
    return list(session.scalars(statement.distinct().order_by(PersonRow.name)))
