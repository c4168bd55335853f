"""Downloads a file that somebody shared in Slack."""

import urllib.request
from enum import StrEnum
from http import HTTPStatus
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sending import outcomes
from plans.files.opening import MOST_BYTES

SECONDS = 30
SLACK = "slack.com"
SECURE = "https"
HOSTED = frozenset({"hosted", "snippet"})
"""The modes of files whose bytes Slack has; others are links to files elsewhere."""
GONE = frozenset({"file_not_found", "file_deleted"})


class FileFailure(StrEnum):
    """Why a file can't be read. The sentences are in prompts/messages/uploads.j2."""

    DELETED = "file_deleted"
    TOO_LARGE = "file_too_large"
    NO_ACCESS = "file_no_access"
    REFUSED = "file_refused"
    NOT_HOSTED = "file_not_hosted"
    TOO_COSTLY = "file_too_costly"


class FileFailureError(Exception):
    """The file can't be read, now or later."""

    def __init__(self, failure: FileFailure) -> None:
        super().__init__(failure.value)
        self.failure = failure


def download(client: WebClient, file_id: str) -> bytes:
    """The file's bytes. Raises FileFailureError, or one of outcomes.TROUBLES for what may pass."""
    try:
        file = client.files_info(file=file_id)["file"]
    except SlackApiError as error:
        code = outcomes.error_code(error.response)
        if code in GONE:
            raise FileFailureError(FileFailure.DELETED) from error
        if code == "missing_scope":
            raise FileFailureError(FileFailure.NO_ACCESS) from error
        if outcomes.is_refusal(error) and not outcomes.is_about_token(error):
            raise FileFailureError(FileFailure.REFUSED) from error
        raise
    _check(file)
    return _bytes(client, str(file.get("url_private_download") or file.get("url_private") or ""))


def _check(file: Any) -> None:
    if file.get("mode") == "tombstone":
        raise FileFailureError(FileFailure.DELETED)
    if file.get("mode") not in HOSTED:
        raise FileFailureError(FileFailure.NOT_HOSTED)
    if (file.get("size") or 0) > MOST_BYTES:
        raise FileFailureError(FileFailure.TOO_LARGE)


def _bytes(client: WebClient, address: str) -> bytes:
    """Only Slack gets the token, and only Slack is asked: a redirect leads to its sign-in page."""
    if not _is_slacks(client, address):
        raise FileFailureError(FileFailure.NOT_HOSTED)
    request = urllib.request.Request(address, headers={"Authorization": f"Bearer {client.token}"})  # noqa: S310 (checked above)
    try:
        with _OPENER.open(request, timeout=SECONDS) as answer:
            content: bytes = answer.read(MOST_BYTES + 1)
    except HTTPError as error:
        if error.code >= HTTPStatus.INTERNAL_SERVER_ERROR or error.code == HTTPStatus.TOO_MANY_REQUESTS:
            raise
        is_gone = error.code in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
        raise FileFailureError(FileFailure.DELETED if is_gone else FileFailure.NO_ACCESS) from error
    if len(content) > MOST_BYTES:
        raise FileFailureError(FileFailure.TOO_LARGE)
    return content


def _is_slacks(client: WebClient, address: str) -> bool:
    """Whether the address is one of Slack's, or of the server that stands in for it."""
    parts, api = urlsplit(address), urlsplit(client.base_url)
    if (parts.scheme, parts.netloc) == (api.scheme, api.netloc):
        return True
    host = parts.hostname or ""
    return parts.scheme == SECURE and (host == SLACK or host.endswith(f".{SLACK}"))


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments: Any, **_options: Any) -> None:
        """Makes of a redirect an HTTPError."""


_OPENER = urllib.request.build_opener(_NoRedirect)
