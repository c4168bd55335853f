"""A plan's supports as they stood at the end of a day, by the steps recorded until then."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from plans.mentions import mention
from storage.items import supports
from storage.items.support_changes import SupportEventKind
from storage.items.support_values import Support, SupportState
from storage.models import SupportEventRow, SupportRow
from storage.people import organization_tree
from storage.people.organization_tree import Tree
from storage.plans.plans import PlanSummary

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
_ASKING = (SupportEventKind.ASKED, SupportEventKind.PASSED_ON)


def as_of(session: Session, plan: PlanSummary, day: date) -> list[Support]:
    """In the order of the requests; what was taken back is left out. Providers stand in them as mentions."""
    events: dict[int, list[SupportEventRow]] = defaultdict(list)
    statement = (
        select(SupportEventRow)
        .join(SupportRow, SupportRow.id == SupportEventRow.support_id)
        .where(SupportRow.plan_id == plan.id)
        .order_by(SupportEventRow.id)
    )
    later: dict[int, set[int | None]] = defaultdict(set)
    for event in session.scalars(statement):
        if event.recorded_on <= day:
            events[event.support_id].append(event)
        else:
            later[event.support_id].add(event.provider_id)
    tree = organization_tree.as_of(session, plan.workspace_id, day)
    stood = [
        _stood(support, events[support.id], later[support.id], tree)
        for support in supports.in_plan(session, plan.id)
        if events[support.id]
    ]
    return [support for support in stood if support.state is not SupportState.WITHDRAWN]


def _stood(
    support: Support, events: Sequence[SupportEventRow], later_providers: Set[int | None], tree: Tree
) -> Support:
    """The support as its events left it. What a row alone has, such as the source, stays once it was recorded."""
    newest = {SupportEventKind(event.kind): event for event in events}
    request = next((event for event in reversed(events) if event.kind == SupportEventKind.ASKED), None)
    last_asked = next((event for event in reversed(events) if event.kind in _ASKING), None)
    place = tree.get(last_asked.passed_to_id) if last_asked and last_asked.passed_to_id is not None else None
    before = replace(
        support,
        state=_STATE[SupportEventKind(events[-1].kind)],
        needed=request.words if request else support.needed,
        needed_by=request.day if request else support.needed_by,
        passed_to=place.name if place else "",
        passed_to_id=place.id if place else None,
        passed_on=last_asked.recorded_on if last_asked and place else None,
        is_with_district=place is not None and place.level == "district",
    )
    provider = next((event.provider_id for event in reversed(events) if event.provider_id is not None), None)
    if later_providers - {None, provider}:
        before = _with_provider(before, provider)
    return _as_provided(before, newest)


def _with_provider(support: Support, provider: int | None) -> Support:
    return replace(support, provider_id=provider, provider=mention(provider) if provider else "", copies=())


def _as_provided(support: Support, newest: Mapping[SupportEventKind, SupportEventRow]) -> Support:
    promise, given, refusal = (
        newest.get(kind) for kind in (SupportEventKind.OFFERED, SupportEventKind.PROVIDED, SupportEventKind.DECLINED)
    )
    words = given or (refusal if support.state is SupportState.DECLINED else None)
    before = replace(
        support,
        promised_for=promise.day if promise else None,
        provided=words.words if words else "",
        provided_on=given.day if given else None,
        source=support.source if given else "",
    )
    rating = newest.get(SupportEventKind.RATED)
    if rating is None:
        return replace(before, used="", as_intended="", effective="", evidence="")
    used = newest.get(SupportEventKind.USED)
    return replace(before, used=used.words if used else support.used, effective=rating.level, evidence=rating.words)
