"""Messages about support: the request to the provider, the answer to the asker, and the rating."""

from collections.abc import Callable

from bot import homes
from bot.action_items import notifying
from bot.blocks import MessageContent
from bot.messages.items import supports as messages
from bot.turns import CannotDoError, Turn
from prompts import formats
from storage.delivery.outbox import OutboxMessage
from storage.items import supports
from storage.items.supports import Need, Support, SupportState
from storage.models import PersonRow
from storage.plans import plans

NOUN = "supports"

Render = Callable[[Support], MessageContent]
"""The message is rendered for its recipient, whose locale decides on the form of dates."""


def find(turn: Turn, support_id: int) -> Support:
    support = supports.get(turn.session, support_id)
    if support is None or support.workspace_id != turn.by.workspace_id:
        raise CannotDoError(NOUN, "trouble_gone")
    return support


def _again(turn: Turn, support_id: int) -> Support:
    turn.session.flush()
    turn.session.expire_all()
    return find(turn, support_id)


# ---------------------------------------------------------------- asked, answered, judged


def ask(turn: Turn, need: Need) -> None:
    """Add a support request and post it to its provider."""
    post_request(turn, supports.request(turn.session, need, turn.now))


def post_request(turn: Turn, support_id: int) -> None:
    support = _again(turn, support_id)
    _post(turn, support)
    homes.refresh(turn, turn.by)
    homes.refresh(turn, turn.session.get_one(PersonRow, support.asker_id))


def _post(turn: Turn, support: Support) -> None:
    provider = turn.session.get_one(PersonRow, support.provider_id)
    _send(turn, support, _asked_key(support), provider, messages.message)
    homes.refresh(turn, provider)


def post_answer(turn: Turn, support_id: int) -> None:
    """Update the provider's message with their answer, and notify the asker."""
    support = _again(turn, support_id)
    asker = turn.session.get_one(PersonRow, support.asker_id)
    _update(turn, support, _asked_key(support), turn.by, messages.message)
    key = f"support:{support.id}:{support.state}:{support.provider_id}"
    if asker.active:
        _send(turn, support, key, asker, messages.news)
    for person in (turn.by, asker):
        homes.refresh(turn, person)


def ask_rating(turn: Turn, support_id: int) -> None:
    support = supports.get(turn.session, support_id, for_change=True)
    if support is None or support.state is not SupportState.PROVIDED:
        return
    supports.mark_rating_asked(turn.session, support_id)
    asker = turn.session.get_one(PersonRow, support.asker_id)
    _send(turn, support, f"support:{support.id}:rating", asker, messages.rating)
    homes.refresh(turn, asker)


def show_rating(turn: Turn, support_id: int) -> None:
    """Update the rating question with the asker's rating."""
    support = _again(turn, support_id)
    _update(turn, support, f"support:{support.id}:rating", turn.by, messages.rating)
    homes.refresh(turn, turn.by)


def _asked_key(support: Support) -> str:
    return f"support:{support.id}:asked:{support.provider_id}"


def _send(turn: Turn, support: Support, key: str, to: PersonRow, render: Render) -> None:
    with formats.reading(locale=to.locale):
        message = render(support)
    organization_id = plans.summary(turn.session, support.plan_id).organization_id
    turn.put(
        OutboxMessage.post(support.workspace_id, to.slack_id, key, message.payload()).unrequested(
            zone=to.time_zone,
            organization_id=organization_id,
            not_before=notifying.polite_moment(turn, to, organization_id),
        )
    )


def _update(turn: Turn, support: Support, key: str, to: PersonRow, render: Render) -> None:
    with formats.reading(locale=to.locale):
        message = render(support)
    turn.put(OutboxMessage.update(support.workspace_id, to.slack_id, key, message.payload()))
