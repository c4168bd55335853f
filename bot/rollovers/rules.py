"""Who decides how a plan goes on in the next school year, and what there is to decide."""

from dataclasses import dataclass

from bot.permissions.guards import AccessRule
from bot.permissions.plan_rules import NamesPlan, PlanName, in_plan, in_plan_named
from bot.permissions.roles import Permission
from bot.turns import Turn
from conversations.next_year import NextYearFacts
from conversations.rollover import RolloverState
from storage.plans.plans import PlanSummary
from storage.rollovers import decisions, unfinished
from storage.rollovers.decisions import StoredRollover


@dataclass(frozen=True, slots=True)
class Rollover:
    """A plan with its open work and what is decided about it."""

    plan: PlanSummary
    facts: NextYearFacts
    stored: StoredRollover | None

    @property
    def state(self) -> RolloverState:
        if self.stored is None:
            return self.facts.state({}, is_confirmed=False, is_over=False)
        return self.facts.state(
            self.stored.decisions, is_confirmed=self.stored.is_confirmed, is_over=self.stored.is_over
        )


def load(turn: Turn, plan: PlanSummary) -> Rollover:
    stored = decisions.load(turn.session, plan.id, for_change=turn.writes)
    return Rollover(plan, unfinished.facts(turn.session, plan, turn.today(plan.time_zone)), stored)


def _of_plan(turn: Turn, pointer: NamesPlan) -> Rollover:
    return load(turn, in_plan(Permission.CHANGE_PLAN).admit(turn, pointer))


def _named(turn: Turn, asked: PlanName) -> Rollover:
    return load(turn, in_plan_named(Permission.CHANGE_PLAN).admit(turn, asked))


ROLLOVER: AccessRule[NamesPlan, Rollover] = AccessRule(Permission.CHANGE_PLAN, _of_plan)
ROLLOVER_NAMED: AccessRule[PlanName, Rollover] = AccessRule(Permission.CHANGE_PLAN, _named)
