"""The outcome of a call to Slack, derived from its answer or error."""

import http.client
import json
import re
import socket
from dataclasses import dataclass
from typing import Any, TypeGuard
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.sending import refusals
from storage.delivery.sent_messages import SentMessage


class NotInstalledError(SlackClientError):
    """The workspace has removed the app, so there is no token for a call."""


class IncompleteAnswerError(Exception):
    """Slack answered ok without the message's place, so it may or may not exist."""


TROUBLES = (
    SlackApiError,
    SlackClientError,
    OSError,
    http.client.HTTPException,
    json.JSONDecodeError,
    IncompleteAnswerError,
)
"""Errors that a call can raise. For a truncated answer, the SDK raises json's own error."""

CODE = re.compile(r"[a-z][a-z0-9_]*")
"""The form of Slack's error codes. For a truncated answer, the SDK puts a sentence in their place."""


@dataclass(frozen=True, slots=True)
class Delivered:
    sent: SentMessage


@dataclass(frozen=True, slots=True)
class NotSent:
    """The message was not sent. Try again, after `seconds` if Slack named a time."""

    why: str
    seconds: float | None = None
    limited: bool = False
    again_at_once: bool = False
    ends_after: int | None = None
    """The number of such refusals that is final. None for failures that pass, like an outage."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Slack will never accept the message."""

    why: str


@dataclass(frozen=True, slots=True)
class Unauthorized:
    """The message was not sent because Slack refused the bot's token."""

    code: str
    needed: str = ""
    """Comma-separated scopes, one of which the token needs."""

    @property
    def why(self) -> str:
        return f"{self.code} {self.needed}".strip()


@dataclass(frozen=True, slots=True)
class Sharing:
    """Slack has accepted an upload and does not show it yet."""


@dataclass(frozen=True, slots=True)
class NotShared:
    """Slack accepted an upload and never showed it; it is deleted. Try once more without alternative texts."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """The message may or may not have been sent."""

    why: str
    answered: bool = False
    """Slack has finished the request without saying what happened."""


@dataclass(frozen=True, slots=True)
class Untraceable:
    """The message may or may not have been sent, and too many others were for Slack to be asked about all of them."""


@dataclass(frozen=True, slots=True)
class Obsolete:
    """There is nothing left to send."""


Outcome = Delivered | NotSent | Refused | Unauthorized | Sharing | NotShared | Unknown | Untraceable | Obsolete


def outcome_of(error: Exception) -> Outcome:
    if isinstance(error, SlackApiError):
        return _refusal(error)
    if isinstance(error, NotInstalledError):
        return Unauthorized(refusals.NOT_INSTALLED)
    if isinstance(error, IncompleteAnswerError):
        return Unknown(str(error), answered=True)
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, (ConnectionRefusedError, socket.gaierror)):
        return NotSent(f"{type(reason).__name__}: {reason}")
    return Unknown(f"{type(reason).__name__}: {reason}")


def may_pass(error: Exception) -> bool:
    """Whether the error is about Slack's availability, not about the request."""
    outcome = outcome_of(error)
    return isinstance(outcome, Unknown) or (isinstance(outcome, NotSent) and outcome.limited)


def is_refusal(error: Exception) -> TypeGuard[SlackApiError]:
    """Whether Slack refused the request, so that trying again is useless."""
    return isinstance(error, SlackApiError) and not may_pass(error)


def is_about_token(error: Exception) -> bool:
    """Whether Slack refused the token, so that trying again helps once the token is fixed."""
    return isinstance(outcome_of(error), Unauthorized)


def _refusal(error: SlackApiError) -> Outcome:
    response = error.response
    status = int(getattr(response, "status_code", 0) or 0)
    code = error_code(response)
    if status == http.HTTPStatus.TOO_MANY_REQUESTS or code in refusals.LIMITED:
        wait = getattr(response, "headers", {}).get("Retry-After")
        return NotSent("ratelimited", seconds=float(wait) if wait else None, limited=True)
    if status >= http.HTTPStatus.INTERNAL_SERVER_ERROR or code in refusals.MAYBE or not CODE.fullmatch(code):
        return Unknown(code or f"HTTP {status}", answered=True)
    if code in refusals.TOKEN | refusals.MIGRATING:
        return Unauthorized(code, str(response.get("needed") or "") if code == "missing_scope" else "")
    return Refused(code) if code in refusals.NEVER else NotSent(code, ends_after=refusals.REFUSAL_TRIES)


def error_code(response: Any) -> str:
    data = getattr(response, "data", response)
    return str(data.get("error") or "") if isinstance(data, dict) else ""
