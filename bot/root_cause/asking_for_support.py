"""For a cause others must act on, a named person is asked for support, which is tracked like any other."""

from bot.action_items import support_news
from bot.messages.root_cause import thread as messages
from bot.root_cause.room import RootCauseRoom
from conversations.root_cause.state import Request
from storage.items.support_changes import Need
from storage.people import people


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
    )
    support_news.ask(room.turn, need)
