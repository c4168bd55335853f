"""Taking Slack's requests, over Socket Mode or as signed HTTP, until somebody says stop."""

import gc
import logging
import re
import signal
import threading
from collections.abc import Callable, Iterable
from typing import Any

from slack_bolt import App

from bot.app import Throughline
from bot.sending import token
from bot.settings import Settings

log = logging.getLogger(__name__)

THREADS = 16
LARGEST_BODY = 1024 * 1024
WATCH_SECONDS = 2.0
DISCONNECTED_SECONDS = 60.0
"""A socket gone for so long will not come back by itself; a supervisor starts the program anew."""

_TIMESTAMP = re.compile(r"[0-9]{1,11}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")

StartResponse = Callable[..., Any]
Wsgi = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


class DisconnectedError(Exception):
    """Slack could not be reached over Socket Mode for a minute."""


def run(throughline: Throughline, settings: Settings, ready: Callable[[str], None]) -> None:
    """Returns after SIGINT or SIGTERM, with everything under way finished. Raises DisconnectedError."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stop.set())
    # What is loaded by now stays: looked through for garbage again and again, it would make answers wait.
    gc.freeze()
    throughline.start()

    def up(way: str) -> None:
        ready(way)
        throughline.settling.start()

    try:
        serve = _serve_socket if settings.socket_mode else _serve_http
        serve(throughline, settings, up, stop)
    finally:
        throughline.stop()


def _serve_socket(
    throughline: Throughline, settings: Settings, ready: Callable[[str], None], stop: threading.Event
) -> None:
    from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler  # noqa: PLC0415 (one way in is enough)

    handler = SocketModeHandler(throughline.app, settings.app_token)
    handler.connect()  # type: ignore[no-untyped-call]  # the SDK leaves it untyped
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
    throughline: Throughline, settings: Settings, ready: Callable[[str], None], stop: threading.Event
) -> None:
    from waitress.server import create_server  # noqa: PLC0415 (as above)

    server = create_server(
        wsgi(throughline.app, lambda: token.troubles(throughline.database)),
        host=settings.host,
        port=settings.port,
        threads=THREADS,
        max_request_body_size=LARGEST_BODY,
        ident=None,
    )
    serving = threading.Thread(target=server.run, name="http", daemon=True)
    serving.start()
    ready(f"http://{settings.host}:{settings.port}/slack/events")
    try:
        while not stop.wait(WATCH_SECONDS):
            throughline.jobs.notice_clock_step()
    finally:
        server.close()


def wsgi(app: App, troubles: Callable[[], list[str]] = list) -> Wsgi:
    """Bolt behind a look at the headers: malformed ones make the SDK raise instead of refusing."""
    from slack_bolt.adapter.wsgi import SlackRequestHandler  # noqa: PLC0415 (as above)

    bolt = SlackRequestHandler(app, path="/slack/events")

    def answer(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/health":
            return _health(start_response, troubles())
        timestamp = environ.get("HTTP_X_SLACK_REQUEST_TIMESTAMP", "")
        signature = environ.get("HTTP_X_SLACK_SIGNATURE", "")
        if not _TIMESTAMP.fullmatch(timestamp) or not _SIGNATURE.fullmatch(signature):
            log.warning("a request without Slack's signature was refused")
            return _short(start_response, "401 Unauthorized", b"not signed by Slack")
        answered: Iterable[bytes] = bolt(environ, start_response)
        return answered

    return answer


def _health(start_response: StartResponse, troubles: list[str]) -> Iterable[bytes]:
    """For whoever watches the bot: what keeps it from its work, and what to do.

    It still takes what people do, so a load balancer is not to turn them away.
    """
    return _short(start_response, "200 OK", "\n".join(troubles).encode() or b"ok")


def _short(start_response: StartResponse, status: str, body: bytes) -> Iterable[bytes]:
    start_response(status, [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]
