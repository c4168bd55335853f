"""Deletes old dedup keys."""

from datetime import datetime, timedelta

from bot.turns import Turns
from storage.delivery import dedup_keys

EVERY = timedelta(hours=1)
REMEMBER_TURNS = timedelta(days=30)
"""Slack repeats requests for some hours at most. A month leaves room for a restored backup."""


class Housekeeping:
    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._next: datetime | None = None

    def tick(self) -> None:
        """Delete old keys, at most once an hour."""
        now = self._turns.clock.now()
        if self._next is not None and now < self._next:
            return
        self._next = now + EVERY
        with self._turns.write() as turn:
            dedup_keys.delete_before(turn.session, now - REMEMBER_TURNS)
