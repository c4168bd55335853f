"""Errors of the look-alike."""

from __future__ import annotations

from typing import Any


class SlackError(Exception):
    """An error by Slack's name; `messages` become response_metadata.messages."""

    def __init__(self, error: str, messages: list[str] | None = None, **extra: Any) -> None:
        super().__init__(error)
        self.error = error
        self.messages = messages or []
        self.extra = extra

    def body(self) -> dict[str, Any]:
        """The JSON that Slack would answer."""
        body: dict[str, Any] = {"ok": False, "error": self.error, **self.extra}
        if self.messages:
            body["response_metadata"] = {"messages": self.messages}
            body["errors"] = [text.removeprefix("[ERROR] ") for text in self.messages]
        return body


class PageError(Exception):
    """An action that is not possible for the person in the browser; the page shows its text."""

    status = 400


class AppSilentError(PageError):
    """The app did not ack what the person did."""

    status = 504

    def __init__(self) -> None:
        super().__init__("We had some trouble connecting. Try again?")
