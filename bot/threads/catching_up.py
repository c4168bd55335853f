"""Replies missed while the bot was down, or lost. Slack stops repeating an event after some minutes."""

from collections.abc import Mapping, Sequence
from contextlib import suppress

from bot.sending.clients import SlackClients
from bot.slack.payloads import MessageEvent, Who
from bot.threads import hearing
from bot.threads.kinds import Kinds
from bot.threads.thread_reading import ThreadReader
from bot.turns import AlreadyTakenError, Turns
from conversations.threads.replies import Reply
from storage.dialogs import replies, threads
from storage.dialogs.threads import DialogAddress

StoredReplies = Mapping[str, Reply]
"""By their ts."""


class CatchingUp:
    """Reads the threads of open dialogs again. Stored replies change nothing."""

    def __init__(self, turns: Turns, kinds: Kinds, clients: SlackClients) -> None:
        self._turns = turns
        self._kinds = kinds
        self._all: ThreadReader[StoredReplies] = ThreadReader(clients, self._stored, self._compare)
        self._single: ThreadReader[StoredReplies] = ThreadReader(clients, self._stored, self._compare)

    def read(self, *, only: int | None = None) -> None:
        """All of them, or one dialog's. Raises a temporary error only after all other threads were tried."""
        with self._turns.read() as turn:
            under_way = [address for address in threads.under_way(turn.session) if only in (None, address.id)]
        (self._all if only is None else self._single).read_each(under_way)

    def _stored(self, address: DialogAddress) -> StoredReplies:
        with self._turns.read() as turn:
            return {reply.ts: reply for reply in replies.all_of(turn.session, address.id) if reply.voice.is_in_thread}

    def _compare(self, address: DialogAddress, stored: StoredReplies, events: Sequence[MessageEvent]) -> None:
        for spoken in events:
            if spoken.ts not in stored or stored[spoken.ts].edited != spoken.edited:
                self._hear(spoken)
        standing = {spoken.ts for spoken in events}
        for reply in stored.values():
            if not reply.deleted and reply.ts not in standing:
                self._hear(_taken_back(address, reply))

    def _hear(self, event: MessageEvent) -> None:
        """The event itself may arrive while the thread is read; then the reply is stored already."""
        with suppress(AlreadyTakenError):
            hearing.hear(self._turns, self._kinds, event)


def _taken_back(address: DialogAddress, reply: Reply) -> MessageEvent:
    who = Who(team=address.workspace_id, user=reply.person)
    return MessageEvent(who=who, channel=address.channel, ts=reply.ts, thread_ts=address.thread_ts, deleted=True)
