"""Who was asked and who answered: in one round, and by team over the last twelve months."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ScalarSelect, Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from conversations.check_in import NoNewsKind
from plans.cadences import Cadence
from plans.participation import TeamRequest
from storage.aliases import alias_of
from storage.models import (
    ActionItemRow,
    AnswerRow,
    CheckInRequestRow,
    MilestoneRow,
    NoNewsRow,
    OutboxRow,
    PersonRow,
    RequestTopicRow,
    RoundRow,
)
from storage.rounds.addressees import keyed
from storage.rounds.subjects import COLUMN
from storage.rows import rows

MONTHS = 12

_StandIn = alias_of(PersonRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """How many of the `asked` topics a person or team has answered."""

    request_id: int
    name: str
    """For a team, the codes of its milestones."""
    slack_id: str
    asked: int
    answered: int
    unreachable: str | None
    stand_in: str = ""
    no_news: NoNewsKind | None = None
    """What was reported in place of answers."""

    @property
    def is_reported(self) -> bool:
        return self.answered > 0 or self.no_news is not None

    @property
    def is_silent(self) -> bool:
        """Whether it is worth asking again: something is unanswered, and nothing was said about that."""
        return self.answered < self.asked and self.no_news is None


def in_round(session: Session, round_id: int) -> list[Participation]:
    """Everyone asked about a topic, by name. An answer by one person counts for all who share the subject.

    Who is asked about a next step of the last minutes alone is not counted.
    """
    answered = {tuple(row) for row in rows(session, _answered_subjects(), round_id=round_id)}
    asked, reported = Counter[int](), Counter[int]()
    for request_id, *subject in rows(session, _topics(), round_id=round_id):
        asked[request_id] += 1
        reported[request_id] += tuple(subject) in answered
    return [
        Participation(
            request_id=request_id,
            name=name or team,
            slack_id=slack_id or channel or "",
            asked=asked[request_id],
            answered=reported[request_id],
            unreachable=unreachable,
            stand_in=stand_in or "",
            no_news=NoNewsKind(no_news) if no_news else None,
        )
        for request_id, team, channel, name, slack_id, unreachable, stand_in, no_news in rows(
            session, _addressees(), round_id=round_id
        )
        if asked[request_id]
    ]


@cache
def _answered_subjects() -> Select[*tuple[Any, ...]]:
    given = or_(
        AnswerRow.corrects_id == bindparam("round_id"),
        (AnswerRow.round_id == bindparam("round_id")) & AnswerRow.corrects_id.is_(None),
    )
    return select(*(getattr(AnswerRow, name) for name in COLUMN.values())).where(given).distinct()


@cache
def _topics() -> Select[*tuple[Any, ...]]:
    return (
        select(RequestTopicRow.request_id, *(getattr(RequestTopicRow, name) for name in COLUMN.values()))
        .join(CheckInRequestRow, CheckInRequestRow.id == RequestTopicRow.request_id)
        .where(CheckInRequestRow.round_id == bindparam("round_id"))
    )


@cache
def _addressees() -> Select[*tuple[Any, ...]]:
    return (
        select(
            CheckInRequestRow.id,
            CheckInRequestRow.team,
            CheckInRequestRow.channel,
            PersonRow.name,
            PersonRow.slack_id,
            PersonRow.unreachable,
            _StandIn.name,
            _no_news().label("no_news"),
        )
        .outerjoin(PersonRow, PersonRow.id == CheckInRequestRow.person_id)
        .outerjoin(_StandIn, _StandIn.id == CheckInRequestRow.stand_in_id)
        .where(CheckInRequestRow.round_id == bindparam("round_id"))
        .order_by(PersonRow.name, CheckInRequestRow.team)
    )


def _no_news() -> ScalarSelect[str]:
    newest = select(NoNewsRow.kind).where(NoNewsRow.request_id == CheckInRequestRow.id).order_by(NoNewsRow.id.desc())
    return newest.limit(1).correlate(CheckInRequestRow).scalar_subquery()


def team_requests(session: Session, plan_id: int) -> Iterator[TeamRequest]:
    """Requests of the last twelve monthly rounds in which everyone was asked."""
    round_ids = [row.id for row in _rounds(session, plan_id)]
    answered = _first_answers(session, round_ids)
    asked_at = _sent(session, round_ids)
    statement = (
        select(
            CheckInRequestRow.id,
            RoundRow,
            RequestTopicRow.item_id,
            RequestTopicRow.milestone_id,
            MilestoneRow.code,
            MilestoneRow.title,
        )
        .join(RoundRow, RoundRow.id == CheckInRequestRow.round_id)
        .join(RequestTopicRow, RequestTopicRow.request_id == CheckInRequestRow.id)
        .outerjoin(ActionItemRow, ActionItemRow.id == RequestTopicRow.item_id)
        .join(MilestoneRow, MilestoneRow.id == func.coalesce(RequestTopicRow.milestone_id, ActionItemRow.milestone_id))
        .where(RoundRow.id.in_(round_ids))
        .order_by(MilestoneRow.id, CheckInRequestRow.id)
    )
    grouped: dict[tuple[int, str], tuple[RoundRow, list[datetime | None]]] = {}
    for request_id, of, item_id, milestone_id, code, title in session.execute(statement):
        moments = grouped.setdefault((request_id, f"{code} {title}"), (of, []))[1]
        moments.append(answered.get((of.id, item_id, milestone_id)))
    for (request_id, team), (of, moments) in grouped.items():
        yield TeamRequest(
            team=team,
            period=of.period,
            asked_at=asked_at.get(request_id),
            answered_at=_last(moments),
            closes_at=of.closes_at,
        )


def _last(moments: list[datetime | None]) -> datetime | None:
    answered = [moment for moment in moments if moment is not None]
    return max(answered) if len(answered) == len(moments) else None


def _rounds(session: Session, plan_id: int) -> list[RoundRow]:
    statement = select(RoundRow).where(
        RoundRow.plan_id == plan_id, RoundRow.cadence == Cadence.MONTHLY.value, RoundRow.state != "coming"
    )
    return list(session.scalars(statement.order_by(RoundRow.period.desc()).limit(MONTHS)))


def _first_answers(session: Session, round_ids: list[int]) -> dict[tuple[int, int | None, int | None], datetime]:
    about = func.coalesce(AnswerRow.corrects_id, AnswerRow.round_id)
    statement = (
        select(about, AnswerRow.item_id, AnswerRow.milestone_id, func.min(AnswerRow.at))
        .where(or_(AnswerRow.round_id.in_(round_ids), AnswerRow.corrects_id.in_(round_ids)))
        .group_by(about, AnswerRow.item_id, AnswerRow.milestone_id)
    )
    return {(of, item, milestone): at for of, item, milestone, at in session.execute(statement)}


def _sent(session: Session, round_ids: list[int]) -> dict[int, datetime]:
    """When each request's message was sent, by request id."""
    statement = (
        select(CheckInRequestRow.id, OutboxRow.claimed_at)
        .join(OutboxRow, OutboxRow.key == keyed("check_in"))
        .where(CheckInRequestRow.round_id.in_(round_ids), OutboxRow.state == "sent")
    )
    return {request_id: at for request_id, at in session.execute(statement) if at is not None}
