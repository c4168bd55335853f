"""The monthly rounds of many plans: when each closed, and whether anybody answered."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from plans.cadences import Cadence
from plans.digests import MonthlyRound
from plans.time_zones import zone_named
from storage.models import AnswerRow, CheckInRequestRow, NoNewsRow, OrganizationRow, PlanRow, RoundRow
from storage.rows import Columns, rows

_A_MOMENT = timedelta(seconds=1)
"""A round closes at midnight; the day before it is its last."""
_NOT_OPENED = "coming"


def since(
    session: Session, plan_ids: Collection[int], first_period: str, on: date | None = None
) -> Sequence[MonthlyRound]:
    """The plans' rounds of this month and later ones that have opened. Answers count until the end of the day."""
    statement = (
        select(
            *(RoundRow.plan_id, RoundRow.period, RoundRow.state, RoundRow.closes_at, OrganizationRow.time_zone),
            _is_answered(on).label("is_answered"),
        )
        .join(PlanRow, PlanRow.id == RoundRow.plan_id)
        .join(OrganizationRow, OrganizationRow.id == PlanRow.organization_id)
        .where(
            RoundRow.plan_id.in_(plan_ids),
            RoundRow.cadence == Cadence.MONTHLY.value,
            RoundRow.state != _NOT_OPENED,
            RoundRow.period >= first_period,
        )
    )
    return [
        MonthlyRound(
            plan_id=row.plan_id, period=row.period, closed_on=_closed_on(row), is_answered=bool(row.is_answered)
        )
        for row in rows(session, statement)
    ]


def expected(session: Session, plan_ids: Collection[int], period: str, rounds: Collection[int]) -> list[int]:
    """Ids of the plans with a round in the month, and of those that were there before it began and have none.

    `rounds` are the ids of the plans with one. A plan that came during the month may have none until the next.
    """
    first = date.fromisoformat(f"{period}-01")
    came_later = select(PlanRow.id).where(PlanRow.id.in_(plan_ids), PlanRow.created_on >= first)
    new = set(session.scalars(came_later)) - set(rounds)
    return [plan_id for plan_id in plan_ids if plan_id not in new]


def _closed_on(row: Columns) -> date | None:
    if row.state != "closed":
        return None
    closed_on: date = (row.closes_at - _A_MOMENT).astimezone(zone_named(row.time_zone)).date()
    return closed_on


def _is_answered(on: date | None) -> ColumnElement[bool]:
    """By an answer, a later correction of one, or word that there is no news."""
    answers = select(AnswerRow.id).where(or_(AnswerRow.round_id == RoundRow.id, AnswerRow.corrects_id == RoundRow.id))
    no_news = (
        select(NoNewsRow.id)
        .join(CheckInRequestRow, CheckInRequestRow.id == NoNewsRow.request_id)
        .where(CheckInRequestRow.round_id == RoundRow.id)
    )
    if on is not None:
        answers, no_news = answers.where(AnswerRow.on <= on), no_news.where(NoNewsRow.recorded_on <= on)
    return or_(answers.correlate(RoundRow).exists(), no_news.correlate(RoundRow).exists())
