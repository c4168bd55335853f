"""The bot of `throughline run`, whole: loaded once it is connected, with its metrics and the pages that watch it."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from slack_bolt import App

from bot.app import build_app
from bot.clock import Clock
from bot.configuration.settings import Settings
from bot.monitoring.monitor import Monitor
from bot.sending import clients
from bot.sending.delivery import LEASE
from storage.database import Database

if TYPE_CHECKING:
    from bot.monitoring.metrics import Metrics


class RunningBot:
    """Raises OtherWorkspaceError, and what Slack's refusals raise."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        clock: Clock,
        *,
        lease: timedelta | None,
        is_connected: Callable[[], bool],
    ) -> None:
        metrics = _metrics(settings)
        self._throughline = build_app(settings, database, clock, lease=LEASE if lease is None else lease)
        self._throughline.directory.learn_if_new()
        if metrics is not None:
            self._throughline.turns.timed = metrics.time_turn
            metrics.watch(database, clock)
        self._monitor = Monitor(self._throughline, settings, metrics)
        self._monitor.is_connected = is_connected

    @property
    def app(self) -> App:
        return self._throughline.app

    def start(self) -> None:
        """Raises PortTakenError."""
        self._throughline.start()
        self._monitor.start()
        self._throughline.startup_tasks.start()

    def stop(self) -> None:
        """Returns when work in progress is finished."""
        self._monitor.stop()
        self._throughline.stop()

    def notice_clock_step(self) -> None:
        self._throughline.jobs.notice_clock_step()


def _metrics(settings: Settings) -> "Metrics | None":
    """The metrics, which see every call to Slack from now on. None without a port for them."""
    if settings.metrics_port is None:
        return None
    from bot.monitoring.metrics import CallWatcher, Metrics  # noqa: PLC0415 (off by default)

    metrics = Metrics()
    clients.WATCHERS[:] = [CallWatcher(metrics)]
    return metrics
