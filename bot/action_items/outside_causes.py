"""What a leader is offered where a cause is someone else's to act on: to ask whoever owns it for support."""

from bot.messages import outside_causes as messages
from bot.turns import Turn
from plans.item_progress import Day
from prompts import formats
from storage.delivery import outbox
from storage.delivery.outbox import OutboxMessage
from storage.items import outside_causes
from storage.items.outside_causes import OutsideCause
from storage.people import people
from storage.plans import plans
from storage.plans.plans import PlanSummary


def offer(turn: Turn, plan: PlanSummary, command_key: str) -> None:
    """Send the leader who drafts the minutes the causes that nobody has been asked to act on."""
    causes = _causes(turn, plan)
    if any(cause.support is None for cause in causes):
        content = messages.outside_causes(plan.organization, causes)
        turn.put(
            OutboxMessage.post(plan.workspace_id, turn.by.slack_id, _keys(plan.id) + command_key, content.payload())
        )


def show_again(turn: Turn, plan_id: int) -> None:
    """Update the leaders' lists: whom somebody has asked since stands in place of the button."""
    lists = outbox.posts(turn.session, _keys(plan_id))
    if not lists:
        return
    turn.session.flush()
    plan = plans.summary(turn.session, plan_id)
    causes = _causes(turn, plan)
    for key, leader in lists:
        with formats.reading(locale=people.locale(turn.session, plan.workspace_id, leader)):
            content = messages.outside_causes(plan.organization, causes)
        turn.put(OutboxMessage.update(plan.workspace_id, leader, key, content.payload()))


def _causes(turn: Turn, plan: PlanSummary) -> list[OutsideCause]:
    return outside_causes.of_plan(turn.session, plan.id, Day(turn.today(plan.time_zone), is_over=False))


def _keys(plan_id: int) -> str:
    """What the keys of a plan's lists begin with."""
    return f"outside:{plan_id}:"
