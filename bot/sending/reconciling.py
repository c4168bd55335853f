"""Finds out whether a message in doubt has arrived, by its key in the conversation's history."""

from datetime import datetime
from typing import Any

from slack_sdk import WebClient

from bot.sending import uploads
from bot.sending.outcomes import Delivered, NotSent, Outcome
from bot.sending.slack import open_channel
from storage.delivery.claims import Claimed
from storage.delivery.outbox import MessageKind
from storage.delivery.sent_messages import SentMessage

HISTORY_PAGES = 5
HISTORY_PAGE = 200


def find(client: WebClient, message: Claimed, moment: datetime) -> Outcome:
    """The outcome of a post or upload in doubt. `moment` is read from `claims.steady`.

    Raises the errors of the calls, if Slack could not be asked.
    """
    channel = message.target_channel or open_channel(client, message.channel)
    if message.kind is MessageKind.UPLOAD:
        return uploads.find(client, message, channel, moment)
    sent = _find_post(client, message, channel)
    return Delivered(sent) if sent else NotSent("it had not arrived", again_at_once=True)


def _find_post(client: WebClient, message: Claimed, channel: str) -> SentMessage | None:
    cursor = None
    for _page in range(HISTORY_PAGES):
        answer = _history(client, channel, message.target_ts, cursor)
        for candidate in answer["messages"]:
            if candidate.get("metadata", {}).get("event_payload", {}).get("key") == message.key:
                return SentMessage(channel=channel, ts=candidate["ts"])
        cursor = (answer.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return None
    return None


def _history(client: WebClient, channel: str, thread: str | None, cursor: str | None) -> Any:
    if thread:
        return client.conversations_replies(
            channel=channel, ts=thread, include_all_metadata=True, limit=HISTORY_PAGE, cursor=cursor
        )
    return client.conversations_history(channel=channel, include_all_metadata=True, limit=HISTORY_PAGE, cursor=cursor)
