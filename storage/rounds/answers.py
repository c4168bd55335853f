"""The outcome of a whole round: the answers that count, and who gave them."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased

from conversations.check_in import Answer, Subject
from plans.item_events import Status
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
from storage.rows import Columns, rows


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


@dataclass(frozen=True, slots=True)
class Report:
    """The answer about an action item or a milestone that counts, without its words."""

    answer_id: int
    subject: Subject
    code: str
    status: Status


def counting(session: Session, round_id: int) -> list[SubjectAnswer]:
    """The counting answers of a round in the order of the plan's codes, then corrections of earlier rounds."""
    return _newest(session, _of_round(), round_id)


def corrections(session: Session, round_id: int) -> list[SubjectAnswer]:
    """Those of `counting` that correct an earlier round, whose minutes were already published."""
    return _newest(session, _corrections(), round_id)


def _newest(session: Session, answers: Select[*tuple[Any, ...]], round_id: int) -> list[SubjectAnswer]:
    of_round = rows(session, answers, round_id=round_id)
    newest = {(answer.key, answer.corrects): answer for answer in map(_subject_answer, of_round)}
    return sorted(newest.values(), key=lambda answer: (answer.corrects, _code_order(answer.code)))


def reports(session: Session, round_id: int) -> list[Report]:
    """What counts about each action item and milestone of a round, by code, without corrections."""
    newest = {
        (row.item_id, row.milestone_id): Report(
            row.id,
            Subject.ITEM if row.milestone_id is None else Subject.MILESTONE,
            row.code,
            Status(row.status),
        )
        for row in rows(session, _reports(), round_id=round_id)
    }
    return sorted(newest.values(), key=lambda report: _code_order(report.code))


def with_recovery(session: Session, round_id: int) -> dict[int, SubjectAnswer]:
    """The answers of a round that name a recovery step, by id, also those that count no more."""
    return {answer.id: answer for answer in map(_subject_answer, rows(session, _recoveries(), round_id=round_id))}


@cache
def _reports() -> Select[*tuple[Any, ...]]:
    """The answers about action items and milestones of the round `round_id`, the newest last."""
    return (
        select(
            AnswerRow.id,
            AnswerRow.item_id,
            AnswerRow.milestone_id,
            AnswerRow.status,
            func.coalesce(ActionItemRow.code, MilestoneRow.code).label("code"),
        )
        .outerjoin(ActionItemRow, ActionItemRow.id == AnswerRow.item_id)
        .outerjoin(MilestoneRow, MilestoneRow.id == AnswerRow.milestone_id)
        .where(
            AnswerRow.round_id == bindparam("round_id"),
            AnswerRow.corrects_id.is_(None),
            or_(AnswerRow.item_id.is_not(None), AnswerRow.milestone_id.is_not(None)),
        )
        .order_by(AnswerRow.id)
    )


@cache
def _answers() -> Select[*tuple[Any, ...]]:
    """All answers with what they are about and who gave them, the newest last."""
    corrected = aliased(RoundRow)
    statement = with_topic(
        with_people(select(*ANSWER_COLUMNS, *TOPIC_COLUMNS, corrected.period.label("corrects"))), AnswerRow
    )
    return statement.outerjoin(corrected, corrected.id == AnswerRow.corrects_id).order_by(AnswerRow.id)


@cache
def _of_round() -> Select[*tuple[Any, ...]]:
    return _answers().where(AnswerRow.round_id == bindparam("round_id"))


@cache
def _corrections() -> Select[*tuple[Any, ...]]:
    return _of_round().where(AnswerRow.corrects_id.is_not(None))


@cache
def _recoveries() -> Select[*tuple[Any, ...]]:
    return _of_round().where(AnswerRow.recovery != "")


def asked(session: Session, round_id: int, subject: Subject) -> set[str]:
    """Codes of the action items or of the milestones that a round asks about."""
    return {row.code for row in rows(session, _asked(subject), round_id=round_id)}


@cache
def _asked(subject: Subject) -> Select[str]:
    table: type[ActionItemRow] | type[MilestoneRow] = ActionItemRow if subject is Subject.ITEM else MilestoneRow
    topic_of = RequestTopicRow.item_id if subject is Subject.ITEM else RequestTopicRow.milestone_id
    return (
        select(table.code)
        .join(RequestTopicRow, topic_of == table.id)
        .join(CheckInRequestRow, CheckInRequestRow.id == RequestTopicRow.request_id)
        .where(CheckInRequestRow.round_id == bindparam("round_id"))
    )


def _subject_answer(row: Columns) -> SubjectAnswer:
    about = topic(row)
    return SubjectAnswer(
        subject=about.subject,
        id=row.answer_id,
        key=about.key,
        code=about.code,
        text=about.text,
        due=about.due,
        who=row.who,
        answer=to_answer(row),
        corrects=row.corrects or "",
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
