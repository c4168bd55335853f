"""The client of Socket Mode. It closes or replaces its connection between two requests, not while one is answered.

The SDK's own client closes at once: a request under way then is saved and never acked, so that its sender reads of a
failure. Nothing can tell Slack to send no more on a connection, but a moment without requests is soon there.
"""

import threading
from typing import Any

from slack_bolt.adapter.socket_mode.internals import run_bolt_app, send_response
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.clock import Clock
from bot.doorway import Doorway

PING_SECONDS = 10
ANSWER_SECONDS = 3.0
"""After that, Slack waits for no ack any more."""
ENVELOPE = "envelope_id"


class SocketClient(SocketModeClient):
    def __init__(self, doorway: Doorway, app_token: str) -> None:
        # The SDK's threads begin in its constructor.
        self._doorway = doorway
        self._unanswered = 0
        self._changed = threading.Condition()
        self._is_replacing = False
        super().__init__(app_token, logger=doorway.logger, web_client=doorway.client, ping_interval=PING_SECONDS)
        self.socket_mode_request_listeners.append(self._answer)

    def enqueue_message(self, message: str) -> None:
        if ENVELOPE in message:
            self._count(1)
        super().enqueue_message(message)

    def run_message_listeners(self, message: dict[str, Any], raw_message: str) -> None:
        try:
            super().run_message_listeners(message, raw_message)
        finally:
            if ENVELOPE in raw_message:
                self._count(-1)

    def connect_to_new_endpoint(self, force: bool = False) -> None:
        """If Slack asks for a new connection, go on answering on the old one until a moment without requests."""
        if not force:
            super().connect_to_new_endpoint()
        elif not self._is_replacing:
            self._is_replacing = True
            threading.Thread(target=self._replace, name="socket", daemon=True).start()

    def close(self) -> None:
        self._wait_until_answered()
        super().close()

    def _replace(self) -> None:
        try:
            self._wait_until_answered()
            super().connect_to_new_endpoint(force=True)
        finally:
            self._is_replacing = False

    def _answer(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        began = Clock().now().timestamp()
        response = run_bolt_app(self._doorway, request)  # type: ignore[arg-type]  # dispatches, no more
        send_response(client, request, response, began)

    def _count(self, change: int) -> None:
        with self._changed:
            self._unanswered += change
            self._changed.notify_all()

    def _wait_until_answered(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._unanswered == 0, ANSWER_SECONDS)
