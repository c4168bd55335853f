"""Serves Slack's requests, over Socket Mode or as signed HTTP, until the process is stopped."""

import gc
import signal
import threading
from collections.abc import Callable

from bot import signed_http
from bot.app import Throughline
from bot.monitoring.monitor import Monitor
from bot.sending import token
from bot.settings import Settings

WATCH_SECONDS = 2.0
DISCONNECTED_SECONDS = 60.0
"""Seconds without a socket after which the program ends, so that its supervisor restarts it."""


class DisconnectedError(Exception):
    """Slack could not be reached over Socket Mode for a minute."""


def run(throughline: Throughline, settings: Settings, ready: Callable[[str], None], monitor: Monitor) -> None:
    """Serve until SIGINT or SIGTERM, and finish work in progress. Raises DisconnectedError or PortTakenError."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stop.set())
    # Everything loaded by now stays loaded. Scanning it for garbage again and again would delay answers.
    gc.freeze()
    throughline.start()

    def up(way: str) -> None:
        ready(way)
        throughline.startup_tasks.start()

    try:
        monitor.start()
        serve = _serve_socket if settings.socket_mode else _serve_http
        serve(throughline, settings, up, stop, monitor)
    finally:
        monitor.stop()
        throughline.stop()


def _serve_socket(
    throughline: Throughline,
    settings: Settings,
    ready: Callable[[str], None],
    stop: threading.Event,
    monitor: Monitor,
) -> None:
    from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler  # noqa: PLC0415 (one way in is enough)

    handler = SocketModeHandler(throughline.app, settings.app_token)
    handler.connect()  # type: ignore[no-untyped-call]  # the SDK leaves it untyped
    monitor.is_connected = handler.client.is_connected
    ready("Socket Mode")
    gone = 0.0
    try:
        while not stop.wait(WATCH_SECONDS):
            throughline.jobs.notice_clock_step()
            gone = 0.0 if handler.client.is_connected() else gone + WATCH_SECONDS
            if gone >= DISCONNECTED_SECONDS:
                raise DisconnectedError
    finally:
        handler.close()  # type: ignore[no-untyped-call]  # the same


def _serve_http(
    throughline: Throughline,
    settings: Settings,
    ready: Callable[[str], None],
    stop: threading.Event,
    monitor: Monitor,
) -> None:
    from waitress.server import create_server  # noqa: PLC0415 (as above)

    server = create_server(
        signed_http.wsgi(
            throughline.app,
            throughline.database,
            settings.signing_secret,
            lambda: token.troubles(throughline.database),
        ),
        host=settings.host,
        port=settings.port,
        **signed_http.SERVER_OPTIONS,
    )
    serving = threading.Thread(target=server.run, name="http", daemon=True)
    serving.start()
    monitor.is_connected = serving.is_alive
    ready(f"http://{settings.host}:{settings.port}{signed_http.PATH}")
    try:
        while not stop.wait(WATCH_SECONDS):
            throughline.jobs.notice_clock_step()
    finally:
        server.close()
