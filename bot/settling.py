"""What is made up for after a start, while the bot is at work: tried until it is done, or can never be."""

import logging
import threading
from collections.abc import Callable, Sequence
from itertools import chain, repeat

from bot.sending import slack

log = logging.getLogger(__name__)

WAITS = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
LONGEST_WAIT = 60.0
"""Seconds between tries."""


class Settling:
    """Its steps one after the other, in a thread of its own; a step that is taken twice does no harm."""

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
        for step in self._steps:
            self._take(step)

    def _take(self, step: Callable[[], None]) -> None:
        for seconds in chain(WAITS, repeat(LONGEST_WAIT)):
            if self._stopping.is_set():
                return
            try:
                step()
            except Exception as error:
                if slack.is_refusal(error):
                    log.exception("%s was left for the next start", step.__qualname__)
                    return
                log.warning("%s is tried again in %.0f s", step.__qualname__, seconds, exc_info=True)
                self._stopping.wait(seconds)
            else:
                return
