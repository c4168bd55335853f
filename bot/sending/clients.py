"""Calls to Slack carry the token of the workspace they are about."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from slack_sdk import WebClient
from slack_sdk.http_retry import RetryHandler
from slack_sdk.http_retry.builtin_handlers import (
    ConnectionErrorRetryHandler,
    RateLimitErrorRetryHandler,
    ServerErrorRetryHandler,
)

TIMEOUT_SECONDS = 10
PROMPT_TIMEOUT_SECONDS = 2
"""For calls before an ack. Slack opens no form later than three seconds after the tap."""
RETRIES = 3
MOST_CLIENTS = 1_000

WATCHERS: list[RetryHandler] = []
"""What sees every answer of Slack's. The SDK offers it to those that decide about another try."""


@dataclass(frozen=True, slots=True)
class BotToken:
    text: str = field(repr=False)
    workspace_id: str = ""
    """Empty if Slack has to be asked whose token it is."""
    workspace_name: str = ""
    is_org_wide: bool = False
    """A whole Enterprise organization shares the token, and each call names its workspace."""


class TokenSource(Protocol):
    @property
    def is_sole(self) -> bool:
        """Whether there is only one workspace, ever."""

    def of(self, workspace_id: str) -> BotToken:
        """Raises outcomes.NotInstalledError if the workspace has removed the app."""

    def all(self) -> Sequence[BotToken]:
        """Those of all workspaces that have the app."""


@dataclass(frozen=True, slots=True)
class SoleToken:
    """The token of the settings, for one workspace."""

    token: BotToken
    is_sole: bool = True

    def of(self, workspace_id: str) -> BotToken:  # noqa: ARG002 (there is only one)
        return self.token

    def all(self) -> Sequence[BotToken]:
        return [self.token]


class Patience(StrEnum):
    """How a call waits."""

    NONE = "none"
    """Without the SDK's retries, which would post twice after a broken connection."""
    PROMPT = "prompt"
    """With a short time-out, for calls before an ack. A slow Slack must not block all request threads."""
    LONG = "long"
    """With retries, for reading, so that the start survives a short outage of Slack."""


class SlackClients:
    def __init__(self, tokens: TokenSource, api_url: str) -> None:
        self.tokens = tokens
        self.api_url = api_url
        self._client = lru_cache(MOST_CLIENTS)(self._new)

    def of(self, workspace_id: str, patience: Patience = Patience.NONE) -> WebClient:
        """Raises outcomes.NotInstalledError if the workspace has removed the app."""
        return self.with_token(self.tokens.of(workspace_id), patience)

    def with_token(self, token: BotToken, patience: Patience = Patience.NONE) -> WebClient:
        return self._client(token, patience)

    def without_token(self, patience: Patience) -> WebClient:
        return self._client(BotToken(""), patience)

    def _new(self, token: BotToken, patience: Patience) -> WebClient:
        return WebClient(
            token=token.text or None,
            base_url=self.api_url,
            timeout=PROMPT_TIMEOUT_SECONDS if patience is Patience.PROMPT else TIMEOUT_SECONDS,
            retry_handlers=[*WATCHERS, *(_retries() if patience is Patience.LONG else [])],
            team_id=token.workspace_id if token.is_org_wide else None,
        )


def sole(token: str, api_url: str) -> SlackClients:
    return SlackClients(SoleToken(BotToken(token)), api_url)


def _retries() -> list[RetryHandler]:
    return [
        ConnectionErrorRetryHandler(max_retry_count=RETRIES),
        RateLimitErrorRetryHandler(max_retry_count=RETRIES),
        ServerErrorRetryHandler(max_retry_count=RETRIES),
    ]
