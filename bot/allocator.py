"""The C library's memory: how much of it threads may set aside for themselves."""

import ctypes

M_ARENA_MAX = -8
"""From glibc's malloc.h."""
ARENAS = 2


def limit_arenas() -> bool:
    """Let all threads share two arenas. Call this before any thread starts.

    By default glibc gives every thread an arena of its own, up to eight for each processor core. The bot's threads wait
    for the interpreter and not for memory, so more arenas only leave more half-empty pages behind.

    Returns False where the C library has no arenas to limit, as on macOS.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and mallopt(M_ARENA_MAX, ARENAS) == 1
