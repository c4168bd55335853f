"""The id of the request that is being worked on. Every message that is queued meanwhile keeps it.

It leads from what somebody did, through the log, to what was sent because of it.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_active: ContextVar[str | None] = ContextVar("request_id", default=None)
_BYTES = 6
"""Enough that the ids of a workspace's lifetime are likely all different."""


def begin() -> None:
    """Give the request that this thread works on from now on an id of its own."""
    _active.set(secrets.token_hex(_BYTES))


def active() -> str | None:
    """None outside of requests."""
    return _active.get()


@contextmanager
def resumed(request_id: str | None) -> Iterator[None]:
    """Within the block, work on what an earlier request queued."""
    token = _active.set(request_id)
    try:
        yield
    finally:
        _active.reset(token)
