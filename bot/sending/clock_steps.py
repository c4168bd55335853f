"""Detecting that the computer's clock was set."""

import time

from bot.clock import Clock

CLOCK_STEP_SECONDS = 30
"""If the wall clock moves this much against the monotonic one, it was set or the computer slept."""


class ClockSteps:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._offset: float | None = None

    def detect(self) -> bool:
        """Whether the clock was set since the last call. The first call returns True, as nothing is known before it."""
        offset = self._clock.now().timestamp() - time.monotonic()
        moved = self._offset is None or abs(offset - self._offset) > CLOCK_STEP_SECONDS
        if moved:
            self._offset = offset
        return moved
