"""What Slack tells about a channel."""

from collections.abc import Iterator
from itertools import islice

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.messages.threads import NOUN
from bot.sending import outcomes
from bot.turns import CannotDoError

PAGE = 200
BEING_READ = 1000
DM = "D"


def bot_is_member(client: WebClient, channel: str) -> bool:
    """Whether the bot can write there."""
    try:
        answer = client.conversations_info(channel=channel)
    except SlackApiError:
        return False
    return bool(answer["channel"].get("is_member") or answer["channel"].get("is_im"))


def is_private(client: WebClient, channel: str) -> bool:
    """Whether only its members can see the channel. Where Slack does not say, it counts as private."""
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
    """The sentence that says who is missing in a channel: the bot, or this person. Their own DM is open to them."""
    if channel == person:
        return None
    if not bot_is_member(client, channel):
        return "unknown_channel"
    try:
        is_there = person in _members(client, channel)
    except SlackApiError:
        is_there = False
    return None if is_there else "not_your_channel"


def members(client: WebClient, channel: str) -> list[str]:
    """Everybody in the channel; nobody where Slack does not tell. Of a DM it would not, without `im:read`."""
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
