"""Past root cause dialogs, and the line from causes through the plan."""

from dataclasses import dataclass

from bot import which_plan
from bot.blocks import MessageContent
from bot.messages.items import tracing
from bot.messages.root_cause import record
from bot.payloads import Command
from bot.plan_rules import PlanName
from bot.turns import Turn
from conversations.root_cause import trace
from storage.dialogs import root_cause, root_links
from storage.plans import whole_plan
from storage.plans.plans import PlanSummary

HISTORY_SHOWN = 20


def history(turn: Turn, _command: Command, _name: PlanName, plan: PlanSummary) -> MessageContent:
    """/plan whys history lists what there was."""
    dialogs = root_cause.STORE.history(turn.session, plan.organization_id, reader=turn.by.slack_id, limit=HISTORY_SHOWN)
    return record.history(plan.organization, dialogs)


@dataclass(frozen=True, slots=True)
class TracedCode(PlanName):
    code: str

    @classmethod
    def typed(cls, command: Command, words: str) -> "TracedCode":
        code, name = which_plan.code_and_plan(words)
        return cls(name, command.channel, code)


def trace_code(turn: Turn, _command: Command, typed: TracedCode, plan: PlanSummary) -> MessageContent:
    """/plan trace CODE tells for which cause an item is; without a code, where the line is broken."""
    whole = whole_plan.load(turn.session, plan.id)
    links = root_links.links(turn.session, plan.id, reader=turn.by.slack_id)
    if not typed.code:
        return tracing.gaps(plan.organization, trace.gaps(whole, links))
    return tracing.item(typed.code, trace.trace(whole, links, typed.code))
