"""Answers /health, /ready and /metrics on ports of their own, which are off unless a setting names them."""

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import SQLAlchemyError

from bot.app import Throughline
from bot.configuration.settings import Settings
from bot.port_taken import PortTakenError
from prompts import plain
from storage.database import DatabaseMovedError
from storage.delivery import backlog

if TYPE_CHECKING:
    from bot.monitoring.metrics import Metrics

OVERDUE = timedelta(minutes=1)
"""How long an answer may wait before the bot isn't ready. Messages that Slack holds back don't count."""
TEXT = "text/plain; charset=utf-8"
THREADS = 2


@dataclass(frozen=True, slots=True)
class MonitorPage:
    content_type: str
    body: bytes
    status: str = "200 OK"


Pages = dict[str, Callable[[], MonitorPage]]


class Monitor:
    """`is_connected` is set by whoever serves Slack's requests."""

    def __init__(self, throughline: Throughline, settings: Settings, metrics: "Metrics | None") -> None:
        self._throughline = throughline
        self._settings = settings
        self._metrics = metrics
        self._servers: list[Any] = []
        self.is_connected: Callable[[], bool] = lambda: False

    def start(self) -> None:
        """Raises PortTakenError."""
        for (name, port), pages in self._ports().items():
            self._servers.append(_serve(self._settings.host, name, port, pages))

    def stop(self) -> None:
        for server in self._servers:
            server.close()

    def _ports(self) -> Mapping[tuple[str, int], Pages]:
        """One server for both, if both are to have the same port."""
        health, metrics = self._settings.health_port, self._settings.metrics_port
        ports: dict[tuple[str, int], Pages] = {}
        if health is not None:
            ports["HEALTH_PORT", health] = {"/health": self.health, "/ready": self.ready}
        if metrics is not None:
            name = "HEALTH_PORT" if metrics == health else "METRICS_PORT"
            ports.setdefault((name, metrics), {})["/metrics"] = self.metrics
        return ports

    def health(self) -> MonitorPage:
        """Whether the program still works through its queues. If it doesn't, only a restart helps."""
        parts = {"sending": self._throughline.delivery.is_alive(), "ticks": self._throughline.jobs.is_alive()}
        return _page([plain("monitoring", f"{part}_stopped") for part, alive in parts.items() if not alive])

    def ready(self) -> MonitorPage:
        """Whether people's requests arrive and are answered."""
        sentences = [] if self.is_connected() else [plain("monitoring", "not_connected")]
        try:
            self._throughline.database.check()
            sentences += self._waiting()
        except DatabaseMovedError as error:
            sentences.append(str(error))
        except SQLAlchemyError:
            sentences.append(plain("monitoring", "database_away"))
        return _page(sentences)

    def _waiting(self) -> list[str]:
        now = self._throughline.turns.clock.now()
        with self._throughline.database.read() as session:
            oldest = backlog.oldest_due(session, now, by=now - OVERDUE)
        seconds = round((now - oldest).total_seconds()) if oldest else 0
        return [plain("monitoring", "answers_waiting", seconds=seconds)] if oldest else []

    def metrics(self) -> MonitorPage:
        assert self._metrics is not None  # the port is open only with them
        return MonitorPage(*self._metrics.page())


def _page(sentences: list[str]) -> MonitorPage:
    if not sentences:
        return MonitorPage(TEXT, b"ok\n")
    return MonitorPage(TEXT, "".join(f"{sentence}\n" for sentence in sentences).encode(), "503 Service Unavailable")


def _serve(host: str, name: str, port: int, pages: Pages) -> Any:
    from waitress.server import create_server  # noqa: PLC0415 (off by default)

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        find = pages.get(environ["PATH_INFO"])
        page = find() if find else MonitorPage(TEXT, b"not found\n", "404 Not Found")
        headers = [("Content-Type", page.content_type), ("Content-Length", str(len(page.body)))]
        start_response(page.status, headers)
        return [page.body]

    try:
        server = create_server(answer, host=host, port=port, threads=THREADS, ident=None, asyncore_use_poll=True)
    except OSError as error:
        raise PortTakenError(name, port, str(error.strerror)) from error
    threading.Thread(target=server.run, name=name.lower(), daemon=True).start()
    return server
