"""A plan's supports as they stood at the end of a day, by the steps recorded until then."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.items import supports
from storage.items.support_changes import SupportEventKind
from storage.items.support_values import Support, SupportState
from storage.models import SupportEventRow, SupportRow

_STATE = {
    SupportEventKind.ASKED: SupportState.ASKED,
    SupportEventKind.PASSED_ON: SupportState.ASKED,
    SupportEventKind.OFFERED: SupportState.OFFERED,
    SupportEventKind.PROVIDED: SupportState.PROVIDED,
    SupportEventKind.DECLINED: SupportState.DECLINED,
    SupportEventKind.USED: SupportState.PROVIDED,
    SupportEventKind.RATED: SupportState.RATED,
    SupportEventKind.WITHDRAWN: SupportState.WITHDRAWN,
}


def as_of(session: Session, plan_id: int, day: date) -> list[Support]:
    """In the order of the requests; what was taken back is left out."""
    events: dict[int, list[SupportEventRow]] = defaultdict(list)
    statement = (
        select(SupportEventRow)
        .join(SupportRow, SupportRow.id == SupportEventRow.support_id)
        .where(SupportRow.plan_id == plan_id, SupportEventRow.recorded_on <= day)
        .order_by(SupportEventRow.id)
    )
    for event in session.scalars(statement):
        events[event.support_id].append(event)
    stood = [
        _stood(support, events[support.id]) for support in supports.in_plan(session, plan_id) if events[support.id]
    ]
    return [support for support in stood if support.state is not SupportState.WITHDRAWN]


def _stood(support: Support, events: Sequence[SupportEventRow]) -> Support:
    """The support without what was recorded after its last event here."""
    kinds = {SupportEventKind(event.kind): event for event in events}
    before = replace(support, state=_STATE[SupportEventKind(events[-1].kind)])
    if SupportEventKind.PASSED_ON not in kinds and not any(event.passed_to_id for event in events):
        before = replace(before, passed_to="", passed_to_id=None, passed_on=None, is_with_district=False)
    if SupportEventKind.PROVIDED not in kinds:
        refusal = kinds.get(SupportEventKind.DECLINED)
        before = replace(before, provided=refusal.words if refusal else "", provided_on=None, source="")
    if SupportEventKind.RATED not in kinds:
        before = replace(before, used="", as_intended="", effective="", evidence="")
    return before
