"""What came of a call to Slack, and what its answer means for the message that was to be sent."""

import http.client
import json
import re
import socket
from dataclasses import dataclass
from typing import Any, TypeGuard
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.sending import refusals
from storage.delivery.outbox import SentMessage


class IncompleteAnswerError(Exception):
    """Slack answered ok without saying where the message is: it may or may not be there."""


TROUBLES = (
    SlackApiError,
    SlackClientError,
    OSError,
    http.client.HTTPException,
    json.JSONDecodeError,
    IncompleteAnswerError,
)
"""What a call can raise; the SDK lets an answer that is cut off in the middle through as json's own error."""

CODE = re.compile(r"[a-z][a-z0-9_]*")
"""What Slack's own answers look like: for one that is cut off the SDK puts a sentence in the code's place."""


@dataclass(frozen=True, slots=True)
class Delivered:
    sent: SentMessage


@dataclass(frozen=True, slots=True)
class NotSent:
    """Surely not there: try again, after `seconds` if Slack named them."""

    why: str
    seconds: float | None = None
    limited: bool = False
    again_at_once: bool = False
    ends_after: int | None = None
    """So many such refusals are final; None for what passes by itself, like an outage."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Will never be there."""

    why: str


@dataclass(frozen=True, slots=True)
class Unauthorized:
    """Not there, for a reason that has nothing to do with the message: Slack refuses the bot's token."""

    code: str
    needed: str = ""
    """The permissions that are missing, with commas between them; one would do."""

    @property
    def why(self) -> str:
        return f"{self.code} {self.needed}".strip()


@dataclass(frozen=True, slots=True)
class Sharing:
    """Slack has taken an upload and has yet to show it."""


@dataclass(frozen=True, slots=True)
class NotShared:
    """Slack took an upload, showed it to nobody, and it is deleted: once more, without descriptions."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Perhaps there."""

    why: str
    answered: bool = False
    """Slack is done with the request, it only did not say what came of it."""


@dataclass(frozen=True, slots=True)
class Obsolete:
    """Nothing to send any more."""


Outcome = Delivered | NotSent | Refused | Unauthorized | Sharing | NotShared | Unknown | Obsolete


def outcome_of(error: Exception) -> Outcome:
    if isinstance(error, SlackApiError):
        return _refusal(error)
    if isinstance(error, IncompleteAnswerError):
        return Unknown(str(error), answered=True)
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


def is_about_token(error: Exception) -> bool:
    """Slack said no to the bot itself: trying again is of use once somebody has seen to its token."""
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
