"""One Web API call: its arguments, and a method's own facts."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sandbox.errors import SlackError
from sandbox.rates import TIER_3
from sandbox.state import Json
from sandbox.world import World

MOST_PER_PAGE = 999


class Args:
    """Arguments from a form (all strings) or from JSON (real types); the readers accept both."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.raw = raw

    def has(self, name: str) -> bool:
        """Whether the argument was sent and is not null."""
        return self.raw.get(name) is not None

    def text(self, name: str, default: str = "") -> str:
        """A string argument."""
        return str(self.raw[name]) if self.has(name) else default

    def required(self, name: str) -> str:
        """A string that must not be missing."""
        if not self.text(name):
            raise SlackError("invalid_arguments", [f"[ERROR] missing required field: {name}"])
        return self.text(name)

    def flag(self, name: str) -> bool:
        """A boolean, in any form clients send."""
        return self.raw.get(name) in (True, "true", "True", "1", 1)

    def number(self, name: str, default: int) -> int:
        """A whole number."""
        try:
            return int(self.text(name, str(default)))
        except ValueError:
            raise SlackError("invalid_arguments", [f"[ERROR] {name} must be an integer"]) from None

    def json(self, name: str) -> Any:
        """A structure, which a form carries as JSON in a string."""
        raw_text = self.raw.get(name)
        if not isinstance(raw_text, str):
            return raw_text
        try:
            return json.loads(raw_text)
        except ValueError:
            raise SlackError("invalid_json" if name == "view" else f"invalid_{name}_format") from None


@dataclass(frozen=True)
class ApiMethod:
    """A Web API method with its scope and rate limit."""

    run: Callable[[World, Args], Json]
    scope: str | None = None
    per_minute: int = TIER_3
    caller: Literal["bot", "app", "anybody"] = "bot"


def need_scope(world: World, scope: str | None) -> None:
    """Raise missing_scope, with the needed and provided scopes, unless the manifest grants it."""
    granted = world.manifest.scopes
    if scope and granted is not None and scope not in granted:
        raise SlackError("missing_scope", needed=scope, provided=",".join(sorted(granted)))


def page_of(entries: Sequence[Any], args: Args, key: str, default: int = 100, *, most: int = MOST_PER_PAGE) -> Json:
    """One page of a list, at most so many entries, with Slack's cursor to the next."""
    try:
        start = int(base64.b64decode(args.text("cursor"), validate=True) or b"0")
    except (ValueError, binascii.Error):
        raise SlackError("invalid_cursor") from None
    limit = args.number("limit", default) or default
    if not 1 <= limit <= MOST_PER_PAGE:
        raise SlackError("invalid_limit")
    end = start + min(limit, most)
    cursor = base64.b64encode(str(end).encode()).decode() if end < len(entries) else ""
    return {key: list(entries[start:end]), "response_metadata": {"next_cursor": cursor}}
