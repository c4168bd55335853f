"""Where a sent message is. What calls Slack needs this without the tables."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SentMessage:
    """Where a sent message is."""

    channel: str
    ts: str
