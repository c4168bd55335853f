"""A Slack without a network for any number of people: it enforces the rate limit and fails at random."""

from collections.abc import Callable
from datetime import datetime
from random import Random
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web.slack_response import SlackResponse

PER_SECOND = 5.0
"""300 a minute, as in the look-alike."""
BURST = 300.0


class FastSlack(WebClient):
    """`faults` is the share of posts that fail: after or before they were accepted, or with a 429."""

    def __init__(self, now: Callable[[], datetime], *, faults: float) -> None:
        super().__init__(token="xoxb-fast")
        self.arrived: dict[str, list[float]] = {}
        """When each key was posted, in seconds since the first."""
        self.refusals = 0
        self._now = now
        self._began = now()
        self._faults = faults
        self._dice = Random(1)
        self._tokens, self._filled = BURST, 0.0

    def api_call(self, api_method: str, **call: Any) -> SlackResponse:
        """The entry point for every method of the SDK."""
        arguments = call.get("json") or call.get("params") or {}
        if api_method == "chat.postMessage":
            return self._post(arguments)
        if api_method == "conversations.open":
            return _answer({"channel": {"id": f"D{arguments['users']}"}})
        return _answer({"messages": self._history(arguments), "response_metadata": {}})

    def _post(self, arguments: dict[str, Any]) -> SlackResponse:
        trouble = self._dice.choices(
            ("", "before", "after", "429"),
            (1 - self._faults, 0.44 * self._faults, 0.44 * self._faults, 0.12 * self._faults),
        )[0]
        if trouble == "before":
            raise _failure(503)
        if trouble == "429" or not self._allowed():
            self.refusals += 1
            raise _failure(429, {"Retry-After": "1"})
        key = arguments["metadata"]["event_payload"]["key"]
        self.arrived.setdefault(key, []).append(self._seconds())
        if trouble == "after":
            raise _failure(503)
        return _answer({"channel": f"D{arguments['channel']}", "ts": f"{len(self.arrived)}.000001"})

    def _history(self, arguments: dict[str, Any]) -> list[dict[str, Any]]:
        """The check-in in this channel, if it arrived. The key's row says whose it is."""
        key = self.keys_by_channel.get(arguments["channel"], "")
        return [{"ts": "1.000001", "metadata": {"event_payload": {"key": key}}}] if key in self.arrived else []

    keys_by_channel: dict[str, str] = {}  # noqa: RUF012 (replaced as a whole before the first call)

    def _allowed(self) -> bool:
        seconds = self._seconds()
        self._tokens = min(BURST, self._tokens + (seconds - self._filled) * PER_SECOND)
        self._filled = seconds
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True

    def _seconds(self) -> float:
        return (self._now() - self._began).total_seconds()


def _answer(data: dict[str, Any], status: int = 200, headers: dict[str, str] | None = None) -> SlackResponse:
    return SlackResponse(
        client=None,
        http_verb="POST",
        api_url="fast",
        req_args={},
        data={"ok": status == 200, **data},
        headers=headers or {},
        status_code=status,
    )


def _failure(status: int, headers: dict[str, str] | None = None) -> SlackApiError:
    return SlackApiError("no", _answer({"error": ""}, status, headers))  # type: ignore[no-untyped-call]  # the SDK's
