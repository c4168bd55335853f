"""Noticing that somebody set the computer's clock."""

import time

from bot.clock import Clock

CLOCK_STEP_SECONDS = 30
"""A wall clock that moved this much against the steady one was set by somebody, or the computer slept."""


class ClockSteps:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._offset: float | None = None

    def detect(self) -> bool:
        """Whether it moved since the last look; the first look tells so too, as nobody looked before."""
        offset = self._clock.now().timestamp() - time.monotonic()
        moved = self._offset is None or abs(offset - self._offset) > CLOCK_STEP_SECONDS
        if moved:
            self._offset = offset
        return moved
