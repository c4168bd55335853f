"""Who gets asked what and when in the next twelve months, as the plan and the calendar stand today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.check_ins import schedule
from bot.check_ins.roster import roster
from bot.turns import Turn
from plans.cadences import Occasion, evidence
from plans.dates.holidays import usual_closing
from storage.people import calendars
from storage.plans import leads
from storage.plans.plans import PlanSummary
from storage.rounds import rounds

TWELVE_MONTHS = timedelta(days=365)
LOOK_BACK = timedelta(days=60)
"""Activities finished longer ago have had their evidence looked at, even over a long break."""


@dataclass(frozen=True, slots=True)
class Expected:
    occasion: Occasion
    people: tuple[str, ...]
    teams: tuple[str, ...]
    """Codes of the milestones whose team answers as one."""
    topics: int
    is_certain: bool = True
    """False where it hangs on an activity being done on its due date."""
    holiday: str = ""
    """What most schools are closed for on the day it opens, though no calendar says so."""


def preview(turn: Turn, plan: PlanSummary) -> list[Expected]:
    """What is done is not asked about again: later rounds will be smaller than what is listed now."""
    today = turn.today(plan.time_zone)
    until = today + TWELVE_MONTHS
    asked = rounds.asked_periods(turn.session, [plan.id]).get(plan.id, set())
    expected = [
        _expected(turn, plan, ahead, is_certain=True)
        for ahead in schedule.year(turn.session, plan)
        if ahead.period not in asked and today <= ahead.last_day and ahead.opens_on <= until
    ]
    expected += [_expected(turn, plan, ahead, is_certain=sure) for ahead, sure in _evidence(turn, plan, today, asked)]
    return sorted(
        (ahead for ahead in expected if ahead.topics),
        key=lambda ahead: (ahead.occasion.opens_on, ahead.occasion.period),
    )


def _evidence(turn: Turn, plan: PlanSummary, today: date, asked: set[str]) -> Iterable[tuple[Occasion, bool]]:
    """After what is finished, for certain; and after what is open, if it is done when it is due."""
    calendar = calendars.of(turn.session, plan.organization_id)
    done = leads.finished(turn.session, [plan.id], today - LOOK_BACK)
    by_period: dict[str, tuple[Occasion, bool]] = {}
    expected = leads.expected(turn.session, plan.id, today)
    for activity, sure in [*((activity, True) for activity in done), *((activity, False) for activity in expected)]:
        occasion = evidence(activity.strategy, activity.on, calendar)
        if occasion.last_day >= today and occasion.opens_on <= plan.ends_on and occasion.period not in asked:
            by_period.setdefault(occasion.period, (occasion, sure))
    return by_period.values()


def _expected(turn: Turn, plan: PlanSummary, occasion: Occasion, *, is_certain: bool) -> Expected:
    asked_roster = roster(turn.session, plan, occasion, occasion.opens_on)
    asked = [asked_roster.recipient(addressee) for addressee in asked_roster.topics]
    return Expected(
        occasion,
        people=tuple(sorted(person.name for person in asked if person)),
        teams=tuple(sorted(addressee.team for addressee in asked_roster.topics if addressee.team)),
        topics=sum(len(topics) for topics in asked_roster.topics.values()),
        is_certain=is_certain,
        holiday=usual_closing(occasion.opens_on),
    )
