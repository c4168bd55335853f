"""Files and links posted in the threads of open check-ins while the bot was down."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.check_ins.hearing import CheckInReplies
from bot.check_ins.request_messages import post_key
from bot.sending.clients import SlackClients
from bot.slack.payloads import MessageEvent
from bot.threads.thread_reading import ThreadReader
from bot.turns import Turns
from storage.dialogs.threads import ALONE, DialogAddress
from storage.rounds import check_in_threads

PORTION = 20
"""Requests whose threads are read at once. A large district has a thousand, and other tasks get their turn between."""


class MissedReplies:
    def __init__(self, turns: Turns, clients: SlackClients, replies: CheckInReplies) -> None:
        self._turns = turns
        self._reader: ThreadReader[None] = ThreadReader(clients, lambda _address: None, self._hear_all)
        self._replies = replies

    def read(self, after: int, go_on: Callable[[int], None]) -> None:
        """Read the threads of the next open requests after this id. `go_on` gets the last one's, unless all are read.

        What is saved already stays as it is.
        """
        with self._turns.read() as turn:
            requests = check_in_threads.next_in_open_rounds(turn.session, after, PORTION)
            keys = {key: request_id for request_id, copies in requests for key in (post_key(request_id), *copies)}
            addresses = check_in_threads.addresses(turn.session, keys)
        self._reader.read_each(addresses)
        if requests:
            go_on(requests[-1][0])

    def _hear_all(self, address: DialogAddress, _stored: None, events: Sequence[MessageEvent]) -> None:
        is_private = address.channel.startswith(ALONE)
        for event in events:
            self._replies.hear(replace(event, private=is_private))
