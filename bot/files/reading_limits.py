"""Limits of memory and CPU time for reading a file from outside, in a process that reads nothing else."""

import resource
import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

MOST_MEMORY = 1024**3
"""Bytes beyond what the process has. The worst file that the readers' own bounds let through takes 66 MB."""
MOST_SECONDS = 60.0
"""Seconds of CPU time. The worst such file takes about one."""
STATUS = Path("/proc/self/statm")


class TooCostlyError(Exception):
    """Reading was stopped: it needed more memory, or else more processor time, than any plan or calendar does."""

    def __init__(self, *, memory: bool) -> None:
        super().__init__("memory" if memory else "processor time")
        self.memory = memory


class _TooLongError(Exception):
    """The processor time is used up."""


@contextmanager
def within_limits() -> Iterator[None]:
    """Raises TooCostlyError if what happens inside goes beyond the limits."""
    try:
        with ExitStack() as limits:
            limits.enter_context(_memory())
            limits.enter_context(_time())
            yield
    except (MemoryError, _TooLongError) as stopped:
        raise TooCostlyError(memory=isinstance(stopped, MemoryError)) from stopped


@contextmanager
def _memory() -> Iterator[None]:
    """Does nothing on systems that don't report how much memory a process has (macOS)."""
    if not STATUS.exists():
        yield
        return
    used = int(STATUS.read_text().split()[0]) * resource.getpagesize()
    before = resource.getrlimit(resource.RLIMIT_AS)
    allowed = [limit for limit in before if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min([used + MOST_MEMORY, *allowed]), before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


@contextmanager
def _time() -> Iterator[None]:
    """Does nothing outside the main thread, which alone receives signals."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise _TooLongError
