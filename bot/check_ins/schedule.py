"""Which rounds are due: the calendar gives the days, the database the periods that were asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from sqlalchemy.orm import Session

from bot.check_ins import request_messages
from bot.check_ins.roster import roster
from bot.isolation import isolated
from bot.turns import Turn
from plans.cadences import (
    AFTER_ACTIVITY,
    MAKE_UP,
    Cadence,
    Occasion,
    Rhythm,
    evidence,
    occasions,
    subject_of,
)
from plans.calendar import ONE_DAY, MonthlyDay, opens_at, period_key
from plans.school_calendar import SchoolCalendar
from plans.time_zones import zone_named
from storage.people import calendars, role_holders
from storage.plans import leads, plans
from storage.plans.plans import PlanSummary
from storage.rounds import rounds
from storage.rounds.rounds import RoundFacts

LONGEST_BREAK = timedelta(days=30)
"""The longest break that can delay the evidence round of a finished activity."""


@dataclass(frozen=True, slots=True)
class DueRound:
    plan: PlanSummary
    occasion: Occasion


@dataclass(frozen=True, slots=True)
class ActivePlans:
    """This school year's plans by id and the calendars by organization id, read once for a tick."""

    plans: Mapping[int, PlanSummary]
    calendars: Mapping[int, SchoolCalendar]

    @classmethod
    def read(cls, turn: Turn) -> "ActivePlans":
        in_session = plans.in_session(turn.session, turn.now.date())
        return cls({plan.id: plan for plan in in_session}, calendars.every(turn.session))

    def calendar(self, plan: PlanSummary) -> SchoolCalendar:
        return self.calendars[plan.organization_id]


def due(turn: Turn, active: ActivePlans) -> list[DueRound]:
    """The rounds whose day has come in the easternmost time zone of their people, without those already asked.

    After an outage, a round opens late if it would still be open. Rounds that would be over are skipped.
    """
    asked = rounds.asked_periods(turn.session, active.plans)
    due_rounds: dict[tuple[int, str], DueRound] = {}
    for plan, occasion in _candidates(turn, active):
        with isolated("plan", plan.id):
            if occasion.period not in asked.get(plan.id, ()) and _has_come(turn, plan, occasion):
                due_rounds.setdefault((plan.id, occasion.period), DueRound(plan, occasion))
    return list(due_rounds.values())


def _candidates(turn: Turn, active: ActivePlans) -> Iterator[tuple[PlanSummary, Occasion]]:
    """Occasions that may be due by calendar day. The day begins earlier for people east of the school."""
    for plan in active.plans.values():
        near: list[Occasion] = []
        with isolated("plan", plan.id):
            today = turn.today(plan.time_zone)
            near = [occasion for occasion in _year(rhythm(plan), active.calendar(plan)) if _is_near(occasion, today)]
        yield from ((plan, occasion) for occasion in near if occasion.opens_on >= plan.created_on)
    since = turn.now.date() - AFTER_ACTIVITY - MAKE_UP - LONGEST_BREAK
    for activity in leads.finished(turn.session, active.plans, since):
        plan = active.plans[activity.plan_id]
        near = []
        with isolated("plan", plan.id):
            occasion = evidence(activity.strategy, activity.on, active.calendar(plan))
            near = [occasion] if _is_near(occasion, turn.today(plan.time_zone)) else []
        yield from ((plan, occasion) for occasion in near)


def _is_near(occasion: Occasion, today: date) -> bool:
    return occasion.opens_on <= today + ONE_DAY and today <= occasion.last_day


def _has_come(turn: Turn, plan: PlanSummary, occasion: Occasion) -> bool:
    """Whether the first send time has passed, the round is not over, and someone has topics."""
    if not _first_morning(turn.session, plan, occasion.opens_on) <= turn.now < closes_at(plan, occasion):
        return False
    return bool(roster(turn.session, plan, occasion, turn.today(plan.time_zone)).topics)


def _first_morning(session: Session, plan: PlanSummary, day: date) -> datetime:
    zones = role_holders.zones_of(session, plan.id) or {plan.time_zone}
    at = time.fromisoformat(plan.asks_at)
    return min(opens_at(day, at, zone_named(zone, plan.time_zone)) for zone in zones)


def closes_at(plan: PlanSummary, occasion: Occasion) -> datetime:
    """The end of the occasion's last day in the school's time zone."""
    return opens_at(occasion.last_day + ONE_DAY, time(0), zone_named(plan.time_zone))


def under_way(of: RoundFacts, plan: PlanSummary, day: date) -> Occasion:
    """The occasion of an open round, with `day` as its opening day."""
    last = request_messages.last_day(of, plan.time_zone)
    return Occasion(cadence=of.cadence, period=of.period, opens_on=day, last_day=last, subject=subject_of(of.period))


# ---------------------------------------------------------------- the year


def rhythm(plan: PlanSummary) -> Rhythm:
    return Rhythm(
        asks_on=MonthlyDay.named(plan.asks_on),
        open_days=plan.open_days,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
    )


@lru_cache(maxsize=4096)
def _year(rhythm_of_plan: Rhythm, calendar: SchoolCalendar) -> tuple[Occasion, ...]:
    return occasions(rhythm_of_plan, calendar)


def year(session: Session, plan: PlanSummary) -> list[Occasion]:
    """The plan's occasions in its school year, from the day it was imported."""
    whole = _year(rhythm(plan), calendars.of(session, plan.organization_id))
    return [occasion for occasion in whole if occasion.opens_on >= plan.created_on]


def coming(session: Session, plan: PlanSummary, today: date, cadence: Cadence = Cadence.MONTHLY) -> Occasion | None:
    """The next occasion no one was asked in. None after the last of the school year."""
    asked = rounds.asked_periods(session, [plan.id]).get(plan.id, set())
    open_ones = (
        occasion for occasion in year(session, plan) if occasion.cadence is cadence and occasion.last_day >= today
    )
    return next((occasion for occasion in open_ones if occasion.period not in asked), None)


def next_day(session: Session, plan: PlanSummary, today: date) -> date | None:
    """The next day on which a monthly round opens."""
    days = (occasion.opens_on for occasion in year(session, plan) if occasion.cadence is Cadence.MONTHLY)
    return next((day for day in days if day > today), None)


def next_occasions(session: Session, among: Sequence[PlanSummary], now: datetime) -> dict[int, Occasion]:
    """By plan id, the next round that nobody was asked in; no entry for a plan after its last one."""
    if not among:
        return {}
    by_place = calendars.every(session)
    asked = rounds.asked_periods(session, [plan.id for plan in among])
    ahead: dict[int, Occasion] = {}
    for plan in among:
        today = now.astimezone(zone_named(plan.time_zone)).date()
        for occasion in sorted(_year(rhythm(plan), by_place[plan.organization_id]), key=lambda each: each.opens_on):
            is_ahead = occasion.last_day >= today and occasion.opens_on >= plan.created_on
            if is_ahead and occasion.period not in asked.get(plan.id, ()):
                ahead.setdefault(plan.id, occasion)
    return ahead


def at_once(session: Session, plan: PlanSummary, today: date, cadence: Cadence) -> Occasion | None:
    """This period's occasion, starting today. None for evidence rounds, which only activities open."""
    if cadence is Cadence.MONTHLY:
        last = today + timedelta(days=plan.open_days - 1)
        return Occasion(cadence=cadence, period=period_key(today), opens_on=today, last_day=last)
    ahead = [occasion for occasion in year(session, plan) if occasion.cadence is cadence and occasion.last_day >= today]
    if not ahead:
        return None
    next_occasion = ahead[0]
    length = next_occasion.last_day - next_occasion.opens_on
    last = next_occasion.last_day if next_occasion.opens_on <= today else today + length
    return Occasion(cadence=cadence, period=next_occasion.period, opens_on=today, last_day=last)
