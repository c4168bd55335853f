"""Action items asked about in the last closed round of each of a network's plans, and those with an answer."""

from datetime import datetime, time, timedelta

from sqlalchemy import Subquery, and_, case, func, or_, select
from sqlalchemy.orm import Session

from plans.cadences import Cadence
from plans.progress import Fraction
from plans.time_zones import zone_named
from storage.models import (
    ActionItemRow,
    AnswerRow,
    CheckInRequestRow,
    RequestTopicRow,
    RoundRow,
)
from storage.network import coding
from storage.network.view import Key, NetworkView, key_of
from storage.rows import rows


def groups(session: Session, view: NetworkView, time_zone: str) -> dict[Key, Fraction]:
    """`time_zone` is the network's own: a round belongs to a day if it closed before that day was over there."""
    last, asked = _last_rounds(view, time_zone), _asked(view)
    about_round = or_(
        AnswerRow.corrects_id == asked.c.round_id,
        and_(AnswerRow.round_id == asked.c.round_id, AnswerRow.corrects_id.is_(None)),
    )
    is_answered = (
        select(AnswerRow.id)
        .where(about_round, AnswerRow.item_id == asked.c.item_id, AnswerRow.on <= view.day.on)
        .correlate(asked)
        .exists()
    )
    statement, its_coding = coding.of_items(
        select(asked.c.plan_id, case((is_answered, 1), else_=0).label("answered"))
        .select_from(asked)
        .join(last, last.c.round_id == asked.c.round_id)
        .join(ActionItemRow, ActionItemRow.id == asked.c.item_id),
        view.day,
    )
    counted = statement.add_columns(its_coding.label("coding")).subquery()
    grouped = view.grouped(counted, (func.sum(counted.c.answered), func.count()))
    return {key_of(key): Fraction(int(answered), asked_about) for key, answered, asked_about in rows(session, grouped)}


def _last_rounds(view: NetworkView, time_zone: str) -> Subquery:
    """The monthly round of each plan that closed last."""
    midnight = datetime.combine(view.day.on + timedelta(days=1), time(), zone_named(time_zone))
    closed_at = func.coalesce(RoundRow.closed_at, RoundRow.closes_at)
    place = func.row_number().over(partition_by=RoundRow.plan_id, order_by=RoundRow.period.desc())
    ranked = (
        select(RoundRow.id.label("round_id"), place.label("place"))
        .where(
            RoundRow.plan_id.in_(view.plan_ids),
            RoundRow.cadence == Cadence.MONTHLY.value,
            RoundRow.state == "closed",
            closed_at < midnight,
        )
        .subquery()
    )
    return select(ranked.c.round_id).where(ranked.c.place == 1).subquery("last_round")


def _asked(view: NetworkView) -> Subquery:
    """Each action item of a round once, however many people were asked about it."""
    return (
        select(RoundRow.plan_id, RoundRow.id.label("round_id"), RequestTopicRow.item_id)
        .join(CheckInRequestRow, CheckInRequestRow.round_id == RoundRow.id)
        .join(RequestTopicRow, RequestTopicRow.request_id == CheckInRequestRow.id)
        .where(RoundRow.plan_id.in_(view.plan_ids), RequestTopicRow.item_id.is_not(None))
        .distinct()
        .subquery("asked")
    )
