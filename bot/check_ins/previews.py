"""The rounds expected in the next twelve months, from the plan and the school calendar as they are today."""

from collections.abc import Iterable
from datetime import date, timedelta

from bot.check_ins import schedule
from bot.check_ins.roster import roster
from bot.messages.calendar import ExpectedRound
from bot.turns import Turn
from plans.cadences import Occasion, evidence
from plans.dates.holidays import usual_closing
from storage.people import calendars
from storage.plans import leads
from storage.plans.plans import PlanSummary
from storage.rounds import rounds

TWELVE_MONTHS = timedelta(days=365)
LOOK_BACK = timedelta(days=60)
"""An activity finished longer ago has had its evidence round, even when a long break delayed it."""


def preview(turn: Turn, plan: PlanSummary) -> list[ExpectedRound]:
    """Count every open item in every round. Later rounds get smaller, because completed items are not asked about."""
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
    """Evidence rounds: certain after finished activities, and expected after open ones completed on their due dates."""
    calendar = calendars.of(turn.session, plan.organization_id)
    done = leads.finished(turn.session, [plan.id], today - LOOK_BACK)
    by_period: dict[str, tuple[Occasion, bool]] = {}
    expected = leads.expected(turn.session, plan.id, today)
    for activity, sure in [*((activity, True) for activity in done), *((activity, False) for activity in expected)]:
        occasion = evidence(activity.strategy, activity.on, calendar)
        if occasion.last_day >= today and occasion.opens_on <= plan.ends_on and occasion.period not in asked:
            by_period.setdefault(occasion.period, (occasion, sure))
    return by_period.values()


def _expected(turn: Turn, plan: PlanSummary, occasion: Occasion, *, is_certain: bool) -> ExpectedRound:
    asked_roster = roster(turn.session, plan, occasion, occasion.opens_on)
    asked = [asked_roster.recipient(addressee) for addressee in asked_roster.topics]
    return ExpectedRound(
        occasion,
        people=tuple(sorted(person.name for person in asked if person)),
        teams=tuple(sorted(addressee.team for addressee in asked_roster.topics if addressee.team)),
        topics=sum(len(topics) for topics in asked_roster.topics.values()),
        is_certain=is_certain,
        holiday=usual_closing(occasion.opens_on),
    )
