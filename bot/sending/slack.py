"""The calls to Slack, and what an answer from it means for the message that was sent."""

import http.client
import json
import re
import socket
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.builtin_handlers import (
    ConnectionErrorRetryHandler,
    RateLimitErrorRetryHandler,
    ServerErrorRetryHandler,
)

from bot import limits
from storage.claims import Claimed
from storage.outbox import Kind, Sent

TIMEOUT_SECONDS = 10
RETRIES = 3
HISTORY_PAGES = 5
HISTORY_PAGE = 200
EVENT_TYPE = "throughline_message"

NEVER = frozenset(
    {
        "account_inactive",
        "cannot_dm_bot",
        "cannot_reply_to_message",
        "channel_not_found",
        "file_uploads_disabled",
        "invalid_arguments",
        "invalid_blocks",
        "invalid_user_combination",
        "is_archived",
        "message_not_found",
        "messages_tab_disabled",
        "msg_blocks_too_long",
        "msg_too_long",
        "not_in_channel",
        "restricted_action",
        "user_disabled",
        "user_not_found",
        "user_not_in_channel",
        "user_not_visible",
    }
)
"""Slack's answers that no later try will change."""

MAYBE = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable"})
"""Slack's answers after which the message may or may not be there."""


TROUBLES = (SlackApiError, SlackClientError, OSError, http.client.HTTPException, json.JSONDecodeError)
"""What a call can raise; the SDK lets an answer that is cut off in the middle through as json's own error."""


CODE = re.compile(r"[a-z][a-z0-9_]*")
"""What Slack's own answers look like: for one that is cut off the SDK puts a sentence in the code's place."""


@dataclass(frozen=True, slots=True)
class Arrived:
    sent: Sent


@dataclass(frozen=True, slots=True)
class NotSent:
    """Surely not there: try again, after `seconds` if Slack named them."""

    why: str
    seconds: float | None = None
    limited: bool = False
    again_at_once: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """Will never be there."""

    why: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Perhaps there."""

    why: str
    answered: bool = False
    """Slack is done with the request, it only did not say what came of it."""


@dataclass(frozen=True, slots=True)
class Needless:
    """Nothing to send any more."""


Outcome = Arrived | NotSent | Refused | Unknown | Needless


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


def outcome_of(error: Exception) -> Outcome:
    if isinstance(error, SlackApiError):
        return _refusal(error)
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, (ConnectionRefusedError, socket.gaierror)):
        return NotSent(f"{type(reason).__name__}: {reason}")
    return Unknown(f"{type(reason).__name__}: {reason}")


def may_pass(error: Exception) -> bool:
    """Whether it says something about Slack's health, not about what was asked."""
    outcome = outcome_of(error)
    return isinstance(outcome, Unknown) or (isinstance(outcome, NotSent) and outcome.limited)


def is_refusal(error: Exception) -> TypeGuard[SlackApiError]:
    """Slack itself said no to what was asked: trying again is no use."""
    return isinstance(error, SlackApiError) and not may_pass(error)


def _refusal(error: SlackApiError) -> Outcome:
    response = error.response
    status = int(getattr(response, "status_code", 0) or 0)
    code = _error_code(response)
    if status == http.HTTPStatus.TOO_MANY_REQUESTS or code == "ratelimited":
        wait = getattr(response, "headers", {}).get("Retry-After")
        return NotSent("ratelimited", seconds=float(wait) if wait else None, limited=True)
    if status >= http.HTTPStatus.INTERNAL_SERVER_ERROR or code in MAYBE or not CODE.fullmatch(code):
        return Unknown(code or f"HTTP {status}", answered=True)
    return Refused(code) if code in NEVER else NotSent(code)


def _error_code(response: Any) -> str:
    data = getattr(response, "data", response)
    return str(data.get("error") or "") if isinstance(data, dict) else ""


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
        if _error_code(error.response) != "already_reacted":
            raise
    return Sent(channel=channel, ts=ts)


def _upload(client: WebClient, message: Claimed, files: Sequence[File], note: Callable[[str], None]) -> Sent:
    uploaded: list[dict[str, str | None]] = [{"id": _upload_one(client, file), "title": file.title} for file in files]
    note(str(uploaded[0]["id"]))
    channel = message.target_channel or _conversation(client, message.channel)
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


def _conversation(client: WebClient, channel: str) -> str:
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


# ---------------------------------------------------------------- has it arrived?


def find(client: WebClient, message: Claimed) -> Sent | None:
    """Where a post or an upload is that nobody heard back about, None when it is not there.

    Raises what the calls raise: then Slack could not be asked.
    """
    if message.kind is Kind.UPLOAD:
        return _find_file(client, message)
    channel = message.target_channel or _conversation(client, message.channel)
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
