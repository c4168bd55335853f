"""What Slack reports about a channel."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.messages.threads import NOUN
from bot.sending import outcomes
from bot.turns import CannotDoError

PAGE = 200
BEING_READ = 1000
CHANNELS_OF_A_PERSON = 999
"""The most that Slack lists in one answer."""
MOST_PAGES = 3
"""Pages of one person's channels to read: Slack waits three seconds for the ack, and few are in thousands."""
DM = "D"


def bot_is_member(client: WebClient, channel: str) -> bool:
    """Whether the bot can write there."""
    return _joined(client, channel) is not None


def _joined(client: WebClient, channel: str) -> Mapping[str, Any] | None:
    """What Slack reports about the channel; None if the bot can't write there."""
    try:
        channel_info: Mapping[str, Any] = client.conversations_info(channel=channel)["channel"]
    except SlackApiError:
        return None
    return channel_info if channel_info.get("is_member") or channel_info.get("is_im") else None


def is_private(client: WebClient, channel: str) -> bool:
    """Whether only its members can see the channel. If Slack does not say, it counts as private."""
    try:
        channel_info = client.conversations_info(channel=channel)["channel"]
    except outcomes.TROUBLES:
        return True
    return bool(channel_info.get("is_private") or channel_info.get("is_im"))


def require_place(client: WebClient, channel: str, person: str) -> None:
    """Raises CannotDoError unless the bot can write there and this person reads it."""
    why = why_not(client, channel, person)
    if why:
        raise CannotDoError(NOUN, why)


def why_not(client: WebClient, channel: str, person: str) -> str | None:
    """The sentence for a missing member of the channel: the bot or this person. Their own DM is always allowed."""
    if channel == person:
        return None
    channel_info = _joined(client, channel)
    if channel_info is None:
        return "unknown_channel"
    return (
        None if _reads(client, person, channel, is_private=bool(channel_info.get("is_private"))) else "not_your_channel"
    )


def _reads(client: WebClient, person: str, channel: str, *, is_private: bool) -> bool:
    """Reads the person's channels, which are few, rather than the channel's members, who may be ten thousand."""
    kind = "private_channel" if is_private else "public_channel"
    cursor = None
    try:
        for _ in range(MOST_PAGES):
            answer = client.users_conversations(user=person, types=kind, limit=CHANNELS_OF_A_PERSON, cursor=cursor)
            if any(joined["id"] == channel for joined in answer["channels"]):
                return True
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return False
    except SlackApiError:
        pass  # then nothing shows that the person reads there
    return False


def members(client: WebClient, channel: str) -> list[str]:
    """Everyone in the channel; empty if Slack does not say, as for a DM without the scope `im:read`."""
    if channel.startswith(DM):
        return []
    try:
        return list(islice(_members(client, channel), BEING_READ))
    except SlackApiError:
        return []


def _members(client: WebClient, channel: str) -> Iterator[str]:
    cursor = None
    while cursor != "":
        answer = client.conversations_members(channel=channel, limit=PAGE, cursor=cursor)
        yield from answer["members"]
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
