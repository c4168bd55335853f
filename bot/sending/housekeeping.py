"""Deletes old dedup keys, and empties SQLite's log, which has pages from before a deletion."""

from datetime import timedelta

from bot.pace import Pace
from bot.turns import Turns
from storage import scrubbing
from storage.delivery import dedup_keys

EVERY = timedelta(hours=1)
REMEMBER_TURNS = timedelta(days=30)
"""Slack repeats requests for some hours at most. A month leaves room for a restored backup."""


class Housekeeping:
    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._pace = Pace(EVERY)

    def tick(self) -> None:
        """Delete old keys, at most once an hour."""
        now = self._turns.clock.now()
        if not self._pace.is_due(now):
            return
        with self._turns.write() as turn:
            dedup_keys.delete_before(turn.session, now - REMEMBER_TURNS)
        scrubbing.empty_log(self._turns.database)
