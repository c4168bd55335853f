"""The calls to Slack that send."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.sending import refusals, uploads
from bot.sending.clients import SlackClients
from bot.sending.outcomes import TROUBLES, Delivered, IncompleteAnswerError, Outcome, error_code, outcome_of
from bot.sending.uploads import File
from bot.slack.blocks import WITH_TABLE
from storage.delivery.claims import Claimed
from storage.delivery.outbox import MessageKind
from storage.delivery.sent_messages import SentMessage

EVENT_TYPE = "throughline_message"


def send(
    clients: SlackClients, message: Claimed, files: Sequence[File], note: Callable[[Sequence[str]], None]
) -> Outcome:
    """Try once. `note` gets the ids of uploaded files before they are shared."""
    try:
        client = clients.of(message.workspace_id)
        if message.kind is MessageKind.UPLOAD:
            channel = message.target_channel or open_channel(client, message.channel)
            return uploads.send(client, message, channel, files, note)
        return Delivered(_SENDERS[message.kind](client, message))
    except TROUBLES as error:
        return outcome_of(error)


# ---------------------------------------------------------------- one sender for each kind


def _post(client: WebClient, message: Claimed) -> SentMessage:
    metadata = {"event_type": EVENT_TYPE, "event_payload": {"key": message.key}}
    thread: dict[str, Any] = {"thread_ts": message.target_ts} if message.target_ts else {}
    channel = message.target_channel or message.channel
    send = partial(
        client.chat_postMessage, channel=channel, metadata=metadata, unfurl_links=False, unfurl_media=False, **thread
    )
    answer = _post_content(send, message.payload)
    return SentMessage(channel=_part(answer, "channel"), ts=_part(answer, "ts"))


def _post_content(send: Callable[..., SlackResponse], payload: Mapping[str, Any]) -> SlackResponse:
    """With the table block, if there is one; if Slack refuses that, without it."""
    content = {name: part for name, part in payload.items() if name != WITH_TABLE}
    if WITH_TABLE not in payload:
        return send(**content)
    try:
        return send(**{**content, "blocks": payload[WITH_TABLE]})
    except SlackApiError as error:
        if error_code(error.response) not in refusals.BLOCKS:
            raise
        return send(**content)


def _update(client: WebClient, message: Claimed) -> SentMessage:
    channel, ts = _target(message)
    content = {name: part for name, part in message.payload.items() if name != "ts"}
    client.chat_update(channel=channel, ts=ts, **content)
    return SentMessage(channel=channel, ts=ts)


def _ephemeral(client: WebClient, message: Claimed) -> SentMessage:
    answer = client.chat_postEphemeral(channel=message.channel, **message.payload)
    return SentMessage(channel=message.channel, ts=_part(answer, "message_ts"))


def _home(client: WebClient, message: Claimed) -> SentMessage:
    answer = client.views_publish(user_id=message.channel, view=message.payload["view"])
    return SentMessage(channel=message.channel, ts=_part(answer.get("view"), "id"))


def _react(client: WebClient, message: Claimed) -> SentMessage:
    channel, ts = _target(message)
    try:
        client.reactions_add(channel=channel, timestamp=ts, name=message.payload["name"])
    except SlackApiError as error:
        if error_code(error.response) != "already_reacted":
            raise
    return SentMessage(channel=channel, ts=ts)


def _target(message: Claimed) -> tuple[str, str]:
    if message.target_channel and message.target_ts:
        return message.target_channel, message.target_ts
    return message.channel, str(message.payload["ts"])


def open_channel(client: WebClient, channel: str) -> str:
    """The channel's id, or the id of a person's DM, which is opened if necessary."""
    if channel[0] not in "UW":
        return channel
    return _part(client.conversations_open(users=channel).get("channel"), "id")


def _part(answer: Any, name: str) -> str:
    """A required part of an ok answer. Raises IncompleteAnswerError."""
    text = answer.get(name) if answer else None
    if not isinstance(text, str) or not text:
        raise IncompleteAnswerError(f"ok without {name}")
    return text


_Sender = Callable[[WebClient, Claimed], SentMessage]
_SENDERS: Mapping[MessageKind, _Sender] = {
    MessageKind.POST: _post,
    MessageKind.UPDATE: _update,
    MessageKind.EPHEMERAL: _ephemeral,
    MessageKind.HOME: _home,
    MessageKind.REACT: _react,
}
