"""Has it arrived? A look at the conversation of a message that nobody heard back about."""

from typing import Any

from slack_sdk import WebClient

from bot.sending.slack import conversation
from storage.claims import Claimed
from storage.outbox import Kind, Sent

HISTORY_PAGES = 5
HISTORY_PAGE = 200


def find(client: WebClient, message: Claimed) -> Sent | None:
    """Where a post or an upload is that nobody heard back about, None when it is not there.

    Raises what the calls raise: then Slack could not be asked.
    """
    if message.kind is Kind.UPLOAD:
        return _find_file(client, message)
    channel = message.target_channel or conversation(client, message.channel)
    cursor = None
    for _page in range(HISTORY_PAGES):
        answer = _history(client, channel, message.target_ts, cursor)
        for known in answer["messages"]:
            if known.get("metadata", {}).get("event_payload", {}).get("key") == message.key:
                return Sent(channel=channel, ts=known["ts"])
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


def _find_file(client: WebClient, message: Claimed) -> Sent | None:
    if message.file_id is None:
        return None
    shares = client.files_info(file=message.file_id)["file"].get("shares") or {}
    for places in shares.values():
        for channel in places:
            return Sent(channel=channel, ts=message.file_id)
    return None
