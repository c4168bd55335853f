"""How often a tick looks for work."""

from datetime import datetime, timedelta


class Pace:
    def __init__(self, every: timedelta) -> None:
        self._every = every
        self._last: datetime | None = None

    def is_due(self, now: datetime) -> bool:
        """Whether it is time again; if so, the wait begins anew. A clock that is set back holds up nothing."""
        if self._last is not None and timedelta(0) <= now - self._last < self._every:
            return False
        self._last = now
        return True
