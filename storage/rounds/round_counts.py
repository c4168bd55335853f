"""How far the latest monthly rounds of several plans have come, in one query."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from plans.cadences import Cadence
from storage.models import AnswerRow, CheckInRequestRow, RequestTopicRow, RoundRow
from storage.rounds.subjects import COLUMN
from storage.rows import rows


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundCount:
    period: str
    is_open: bool
    closes_at: datetime
    asked: int
    """People and teams."""
    complete: int
    """Those of them with an answer to everything they were asked."""


def latest(session: Session, plan_ids: Collection[int]) -> dict[int, RoundCount]:
    """By plan id, the latest monthly round in which everyone was asked; no entry for a plan without one."""
    if not plan_ids:
        return {}
    newest = (
        select(RoundRow.plan_id, func.max(RoundRow.period).label("period"))
        .where(RoundRow.plan_id.in_(plan_ids), RoundRow.cadence == Cadence.MONTHLY.value, RoundRow.state != "coming")
        .group_by(RoundRow.plan_id)
        .subquery()
    )
    about_round = or_(
        AnswerRow.corrects_id == RoundRow.id, and_(AnswerRow.round_id == RoundRow.id, AnswerRow.corrects_id.is_(None))
    )
    same_subject = or_(*(getattr(AnswerRow, name) == getattr(RequestTopicRow, name) for name in COLUMN.values()))
    is_answered = select(AnswerRow.id).where(about_round, same_subject).exists()
    requests = (
        select(
            RoundRow.id.label("round_id"),
            CheckInRequestRow.id.label("request_id"),
            func.sum(case((is_answered, 0), else_=1)).label("unanswered"),
        )
        .select_from(RoundRow)
        .join(newest, and_(newest.c.plan_id == RoundRow.plan_id, newest.c.period == RoundRow.period))
        .join(CheckInRequestRow, CheckInRequestRow.round_id == RoundRow.id)
        .join(RequestTopicRow, RequestTopicRow.request_id == CheckInRequestRow.id)
        .group_by(RoundRow.id, CheckInRequestRow.id)
        .subquery()
    )
    statement = (
        select(
            *(RoundRow.plan_id, RoundRow.period, RoundRow.state, RoundRow.closes_at),
            func.count(requests.c.request_id).label("asked"),
            func.sum(case((requests.c.unanswered == 0, 1), else_=0)).label("complete"),
        )
        .select_from(RoundRow)
        .join(newest, and_(newest.c.plan_id == RoundRow.plan_id, newest.c.period == RoundRow.period))
        .outerjoin(requests, requests.c.round_id == RoundRow.id)
        .group_by(RoundRow.id)
    )
    return {
        row.plan_id: RoundCount(
            period=row.period,
            is_open=row.state == "open",
            closes_at=row.closes_at,
            asked=row.asked,
            complete=int(row.complete),
        )
        for row in rows(session, statement)
    }
