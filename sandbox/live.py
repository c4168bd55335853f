"""Notifies open pages of changes in what they show."""

from __future__ import annotations

import asyncio

from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.state import Json
from sandbox.world import WorldChange


class Live:
    """The connected pages. Lives on the server's event loop."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._queues: dict[asyncio.Queue[Json], str] = {}

    def notify(self, change: WorldChange) -> None:
        """Notify the pages of a change. Safe from any thread."""
        notice: Json = {"type": "changed", "what": change.what}
        if change.channel:
            notice["channel"] = change.channel
        self._loop.call_soon_threadsafe(self._spread, notice, change.people)

    def _spread(self, notice: Json, people: frozenset[str]) -> None:
        for queue, user in self._queues.items():
            if user in people:
                queue.put_nowait(notice)

    async def serve(self, socket: WebSocket) -> None:
        """One page, until it is closed."""
        # Subscribe before the handshake ends, so that a connected page misses nothing.
        queue: asyncio.Queue[Json] = asyncio.Queue()
        self._queues[queue] = socket.query_params.get("as", "")
        await socket.accept()
        sending = asyncio.create_task(_send_all(socket, queue))
        try:
            while True:
                await socket.receive_text()
        except WebSocketDisconnect:
            pass
        finally:
            del self._queues[queue]
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)


async def _send_all(socket: WebSocket, queue: asyncio.Queue[Json]) -> None:
    while True:
        await socket.send_json(await queue.get())
