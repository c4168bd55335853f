"""Reads threads in the background, page by page.

Slack lets some apps read one page of fifteen messages a minute. What was read is kept, so that the next try goes on
instead of beginning again; a workspace at its limit doesn't keep others from being read.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from slack_sdk import WebClient

from bot.sending import outcomes
from bot.sending.clients import SlackClients
from bot.sending.outcomes import NotSent
from bot.slack import payloads
from bot.slack.payloads import MessageEvent
from storage.dialogs.threads import DialogAddress

log = logging.getLogger(__name__)

PAGE = 200
Stored = TypeVar("Stored")


@dataclass(slots=True)
class _Reading(Generic[Stored]):
    """A thread that is being read."""

    stored: Stored
    """What was stored before its first page was read."""
    messages: list[Mapping[str, Any]] = field(default_factory=list)
    cursor: str | None = None
    is_complete: bool = False

    def go_on(self, client: WebClient, address: DialogAddress) -> None:
        """Raises what the calls raise; the pages read until then are kept."""
        while not self.is_complete:
            answer = client.conversations_replies(
                channel=address.channel, ts=address.thread_ts, limit=PAGE, cursor=self.cursor
            )
            self.messages += answer["messages"]
            self.cursor = (answer.get("response_metadata") or {}).get("next_cursor") or None
            self.is_complete = self.cursor is None


class ThreadReader(Generic[Stored]):
    """`look_up` says what is stored of a thread, before it is read; `hear` gets that, and what people wrote in it."""

    def __init__(
        self,
        clients: SlackClients,
        look_up: Callable[[DialogAddress], Stored],
        hear: Callable[[DialogAddress, Stored, Sequence[MessageEvent]], None],
    ) -> None:
        self._clients = clients
        self._look_up = look_up
        self._hear = hear
        self._readings: dict[DialogAddress, _Reading[Stored]] = {}
        self._done: set[DialogAddress] = set()

    def read_each(self, addresses: Iterable[DialogAddress]) -> None:
        """Read the thread at each address.

        Raises a temporary error only after all others were tried. The next call then leaves out those that were read.
        """
        passing: Exception | None = None
        limited: set[str] = set()
        for address in addresses:
            if address in self._done or address.workspace_id in limited:
                continue
            try:
                self._read(address)
            except outcomes.NotInstalledError:
                continue
            except outcomes.TROUBLES as error:
                if isinstance(outcome := outcomes.outcome_of(error), NotSent) and outcome.limited:
                    log.info("Slack limits how fast threads of %s are read", address.workspace_id)
                    limited.add(address.workspace_id)
                else:
                    log.warning("could not read the thread %s of %s", address.thread_ts, address.channel, exc_info=True)
                if not outcomes.is_refusal(error) or outcomes.is_about_token(error):
                    passing = error
        if passing is not None:
            raise passing
        self._done.clear()

    def _read(self, address: DialogAddress) -> None:
        client = self._clients.of(address.workspace_id)
        reading = self._readings.get(address)
        if reading is None:
            # What is stored is looked up first: a reply that arrives while the thread is read must not look deleted.
            reading = self._readings[address] = _Reading(self._look_up(address))
        reading.go_on(client, address)
        self._hear(address, reading.stored, [event for each in reading.messages if (event := _event(address, each))])
        del self._readings[address]
        self._done.add(address)


def _event(address: DialogAddress, message: Mapping[str, Any]) -> MessageEvent | None:
    """Convert a message of the thread's history to the form of its event."""
    if message["ts"] == address.thread_ts:
        return None
    return payloads.message_event({"team_id": address.workspace_id, "event": {**message, "channel": address.channel}})
