"""Reads a file from outside within limits of memory and CPU time, so that even the worst ends in a sentence.

Only commands read plans and calendars, each in a process of its own, so the limits need no further process.
"""

import resource
import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

from bot.cli.common import fail

MOST_MEMORY = 1024**3
"""Bytes beyond what the process has. The worst file that the readers' own bounds let through takes 66 MB."""
MOST_SECONDS = 60.0
"""Seconds of CPU time. The worst such file takes about one."""
STATUS = Path("/proc/self/statm")


class _TooLongError(Exception):
    """The processor time is used up."""


@contextmanager
def bounded(name: str) -> Iterator[None]:
    """End the command with a sentence about the file if what happens inside goes beyond the limits."""
    try:
        with ExitStack() as limits:
            limits.enter_context(_memory())
            limits.enter_context(_time())
            yield
    except (MemoryError, _TooLongError) as stopped:
        fail("file_too_costly", name=name, memory=isinstance(stopped, MemoryError))


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
