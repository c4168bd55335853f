"""Copies of a draft in the direct messages of those who write minutes."""

from bot.permissions import roles
from bot.permissions.roles import Permission
from bot.slack.blocks import MessageContent
from bot.turns import Turn
from storage.delivery import outbox, undelivered
from storage.delivery.outbox import OutboxMessage
from storage.people import people
from storage.plans.plans import PlanSummary


def post_key(draft: str, request_key: str) -> str:
    """The key of one copy, posted for one request. `draft` names the draft, such as "minutes:7"."""
    return f"{draft}:draft:{request_key}:post"


def show(turn: Turn, plan: PlanSummary, draft: str, content: MessageContent) -> None:
    """Update the copies of everyone who may still write minutes."""
    keys = undelivered.keys_starting_with(turn.session, f"{draft}:draft:")
    for key, reader in outbox.readers(turn.session, keys).items():
        person = people.person(turn.session, plan.workspace_id, reader)
        if person is not None and roles.may(turn.session, person, Permission.WRITE_MINUTES, plan):
            update_key = f"{draft}:shown:{key}"
            turn.put(OutboxMessage.update(plan.workspace_id, reader, key, content.payload(), key=update_key))
