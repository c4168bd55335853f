"""Finds out whether a message in doubt has arrived, by its key in the conversation's history.

Slack lets some apps read one page of fifteen messages a minute. How far a search has come is kept, so that the next try
goes on instead of beginning again.
"""

import threading
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_sdk import WebClient

from bot.sending import outcomes, uploads
from bot.sending.outcomes import Delivered, NotSent, Outcome, Untraceable
from bot.sending.slack import open_channel
from storage.delivery.claims import Claimed
from storage.delivery.outbox import MessageKind
from storage.delivery.sent_messages import SentMessage

MOST_MESSAGES = 1_000
"""Slack is asked about so many messages of a conversation. At fifteen a minute that takes about an hour."""
HISTORY_PAGE = 200
MOST_SEARCHES = 1_000
"""Beyond them, the oldest begins again."""

_SearchId = tuple[int, int]
"""The message's id, and the number of its try."""


@dataclass(slots=True)
class _Search:
    """How far a conversation was searched for a message."""

    cursor: str | None = None
    messages_read: int = 0


class Reconciler:
    """Any number of threads may ask, each about another message."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._searches: dict[_SearchId, _Search] = {}

    def find(self, client: WebClient, message: Claimed, moment: datetime, after: str | None) -> Outcome:
        """The outcome of a post or upload in doubt. `moment` is read from `claims.steady`.

        The message can't have arrived before the one whose ts is `after`. Raises the errors of the calls, if Slack
        could not be asked; what was read until then is kept, unless Slack refused the question.
        """
        channel = message.target_channel or open_channel(client, message.channel)
        if message.kind is MessageKind.UPLOAD:
            return uploads.find(client, message, channel, moment)
        search_id = (message.id, message.attempt)
        search = self._begin_or_resume(search_id)
        try:
            outcome = _search(client, message, channel, after, search)
        except outcomes.TROUBLES as error:
            if outcomes.is_refusal(error):
                self._end(search_id)
            raise
        self._end(search_id)
        return outcome

    def _begin_or_resume(self, search_id: _SearchId) -> _Search:
        with self._lock:
            if search_id not in self._searches and len(self._searches) >= MOST_SEARCHES:
                del self._searches[next(iter(self._searches))]
            return self._searches.setdefault(search_id, _Search())

    def _end(self, search_id: _SearchId) -> None:
        with self._lock:
            self._searches.pop(search_id, None)


def _search(client: WebClient, message: Claimed, channel: str, after: str | None, search: _Search) -> Outcome:
    while search.messages_read < MOST_MESSAGES:
        answer = _history(client, channel, message.target_ts, search.cursor, after)
        for candidate in answer["messages"]:
            if candidate.get("metadata", {}).get("event_payload", {}).get("key") == message.key:
                return Delivered(SentMessage(channel=channel, ts=candidate["ts"]))
        search.messages_read += len(answer["messages"])
        search.cursor = (answer.get("response_metadata") or {}).get("next_cursor")
        if not search.cursor:
            return NotSent("it had not arrived", again_at_once=True)
    return Untraceable()


def _history(client: WebClient, channel: str, thread: str | None, cursor: str | None, after: str | None) -> Any:
    page: dict[str, Any] = {"include_all_metadata": True, "limit": HISTORY_PAGE, "cursor": cursor, "oldest": after}
    if thread:
        return client.conversations_replies(channel=channel, ts=thread, **page)
    return client.conversations_history(channel=channel, **page)
