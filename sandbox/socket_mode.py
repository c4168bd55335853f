"""Delivery over Socket Mode: the app connects, and each payload goes to one of its connections."""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import dataclass, field

from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.delivery import NoAck, Parcel
from sandbox.state import Json
from sandbox.world import World

MOST_CONNECTIONS = 10


@dataclass(eq=False)
class _Connection:
    socket: WebSocket
    waiting: dict[str, asyncio.Future[Json | None]] = field(default_factory=dict)


class SocketMode:
    """All connections of the app."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._connections: list[_Connection] = []
        self._turn = itertools.count()

    async def serve(self, socket: WebSocket) -> None:
        """One connection, from hello to the end."""
        await socket.accept()
        if self._world.request_url or len(self._connections) >= MOST_CONNECTIONS:
            await socket.close()
            return
        connection = _Connection(socket)
        self._connections.append(connection)
        await socket.send_json(self._hello())
        try:
            while True:
                _acknowledge(connection, await socket.receive_json())
        except WebSocketDisconnect:
            pass
        finally:
            self._forget(connection)

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._connections),
            "connection_info": {"app_id": self._world.state.app_id},
            "debug_info": {"host": "sandbox", "build_number": 1, "approximate_connection_time": 3600},
        }

    def _forget(self, connection: _Connection) -> None:
        if connection in self._connections:
            self._connections.remove(connection)
        for answer in connection.waiting.values():
            if not answer.done():
                answer.set_exception(NoAck("connection_failed"))

    async def send(self, parcel: Parcel) -> Json | None:
        """One envelope to one connection, in turn."""
        if not self._connections:
            raise NoAck("connection_failed")
        connection = self._connections[next(self._turn) % len(self._connections)]
        envelope = self._envelope(parcel)
        answer: asyncio.Future[Json | None] = asyncio.get_running_loop().create_future()
        connection.waiting[envelope["envelope_id"]] = answer
        try:
            async with asyncio.timeout(self._world.ack_seconds):
                await connection.socket.send_json(envelope)
                return await answer
        except TimeoutError:
            raise NoAck("timeout") from None
        except (WebSocketDisconnect, RuntimeError):
            # Starlette raises RuntimeError for a send after a close that crossed it on the wire.
            raise NoAck("connection_failed") from None
        finally:
            del connection.waiting[envelope["envelope_id"]]

    def _envelope(self, parcel: Parcel) -> Json:
        envelope: Json = {
            "envelope_id": self._world.new_id("e"),
            "type": parcel.kind,
            "payload": parcel.payload,
            "accepts_response_payload": parcel.kind != "events_api",
        }
        if parcel.kind == "events_api":
            envelope |= {"retry_attempt": parcel.retry_num, "retry_reason": parcel.retry_reason}
        return envelope

    async def refresh(self, *, is_warning: bool = False) -> None:
        """Ask every client to reconnect, as Slack does about hourly.

        After a warning, which comes some seconds earlier, a connection still gets its share of envelopes.
        """
        reason = "warning" if is_warning else "refresh_requested"
        for connection in list(self._connections):
            if not is_warning:
                self._connections.remove(connection)
            await connection.socket.send_json(
                {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}
            )

    async def cut(self) -> None:
        """Close every connection, as a network does."""
        for connection in list(self._connections):
            await connection.socket.close()
            self._forget(connection)


def _acknowledge(connection: _Connection, message: Json) -> None:
    answer = connection.waiting.get(str(message.get("envelope_id")))
    if answer is not None and not answer.done():
        payload = message.get("payload")
        answer.set_result(payload if isinstance(payload, dict) else None)
