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
    known = [
        _expected(turn, plan, one, is_certain=True)
        for one in schedule.year(turn.session, plan)
        if one.period not in asked and today <= one.last_day and one.opens_on <= until
    ]
    known += [_expected(turn, plan, one, is_certain=sure) for one, sure in _evidence(turn, plan, today, asked)]
    return sorted((one for one in known if one.topics), key=lambda one: (one.occasion.opens_on, one.occasion.period))


def _evidence(turn: Turn, plan: PlanSummary, today: date, asked: set[str]) -> Iterable[tuple[Occasion, bool]]:
    """After what is finished, for certain; and after what is open, if it is done when it is due."""
    calendar = calendars.of(turn.session, plan.organization_id)
    done = leads.finished(turn.session, [plan.id], today - LOOK_BACK)
    found: dict[str, tuple[Occasion, bool]] = {}
    expected = leads.expected(turn.session, plan.id, today)
    for one, sure in [*((one, True) for one in done), *((one, False) for one in expected)]:
        occasion = evidence(one.strategy, one.on, calendar)
        if occasion.last_day >= today and occasion.opens_on <= plan.ends_on and occasion.period not in asked:
            found.setdefault(occasion.period, (occasion, sure))
    return found.values()


def _expected(turn: Turn, plan: PlanSummary, occasion: Occasion, *, is_certain: bool) -> Expected:
    made = roster(turn.session, plan, occasion, occasion.opens_on)
    asked = [made.recipient(addressee) for addressee in made.topics]
    return Expected(
        occasion,
        people=tuple(sorted(person.name for person in asked if person)),
        teams=tuple(sorted(addressee.team for addressee in made.topics if addressee.team)),
        topics=sum(len(topics) for topics in made.topics.values()),
        is_certain=is_certain,
        holiday=usual_closing(occasion.opens_on),
    )
