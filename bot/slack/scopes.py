"""The scopes the app needs, and those a token has."""

from collections.abc import Mapping

HEADER = "x-oauth-scopes"
"""The response header that lists the token's scopes."""

NEEDED = frozenset(
    {
        *("app_mentions:read", "channels:history", "channels:read", "chat:write", "commands", "files:read"),
        *("files:write", "groups:history", "groups:read", "im:history", "im:write", "reactions:write", "users:read"),
    }
)


def granted(headers: Mapping[str, str]) -> frozenset[str] | None:
    """The token's scopes. None without the header."""
    text = header(headers, HEADER)
    return None if text is None else frozenset(scope.strip() for scope in text.split(",") if scope.strip())


def missing(headers: Mapping[str, str]) -> list[str]:
    """The scopes that the token lacks; none without the header."""
    scopes = granted(headers)
    return sorted(NEEDED - scopes) if scopes else []


def header(headers: Mapping[str, str], name: str) -> str | None:
    """Slack's answers have headers in lower case, and proxies may change that."""
    return next((text for each, text in headers.items() if each.lower() == name), None)
