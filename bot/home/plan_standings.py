"""What Home says about the plans that a person leads, follows or manages, with one query for each kind of fact.

Which plans there are, and in which order, is read of all; where a plan stands, only of those on the page.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.check_ins import schedule
from bot.messages.standings import HomePlans, ManagedPlan, PlanStanding
from bot.permissions.roles import Role
from plans import progress
from plans.calendar import ONE_DAY
from plans.item_progress import Day
from plans.needs import SchoolNeed, in_order_of_need
from plans.progress import Fraction, Progress
from plans.time_zones import zone_named
from storage.delivery import undelivered
from storage.items import items_behind, open_supports
from storage.items import progress as item_progress
from storage.items.open_supports import SupportCount
from storage.models import PersonRow
from storage.plans import unassigned, visible_plans
from storage.plans.plans import PlanSummary
from storage.plans.visible_plans import VisiblePlan
from storage.rounds import minutes, round_counts

LOST_SINCE = timedelta(days=30)
"""How long Home speaks of a message that couldn't be delivered."""
FOLLOWING = frozenset({Role.COACH, Role.VIEWER})


def of_person(session: Session, person: PersonRow, now: datetime) -> HomePlans:
    """The plans of this school year by what the person is in them. Staff without another role have none."""
    visible = visible_plans.of_person(session, person.id, person.workspace_id, now)
    if not visible:
        return HomePlans()
    standing = [each for each in visible if each.roles & (FOLLOWING | {Role.LEADER})]
    return HomePlans(
        led=[each.plan for each in standing if Role.LEADER in each.roles_there],
        schools=_by_need(session, [each.plan for each in standing if _leads_from_above(each)], now),
        followed=[each.plan for each in standing if Role.LEADER not in each.roles],
        managed=[each.plan for each in visible if Role.PLAN_MANAGER in each.roles],
        is_viewer=all(each.roles == {Role.VIEWER} for each in visible),
    )


def _leads_from_above(visible: VisiblePlan) -> bool:
    return Role.LEADER in visible.roles and Role.LEADER not in visible.roles_there


def _by_need(session: Session, plans: Sequence[PlanSummary], now: datetime) -> list[PlanSummary]:
    """Only what decides the order is counted of all of them: a state has hundreds, and shows six at a time."""
    supports = open_supports.counts(session, [plan.id for plan in plans])
    behind: dict[int, Fraction] = {}
    for day, ids in _by_day(plans, now).items():
        behind |= items_behind.of_plans(session, ids, day.on)
    return in_order_of_need((_need(plan, supports.get(plan.id), behind.get(plan.id), now), plan) for plan in plans)


def _need(plan: PlanSummary, support: SupportCount | None, behind: Fraction | None, now: datetime) -> SchoolNeed:
    return SchoolNeed(
        name=plan.organization,
        open_supports=support.requests if support else 0,
        days_open=_days_open(plan, support, now),
        behind=behind or Fraction(0, 0),
    )


def _days_open(plan: PlanSummary, support: SupportCount | None, now: datetime) -> int:
    """How many days the oldest open request has waited, in the school's time zone."""
    zone = zone_named(plan.time_zone)
    asked_on = support.oldest_at.astimezone(zone).date() if support else None
    return (now.astimezone(zone).date() - asked_on).days if asked_on else 0


def load(
    session: Session, plans: Sequence[PlanSummary], now: datetime, *, led_ids: Collection[int]
) -> list[PlanStanding]:
    """With the next round of those of them that are led."""
    if not plans:
        return []
    ids = [plan.id for plan in plans]
    counted = _progress(session, plans, now)
    counts = round_counts.latest(session, ids)
    supports = open_supports.counts(session, ids)
    periods = minutes.latest_periods(session, ids)
    ahead = schedule.next_occasions(session, [plan for plan in plans if plan.id in led_ids], now)
    standings = []
    for plan in plans:
        zone, of_round, support = zone_named(plan.time_zone), counts.get(plan.id), supports.get(plan.id)
        standings.append(
            PlanStanding(
                plan=plan,
                progress=counted[plan.id],
                round=of_round,
                closes_on=of_round.closes_at.astimezone(zone).date() - ONE_DAY if of_round else None,
                open_supports=support.requests if support else 0,
                days_open=_days_open(plan, support, now),
                minutes=periods.get(plan.id),
                next_round=ahead.get(plan.id),
            )
        )
    return standings


def _progress(session: Session, plans: Sequence[PlanSummary], now: datetime) -> dict[int, Progress]:
    return {
        plan_id: progress.count(groups, day)
        for day, ids in _by_day(plans, now).items()
        for plan_id, groups in item_progress.groups(session, ids, day.on).items()
    }


def _by_day(plans: Sequence[PlanSummary], now: datetime) -> dict[Day, list[int]]:
    """The plans' ids by the date at their schools: one query for each."""
    by_day: dict[Day, list[int]] = {}
    for plan in plans:
        day = Day(now.astimezone(zone_named(plan.time_zone)).date(), is_over=False)
        by_day.setdefault(day, []).append(plan.id)
    return by_day


def load_managed(session: Session, plans: Sequence[PlanSummary], now: datetime) -> list[ManagedPlan]:
    if not plans:
        return []
    roles = unassigned.roles(session, [plan.id for plan in plans])
    ahead = schedule.next_occasions(session, plans, now)
    lost = undelivered.lost(session, [plan.organization_id for plan in plans], now - LOST_SINCE)
    return [
        ManagedPlan(
            plan=plan,
            unassigned=roles.get(plan.id, ()),
            lost=[message for message in lost if message.organization_id == plan.organization_id],
            next_round=ahead.get(plan.id),
        )
        for plan in plans
    ]
