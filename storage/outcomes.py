"""What a whole round brought: how far everybody got, and the answers that count."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from conversations.check_in import Answer as Word
from conversations.check_in import Risk
from storage.models import Answer, Ask, AskTopic, Person, Round
from storage.subjects import COLUMN, TOPIC, WORD, topic, with_people, with_topic, word

_StandIn = aliased(Person)


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """How far somebody has got: `answered` of `asked` topics."""

    ask_id: int
    name: str
    """Of a team: the codes of its milestones."""
    slack_id: str
    asked: int
    answered: int
    unreachable: str | None
    stand_in: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The answer that counts about one subject, for the month's minutes."""

    code: str
    text: str
    due: date | None
    who: str
    word: Word
    corrects: str = ""
    """The period it is about, where the minutes of that are published already."""


def participation(session: Session, round_id: int) -> list[Participation]:
    """Everybody asked, by name; an answer by anybody who shares a subject counts for all of them."""
    columns = [getattr(Answer, name) for name in COLUMN.values()]
    given = or_(Answer.corrects_id == round_id, (Answer.round_id == round_id) & Answer.corrects_id.is_(None))
    answered = select(*columns).where(given).distinct().subquery()
    same = or_(*(answered.c[name] == getattr(AskTopic, name) for name in COLUMN.values()))
    parts = (
        select(AskTopic.ask_id, func.count(AskTopic.id).label("asked"), func.count(AskTopic.id).filter(same))
        .join(Ask, Ask.id == AskTopic.ask_id)
        .outerjoin(answered, same)
        .where(Ask.round_id == round_id)
        .group_by(AskTopic.ask_id)
    )
    counts = {ask_id: (asked, told) for ask_id, asked, told in session.execute(parts)}
    statement = (
        select(Ask.id, Ask.team, Ask.channel, Person.name, Person.slack_id, Person.unreachable, _StandIn.name)
        .outerjoin(Person, Person.id == Ask.person_id)
        .outerjoin(_StandIn, _StandIn.id == Ask.stand_in_id)
        .where(Ask.round_id == round_id)
        .order_by(Person.name, Ask.team)
    )
    return [
        Participation(
            ask_id=ask_id,
            name=name or team,
            slack_id=slack_id or channel or "",
            asked=counts.get(ask_id, (0, 0))[0],
            answered=counts.get(ask_id, (0, 0))[1],
            unreachable=unreachable,
            stand_in=stand_in or "",
        )
        for ask_id, team, channel, name, slack_id, unreachable, stand_in in session.execute(statement)
    ]


def said_in(session: Session, round_id: int) -> list[Said]:
    """The counting answers of a round, in the order of the plan's codes; corrections of earlier ones after them."""
    corrected = aliased(Round)
    statement = with_topic(with_people(select(*WORD, *TOPIC, corrected.period.label("corrects"))), Answer)
    statement = statement.outerjoin(corrected, corrected.id == Answer.corrects_id)
    newest: dict[tuple[str, str], Said] = {}
    for row in session.execute(statement.where(Answer.round_id == round_id).order_by(Answer.id)):
        about, corrects = topic(row), row.corrects or ""
        newest[about.key, corrects] = Said(
            code=about.code, text=about.text, due=about.due, who=row.who, word=word(row), corrects=corrects
        )
    return sorted(newest.values(), key=lambda said: (said.corrects, _code_order(said.code)))


def _code_order(code: str) -> list[int]:
    return [int(part) for part in code.split(".") if part.isdigit()]


def who_answered(session: Session, round_id: int) -> list[str]:
    """Everybody who said something in it, for themselves, for somebody else or for a team, by name."""
    statement = select(Person.name).join(Answer, Answer.person_id == Person.id).where(Answer.round_id == round_id)
    return list(session.scalars(statement.distinct().order_by(Person.name)))


def risks_in(session: Session, round_id: int) -> Iterable[tuple[str, Risk, datetime]]:
    """Name, risk and moment of everybody who named one."""
    statement = (
        select(Person.name, Ask.risk, Ask.mitigation, Ask.risk_at)
        .join(Person, Person.id == func.coalesce(Ask.risk_by_id, Ask.person_id))
        .where(Ask.round_id == round_id, Ask.risk != "")
        .order_by(Ask.id)
    )
    for name, risk, mitigation, at in session.execute(statement):
        if at is not None:
            yield name, Risk(risk=risk, mitigation=mitigation), at
