"""Support that was still needed at the end of a day, told by the steps recorded until then."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from conversations.highlight import OpenSupport
from storage.items.support_changes import SupportEventKind
from storage.items.support_values import OPEN
from storage.models import ActionItemRow, OrganizationRow, PersonRow, SupportEventRow, SupportRow

_CLOSING = (SupportEventKind.PROVIDED, SupportEventKind.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class _Step:
    event: SupportEventRow
    code: str
    provider: str
    passed_to: OrganizationRow | None


def open_on(session: Session, plan_id: int, day: date) -> list[OpenSupport]:
    """In the order of the requests. Those of people who have left the workspace are dropped."""
    asker = aliased(PersonRow)
    statement = (
        select(SupportEventRow, SupportRow.topic_code, ActionItemRow.code, PersonRow.name, OrganizationRow)
        .join(SupportRow, SupportRow.id == SupportEventRow.support_id)
        .join(asker, asker.id == SupportRow.asker_id)
        .outerjoin(ActionItemRow, ActionItemRow.id == SupportRow.item_id)
        .outerjoin(PersonRow, PersonRow.id == SupportEventRow.provider_id)
        .outerjoin(OrganizationRow, OrganizationRow.id == SupportEventRow.passed_to_id)
        .where(SupportRow.plan_id == plan_id, SupportEventRow.recorded_on <= day, asker.active)
        .order_by(SupportEventRow.support_id, SupportEventRow.id)
    )
    requests: dict[int, OpenSupport] = {}
    for event, topic_code, item_code, provider, passed_to in session.execute(statement):
        step = _Step(event, item_code or topic_code, provider or "", passed_to)
        after = _after(requests.pop(event.support_id, None), step)
        if after is not None:
            requests[event.support_id] = after
    return [replace(support, days_open=(day - support.asked_on).days) for support in requests.values()]


@dataclass(frozen=True, slots=True)
class SupportCount:
    requests: int
    oldest_at: datetime


def counts(session: Session, plan_ids: Collection[int]) -> dict[int, SupportCount]:
    """By plan id, how many requests are open now; no entry for a plan without any."""
    statement = (
        select(SupportRow.plan_id, func.count(), func.min(SupportRow.at))
        .join(PersonRow, PersonRow.id == SupportRow.asker_id)
        .where(SupportRow.plan_id.in_(plan_ids), SupportRow.state.in_(OPEN), PersonRow.active)
        .group_by(SupportRow.plan_id)
    )
    return {plan_id: SupportCount(count, oldest) for plan_id, count, oldest in session.execute(statement)}


def _after(before: OpenSupport | None, step: _Step) -> OpenSupport | None:
    """The request after a step; None if it is no longer open."""
    event = step.event
    match SupportEventKind(event.kind):
        case SupportEventKind.ASKED | SupportEventKind.PASSED_ON:
            return _asked(before, step)
        case SupportEventKind.OFFERED if before is not None:
            return replace(before, provider=step.provider, promised_for=event.day)
        case SupportEventKind.DECLINED if before is not None:
            return replace(before, provider=step.provider, refusal=event.words, promised_for=None)
        case kind if kind in _CLOSING:
            return None
    return before


def _asked(before: OpenSupport | None, step: _Step) -> OpenSupport:
    event, above = step.event, step.passed_to
    is_there_already = before is not None and above is not None and before.passed_to == above.name
    return OpenSupport(
        id=event.support_id,
        code=step.code,
        needed=event.words or (before.needed if before else ""),
        asked_on=before.asked_on if before else event.recorded_on,
        provider=step.provider,
        days_open=0,
        passed_to=above.name if above else "",
        is_with_district=above is not None and above.level == "district",
        passed_on=before.passed_on if before and is_there_already else event.recorded_on if above else None,
    )
