"""Reads a file from outside within limits of memory and CPU time, so that even the worst ends in a sentence.

Each command is a process of its own, so the limits need no further process.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.cli.console import fail
from bot.files.reading_limits import TooCostlyError, within_limits


@contextmanager
def bounded(name: str) -> Iterator[None]:
    """End the command with a sentence about the file if what happens inside goes beyond the limits."""
    try:
        with within_limits():
            yield
    except TooCostlyError as stopped:
        fail("file_too_costly", name=name, memory=stopped.memory)
