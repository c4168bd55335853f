"""What a leader is offered where a cause is someone else's to act on: to ask whoever owns it for support."""

from bot.messages import outside_causes as messages
from bot.turns import Turn
from plans.item_progress import Day
from storage.delivery.outbox import OutboxMessage
from storage.items import outside_causes
from storage.plans.plans import PlanSummary


def offer(turn: Turn, plan: PlanSummary, command_key: str) -> None:
    """Send the leader who drafts the minutes the causes that nobody has been asked to act on."""
    day = Day(turn.today(plan.time_zone), is_over=False)
    causes = outside_causes.without_support(turn.session, plan.id, day)
    if causes:
        content = messages.outside_causes(plan.organization, causes)
        key = f"outside:{plan.id}:{command_key}"
        turn.put(OutboxMessage.post(plan.workspace_id, turn.by.slack_id, key, content.payload()))
