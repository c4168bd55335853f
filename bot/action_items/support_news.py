"""Messages about support: the request to the provider, what comes of it to the asker, and the rating."""

from collections.abc import Callable

from bot.action_items import notifying, outside_causes, support_routing
from bot.home import homes
from bot.messages.items import supports as messages
from bot.slack.blocks import MessageContent
from bot.turns import CannotDoError, Turn
from prompts import formats
from storage.delivery import outbox
from storage.delivery.outbox import OutboxMessage
from storage.dialogs.threads import ALONE
from storage.items import support_changes, supports
from storage.items.support_changes import Need, Provider
from storage.items.support_values import Support, SupportState
from storage.models import PersonRow
from storage.people import memberships, people

NOUN = "supports"

Render = Callable[[Support], MessageContent]
"""The message is rendered for its recipient, whose locale decides on the form of dates."""


def find(turn: Turn, support_id: int) -> Support:
    support = supports.get(turn.session, support_id, for_change=turn.writes)
    if support is None or support.workspace_id != turn.by.workspace_id:
        raise CannotDoError(NOUN, "trouble_gone")
    return support


def read(turn: Turn, support_id: int) -> Support:
    """The request as this turn has left it."""
    turn.session.flush()
    support = supports.get(turn.session, support_id)
    assert support is not None  # nobody deletes requests
    return support


# ---------------------------------------------------------------- asked


def ask(turn: Turn, need: Need, named: Provider | None = None) -> int:
    """Add a request and post it to the person named, else to the plan's leaders. Return its id."""
    if named is None and need.provider_id:
        named = Provider(person_id=need.provider_id)
    provider = named or support_routing.leaders(turn, need.plan_id, need.asker_id)
    support = support_changes.request(turn.session, need, turn.stamp(turn.by.time_zone))
    ask_provider(turn, support, provider)
    outside_causes.show_again(turn, need.plan_id)
    return support.id


def ask_provider(turn: Turn, support: Support, provider: Provider | None) -> None:
    """Ask this person. Without one, the asker and the plan managers hear that somebody has to be found."""
    step = support_changes.ask(turn.session, support, provider, turn.stamp(support.time_zone))
    if provider is not None:
        post_request(turn, support.id, step)
        return
    _notify_asker(turn, read(turn, support.id), step)
    for manager in memberships.granted_nearest(turn.session, support.organization_id, {"plan_manager"}):
        key = f"support:{support.id}:nobody:{step}:{manager.slack_id}"
        send(turn, read(turn, support.id), key, manager, messages.nobody_asked)


def move(turn: Turn, before: Support, step: int) -> None:
    """Post the request to its new provider; the former one's message and the asker's news say where it went."""
    show_taken_back(turn, before)
    post_request(turn, before.id, step)
    _notify_asker(turn, read(turn, before.id), step)


def post_request(turn: Turn, support_id: int, step: int) -> None:
    """Post the request to its provider and all asked with them. `step` is the id of the event that made them so."""
    key = f"support:{support_id}:asked:{step}"
    support_changes.set_message(turn.session, support_id, key)
    support = read(turn, support_id)
    provider = turn.session.get_one(PersonRow, support.provider_id)
    send(turn, support, key, provider, messages.message)
    for copy in support.copies:
        copy_key = f"{key}:{copy.person_id}"
        support_changes.set_copy(turn.session, support_id, copy.person_id, copy_key)
        send(turn, support, copy_key, turn.session.get_one(PersonRow, copy.person_id), messages.message)
    homes.refresh(turn, provider)
    refresh_homes(turn, support)


# ---------------------------------------------------------------- what comes of it


def answered_by_me(turn: Turn, support: Support) -> Support:
    """The request with whoever takes the turn as its provider: of several who were asked, the first answer counts."""
    copy = support.copy_of(turn.by.id)
    if copy is None or support.provider_id == turn.by.id:
        return support
    support_changes.take_over(turn.session, support, copy)
    return read(turn, support.id)


def report(turn: Turn, support_id: int, step: int) -> None:
    """Update the provider's message with the step, and notify the asker of it once."""
    support = read(turn, support_id)
    show(turn, support)
    _notify_asker(turn, support, step)
    refresh_homes(turn, support)


def show(turn: Turn, support: Support) -> None:
    """Update the messages that asked its provider and others at once."""
    if support.message_key is not None:
        _update(turn, support, support.message_key, messages.message)
    for copy in support.copies:
        if copy.message_key is not None:
            _update(turn, support, copy.message_key, messages.copy)


def show_taken_back(turn: Turn, before: Support) -> None:
    """Tell those who were asked before, in their messages, that someone else is asked now."""
    for message_key in (before.message_key, *(copy.message_key for copy in before.copies)):
        if message_key is not None:
            _update(turn, read(turn, before.id), message_key, messages.asked_elsewhere)
    for person_id in (before.provider_id, *(copy.person_id for copy in before.copies)):
        if person_id is not None:
            homes.refresh(turn, turn.session.get_one(PersonRow, person_id))


def _notify_asker(turn: Turn, support: Support, step: int) -> None:
    asker = turn.session.get_one(PersonRow, support.asker_id)
    if asker.active:
        send(turn, support, f"support:{support.id}:news:{step}", asker, messages.news)
    _post_in_thread(turn, support, step)


def _post_in_thread(turn: Turn, support: Support, step: int) -> None:
    if support.state in messages.IN_THREAD:
        post_in_thread(turn, support, str(step), messages.in_thread)


def post_in_thread(turn: Turn, support: Support, name: str, render: Render) -> None:
    """In the thread of the dialog that asked for it, unless the asker is alone in it. `name` is the message's own."""
    channel = outbox.readers(turn.session, [support.thread_key]).get(support.thread_key) if support.thread_key else None
    if channel is None or channel[:1] in ALONE:
        return
    with formats.reading(locale=formats.DEFAULT_LOCALE):
        content = render(support)
    key = f"support:{support.id}:thread:{name}"
    turn.put(OutboxMessage.post(support.workspace_id, channel, key, content.payload(), target_key=support.thread_key))


def refresh_homes(turn: Turn, support: Support) -> None:
    """Refresh the Home tabs of those who asked and provide, and of the organization's leaders."""
    leaders = memberships.granted_here(turn.session, support.organization_id, {"leader"})
    asked_too = (copy.person_id for copy in support.copies)
    concerned = {support.asker_id, support.provider_id, *asked_too, *(leader.id for leader in leaders)} - {None}
    if turn.person is not None:
        concerned.add(turn.person.id)
    for person_id in sorted(person_id for person_id in concerned if person_id is not None):
        homes.refresh(turn, turn.session.get_one(PersonRow, person_id))


# ---------------------------------------------------------------- rated


def ask_rating(turn: Turn, support_id: int) -> None:
    support = supports.get(turn.session, support_id, for_change=True)
    if support is None or support.state is not SupportState.PROVIDED:
        return
    support_changes.mark_rating_asked(turn.session, support_id)
    asker = turn.session.get_one(PersonRow, support.asker_id)
    send(turn, support, _rating_key(support), asker, messages.rating)
    homes.refresh(turn, asker)


def show_rating(turn: Turn, support_id: int) -> None:
    """Update the rating question with the asker's rating; before it was asked, the news that support was provided."""
    support = read(turn, support_id)
    was_asked = outbox.was_queued(turn.session, _rating_key(support))
    _update(turn, support, _rating_key(support), messages.rating)
    heard = outbox.newest_post(turn.session, f"support:{support.id}:news:")
    if heard is not None:
        _update(turn, support, heard[0], messages.news if was_asked else messages.rating)
    refresh_homes(turn, support)


def _rating_key(support: Support) -> str:
    return f"support:{support.id}:rating"


# ---------------------------------------------------------------- sending


def send(turn: Turn, support: Support, key: str, to: PersonRow, render: Render) -> None:
    with formats.reading(locale=to.locale):
        message = render(support)
    turn.put(
        OutboxMessage.post(support.workspace_id, to.slack_id, key, message.payload()).unrequested(
            zone=to.time_zone,
            organization_id=support.organization_id,
            not_before=notifying.polite_moment(turn, to, support.organization_id),
        )
    )


def _update(turn: Turn, support: Support, key: str, render: Render) -> None:
    reader = outbox.readers(turn.session, [key]).get(key)
    if reader is None:
        return
    with formats.reading(locale=people.locale(turn.session, support.workspace_id, reader)):
        message = render(support)
    turn.put(OutboxMessage.update(support.workspace_id, reader, key, message.payload()))
