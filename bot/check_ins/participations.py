"""/plan participation: each team's participation, shown to leaders in their own messages only."""

from bot.messages.check_ins import participation as messages
from bot.permissions.plan_rules import PlanName
from bot.slack.blocks import MessageContent
from bot.slack.payloads import Command
from bot.turns import Turn
from plans.participation import by_team
from storage.plans.plans import PlanSummary
from storage.rounds import participations


def show(turn: Turn, _command: Command, _name: PlanName, plan: PlanSummary) -> MessageContent:
    return messages.table(plan, by_team(participations.team_requests(turn.session, plan.id)))
