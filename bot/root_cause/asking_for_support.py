"""For a cause others must act on, a named person is asked for support, which is tracked like any other."""

from bot.action_items import support_news, support_routing
from bot.messages.root_cause import thread as messages
from bot.root_cause.room import RootCauseRoom
from conversations.root_cause.state import Request
from conversations.root_cause.tree import Tree
from storage.items import support_changes, supports
from storage.items.support_changes import Need
from storage.people import people


def default_provider(room: RootCauseRoom) -> str:
    """Slack id of who is asked unless the leader chooses someone else: of the nearest leaders above, the first."""
    _place, people_above = support_routing.nearest_above(room.turn, room.plan.organization_id)
    return people_above[0].slack_id if people_above else ""


def ask(room: RootCauseRoom, request: Request) -> None:
    """Post it in the thread and notify the person."""
    number = len(room.state.requests)
    room.post(f"support:{number}", messages.support_asked(request))
    person = people.person(room.turn.session, room.plan.workspace_id, request.to)
    need = Need(
        plan_id=room.plan.id,
        item_id=None,
        asker_id=room.turn.by.id,
        provider_id=person.id if person else None,
        needed=request.need,
        background=messages.support_background(room.state.tree, request),
        thread_key=room.dialog.key,
    )
    named = support_routing.named(room.turn, room.plan.organization_id, person) if person else None
    support_news.ask(room.turn, need, named)


def show_evidence(room: RootCauseRoom, before: Tree) -> None:
    """Evidence that the dialog brought with this move stands in the message of whoever was asked, too."""
    stored = supports.of_thread(room.turn.session, room.dialog.key)
    for request, support in zip(reversed(room.state.requests), reversed(stored), strict=False):
        was, background = (messages.support_background(tree, request) for tree in (before, room.state.tree))
        if support.is_open and was != background and support.background.startswith(was):
            asked_back = support.background.removeprefix(was)
            support_changes.set_background(room.turn.session, support.id, background + asked_back)
            support_news.show(room.turn, support_news.read(room.turn, support.id))
