"""What is made up for while the bot is at work, after a start and whenever something was missed.

Tried until it is done, or can never be.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from typing import Any

from bot.sending import outcomes

log = logging.getLogger(__name__)

WAITS = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0)
"""Seconds between tries, and before what is added is done at all: what was missed may just be on its way."""

Step = Callable[..., None]


class StartupTasks:
    """Its steps one after the other, in a thread of its own; those that failed again after a while."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self._left: list[tuple[Step, tuple[Any, ...]]] = [(step, ()) for step in steps]
        self._lock = threading.Lock()
        self._added = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="startup_tasks", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def add(self, step: Step, *about: Any) -> None:
        """Do this too, soon and once however often it is added before."""
        with self._lock:
            if (step, about) not in self._left:
                self._left.append((step, about))
        self._added.set()

    def stop(self) -> None:
        """A step under way is not waited for: what it has not saved is made up for after the next start."""
        self._stopping.set()
        self._added.set()

    def _run(self) -> None:
        tries = 0
        while not self._stopping.is_set():
            self._added.clear()
            tries = tries + 1 if self._try_all() else 0
            self._added.wait(WAITS[min(tries, len(WAITS)) - 1] if tries else None)
            if self._added.is_set():
                self._stopping.wait(WAITS[0])

    def _try_all(self) -> bool:
        """Whether any is to be tried again."""
        with self._lock:
            steps, self._left = self._left, []
        failed = [step for step in steps if not _is_done(*step)]
        with self._lock:
            self._left = [*failed, *(step for step in self._left if step not in failed)]
        return bool(failed)


def _is_done(step: Step, about: tuple[Any, ...]) -> bool:
    """Also when trying again would be of no use."""
    try:
        step(*about)
    except Exception as error:
        if outcomes.is_refusal(error) and not outcomes.is_about_token(error):
            log.exception("%s was left for the next start", step.__qualname__)
            return True
        log.warning("%s is tried again", step.__qualname__, exc_info=True)
        return False
    return True
