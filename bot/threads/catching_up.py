"""Replies missed while the bot was down, or lost. Slack stops repeating an event after some minutes."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from slack_sdk import WebClient

from bot import payloads
from bot.payloads import MessageEvent, Who
from bot.sending import outcomes
from bot.sending.clients import SlackClients
from bot.threads import hearing
from bot.threads.kinds import Kinds
from bot.turns import AlreadyTakenError, Turns
from conversations.threads.replies import Reply
from storage.dialogs import replies, threads
from storage.dialogs.threads import DialogAddress

log = logging.getLogger(__name__)

PAGE = 200


def catch_up(turns: Turns, kinds: Kinds, clients: SlackClients, *, only: int | None = None) -> None:
    """Read the threads of all open dialogs again, or of one dialog. Stored replies change nothing.

    Raises a temporary error only after all other threads were read.
    """
    with turns.read() as turn:
        under_way = [address for address in threads.under_way(turn.session) if only in (None, address.id)]
    read_each(under_way, lambda address: _catch_up(turns, kinds, clients.of(address.workspace_id), address))


def read_each(addresses: Iterable[DialogAddress], read: Callable[[DialogAddress], None]) -> None:
    """Read the thread at each address. Raises a temporary error only after all others were read."""
    passing: Exception | None = None
    for address in addresses:
        try:
            read(address)
        except outcomes.NotInstalledError:
            continue
        except outcomes.TROUBLES as error:
            log.warning("could not look at the thread %s of %s", address.thread_ts, address.channel, exc_info=True)
            if not outcomes.is_refusal(error) or outcomes.is_about_token(error):
                passing = error
    if passing is not None:
        raise passing


def _catch_up(turns: Turns, kinds: Kinds, client: WebClient, address: DialogAddress) -> None:
    # Stored replies are loaded first: one that arrives while the thread is read must not look deleted.
    with turns.read() as turn:
        stored = {reply.ts: reply for reply in replies.all_of(turn.session, address.id) if reply.voice.is_in_thread}
    events = events_in(client, address)
    for spoken in events:
        if spoken.ts not in stored or stored[spoken.ts].edited != spoken.edited:
            _hear(turns, kinds, spoken)
    standing = {spoken.ts for spoken in events}
    for reply in stored.values():
        if not reply.deleted and reply.ts not in standing:
            _hear(turns, kinds, _taken_back(address, reply))


def events_in(client: WebClient, address: DialogAddress) -> list[MessageEvent]:
    """What people wrote in a thread, in the form of its events."""
    return [spoken for message in _thread(client, address) if (spoken := _spoken(address, message))]


def _hear(turns: Turns, kinds: Kinds, event: MessageEvent) -> None:
    """The event itself may arrive while the thread is read; then the reply is stored already."""
    with suppress(AlreadyTakenError):
        hearing.hear(turns, kinds, event)


def _taken_back(address: DialogAddress, reply: Reply) -> MessageEvent:
    who = Who(team=address.workspace_id, user=reply.person)
    return MessageEvent(who=who, channel=address.channel, ts=reply.ts, thread_ts=address.thread_ts, deleted=True)


def _thread(client: WebClient, address: DialogAddress) -> Iterator[Mapping[str, Any]]:
    cursor = None
    while cursor != "":
        answer = client.conversations_replies(channel=address.channel, ts=address.thread_ts, limit=PAGE, cursor=cursor)
        yield from answer["messages"]
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""


def _spoken(address: DialogAddress, message: Mapping[str, Any]) -> MessageEvent | None:
    """Convert a message of the thread's history to the form of its event."""
    if message["ts"] == address.thread_ts:
        return None
    return payloads.message_event({"team_id": address.workspace_id, "event": {**message, "channel": address.channel}})
