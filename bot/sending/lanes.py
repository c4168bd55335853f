"""Works on the messages of several workspaces at a time, with a lane of its own for each.

In a lane, a workspace's next batch waits until the last one is done. Where Slack is slow or hangs for one workspace,
the lanes of the others stay free.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait

from storage.delivery import request_ids
from storage.delivery.claims import Claimed

log = logging.getLogger(__name__)

BATCH = 8
"""Messages of one workspace at a time."""
MOST_LANES = 8
"""Workspaces at a time. Threads begin only as they are needed."""

Step = Callable[[Claimed], None]


class Lanes:
    def __init__(self, name: str, freed: Callable[[bool], None]) -> None:
        """`freed` learns when a workspace's batch is done, and whether it was a full one."""
        self._threads = ThreadPoolExecutor(MOST_LANES * BATCH, thread_name_prefix=name)
        self._freed = freed
        self._lock = threading.Lock()
        self._under_way: dict[str, set[int]] = {}
        """By workspace, the ids of its messages that are being worked on."""
        self._latest = ""
        """The workspace whose turn was last."""

    def in_turn(self, workspace_ids: Iterable[str]) -> Iterator[str]:
        """Those whose lane is free, beginning after the last one served, for as long as there are lanes."""
        latest = self._latest
        for workspace_id in sorted(workspace_ids, key=lambda each: (each <= latest, each)):
            with self._lock:
                is_busy, are_all_busy = workspace_id in self._under_way, len(self._under_way) >= MOST_LANES
            if are_all_busy:
                return
            if not is_busy:
                yield workspace_id

    def under_way(self, workspace_id: str) -> frozenset[int]:
        """The ids of the workspace's messages that are being worked on."""
        with self._lock:
            return frozenset(self._under_way.get(workspace_id, ()))

    def begin(self, workspace_id: str, step: Step, messages: Sequence[Claimed]) -> list[Future[None]]:
        """Run the step for each message, in parallel. A message that raises stays claimed until its lease ends."""
        if not messages:
            return []
        self._latest = workspace_id
        with self._lock:
            self._under_way[workspace_id] = {message.id for message in messages}
        is_full = len(messages) == BATCH
        return [self._threads.submit(self._work, step, message, is_full) for message in messages]

    def stop(self) -> None:
        """Returns when all work under way is done."""
        self._threads.shutdown()

    def _work(self, step: Step, message: Claimed, is_full: bool) -> None:
        try:
            with request_ids.resumed(message.request_id):
                step(message)
        except Exception:
            log.exception("%s is left for another look", message.key)
        finally:
            self._leave(message, is_full=is_full)

    def _leave(self, message: Claimed, *, is_full: bool) -> None:
        with self._lock:
            batch = self._under_way[message.workspace_id]
            batch.remove(message.id)
            is_last = not batch
            if is_last:
                del self._under_way[message.workspace_id]
        if is_last:
            self._freed(is_full)


def wait_for(work: Sequence[Future[None]]) -> int:
    """Wait until it is done. Return how much it was."""
    wait(work)
    return len(work)
