"""The day of the next highlight discussion."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.check_ins import schedule
from storage.plans.plans import PlanSummary
from storage.rounds import minutes
from storage.rounds.agendas import StoredAgenda

AFTER_ROUND = timedelta(days=7)
"""How long after the next round's end its discussion is proposed."""


def proposed(session: Session, plan: PlanSummary, today: date) -> date | None:
    """None after the last round of the school year."""
    following = schedule.coming(session, plan, today)
    return following.last_day + AFTER_ROUND if following else None


def of_agenda(session: Session, plan: PlanSummary, stored: StoredAgenda, today: date) -> date | None:
    """As the minutes it was drafted with say, or as it was posted; else a proposal."""
    drafted_with = minutes.find(session, plan.id, stored.period)
    agreed = drafted_with.minutes.next_on if drafted_with else None
    return agreed or stored.held_on or proposed(session, plan, today)
