"""What is made up for after a start, while the bot is at work: tried until it is done, or can never be."""

import logging
import threading
from collections.abc import Callable, Sequence
from itertools import chain, repeat

from bot.sending import outcomes

log = logging.getLogger(__name__)

WAITS = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
LONGEST_WAIT = 60.0
"""Seconds between tries."""


class Settling:
    """Its steps one after the other, in a thread of its own; those that failed again after a while."""

    def __init__(self, steps: Sequence[Callable[[], None]]) -> None:
        self._steps = steps
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="settling", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """A step under way is not waited for: what it has not saved is made up for after the next start."""
        self._stopping.set()

    def _run(self) -> None:
        left = self._steps
        for seconds in chain(WAITS, repeat(LONGEST_WAIT)):
            left = [step for step in left if not _is_done(step)]
            if not left or self._stopping.wait(seconds):
                return


def _is_done(step: Callable[[], None]) -> bool:
    """Also when trying again would be of no use."""
    try:
        step()
    except Exception as error:
        if outcomes.is_refusal(error):
            log.exception("%s was left for the next start", step.__qualname__)
            return True
        log.warning("%s is tried again", step.__qualname__, exc_info=True)
        return False
    return True
