"""Who may write minutes, and which ones a command or a button means."""

from dataclasses import dataclass
from datetime import date

from bot import which_plan
from bot.messages.minutes_pointers import MinutesPointer
from bot.minutes.months import NamedMonth, named_month
from bot.permissions.guards import AccessRule
from bot.permissions.plan_rules import PlanName, permitted
from bot.permissions.roles import Permission
from bot.slack import button_values
from bot.slack.payloads import Command
from bot.turns import CannotDoError, Turn
from storage.plans import plans
from storage.plans.plans import PlanSummary
from storage.rounds import minutes as store
from storage.rounds.minutes import StoredMinutes


@dataclass(frozen=True, slots=True)
class MinutesName:
    """What was typed after /plan minutes: a plan, then a month."""

    plan: PlanName
    month: NamedMonth | None

    @classmethod
    def typed(cls, command: Command, words: str) -> "MinutesName":
        name, month = named_month(words)
        return cls(PlanName(name, command.channel), month)


def _named(turn: Turn, asked: MinutesName) -> PlanSummary:
    """A month with its year means that school year's plan."""
    month = asked.month
    day = date(month.year, month.month, 1) if month and month.year else None
    plan = which_plan.find(turn, asked.plan.name, asked.plan.channel, day)
    return permitted(turn, Permission.WRITE_MINUTES, plan)


NAMED: AccessRule[MinutesName, PlanSummary] = AccessRule(Permission.WRITE_MINUTES, _named)
"""The plan whose minutes a command means."""


@dataclass(frozen=True, slots=True)
class MinutesOfPlan:
    stored: StoredMinutes
    plan: PlanSummary


def find(turn: Turn, pointer: MinutesPointer) -> MinutesOfPlan:
    """The minutes that a button carries, whoever the person is."""
    try:
        stored = store.get(turn.session, pointer.minutes_id)
    except LookupError as error:
        raise button_values.StaleValueError from error
    return MinutesOfPlan(stored, plans.summary(turn.session, stored.plan_id))


def _writable(turn: Turn, pointer: MinutesPointer) -> MinutesOfPlan:
    """Raises CannotDoError for published minutes too."""
    minutes = find(turn, pointer)
    permitted(turn, Permission.WRITE_MINUTES, minutes.plan)
    if minutes.stored.published:
        raise CannotDoError("minutes", "already_published")
    return minutes


DRAFT: AccessRule[MinutesPointer, MinutesOfPlan] = AccessRule(Permission.WRITE_MINUTES, _writable)
"""The draft a button belongs to."""
