"""Rounds of check-ins: who is asked about what, and what they said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, case, func, select, update
from sqlalchemy.orm import Session

from conversations.check_in import Answer as Word
from conversations.check_in import CheckIn, Risk, Subject, Topic
from plans.progress import Status
from storage.models import (
    ActionItemRow,
    Answer,
    Ask,
    AskTopic,
    MilestoneRow,
    Organization,
    Person,
    PlanRow,
    Round,
)
from storage.rows import Columns, rows
from storage.upsert import add, insert_missing


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFacts:
    id: int
    plan_id: int
    period: str
    is_open: bool
    opened_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AskFacts:
    """One person's part of a round, with who they are."""

    id: int
    round: RoundFacts
    person_id: int
    slack_id: str
    name: str
    workspace_id: str
    organization: str
    time_zone: str
    """Of the organization: its days are the days answers are dated with."""
    page: int
    risk: Risk | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """How far somebody has got: `answered` of `asked` topics."""

    name: str
    slack_id: str
    asked: int
    answered: int
    unreachable: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The answer that counts about one subject, for the month's minutes."""

    code: str
    text: str
    due: date | None
    who: str
    word: Word


def open_round(
    session: Session, plan_id: int, period: str, *, opened_at: datetime, closes_at: datetime
) -> RoundFacts | None:
    """The new round, or None when the period already has one, however many ask for it at once."""
    values = {
        "plan_id": plan_id,
        "period": period,
        "opened_at": opened_at,
        "closes_at": closes_at,
        "state": "open",
    }
    if not insert_missing(session, Round, [values], unique=["plan_id", "period"]):
        return None
    return round_of(session, plan_id, period)


def round_of(session: Session, plan_id: int, period: str) -> RoundFacts | None:
    row = session.scalar(select(Round).filter_by(plan_id=plan_id, period=period))
    return _facts(row) if row else None


def latest_round(session: Session, plan_id: int) -> RoundFacts | None:
    row = session.scalar(select(Round).filter_by(plan_id=plan_id).order_by(Round.period.desc()).limit(1))
    return _facts(row) if row else None


def previous_round(session: Session, plan_id: int, period: str) -> RoundFacts | None:
    statement = select(Round).where(Round.plan_id == plan_id, Round.period < period)
    row = session.scalar(statement.order_by(Round.period.desc()).limit(1))
    return _facts(row) if row else None


def rounds_over(session: Session, now: datetime) -> list[RoundFacts]:
    """Rounds still open whose time has passed."""
    statement = select(Round).where(Round.state == "open", Round.closes_at <= now).order_by(Round.id)
    return [_facts(row) for row in session.scalars(statement)]


def close_round(session: Session, round_id: int, at: datetime) -> bool:
    """False when it was closed already. One closed before its time is over from that moment."""
    statement = update(Round).where(Round.id == round_id, Round.state == "open")
    over = case((Round.closes_at > at, at), else_=Round.closes_at)
    closed = session.execute(statement.values(state="closed", closed_at=at, closes_at=over).returning(Round.id))
    return closed.first() is not None


def _facts(row: Round) -> RoundFacts:
    return RoundFacts(
        id=row.id,
        plan_id=row.plan_id,
        period=row.period,
        is_open=row.state == "open",
        opened_at=row.opened_at,
        closes_at=row.closes_at,
    )


# ---------------------------------------------------------------- asking


def ask(session: Session, round_id: int, topics: Mapping[int, Sequence[tuple[Subject, int]]]) -> dict[int, int]:
    """Fix who is asked about what, by person id; gives the ask's id by person id."""
    rows = [{"round_id": round_id, "person_id": person_id} for person_id in topics]
    insert_missing(session, Ask, rows, unique=["round_id", "person_id"])
    statement = select(Ask.person_id, Ask.id).filter_by(round_id=round_id).where(Ask.person_id.in_(topics))
    ids = dict(session.execute(statement).all())
    subjects = [
        {
            "ask_id": ids[person_id],
            "position": position,
            "item_id": subject_id if subject is Subject.ITEM else None,
            "milestone_id": subject_id if subject is Subject.MILESTONE else None,
        }
        for person_id, wanted in topics.items()
        for position, (subject, subject_id) in enumerate(wanted)
    ]
    insert_missing(session, AskTopic, subjects, unique=["ask_id", "position"])
    return ids


def find_ask(session: Session, ask_id: int, *, for_change: bool = False) -> AskFacts | None:
    """`for_change` keeps other turns on the same ask waiting until this one is over (PostgreSQL)."""
    found = rows(session, _ask_by_id(for_change=for_change), ask_id=ask_id)
    return _ask_facts(found[0]) if found else None


def asks_of(session: Session, person_id: int) -> list[AskFacts]:
    """Somebody's asks in open rounds, the newest first."""
    statement = _asks().where(Ask.person_id == person_id, Round.state == "open").order_by(Ask.id.desc())
    return [_ask_facts(row) for row in session.execute(statement)]


def asks_in(session: Session, round_id: int) -> list[AskFacts]:
    statement = _asks().where(Ask.round_id == round_id).order_by(Ask.id)
    return [_ask_facts(row) for row in session.execute(statement)]


@cache
def _asks() -> Select[*tuple[Any, ...]]:
    return (
        select(
            *(Ask.id, Ask.page, Ask.risk, Ask.mitigation, Ask.risk_at, Ask.person_id, Ask.round_id),
            *(Round.plan_id, Round.period, Round.state, Round.opened_at, Round.closes_at),
            *(Person.slack_id, Person.name, Organization.workspace_id, Organization.time_zone),
            Organization.name.label("organization"),
        )
        .join(Round, Round.id == Ask.round_id)
        .join(Person, Person.id == Ask.person_id)
        .join(PlanRow, PlanRow.id == Round.plan_id)
        .join(Organization, Organization.id == PlanRow.organization_id)
    )


@cache
def _ask_by_id(*, for_change: bool) -> Select[*tuple[Any, ...]]:
    statement = _asks().where(Ask.id == bindparam("ask_id"))
    return statement.with_for_update(of=Ask) if for_change else statement


def _ask_facts(row: Columns) -> AskFacts:
    return AskFacts(
        id=row.id,
        round=RoundFacts(
            id=row.round_id,
            plan_id=row.plan_id,
            period=row.period,
            is_open=row.state == "open",
            opened_at=row.opened_at,
            closes_at=row.closes_at,
        ),
        person_id=row.person_id,
        slack_id=row.slack_id,
        name=row.name,
        workspace_id=row.workspace_id,
        organization=row.organization,
        time_zone=row.time_zone,
        page=row.page,
        risk=Risk(risk=row.risk, mitigation=row.mitigation) if row.risk_at else None,
    )


def sharing(session: Session, found: AskFacts, topics: Iterable[Topic]) -> Sequence[tuple[int, str]]:
    """Other asks of the same round about one of these, with who was asked: a role held by several people."""
    others = {
        (other.id, other.slack_id)
        for subject, ids in _ids(topics).items()
        for other in rows(session, _sharing(subject), ask_id=found.id, round_id=found.round.id, ids=ids)
    }
    return sorted(others)


@cache
def _sharing(subject: Subject) -> Select[int, str]:
    return (
        select(Ask.id, Person.slack_id)
        .join(AskTopic, AskTopic.ask_id == Ask.id)
        .join(Person, Person.id == Ask.person_id)
        .where(Ask.round_id == bindparam("round_id"), Ask.id != bindparam("ask_id"), _is_about(AskTopic, subject))
    )


def _is_about(table: type[AskTopic | Answer], subject: Subject) -> ColumnElement[bool]:
    column = table.item_id if subject is Subject.ITEM else table.milestone_id
    return column.in_(bindparam("ids", expanding=True))


def _ids(topics: Iterable[Topic]) -> dict[Subject, list[int]]:
    """By subject, as each has its own column: asked for in one statement, with OR, no index would serve both."""
    found: dict[Subject, list[int]] = {}
    for topic in topics:
        found.setdefault(topic.subject, []).append(topic.id)
    return found


def load(session: Session, found: AskFacts) -> CheckIn:
    topics = _topics(session, found.id)
    return CheckIn(
        topics=topics,
        answers=_answers(session, found.round.id, topics),
        risk=found.risk,
        page=found.page,
        is_open=found.round.is_open,
    )


def _topics(session: Session, ask_id: int) -> tuple[Topic, ...]:
    return tuple(_topic(row) for row in rows(session, _topics_of(), ask_id=ask_id))


@cache
def _topics_of() -> Select[*tuple[Any, ...]]:
    return (
        select(*_TOPIC)
        .select_from(AskTopic)
        .outerjoin(ActionItemRow, ActionItemRow.id == AskTopic.item_id)
        .outerjoin(MilestoneRow, MilestoneRow.id == AskTopic.milestone_id)
        .where(AskTopic.ask_id == bindparam("ask_id"))
        .order_by(AskTopic.position)
    )


_TOPIC = (
    ActionItemRow.id.label("topic_item_id"),
    ActionItemRow.code,
    ActionItemRow.text,
    ActionItemRow.due,
    ActionItemRow.ongoing,
    MilestoneRow.id.label("topic_milestone_id"),
    MilestoneRow.code.label("milestone_code"),
    MilestoneRow.title,
)


def _topic(row: Columns) -> Topic:
    if row.topic_item_id is not None:
        return Topic(
            subject=Subject.ITEM,
            id=row.topic_item_id,
            code=row.code,
            text=row.text,
            due=row.due,
            ongoing=row.ongoing,
        )
    return Topic(subject=Subject.MILESTONE, id=row.topic_milestone_id, code=row.milestone_code, text=row.title)


_WORD = (
    Answer.item_id,
    Answer.milestone_id,
    Answer.status,
    Answer.on,
    Answer.cause,
    Answer.recovery,
    Answer.new_due,
    Answer.new_due_reason,
    Answer.support,
    Answer.evidence,
    Answer.completed_on,
    Person.name.label("who"),
)


def _answers(session: Session, round_id: int, topics: Sequence[Topic]) -> Mapping[str, Word]:
    found = (
        row
        for subject, ids in _ids(topics).items()
        for row in rows(session, _answers_about(subject), round_id=round_id, ids=ids)
    )
    return MappingProxyType({_key(row): _word(row) for row in found})


@cache
def _answers_about(subject: Subject) -> Select[*tuple[Any, ...]]:
    return (
        select(*_WORD)
        .join(Person, Person.id == Answer.person_id)
        .where(Answer.round_id == bindparam("round_id"), _is_about(Answer, subject))
        .order_by(Answer.id)
    )


def _key(row: Columns) -> str:
    return f"{Subject.ITEM}:{row.item_id}" if row.item_id is not None else f"{Subject.MILESTONE}:{row.milestone_id}"


def _word(row: Columns) -> Word:
    return Word(
        status=Status(row.status),
        by=row.who,
        on=row.on,
        cause=row.cause,
        recovery=row.recovery,
        new_due=row.new_due,
        new_due_reason=row.new_due_reason,
        support=row.support,
        evidence=row.evidence,
        completed_on=row.completed_on,
    )


# ---------------------------------------------------------------- what is said


def add_answer(session: Session, found: AskFacts, topic: Topic, word: Word, *, person_id: int, at: datetime) -> None:
    row = {
        "round_id": found.round.id,
        "item_id": topic.id if topic.subject is Subject.ITEM else None,
        "milestone_id": topic.id if topic.subject is Subject.MILESTONE else None,
        "person_id": person_id,
        "at": at,
        "on": word.on,
        "status": word.status,
        "cause": word.cause,
        "recovery": word.recovery,
        "new_due": word.new_due,
        "new_due_reason": word.new_due_reason,
        "support": word.support,
        "evidence": word.evidence,
        "completed_on": word.completed_on,
    }
    add(session, Answer, row)


def set_risk(session: Session, ask_id: int, risk: Risk, at: datetime) -> None:
    values = {"risk": risk.risk, "mitigation": risk.mitigation, "risk_at": at}
    session.execute(update(Ask).where(Ask.id == ask_id).values(**values))


def set_page(session: Session, ask_id: int, page: int) -> None:
    session.execute(update(Ask).where(Ask.id == ask_id).values(page=page))


def participation(session: Session, round_id: int) -> list[Participation]:
    """Everybody asked, by name; an answer by anybody who shares a subject counts for all of them."""
    answered = select(Answer.item_id, Answer.milestone_id).where(Answer.round_id == round_id).distinct().subquery()
    done = func.count(answered.c.item_id) + func.count(answered.c.milestone_id)
    statement = (
        select(Person.name, Person.slack_id, Person.unreachable, func.count(AskTopic.id), done)
        .select_from(Ask)
        .join(Person, Person.id == Ask.person_id)
        .join(AskTopic, AskTopic.ask_id == Ask.id)
        .outerjoin(
            answered,
            (answered.c.item_id == AskTopic.item_id) | (answered.c.milestone_id == AskTopic.milestone_id),
        )
        .where(Ask.round_id == round_id)
        .group_by(Person.id)
        .order_by(Person.name)
    )
    return [
        Participation(name=name, slack_id=slack_id, unreachable=unreachable, asked=asked, answered=told)
        for name, slack_id, unreachable, asked, told in session.execute(statement)
    ]


def said_in(session: Session, round_id: int) -> list[Said]:
    """The counting answers of a round, in the order of the plan's codes."""
    statement = (
        select(*_WORD, *_TOPIC)
        .join(Person, Person.id == Answer.person_id)
        .outerjoin(ActionItemRow, ActionItemRow.id == Answer.item_id)
        .outerjoin(MilestoneRow, MilestoneRow.id == Answer.milestone_id)
        .where(Answer.round_id == round_id)
        .order_by(Answer.id)
    )
    newest: dict[str, Said] = {}
    for row in session.execute(statement):
        topic = _topic(row)
        newest[topic.key] = Said(code=topic.code, text=topic.text, due=topic.due, who=row.who, word=_word(row))
    return sorted(newest.values(), key=lambda said: _code_order(said.code))


def _code_order(code: str) -> list[int]:
    return [int(part) for part in code.split(".") if part.isdigit()]


def risks_in(session: Session, round_id: int) -> Iterable[tuple[str, Risk, datetime]]:
    """Name, risk and moment of everybody who named one."""
    statement = (
        select(Person.name, Ask.risk, Ask.mitigation, Ask.risk_at)
        .join(Person, Person.id == Ask.person_id)
        .where(Ask.round_id == round_id, Ask.risk != "")
        .order_by(Ask.id)
    )
    for name, risk, mitigation, at in session.execute(statement):
        if at is not None:
            yield name, Risk(risk=risk, mitigation=mitigation), at


def plans_in_session(session: Session, today: date) -> Sequence[int]:
    """Ids of the plans whose school year has begun and is not over."""
    statement = select(PlanRow.id).where(PlanRow.starts_on <= today, PlanRow.ends_on >= today)
    return session.scalars(statement.order_by(PlanRow.id)).all()
