"""How long a message waits before its next try."""

from datetime import timedelta

from bot.sending.outcomes import NotSent
from storage.delivery import due

LONGEST_WAIT = timedelta(minutes=1)
DOUBLINGS = 6
"""2 to the power of 6 seconds is beyond the longest wait; after some tries a higher power fits into no timedelta."""
AFTER_429 = timedelta(seconds=30)
"""Where Slack named no time."""


def before_next_try(attempt: int, outcome: NotSent) -> timedelta:
    if outcome.seconds is not None:
        pause = timedelta(seconds=outcome.seconds)
        return min(pause, due.LONGEST_PAUSE) if outcome.limited else pause
    return AFTER_429 if outcome.limited else after_failures(attempt)


def after_failures(attempt: int) -> timedelta:
    """Doubles with each try up to a minute, however many tries an outage has cost."""
    return min(timedelta(seconds=2.0 ** min(attempt, DOUBLINGS)), LONGEST_WAIT)
