"""Background tasks after the start and after missed events, retried until they are done or refused."""

import logging
import threading
from collections.abc import Callable, Sequence
from typing import Any

from bot.sending import outcomes
from storage.delivery import request_ids

log = logging.getLogger(__name__)

WAITS = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0)
"""Seconds between tries. An added task waits for the first of them, since its event may still arrive."""

Step = Callable[..., object]


class StartupTasks:
    """Runs its steps in a thread, one after the other, and repeats failed ones after a pause."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self._left: list[tuple[Step, tuple[Any, ...]]] = [(step, ()) for step in steps]
        self._lock = threading.Lock()
        self._added = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="startup_tasks", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def add(self, step: Step, *about: Any) -> None:
        """Add a step to run soon. A step that is waiting already is not added twice."""
        with self._lock:
            if (step, about) not in self._left:
                self._left.append((step, about))
        self._added.set()

    def stop(self) -> None:
        """Stop without waiting for a running step. What it has not saved is done after the next start."""
        self._stopping.set()
        self._added.set()

    def join(self) -> None:
        """Return when the step that runs is done, if the tasks were stopped."""
        self._thread.join()

    def _run(self) -> None:
        tries = 0
        while not self._stopping.is_set():
            self._added.clear()
            tries = tries + 1 if self._try_all() else 0
            self._added.wait(WAITS[min(tries, len(WAITS)) - 1] if tries else None)
            if self._added.is_set():
                self._stopping.wait(WAITS[0])

    def _try_all(self) -> bool:
        """Run all steps. Return whether any must be repeated."""
        with self._lock:
            steps, self._left = self._left, []
        failed = [step for step in steps if not _is_done(*step)]
        with self._lock:
            self._left = [*failed, *(step for step in self._left if step not in failed)]
        return bool(failed)


def _is_done(step: Step, about: tuple[Any, ...]) -> bool:
    """Run the step. Return whether it is done, or can never be."""
    request_ids.begin()
    try:
        step(*about)
    except Exception as error:
        if outcomes.is_refusal(error) and not outcomes.is_about_token(error):
            log.exception("%s was left for the next start", step.__qualname__)
            return True
        log.warning("%s is tried again", step.__qualname__, exc_info=True)
        return False
    return True
