"""Requests for support that were open in a network's plans on a day, by the steps recorded until then."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, case, func, null, select
from sqlalchemy.orm import Session

from plans.network import OpenSupports
from plans.practices import PRACTICES
from storage.aliases import alias_of
from storage.items.support_changes import SupportEventKind
from storage.models import (
    ActionItemRow,
    PersonRow,
    SupportEventRow,
    SupportRow,
)
from storage.network.view import Key, NetworkView, key_of
from storage.rows import rows

_Closing = alias_of(SupportEventRow)
_ASKING = (SupportEventKind.ASKED.value, SupportEventKind.PASSED_ON.value)
_CLOSING = (SupportEventKind.PROVIDED.value, SupportEventKind.WITHDRAWN.value)
_ANSWERING = (*_CLOSING, SupportEventKind.OFFERED.value, SupportEventKind.DECLINED.value)


def groups(session: Session, view: NetworkView) -> dict[Key, OpenSupports]:
    statement, its_coding = coded(view)
    statement = statement.join(PersonRow, PersonRow.id == SupportRow.asker_id).where(PersonRow.active)
    columns = (_asked_on(view.day.on, _CLOSING).label("asked_on"), its_coding.label("coding"))
    counted = statement.add_columns(*columns).subquery()
    grouped = view.grouped(counted, (func.count(), func.min(counted.c.asked_on)))
    return {
        key_of(key): OpenSupports(requests=requests, oldest_on=oldest_on)
        for key, requests, oldest_on in rows(session, grouped.where(counted.c.asked_on.is_not(None)))
    }


def coded(view: NetworkView) -> tuple[Select[*tuple[Any, ...]], ColumnElement[str | None]]:
    """A statement that reads the plan_id of supports; and their coding.

    Support for an action item has the item's, other support that of its milestone or strategy, or is for a practice
    itself, as what a district offers is.
    """
    milestones, strategies = view.milestones(), view.strategies()
    has_no_item = SupportRow.item_id.is_(None)
    statement, of_item = view.of_items(
        select(SupportRow.plan_id)
        .select_from(SupportRow)
        .outerjoin(ActionItemRow, ActionItemRow.id == SupportRow.item_id)
        .where(SupportRow.plan_id.in_(view.plan_ids)),
    )
    for part in (milestones, strategies):
        is_topic = and_(has_no_item, part.c.plan_id == SupportRow.plan_id, part.c.code == SupportRow.topic_code)
        statement = statement.outerjoin(part, is_topic)
    is_practice = and_(has_no_item, SupportRow.topic_code.in_(PRACTICES))
    of_itself = null() if view.of_objectives else case((is_practice, SupportRow.topic_code))
    return statement, func.coalesce(of_item, milestones.c.coding, strategies.c.coding, of_itself)


def unanswered(session: Session, plan_ids: Collection[int], on: date) -> dict[int, OpenSupports]:
    """The requests of each plan that nobody had promised, provided, declined or taken back by the day."""
    counted = (
        select(SupportRow.plan_id, _asked_on(on, _ANSWERING).label("asked_on"))
        .join(PersonRow, PersonRow.id == SupportRow.asker_id)
        .where(SupportRow.plan_id.in_(plan_ids), PersonRow.active)
        .subquery()
    )
    statement = select(counted.c.plan_id, func.count(), func.min(counted.c.asked_on))
    grouped = statement.where(counted.c.asked_on.is_not(None)).group_by(counted.c.plan_id)
    return {
        plan_id: OpenSupports(requests=requests, oldest_on=oldest_on)
        for plan_id, requests, oldest_on in rows(session, grouped)
    }


def _asked_on(on: date, ending: Sequence[str]) -> ScalarSelect[date]:
    """The first day on which it was asked for since the last event that ended the wait; NULL if it does not wait."""
    ended = (
        select(func.max(_Closing.id))
        .where(
            _Closing.support_id == SupportRow.id,
            _Closing.kind.in_(ending),
            _Closing.recorded_on <= on,
        )
        .correlate(SupportRow)
        .scalar_subquery()
    )
    asked = select(func.min(SupportEventRow.recorded_on)).where(
        SupportEventRow.support_id == SupportRow.id,
        SupportEventRow.kind.in_(_ASKING),
        SupportEventRow.recorded_on <= on,
        SupportEventRow.id > func.coalesce(ended, 0),
    )
    return asked.correlate(SupportRow).scalar_subquery()
