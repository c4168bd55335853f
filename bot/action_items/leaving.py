"""When somebody leaves the workspace: what they owned goes on a list to the plan manager."""

from bot.messages import action_items as messages
from bot.turns import Turn
from storage import duties, people
from storage.models import Person
from storage.outbox import Kind, Message


def tell_managers(turn: Turn, person: Person) -> None:
    """Once for each time they leave; each item can be handed over from the list."""
    today = turn.today(person.time_zone)
    for organization_id, left in duties.left_by(turn.session, person.id).items():
        said = messages.left_behind(person.name, left, today)
        for manager in people.granted_nearest(turn.session, organization_id, {"plan_manager"}):
            turn.put(
                Message(
                    workspace_id=person.workspace_id,
                    key=f"left:{person.id}:{organization_id}:{today.isoformat()}:{manager.slack_id}",
                    kind=Kind.POST,
                    channel=manager.slack_id,
                    payload=said.payload(),
                    zone=manager.time_zone,
                    organization_id=organization_id,
                )
            )
