"""Uploading files. Slack answers before it shows them, and never shows some of them."""

import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from urllib.error import HTTPError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sending.outcomes import (
    TROUBLES,
    Delivered,
    IncompleteAnswerError,
    NotSent,
    NotShared,
    Outcome,
    Refused,
    Sharing,
    Unknown,
    error_code,
    outcome_of,
)
from bot.sending.refusals import NEVER_SHARED, REFUSAL_TRIES
from bot.slack import limits
from storage.delivery.claims import Claimed
from storage.delivery.sent_messages import SentMessage

UPLOAD_SECONDS = 10
SHARING_PATIENCE = timedelta(minutes=2)
"""Slack never shows a file that it has not shown by then."""
SOONEST, LATEST = timedelta(seconds=1), timedelta(seconds=10)
DELETED = frozenset({"file_deleted", "file_not_found"})


@dataclass(frozen=True, slots=True)
class File:
    name: str
    title: str
    content: bytes
    alt: str = ""


def send(
    client: WebClient, message: Claimed, channel: str, files: Sequence[File], note: Callable[[Sequence[str]], None]
) -> Outcome:
    """Try once; `Sharing` if Slack needs longer. `note` gets the file ids before the files are shared."""
    try:
        ids = [_upload(client, file, has_alt=not message.without_alt) for file in files]
    except HTTPError as error:
        is_final = error.code < HTTPStatus.INTERNAL_SERVER_ERROR
        return NotSent(f"HTTP {error.code} for a file", ends_after=REFUSAL_TRIES if is_final else None)
    except TROUBLES as error:
        outcome = outcome_of(error)
        # The files are not shared yet, so no one has seen them, whatever happened to the upload.
        return NotSent(outcome.why) if isinstance(outcome, Unknown) else outcome
    note(ids)
    try:
        client.files_completeUploadExternal(
            files=[{"id": file_id, "title": file.title} for file_id, file in zip(ids, files, strict=True)],
            channel_id=channel,
            initial_comment=message.payload.get("text"),
            thread_ts=message.target_ts,
        )
    except TROUBLES as error:
        return outcome_of(error)
    try:
        return _seen(client, ids, channel) or Sharing()
    except TROUBLES:
        return Sharing()


def find(client: WebClient, message: Claimed, channel: str, moment: datetime) -> Outcome:
    """The outcome of an upload in doubt. Raises the errors of the calls, if Slack could not be asked."""
    ids = message.file_id.split(",") if message.file_id else []
    if ids and (arrived := _seen(client, ids, channel)) is not None:
        return arrived
    if message.sharing_since is None:
        return NotSent("it had not been shared", again_at_once=True)
    if abs(moment - message.sharing_since) < SHARING_PATIENCE:
        return Sharing()
    for file_id in ids:
        _delete(client, file_id)
    return Refused(NEVER_SHARED) if message.without_alt else NotShared()


def next_check(message: Claimed, moment: datetime) -> timedelta:
    """The pause until Slack is asked again whether it shows the files, which usually takes a few seconds."""
    waited = abs(moment - message.sharing_since) if message.sharing_since else timedelta(0)
    return min(max(SOONEST, waited / 2), LATEST)


def _upload(client: WebClient, file: File, *, has_alt: bool) -> str:
    alt = file.alt[: limits.FILE_ALT_TEXT] if has_alt else ""
    place = client.files_getUploadURLExternal(filename=file.name, length=len(file.content), alt_txt=alt or None)
    if not place.get("upload_url") or not place.get("file_id"):
        raise IncompleteAnswerError("no address to upload to")
    request = urllib.request.Request(  # noqa: S310 (the address comes from Slack's own answer)
        place["upload_url"], data=file.content, headers={"Content-Type": "application/octet-stream"}
    )
    with urllib.request.urlopen(request, timeout=UPLOAD_SECONDS):  # noqa: S310 (the same)
        return str(place["file_id"])


def _seen(client: WebClient, ids: Sequence[str], channel: str) -> Delivered | None:
    """`Delivered` if Slack shows all files in the channel, else None."""
    for file_id in ids:
        shares = (client.files_info(file=file_id).get("file") or {}).get("shares") or {}
        if not any(channel in places for places in shares.values()):
            return None
    return Delivered(SentMessage(channel=channel, ts=ids[0]))


def _delete(client: WebClient, file_id: str) -> None:
    try:
        client.files_delete(file=file_id)
    except SlackApiError as error:
        if error_code(error.response) not in DELETED:
            raise
