"""The line from causes through the plan."""

from dataclasses import dataclass

from bot import which_plan
from bot.messages.items import tracing
from bot.permissions.plan_rules import PlanName
from bot.slack.blocks import MessageContent
from bot.slack.payloads import Command
from bot.turns import Turn
from conversations.root_cause import trace
from storage.dialogs import root_links
from storage.plans import whole_plan
from storage.plans.plans import PlanSummary


@dataclass(frozen=True, slots=True)
class TracedCode(PlanName):
    code: str

    @classmethod
    def typed(cls, command: Command, words: str) -> "TracedCode":
        code, name = which_plan.code_and_plan(words)
        return cls(name, command.channel, code)


def trace_code(turn: Turn, _command: Command, typed: TracedCode, plan: PlanSummary) -> MessageContent:
    """/plan trace CODE shows which cause an item addresses; without a code, where the line is broken."""
    whole = whole_plan.load(turn.session, plan.id)
    stand_alone = whole_plan.stand_alone(turn.session, plan.id)
    links = root_links.links(turn.session, plan.id, reader=turn.by.slack_id)
    if not typed.code:
        return tracing.gaps(plan.organization, trace.gaps(whole, links, stand_alone))
    return tracing.item(typed.code, trace.trace(whole, links, typed.code, stand_alone))
