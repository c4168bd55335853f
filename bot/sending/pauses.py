"""The pause before a message's next try."""

from datetime import timedelta

from bot.sending.outcomes import NotSent
from storage.delivery import due

LONGEST_WAIT = timedelta(minutes=1)
DOUBLINGS = 6
"""2 ** 6 seconds exceed LONGEST_WAIT; much higher powers overflow a timedelta."""
AFTER_429 = timedelta(seconds=30)
"""The pause after a 429 without Retry-After."""


def before_next_try(attempt: int, outcome: NotSent) -> timedelta:
    if outcome.seconds is not None:
        pause = timedelta(seconds=outcome.seconds)
        return min(pause, due.LONGEST_PAUSE) if outcome.limited else pause
    return AFTER_429 if outcome.limited else after_failures(attempt)


def after_failures(attempt: int) -> timedelta:
    """The pause doubles with each try, up to a minute."""
    return min(timedelta(seconds=2.0 ** min(attempt, DOUBLINGS)), LONGEST_WAIT)
