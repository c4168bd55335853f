"""When someone leaves the workspace: the plan managers get a list of their items and support requests."""

from collections.abc import Mapping, Sequence

from bot.home import homes
from bot.messages.items import lines as messages
from bot.turns import Turn
from prompts import formats
from storage.delivery import outbox
from storage.delivery.outbox import OutboxMessage
from storage.items import left_items, supports
from storage.items.support_values import Support
from storage.models import PersonRow
from storage.people import memberships, people


def notify_managers(turn: Turn, person: PersonRow) -> None:
    """Send the list once per departure. Each item and request on it has a button to reassign it."""
    today = turn.today(person.time_zone)
    owned, asked = left_items.left_by(turn.session, person.id), supports.left_by(turn.session, person.id)
    _show_on_homes(turn, person, asked)
    for organization_id in sorted({*owned, *asked}):
        items, requests = owned.get(organization_id, ()), asked.get(organization_id, ())
        for manager in memberships.granted_nearest(turn.session, organization_id, {"plan_manager"}):
            with formats.reading(locale=manager.locale):
                message = messages.left_behind(person.name, items, requests, today)
            turn.put(
                OutboxMessage.post(
                    person.workspace_id,
                    manager.slack_id,
                    f"left:{person.id}:{organization_id}:{today.isoformat()}:{manager.slack_id}",
                    message.payload(),
                ).unrequested(zone=manager.time_zone, organization_id=organization_id)
            )


def show_again(turn: Turn, person: PersonRow) -> None:
    """Update the lists of what this person left behind: what was passed on since is off them."""
    owned, asked = left_items.left_by(turn.session, person.id), supports.left_by(turn.session, person.id)
    managers: dict[str, PersonRow] = {}
    for key, slack_id in outbox.posts(turn.session, f"left:{person.id}:"):
        organization_id = int(key.split(":")[2])
        manager = managers.setdefault(slack_id, people.person(turn.session, person.workspace_id, slack_id) or person)
        items, requests = owned.get(organization_id, ()), asked.get(organization_id, ())
        with formats.reading(locale=manager.locale):
            message = messages.left_behind(person.name, items, requests, turn.today(person.time_zone))
        turn.put(OutboxMessage.update(person.workspace_id, slack_id, key, message.payload()))


def _show_on_homes(turn: Turn, person: PersonRow, asked: Mapping[int, Sequence[Support]]) -> None:
    """Refresh the Home tabs of people who asked this person for support, or were asked by them."""
    askers = {support.asker_id for requests in asked.values() for support in requests}
    for concerned in people.by_ids(turn.session, askers | supports.providers_of(turn.session, person.id)):
        homes.refresh(turn, concerned)
