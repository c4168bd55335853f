"""Delivers payloads to the app: three seconds for an ack, and retries for events."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Literal, Protocol

from sandbox.envelopes import event_callback
from sandbox.state import Json
from sandbox.world import World

Kind = Literal["events_api", "interactive", "slash_commands"]


class NoAck(Exception):  # noqa: N818 - it is what happened, not a fault of ours
    """The app did not accept the payload; `reason` is Slack's word for why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Parcel:
    """A payload to deliver, with the number of earlier tries."""

    kind: Kind
    payload: Json
    retry_num: int = 0
    retry_reason: str = ""


class Way(Protocol):
    """Socket Mode or signed HTTP."""

    async def send(self, parcel: Parcel) -> Json | None:
        """Deliver, and return what the app sent with its ack; NoAck when there was none."""


class EventDelivery:
    """Delivers events and interactions to the app. Lives on the server's event loop."""

    def __init__(self, world: World, way: Way) -> None:
        self._world = world
        self._way = way
        self._loop = asyncio.get_running_loop()
        self._tasks: set[asyncio.Task[None]] = set()

    def event(self, event: Json) -> None:
        """Deliver an event in the background. Safe from any thread."""
        if not self._world.is_installed:
            return
        copies = 2 if self._world.dice.troubles.duplicate_events else 1
        for _ in range(copies):  # each copy gets its own event id, as Slack's own duplicates have
            self._loop.call_soon_threadsafe(self._start, event_callback(self._world, event))

    def deliver(self, payload: Json) -> None:
        """Deliver an envelope that was made before. Safe from any thread."""
        self._loop.call_soon_threadsafe(self._start, payload)

    def _start(self, payload: Json) -> None:
        task = self._loop.create_task(self._with_retries(payload))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _with_retries(self, payload: Json) -> None:
        self._world.record("events_api", payload["event"]["type"], payload)
        parcel = Parcel("events_api", payload)
        for num, delay in enumerate([*self._world.retry_delays, None], start=1):
            try:
                await self._way.send(parcel)
            except NoAck as failure:
                if delay is None:
                    return
                await asyncio.sleep(delay)
                parcel = Parcel("events_api", payload, num, failure.reason)
            else:
                return

    async def ask(self, kind: Kind, payload: Json) -> Json | None:
        """Send an interaction or a command, once, and wait for the ack."""
        name = payload.get("type", "command")
        self._world.record(kind, name, payload)
        ack = await self._way.send(Parcel(kind, payload))
        if ack:
            self._world.record("ack", name, ack)
        return ack

    async def all_delivered(self) -> None:
        """Return when no event is pending: the app has acknowledged each, or delivery gave up."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def close(self) -> None:
        """Abandon pending events."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
