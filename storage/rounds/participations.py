"""Who was asked and who answered when, by milestone and period, as input of plans/participation.py."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from plans.cadences import Cadence
from plans.participation import TeamRequest
from storage.models import (
    ActionItemRow,
    AnswerRow,
    CheckInRequestRow,
    MilestoneRow,
    OutboxRow,
    RequestTopicRow,
    RoundRow,
)
from storage.rounds.addressees import keyed

MONTHS = 12


def parts(session: Session, plan_id: int) -> Iterator[TeamRequest]:
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
