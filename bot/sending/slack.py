"""The calls to Slack that send."""

import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import (
    ConnectionErrorRetryHandler,
    RateLimitErrorRetryHandler,
    ServerErrorRetryHandler,
)

from bot import limits
from bot.sending.outcomes import TROUBLES, Arrived, Outcome, error_code, outcome_of
from storage.claims import Claimed
from storage.outbox import Kind, Sent

TIMEOUT_SECONDS = 10
RETRIES = 3
EVENT_TYPE = "throughline_message"


@dataclass(frozen=True, slots=True)
class File:
    name: str
    title: str
    content: bytes
    alt: str = ""


def make_client(token: str, api_url: str) -> WebClient:
    """Without the SDK's own retries: they post a second time after a connection that broke."""
    return WebClient(token=token, base_url=api_url, timeout=TIMEOUT_SECONDS, retry_handlers=[])


def make_patient_client(token: str, api_url: str) -> WebClient:
    """For what only reads: trying again does no harm, so that a start outlives a short trouble of Slack's."""
    return WebClient(
        token=token,
        base_url=api_url,
        timeout=TIMEOUT_SECONDS,
        retry_handlers=[
            ConnectionErrorRetryHandler(max_retry_count=RETRIES),
            RateLimitErrorRetryHandler(max_retry_count=RETRIES),
            ServerErrorRetryHandler(max_retry_count=RETRIES),
        ],
    )


def send(client: WebClient, message: Claimed, files: Sequence[File], note: Callable[[str], None]) -> Outcome:
    """One try. `note` is told the id of an uploaded file before it is shared."""
    try:
        return Arrived(_SENDERS[message.kind](client, message, files, note))
    except TROUBLES as error:
        return outcome_of(error)


# ---------------------------------------------------------------- one sender for each kind


def _post(client: WebClient, message: Claimed, _files: Sequence[File], _note: Callable[[str], None]) -> Sent:
    metadata = {"event_type": EVENT_TYPE, "event_payload": {"key": message.key}}
    thread: dict[str, Any] = {"thread_ts": message.target_ts} if message.target_ts else {}
    answer = client.chat_postMessage(
        channel=message.target_channel or message.channel,
        metadata=metadata,
        unfurl_links=False,
        unfurl_media=False,
        **thread,
        **message.payload,
    )
    return Sent(channel=answer["channel"], ts=answer["ts"])


def _update(client: WebClient, message: Claimed, _files: Sequence[File], _note: Callable[[str], None]) -> Sent:
    channel, ts = _target(message)
    content = {name: value for name, value in message.payload.items() if name != "ts"}
    client.chat_update(channel=channel, ts=ts, **content)
    return Sent(channel=channel, ts=ts)


def _ephemeral(client: WebClient, message: Claimed, _files: Sequence[File], _note: Callable[[str], None]) -> Sent:
    answer = client.chat_postEphemeral(channel=message.channel, **message.payload)
    return Sent(channel=message.channel, ts=answer["message_ts"])


def _home(client: WebClient, message: Claimed, _files: Sequence[File], _note: Callable[[str], None]) -> Sent:
    answer = client.views_publish(user_id=message.channel, view=message.payload["view"])
    return Sent(channel=message.channel, ts=answer["view"]["id"])


def _react(client: WebClient, message: Claimed, _files: Sequence[File], _note: Callable[[str], None]) -> Sent:
    channel, ts = _target(message)
    try:
        client.reactions_add(channel=channel, timestamp=ts, name=message.payload["name"])
    except SlackApiError as error:
        if error_code(error.response) != "already_reacted":
            raise
    return Sent(channel=channel, ts=ts)


def _upload(client: WebClient, message: Claimed, files: Sequence[File], note: Callable[[str], None]) -> Sent:
    uploaded: list[dict[str, str | None]] = [{"id": _upload_one(client, file), "title": file.title} for file in files]
    note(str(uploaded[0]["id"]))
    channel = message.target_channel or conversation(client, message.channel)
    client.files_completeUploadExternal(
        files=uploaded,
        channel_id=channel,
        initial_comment=message.payload.get("text"),
        thread_ts=message.target_ts,
    )
    return Sent(channel=channel, ts=str(uploaded[0]["id"]))


def _upload_one(client: WebClient, file: File) -> str:
    alt = file.alt[: limits.FILE_ALT_TEXT] or None
    place = client.files_getUploadURLExternal(filename=file.name, length=len(file.content), alt_txt=alt)
    request = urllib.request.Request(  # noqa: S310 (the address comes from Slack's own answer)
        place["upload_url"], data=file.content, headers={"Content-Type": "application/octet-stream"}
    )
    with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS):  # noqa: S310 (the same)
        return str(place["file_id"])


def _target(message: Claimed) -> tuple[str, str]:
    if message.target_channel and message.target_ts:
        return message.target_channel, message.target_ts
    return message.channel, str(message.payload["ts"])


def conversation(client: WebClient, channel: str) -> str:
    """The id of a person's DM; opening it again changes nothing."""
    if channel[0] not in "UW":
        return channel
    return str(client.conversations_open(users=channel)["channel"]["id"])


_Sender = Callable[[WebClient, Claimed, Sequence[File], Callable[[str], None]], Sent]
_SENDERS: Mapping[Kind, _Sender] = {
    Kind.POST: _post,
    Kind.UPDATE: _update,
    Kind.EPHEMERAL: _ephemeral,
    Kind.HOME: _home,
    Kind.REACT: _react,
    Kind.UPLOAD: _upload,
}
