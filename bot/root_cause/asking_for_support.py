"""For a cause others must act on, a named person is asked for support, which is tracked like any other."""

from bot.action_items import support_news
from bot.messages.root_cause import thread as messages
from bot.root_cause.room import RootCauseRoom
from conversations.root_cause.state import Request
from storage.items.supports import Need
from storage.people import people


def ask(room: RootCauseRoom, request: Request) -> None:
    """Post it in the thread and notify the person."""
    number = len(room.state.requests)
    room.post(f"support:{number}", messages.support_asked(request))
    person = people.person(room.turn.session, room.plan.workspace_id, request.to)
    if person is None:
        return
    need = Need(
        plan_id=room.plan.id,
        item_id=None,
        asker_id=room.turn.by.id,
        provider_id=person.id,
        needed=messages.support_needed(room.state.tree, request),
    )
    support_news.ask(room.turn, need)
