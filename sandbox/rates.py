"""Slack's rate limits: a bucket of permits per method, and one per channel for posts."""

from __future__ import annotations

import math
from dataclasses import dataclass

TIER_1, TIER_2, TIER_3, TIER_4 = 1, 20, 50, 100
POSTS_PER_MINUTE = 300
CHANNEL_BURST = 4


@dataclass
class _Bucket:
    size: float
    per_second: float
    level: float
    filled_at: float

    def wait(self, now: float) -> float:
        """Seconds until there is a permit; 0 if there is one."""
        self.level = min(self.size, self.level + (now - self.filled_at) * self.per_second)
        self.filled_at = now
        return 0.0 if self.level >= 1 else (1 - self.level) / self.per_second


class RateLimits:
    """Counts calls. A refused call costs nothing, as in Slack."""

    def __init__(self) -> None:
        self._buckets: dict[tuple[str, str], _Bucket] = {}

    def retry_after(self, method: str, per_minute: int, channel: str, now: float) -> int | None:
        """Whole seconds until the method may be called again; None when the call may pass."""
        if method == "chat.postMessage":
            buckets = [
                self._bucket((method, ""), POSTS_PER_MINUTE, POSTS_PER_MINUTE / 60, now),
                self._bucket((method, channel), CHANNEL_BURST, 1.0, now),
            ]
        else:
            buckets = [self._bucket((method, ""), per_minute, per_minute / 60, now)]
        wait = max(bucket.wait(now) for bucket in buckets)
        if wait > 0:
            return math.ceil(wait)
        for bucket in buckets:
            bucket.level -= 1
        return None

    def _bucket(self, key: tuple[str, str], size: float, per_second: float, now: float) -> _Bucket:
        return self._buckets.setdefault(key, _Bucket(size, per_second, size, now))
