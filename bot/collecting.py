"""Python's garbage collector while modules are loaded."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Pause garbage collection. Imported modules stay in memory, and collecting takes a sixth of the loading time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
