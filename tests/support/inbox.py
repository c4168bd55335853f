"""What an app has received. A test takes the thing it means, whatever came before it or beside it.

Slack promises no order: events are delivered side by side, and the client handles them in several threads. So there
is no way to take "the next thing" out of here.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
WAIT_SECONDS = 30.0
"""Only a failing test waits that long."""


@dataclass
class Inbox:
    """What an app has received, and its acks."""

    answer: Callable[[Any], Json | None] = lambda _request: None
    acks: bool = True
    received: list[Any] = field(default_factory=list)
    """Every request so far, in the order of arrival; taking one leaves it here."""
    _left: list[Any] = field(default_factory=list)
    _greetings: int = 0
    _arrival: threading.Condition = field(default_factory=threading.Condition)

    # The app's side

    def put(self, request: Any) -> None:
        """Called when a request arrives."""
        with self._arrival:
            self.received.append(request)
            self._left.append(request)
            self._arrival.notify_all()

    def greeted(self) -> None:
        """Called when Slack has said hello on a connection, which from now on gets requests."""
        with self._arrival:
            self._greetings += 1
            self._arrival.notify_all()

    # The test's side

    def waits_for_hello(self, times: int = 1) -> None:
        """Wait for that many connections."""
        with self._arrival:
            assert self._arrival.wait_for(lambda: self._greetings >= times, WAIT_SECONDS), f"{self._greetings} hellos"

    def takes(self, matches: Callable[[Any], bool], what: str) -> Any:
        """Wait for a request that matches. Each is taken once; the others stay."""
        with self._arrival:
            assert self._arrival.wait_for(lambda: self._first(matches) is not None, WAIT_SECONDS), (
                f"no {what} among what came: {[each.payload for each in self._left]}"
            )
            request = self._first(matches)
            self._left.remove(request)
            return request

    def _first(self, matches: Callable[[Any], bool]) -> Any:
        return next((each for each in self._left if matches(each)), None)

    def request_of(self, kind: str, **fields: Any) -> Any:
        """Take the request with an event of this type and these fields."""

        def matches(request: Any) -> bool:
            event = request.payload.get("event", {})
            return _has(event, {"type": kind, **fields})

        return self.takes(matches, f"event {kind} {fields}")

    def event(self, kind: str, **fields: Any) -> Json:
        """Take the event of this type and with these fields."""
        event: Json = self.request_of(kind, **fields).payload["event"]
        return event

    def interaction(self, kind: str, **fields: Any) -> Json:
        """Take the payload of a click, a form or a shortcut with these fields."""
        expected = {"type": kind, **fields}
        payload: Json = self.takes(lambda request: _has(request.payload, expected), f"{kind} {fields}").payload
        return payload

    def command(self, text: str) -> Any:
        """Take the request of a slash command with this text."""
        return self.takes(lambda request: "command" in request.payload and request.payload["text"] == text, "command")

    def events(self) -> list[Json]:
        """Every event so far, taken or not."""
        with self._arrival:
            return [request.payload["event"] for request in self.received if "event" in request.payload]


def _has(body: Json, fields: Json) -> bool:
    return all(name in body and body[name] == expected for name, expected in fields.items())
