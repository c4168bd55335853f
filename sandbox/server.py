"""Assembles and runs the look-alike."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any, TypeVar

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import BaseRoute, WebSocketRoute

from sandbox.delivery import EventDelivery, Kind, Parcel
from sandbox.interactions import Interactions
from sandbox.live import Live
from sandbox.page_api import PageApi
from sandbox.signed_http import SignedHttp
from sandbox.socket_mode import SocketMode
from sandbox.state import Json
from sandbox.web_api import WebApi
from sandbox.world import World, ignore

START_SECONDS = 30
TICK_SECONDS = 0.1
"""How often the server looks for a signal, and renews the date of its answers."""
GRACE_SECONDS = 1.0
"""How long requests may still take once the server stops."""
CLOSING_SECONDS = 0.005

Result = TypeVar("Result")


class PortError(Exception):
    """The port cannot be used: it is taken, forbidden or not a port number."""


@dataclass(frozen=True)
class Sandbox:
    """A running look-alike. Point the app's SLACK_API_URL to `api_url`."""

    url: str
    world: World
    server: Server

    @property
    def api_url(self) -> str:
        """The base of the Web API, with its closing slash."""
        return f"{self.url}/api/"

    def refresh_sockets(self, *, is_warning: bool = False) -> None:
        """Make every Socket Mode client reconnect, as Slack does about hourly, with or without a warning."""
        self.server.run_now(self.server.sockets.refresh(is_warning=is_warning))

    def send_over_socket(self, kind: Kind, payload: Json) -> Json | None:
        """Send a payload to one of the Socket Mode connections and return the ack's payload. Raises NoAck."""
        return self.server.result_of(self.server.sockets.send(Parcel(kind, payload)))

    def wait_until_events_are_delivered(self) -> None:
        """Return when the app has acked every event so far, or its retries have ended."""
        self.server.run_now(self.server.events_taken())

    def cut_sockets(self) -> None:
        """Close every Socket Mode connection without notice."""
        self.server.run_now(self.server.sockets.cut())


class Server(uvicorn.Server):
    """The web server of one world."""

    def __init__(
        self,
        world: World,
        on_ready: Callable[[], None] = lambda: None,
        on_stop: Callable[[], None] = lambda: None,
    ) -> None:
        self._world = world
        self._on_ready = on_ready
        self._on_stop = on_stop
        self._closing = asyncio.Event()
        self._stopping = asyncio.Event()
        self.sockets = SocketMode(world)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._delivery: EventDelivery | None = None
        app = Starlette(lifespan=self._lifespan)
        super().__init__(
            uvicorn.Config(app, log_level="warning", ws="websockets-sansio", lifespan="on", date_header=False)
        )

    @asynccontextmanager
    async def _lifespan(self, app: Starlette) -> AsyncIterator[None]:
        """Everything that needs the event loop is made here."""
        self._loop = asyncio.get_running_loop()
        url = self._world.request_url
        http = SignedHttp(self._world, url) if url else None
        delivery, live = EventDelivery(self._world, http or self.sockets), Live()
        self._delivery = delivery
        app.router.routes.extend(self._routes(delivery, live))
        self._world.on_event, self._world.on_change = delivery.event, live.notify
        yield
        self._world.on_event, self._world.on_change = ignore, ignore
        await delivery.close()
        if http:
            await http.close()

    def _routes(self, delivery: EventDelivery, live: Live) -> list[BaseRoute]:
        interactions = Interactions(self._world, delivery)
        return [
            *WebApi(self._world, self._drop, self._closing).routes(),
            WebSocketRoute("/socket/", self.sockets.serve),
            *PageApi(self._world, interactions, live).routes(),
        ]

    def _drop(self, request: Request) -> None:
        """Drop the connection without an answer."""
        client = request.scope["client"]
        for connection in list(self.server_state.connections):
            if getattr(connection, "client", None) == tuple(client):
                connection.transport.abort()

    def run_now(self, work: Coroutine[Any, Any, None]) -> None:
        """Run a coroutine on the event loop from another thread, and wait for it."""
        self.result_of(work)

    def result_of(self, work: Coroutine[Any, Any, Result]) -> Result:
        """The same for a coroutine with a return value."""
        assert self._loop is not None
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(START_SECONDS)

    def deliver(self, payload: Json) -> None:
        """Deliver an event's envelope, even if the app is gone."""
        assert self._delivery is not None
        self._delivery.deliver(payload)

    async def events_taken(self) -> None:
        """Return when no event is on its way to the app."""
        assert self._delivery is not None
        await self._delivery.all_delivered()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Signal that requests are accepted."""
        await super().startup(sockets)
        self._on_ready()

    def stop(self) -> None:
        """Tell the server from another thread to stop."""
        self.should_exit = True
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._stopping.set)

    async def main_loop(self) -> None:
        """Return as soon as `stop` is called; uvicorn's own loop only looks ten times a second."""
        while not await self.on_tick(0):
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), TICK_SECONDS)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close what is open, in uvicorn's order but without its fixed waits. Calls that hang let go first."""
        self._closing.set()
        for listening in (*self.servers, *(sockets or ())):
            listening.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._all_closed(), GRACE_SECONDS)
        for task in self.server_state.tasks:
            task.cancel()
        await self.lifespan.shutdown()
        self._on_stop()

    async def _all_closed(self) -> None:
        while self.server_state.connections or self.server_state.tasks:
            await asyncio.sleep(CLOSING_SECONDS)


def bound(host: str, port: int) -> socket.socket:
    """Bind a socket to the port; 0 picks a free one. Raises PortError if that fails."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen()  # two sockets may bind one address until one of them listens
    except (OSError, OverflowError) as error:
        listening.close()
        raise PortError(getattr(error, "strerror", None) or str(error)) from error
    return listening


@contextmanager
def serve(world: World | None = None, port: int = 0) -> Iterator[Sandbox]:
    """Run the look-alike in a thread while the block lasts."""
    world = world or World()
    with bound("127.0.0.1", port) as listening:
        world.base_url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        ready = Event()
        server = Server(world, ready.set)
        thread = Thread(target=server.run, args=([listening],), name="sandbox", daemon=True)
        thread.start()
        try:
            if not ready.wait(START_SECONDS):
                raise RuntimeError("the sandbox did not start")
            yield Sandbox(world.base_url, world, server)
        finally:
            server.stop()
            thread.join(START_SECONDS)
