"""What Slack tells about a channel."""

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sending import outcomes

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


def members(client: WebClient, channel: str) -> list[str]:
    """Everybody in the channel; nobody where Slack does not tell. Of a DM it would not, without `im:read`."""
    if channel.startswith(DM):
        return []
    slack_ids: list[str] = []
    cursor = None
    try:
        while cursor != "" and len(slack_ids) < BEING_READ:
            answer = client.conversations_members(channel=channel, limit=PAGE, cursor=cursor)
            slack_ids += answer["members"]
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
    except SlackApiError:
        return []
    return slack_ids
