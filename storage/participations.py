"""Who was asked and who answered when, by milestone and period, for the counts of plans.participation."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from plans.cadences import Cadence
from plans.participation import Part
from storage.asking import keyed
from storage.models import ActionItemRow, Answer, Ask, AskTopic, MilestoneRow, OutboxRow, Round

MONTHS = 12


def parts(session: Session, plan_id: int) -> Iterator[Part]:
    """Of the last twelve monthly rounds that everybody was asked in."""
    found = [row.id for row in _rounds(session, plan_id)]
    answered = _first_answers(session, found)
    asked_at = _sent(session, found)
    statement = (
        select(Ask.id, Round, AskTopic.item_id, AskTopic.milestone_id, MilestoneRow.code, MilestoneRow.title)
        .join(Round, Round.id == Ask.round_id)
        .join(AskTopic, AskTopic.ask_id == Ask.id)
        .outerjoin(ActionItemRow, ActionItemRow.id == AskTopic.item_id)
        .join(MilestoneRow, MilestoneRow.id == func.coalesce(AskTopic.milestone_id, ActionItemRow.milestone_id))
        .where(Round.id.in_(found))
        .order_by(MilestoneRow.id, Ask.id)
    )
    grouped: dict[tuple[int, str], tuple[Round, list[datetime | None]]] = {}
    for ask_id, of, item_id, milestone_id, code, title in session.execute(statement):
        moments = grouped.setdefault((ask_id, f"{code} {title}"), (of, []))[1]
        moments.append(answered.get((of.id, item_id, milestone_id)))
    for (ask_id, team), (of, moments) in grouped.items():
        yield Part(
            team=team,
            period=of.period,
            asked_at=asked_at.get(ask_id),
            answered_at=_last(moments),
            closes_at=of.closes_at,
        )


def _last(moments: list[datetime | None]) -> datetime | None:
    known = [moment for moment in moments if moment is not None]
    return max(known) if len(known) == len(moments) else None


def _rounds(session: Session, plan_id: int) -> list[Round]:
    statement = select(Round).where(
        Round.plan_id == plan_id, Round.cadence == Cadence.MONTHLY.value, Round.state != "coming"
    )
    return list(session.scalars(statement.order_by(Round.period.desc()).limit(MONTHS)))


def _first_answers(session: Session, round_ids: list[int]) -> dict[tuple[int, int | None, int | None], datetime]:
    about = func.coalesce(Answer.corrects_id, Answer.round_id)
    statement = (
        select(about, Answer.item_id, Answer.milestone_id, func.min(Answer.at))
        .where(or_(Answer.round_id.in_(round_ids), Answer.corrects_id.in_(round_ids)))
        .group_by(about, Answer.item_id, Answer.milestone_id)
    )
    return {(of, item, milestone): at for of, item, milestone, at in session.execute(statement)}


def _sent(session: Session, round_ids: list[int]) -> dict[int, datetime]:
    """When the message of each ask left."""
    statement = (
        select(Ask.id, OutboxRow.claimed_at)
        .join(OutboxRow, OutboxRow.key == keyed("check_in"))
        .where(Ask.round_id.in_(round_ids), OutboxRow.state == "sent")
    )
    return {ask_id: at for ask_id, at in session.execute(statement) if at is not None}
