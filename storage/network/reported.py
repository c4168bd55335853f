"""Action items asked about in the last closed round of each of a network's plans, and those with an answer."""

from datetime import datetime, time, timedelta

from sqlalchemy import ColumnElement, Subquery, and_, case, false, func, or_, select, tuple_
from sqlalchemy.orm import Session

from plans.cadences import Cadence
from plans.item_progress import Day
from plans.progress import Fraction
from plans.time_zones import zone_named
from storage.models import (
    ActionItemRow,
    AnswerRow,
    CheckInRequestRow,
    OrganizationRow,
    PlanRow,
    RequestTopicRow,
    RoundRow,
)
from storage.network.view import Key, NetworkView, key_of
from storage.rows import rows


def groups(session: Session, view: NetworkView) -> dict[Key, Fraction]:
    asked = _asked(_last_rounds(session, view))
    statement, its_coding = view.of_items(
        select(asked.c.plan_id, case((_is_answered(asked, view), 1), else_=0).label("answered"))
        .select_from(asked)
        .join(ActionItemRow, ActionItemRow.id == asked.c.item_id),
    )
    counted = statement.add_columns(its_coding.label("coding")).subquery()
    grouped = view.grouped(counted, (func.sum(counted.c.answered), func.count()))
    return {key_of(key): Fraction(int(answered), asked_about) for key, answered, asked_about in rows(session, grouped)}


def _last_rounds(session: Session, view: NetworkView) -> Subquery:
    """The monthly round of each plan that closed last before the day was over at the school."""
    organization = OrganizationRow
    of_plans = select(organization.time_zone).join(PlanRow, PlanRow.organization_id == organization.id)
    zones = session.scalars(of_plans.where(PlanRow.id.in_(view.plan_ids)).distinct()).all()
    closed_at = func.coalesce(RoundRow.closed_at, RoundRow.closes_at)
    is_before_midnight = [and_(organization.time_zone == zone, closed_at < _midnight(view.day, zone)) for zone in zones]
    place = func.row_number().over(partition_by=RoundRow.plan_id, order_by=RoundRow.period.desc())
    ranked = (
        select(RoundRow.plan_id, RoundRow.id.label("round_id"), place.label("place"))
        .join(PlanRow, PlanRow.id == RoundRow.plan_id)
        .join(organization, organization.id == PlanRow.organization_id)
        .where(
            RoundRow.plan_id.in_(view.plan_ids),
            RoundRow.cadence == Cadence.MONTHLY.value,
            RoundRow.state == "closed",
            or_(false(), *is_before_midnight),
        )
        .subquery()
    )
    return select(ranked.c.plan_id, ranked.c.round_id).where(ranked.c.place == 1).subquery("last_round")


def _midnight(day: Day, time_zone: str) -> datetime:
    """When the day is over there."""
    return datetime.combine(day.on + timedelta(days=1), time(), zone_named(time_zone))


def _asked(last: Subquery) -> Subquery:
    """Each action item of a round once, however many people were asked about it."""
    return (
        select(last.c.plan_id, last.c.round_id, RequestTopicRow.item_id)
        .join(CheckInRequestRow, CheckInRequestRow.round_id == last.c.round_id)
        .join(RequestTopicRow, RequestTopicRow.request_id == CheckInRequestRow.id)
        .where(RequestTopicRow.item_id.is_not(None))
        .distinct()
        .subquery("asked")
    )


def _is_answered(asked: Subquery, view: NetworkView) -> ColumnElement[bool]:
    """In that round, or by a later answer that corrects it. Corrections are few, so they are read once for all."""
    by_the_day = AnswerRow.on <= view.day.on
    in_round = (
        select(AnswerRow.id)
        .where(AnswerRow.round_id == asked.c.round_id, AnswerRow.item_id == asked.c.item_id)
        .where(AnswerRow.corrects_id.is_(None), by_the_day)
    )
    corrected = select(AnswerRow.corrects_id, AnswerRow.item_id).where(AnswerRow.corrects_id > 0, by_the_day)
    return or_(in_round.correlate(asked).exists(), tuple_(asked.c.round_id, asked.c.item_id).in_(corrected))
