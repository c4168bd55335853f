"""What came of a call to Slack, and what its answer means for the message that was to be sent."""

import http.client
import json
import re
import socket
from dataclasses import dataclass
from typing import Any, TypeGuard
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackClientError

from storage.outbox import Sent

GONE = "message_not_found"
"""Slack's word when the message to mark or to change is not there."""

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
        GONE,
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
    code = error_code(response)
    if status == http.HTTPStatus.TOO_MANY_REQUESTS or code == "ratelimited":
        wait = getattr(response, "headers", {}).get("Retry-After")
        return NotSent("ratelimited", seconds=float(wait) if wait else None, limited=True)
    if status >= http.HTTPStatus.INTERNAL_SERVER_ERROR or code in MAYBE or not CODE.fullmatch(code):
        return Unknown(code or f"HTTP {status}", answered=True)
    return Refused(code) if code in NEVER else NotSent(code)


def error_code(response: Any) -> str:
    data = getattr(response, "data", response)
    return str(data.get("error") or "") if isinstance(data, dict) else ""
