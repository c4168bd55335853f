"""The check-in of one request: its topics and their answers, as the rules in conversations/check_in.py take them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import Select, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from conversations.check_in import Answer, AnswerPhase, CheckIn, Subject, Topic
from plans.plan import Purpose
from storage.models import AnswerRow, RequestTopicRow
from storage.plans import purposes
from storage.rounds import item_reports, next_steps, no_news, promises, reading_records, risks, topic_exhibits
from storage.rounds.check_in_requests import RequestFacts
from storage.rounds.rounds import RoundFacts
from storage.rounds.subjects import (
    ANSWER_COLUMNS,
    TOPIC_COLUMNS,
    columns_of,
    ids_of,
    is_about,
    key_of,
    to_answer,
    topic,
    with_people,
    with_topic,
)
from storage.rows import rows
from storage.upsert import add_returning_id


def load(session: Session, request: RequestFacts) -> CheckIn:
    """The whole check-in, as its message shows it."""
    check_in = load_answers(session, request)
    topics = _with_reports(session, request, check_in.topics)
    last = promises.last_answers(session, request.round, topics)
    reasons = _purposes(session, topics)
    return replace(
        check_in,
        topics=tuple(replace(topic, last=last.get(topic.key), purpose=reasons.get(topic.key)) for topic in topics),
        exhibits=MappingProxyType(topic_exhibits.of_request(session, request.id)),
        risks=risks.of_request(session, request.id),
        earlier_risks=risks.earlier(session, request.round, request),
        earlier_steps=next_steps.asked_of(session, request.round, request.person_id),
        no_news=no_news.of_request(session, request.id),
    )


def load_answers(session: Session, request: RequestFacts) -> CheckIn:
    """Its topics and their answers alone: all that the rules of an answer read, in a quarter of the statements."""
    topics = _topics(session, request.id)
    answers = _answers(session, request.round.id, topics)
    return CheckIn(
        topics=topics,
        answers=MappingProxyType(dict(answers)),
        typed=MappingProxyType({(key, answer.status): answer for key, answer in answers}),
        page=request.page,
        phase=request.phase,
        by_team=request.channel is not None,
    )


def _topics(session: Session, request_id: int) -> tuple[Topic, ...]:
    return tuple(topic(row) for row in rows(session, _topics_of(), request_id=request_id))


def _purposes(session: Session, topics: Sequence[Topic]) -> Mapping[str, Purpose]:
    """What action items and milestones are for, by topic key."""
    ids = ids_of(topics)
    read = {Subject.ITEM: purposes.of_items, Subject.MILESTONE: purposes.of_milestones}
    return {
        f"{subject}:{id_}": purpose
        for subject, read_purposes in read.items()
        if subject in ids
        for id_, purpose in read_purposes(session, ids[subject]).items()
    }


def _with_reports(session: Session, request: RequestFacts, topics: tuple[Topic, ...]) -> tuple[Topic, ...]:
    milestones = [topic.id for topic in topics if topic.subject is Subject.MILESTONE]
    reports = item_reports.by_milestone(session, request.round, milestones) if milestones else {}
    return tuple(
        replace(topic, items=reports.get(topic.id, ())) if topic.subject is Subject.MILESTONE else topic
        for topic in topics
    )


@cache
def _topics_of() -> Select[*tuple[Any, ...]]:
    statement = with_topic(select(*TOPIC_COLUMNS).select_from(RequestTopicRow), RequestTopicRow)
    return statement.where(RequestTopicRow.request_id == bindparam("request_id")).order_by(RequestTopicRow.position)


def _answers(session: Session, round_id: int, topics: Sequence[Topic]) -> Sequence[tuple[str, Answer]]:
    """All answers with their topics' keys, the newest about a topic last. Corrections belong to the corrected round."""
    answer_rows = [
        row
        for subject, ids in ids_of(topics).items()
        for row in rows(session, _answers_about(subject), round_id=round_id, ids=ids)
    ]
    given = Counter(key_of(row) for row in answer_rows)
    return [(key_of(row), to_answer(row, given=given[key_of(row)])) for row in answer_rows]


@cache
def _answers_about(subject: Subject) -> Select[*tuple[Any, ...]]:
    in_round = and_(AnswerRow.round_id == bindparam("round_id"), AnswerRow.corrects_id.is_(None))
    corrected = AnswerRow.corrects_id == bindparam("round_id")
    return (
        with_people(select(*ANSWER_COLUMNS))
        .where(or_(in_round, corrected), is_about(AnswerRow, subject))
        .order_by(AnswerRow.id)
    )


def add_answer(
    session: Session,
    request: RequestFacts,
    about: Topic,
    given: Answer,
    *,
    person_id: int,
    at: datetime,
    into: RoundFacts | None = None,
) -> None:
    """Add an answer. `into` is the round whose minutes report it, if those of its own are published."""
    row = {
        "round_id": into.id if into else request.round.id,
        "corrects_id": request.round.id if into else None,
        **columns_of(about.subject, about.id),
        "person_id": person_id,
        "for_person_id": request.person_id if request.person_id not in (None, person_id) else None,
        "late": request.phase is AnswerPhase.LATE,
        "at": at,
        "on": given.on,
        "status": given.status,
        "cause": given.cause,
        "is_ours": given.is_ours,
        "cause_category": given.cause_category,
        "recovery": given.recovery,
        "recovery_by": given.recovery_by,
        "new_due": given.new_due,
        "old_due": given.old_due,
        "keeps_due": given.keeps_due,
        "new_due_reason": given.new_due_reason,
        "support": given.support,
        "evidence": given.evidence,
        "completed_on": given.completed_on,
    }
    answer_id = add_returning_id(session, AnswerRow, row)
    if given.reading is not None:
        reading_records.add_to_answer(session, answer_id, row, given.reading)
