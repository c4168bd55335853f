"""Two small apps that connect to the sandbox, one over Socket Mode, one over signed HTTP."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web import WebClient

import sandbox
from tests.support.inbox import WAIT_SECONDS, Inbox, Json
from tests.support.socket_mode import connected


def client_of(running: sandbox.Sandbox) -> WebClient:
    """The app's Web API client, without retries."""
    client = WebClient(running.world.tokens.bot, base_url=running.api_url, timeout=int(WAIT_SECONDS))
    client.retry_handlers.clear()
    return client


@contextmanager
def socket_app(running: sandbox.Sandbox) -> Iterator[Inbox]:
    """An app that is connected by Socket Mode within the block."""
    inbox = Inbox()

    def take(client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        inbox.put(request)
        if inbox.acks:
            client.send_socket_mode_response(SocketModeResponse(request.envelope_id, inbox.answer(request)))

    def greet(_client: BaseSocketModeClient, message: Json, _raw: str | None) -> None:
        if message.get("type") == "hello":
            inbox.greeted()

    client = SocketModeClient(running.world.tokens.app, web_client=client_of(running))
    client.message_listeners.append(greet)
    client.socket_mode_request_listeners.append(take)
    with connected(client, running):
        inbox.waits_for_hello()
        yield inbox


@dataclass(frozen=True)
class HttpRequest:
    """A request as the HTTP app received it."""

    headers: dict[str, str]
    body: str

    @property
    def payload(self) -> Json:
        """The event, the command's form, or the payload inside a form."""
        if self.headers["content-type"] == "application/json":
            event: Json = json.loads(self.body)
            return event
        form = {key: values[0] for key, values in parse_qs(self.body, keep_blank_values=True).items()}
        return dict(json.loads(form["payload"])) if "payload" in form else form


@contextmanager
def http_app() -> Iterator[tuple[str, Inbox]]:
    """An app behind a request URL."""
    inbox = Inbox()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            request = HttpRequest({key.lower(): header for key, header in self.headers.items()}, body)
            inbox.put(request)
            content = json.dumps(inbox.answer(request)).encode() if inbox.answer(request) else b""
            self.send_response(200 if inbox.acks else 500)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the library's
            """Log nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/slack/events", inbox
        finally:
            server.shutdown()
            thread.join()
