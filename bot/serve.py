"""Serves Slack's requests, over Socket Mode or as signed HTTP, until the process is stopped."""

import gc
import signal
import threading
from collections.abc import Callable
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, Protocol

from bot.configuration.settings import Settings
from bot.doorway import Doorway
from bot.sending import clients
from bot.sending.clients import Patience
from bot.slack import signed_http
from storage.database import Database

if TYPE_CHECKING:
    from bot.running_bot import RunningBot

WATCH_SECONDS = 2.0
DISCONNECTED_SECONDS = 60.0
"""Seconds without a socket after which the program ends, so that its supervisor restarts it."""

BotLoader = Callable[[Callable[[], bool]], "RunningBot"]
"""Loads the rest of the program. It gets what tells whether the bot is connected."""


class DisconnectedError(Exception):
    """Slack could not be reached over Socket Mode for a minute."""


class Connection(Protocol):
    """A way in for Slack's requests."""

    name: str
    """What the person who started the bot reads."""

    def is_up(self) -> bool: ...

    def close(self) -> None: ...


def run(settings: Settings, database: Database, load: BotLoader, ready: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM, and finish work in progress. Raises DisconnectedError or PortTakenError.

    The bot connects first and loads what isn't loaded yet then, while the first requests wait in the doorway.
    """
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stop.set())
    doorway = Doorway(clients.sole(settings.bot_token, settings.api_url).of("", Patience.PROMPT))
    connection = _SocketConnection(doorway, settings) if settings.socket_mode else _Http(doorway, settings, database)
    with ExitStack() as afterwards, closing(connection), closing(doorway):
        bot = load(connection.is_up)
        afterwards.callback(bot.stop)
        # Everything loaded by now stays loaded. Scanning it for garbage again and again would delay answers.
        gc.freeze()
        bot.start()
        doorway.open(bot.app)
        ready(connection.name)
        _watch(connection, bot, stop)


def _watch(connection: Connection, bot: "RunningBot", stop: threading.Event) -> None:
    gone = 0.0
    while not stop.wait(WATCH_SECONDS):
        bot.notice_clock_step()
        gone = 0.0 if connection.is_up() else gone + WATCH_SECONDS
        if gone >= DISCONNECTED_SECONDS:
            raise DisconnectedError


class _SocketConnection:
    name = "Socket Mode"

    def __init__(self, doorway: Doorway, settings: Settings) -> None:
        from bot.socket_mode import SocketClient  # noqa: PLC0415 (one way in is enough)

        self._client = SocketClient(doorway, settings.app_token)
        self._client.connect()

    def is_up(self) -> bool:
        return self._client.is_connected()

    def close(self) -> None:
        self._client.close()


class _Http:
    def __init__(self, doorway: Doorway, settings: Settings, database: Database) -> None:
        from waitress.server import create_server  # noqa: PLC0415 (as above)

        wsgi = signed_http.wsgi(doorway, database, settings.signing_secret)
        self._server = create_server(wsgi, host=settings.host, port=settings.port, **signed_http.SERVER_OPTIONS)
        self._serving = threading.Thread(target=self._server.run, name="http", daemon=True)
        self._serving.start()
        self.name = f"http://{settings.host}:{settings.port}{signed_http.PATH}"

    def is_up(self) -> bool:
        return self._serving.is_alive()

    def close(self) -> None:
        self._server.close()
