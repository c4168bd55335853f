"""What the discussion addressed, as the leader ticks it when publishing the minutes."""

from collections.abc import Sequence

from bot.agendas import drafting
from bot.messages import coverage_forms as forms
from bot.messages.coverage_forms import AspectChoice
from bot.minutes.rules import MinutesOfPlan
from bot.slack.blocks import Block
from bot.slack.button_values import StaleValueError
from bot.slack.identifiers import FieldId
from bot.slack.payloads import Submission
from bot.turns import Turn
from storage.plans.plans import PlanSummary
from storage.rounds import coverage
from storage.rounds.coverage import StrategyAspect


def inputs(turn: Turn, draft: MinutesOfPlan) -> Sequence[Block]:
    """Checkboxes for all strategies; what the agenda named is ticked."""
    strategies = coverage.of_plan(turn.session, draft.plan.id).strategies
    return forms.discussed_inputs(strategies, drafting.expected(turn.session, draft.plan, draft.stored.period))


def ticked(turn: Turn, form: Submission, plan: PlanSummary) -> set[StrategyAspect]:
    """Raises StaleValueError for a choice that the form never offered."""
    chosen = [values for name, values in form.chosen.items() if name.startswith(f"{FieldId.DISCUSSED}:")]
    choices = [AspectChoice.read(text) for values in chosen for text in values]
    ticks = {(choice.strategy_id, choice.aspect) for choice in choices}
    strategies = coverage.of_plan(turn.session, plan.id).strategies
    if ticks - {(strategy.strategy_id, aspect) for strategy in strategies for aspect in strategy.discussed}:
        raise StaleValueError
    return ticks
