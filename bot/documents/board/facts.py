"""Loads what the board packet and the page of meetings say about a plan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from conversations.documents import terms
from conversations.documents.board import (
    BlockedMilestone,
    CauseCount,
    DecisionNeeded,
    OpenHelp,
    StandingOnDay,
    count_causes,
    days_of_trend,
    quarter_of,
)
from conversations.documents.implementation import CauseGiven, DateChange
from plans.calendar import SchoolYear
from plans.item_progress import Day
from plans.lagging import LaggingItems
from plans.milestones import count_milestones
from plans.school_calendar import Term
from storage.documents import debriefs, decisions, supports
from storage.documents.debriefs import Debriefs
from storage.documents.implementation import item_records
from storage.items import progress
from storage.items.support_values import Support, SupportState
from storage.people import calendars
from storage.plans import milestones, wordings
from storage.plans.plans import PlanSummary


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardFacts:
    district: str
    quarter: Term
    trend: Sequence[StandingOnDay]
    """By the last day of each month of the quarter, and by the day itself, which comes last."""
    lagging: LaggingItems
    """The action items that are behind or at risk on the day."""
    behind_without_cause: int
    debriefs: Debriefs
    causes: Sequence[CauseCount]
    decisions: Sequence[DecisionNeeded]
    blocked: Sequence[BlockedMilestone]
    requests: Sequence[OpenHelp]
    """Support still needed, the oldest first."""


def load(session: Session, plan: PlanSummary, day: Day) -> BoardFacts:
    quarters = calendars.of(session, plan.organization_id).quarters(SchoolYear.of(plan.starts_on))
    quarter = quarter_of(quarters, day.on)
    lagging = progress.lagging_items(session, plan.id, day)
    needed = [support for support in supports.as_of(session, plan, day.on) if support.is_open]
    return BoardFacts(
        district=wordings.district_on(session, plan, day.on),
        quarter=quarter,
        trend=[_standing(session, plan, each) for each in days_of_trend(quarter, day)],
        lagging=lagging,
        behind_without_cause=sum(item.cause is None for item in lagging.behind),
        debriefs=debriefs.published_between(session, plan.id, quarter.first, day.on),
        causes=count_causes(_causes(session, plan, quarters, quarter, day)),
        decisions=decisions.needed_on(session, plan.id, day.on),
        blocked=[*_blocked(session, plan, day)],
        requests=sorted(
            (_help(support, plan.organization, day.on) for support in needed), key=lambda request: -request.days_open
        ),
    )


def _standing(session: Session, plan: PlanSummary, day: Day) -> StandingOnDay:
    return StandingOnDay(
        day=day,
        progress=progress.count(session, plan.id, day),
        milestones=count_milestones(milestones.as_of(session, plan.id, day)),
    )


def _causes(
    session: Session, plan: PlanSummary, quarters: Sequence[Term], quarter: Term, day: Day
) -> Iterator[tuple[str, str]]:
    """Each cause that was given in the quarter, with the code of its action item."""
    span = terms.spans([(term.first, term.last) for term in quarters], day)[quarter.number - 1]
    if span is None:
        return
    records = item_records(session, plan, day.on)
    items = [item for of_milestone in records.values() for item in of_milestone]
    for of_item in terms.milestone_quarter(items, (), span).adjustments:
        for adjustment in of_item.adjustments:
            if isinstance(adjustment, CauseGiven | DateChange) and adjustment.cause:
                yield of_item.code, adjustment.cause


def _blocked(session: Session, plan: PlanSummary, day: Day) -> Iterator[BlockedMilestone]:
    for late in milestones.lagging(session, plan.id, day).behind:
        if late.cause is not None and late.cause.is_ours is False:
            yield BlockedMilestone(code=late.code, title=late.text, days_late=late.days_late, cause=late.cause.cause)


def _help(support: Support, organization: str, on: date) -> OpenHelp:
    return OpenHelp(
        code=support.code,
        needed=support.needed,
        asked_of=support.source_organization,
        is_outside=support.source_organization != organization,
        days_open=support.days_open(on),
        days_waiting=(on - support.waiting_since).days,
        promised_for=support.promised_for if support.state is SupportState.OFFERED else None,
        is_promised=support.state is SupportState.OFFERED,
        is_declined=support.state is SupportState.DECLINED,
    )
