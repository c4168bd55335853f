"""Scheduled work: a tick every few seconds does what the database says is due."""

import logging
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger
from sqlalchemy.exc import SQLAlchemyError

from storage.database import DatabaseMovedError
from storage.delivery import request_ids

log = logging.getLogger(__name__)

TICK_SECONDS = 5
STUCK_SECONDS = 300
"""A tick that takes longer than this hangs."""
CLOCK_STEP_SECONDS = 30
"""If the wall clock moves this much against the monotonic one, it was set."""


class Jobs:
    """Ticks from `start` to `stop`. Any number of replicas may tick."""

    def __init__(
        self, ticks: Sequence[Callable[[], None]], check: Callable[[], None], every: float = TICK_SECONDS
    ) -> None:
        """`check` raises if the database is gone."""
        self._ticks = ticks
        self._check = check
        self._scheduler = BackgroundScheduler(timezone=UTC)
        self._every = every
        self._offset = _wall_against_steady()
        self._ticked_at = time.monotonic()

    def start(self) -> None:
        self._scheduler.add_job(
            self._safe_tick,
            IntervalTrigger(seconds=self._every, timezone=UTC),
            id="tick",
            next_run_time=datetime.fromtimestamp(_wall(), UTC),
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)

    def is_alive(self) -> bool:
        """Whether a tick ended within the last minutes."""
        return self._scheduler.running and time.monotonic() - self._ticked_at < STUCK_SECONDS

    def notice_clock_step(self) -> None:
        """Reschedule the tick after the clock was set, since the scheduler waits for a wall-clock time. Call often."""
        offset = _wall_against_steady()
        if abs(offset - self._offset) > CLOCK_STEP_SECONDS and self._scheduler.running:
            log.warning("the clock was set %+.0f s", offset - self._offset)
            self._offset = offset
            self._scheduler.modify_job("tick", next_run_time=datetime.fromtimestamp(_wall(), UTC))

    def _safe_tick(self) -> None:
        try:
            self._tick_all()
        finally:
            self._ticked_at = time.monotonic()

    def _tick_all(self) -> None:
        try:
            self._check()
        except DatabaseMovedError as moved:
            log.error("nothing is asked or sent: %s", moved)  # noqa: TRY400 (the sentence says all there is)
            return
        except SQLAlchemyError as error:
            log.warning("nothing is asked or sent while the database is away: %s", type(error).__name__)
            return
        for tick in self._ticks:
            request_ids.begin()
            try:
                tick()
            except Exception:  # the database may be away for a while; the next tick tries again
                log.exception("tick failed")


def _wall() -> float:
    return time.time()  # noqa: TID251 (this is about the computer's clock itself)


def _wall_against_steady() -> float:
    return _wall() - time.monotonic()
