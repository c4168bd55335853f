"""The quarterly report to the district, built from the answers when the review closes."""

from bot.messages.check_ins import quarterly as messages
from bot.permissions.roles import Role
from bot.turns import Turn
from storage.delivery.outbox import OutboxMessage
from storage.people import memberships, organizations
from storage.plans.plans import PlanSummary
from storage.rounds import answers
from storage.rounds.rounds import RoundFacts


def report(turn: Turn, plan: PlanSummary, of: RoundFacts) -> None:
    """Post to the channel or the leaders of the organization above, or to the plan's own where there is none."""
    message = messages.report(plan, of, answers.counting(turn.session, of.id))
    lineage = organizations.lineage(turn.session, plan.organization_id)
    above = organizations.get(turn.session, lineage[1] if len(lineage) > 1 else plan.organization_id)
    if above.channel is not None:
        places = {above.channel: above.time_zone}
    else:
        leaders = memberships.granted_nearest(turn.session, above.id, {Role.LEADER})
        places = {leader.slack_id: leader.time_zone for leader in leaders}
    for channel, zone in places.items():
        turn.put(
            OutboxMessage.post(
                plan.workspace_id, channel, f"round:{of.id}:report:{channel}", message.payload()
            ).unrequested(zone=zone, organization_id=plan.organization_id)
        )
