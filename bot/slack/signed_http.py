"""Serves signed HTTP requests. The signature is checked before the body is read."""

import io
import json
import logging
import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote_plus

from slack_sdk.signature import SignatureVerifier
from sqlalchemy.exc import SQLAlchemyError

from bot.doorway import Doorway
from storage.database import Database, DatabaseMovedError

log = logging.getLogger(__name__)

PATH = "/slack/events"
LARGEST_BODY = 1024 * 1024
_TIMESTAMP = re.compile(r"[0-9]{1,11}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")

StartResponse = Callable[..., Any]
Wsgi = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]

SERVER_OPTIONS: dict[str, Any] = {
    "threads": 16,
    "max_request_body_size": LARGEST_BODY,
    "max_request_header_size": 16 * 1024,
    # Connections that send nothing are closed early, and there are more places than one attacker's script fills.
    "connection_limit": 2_000,
    "channel_timeout": 10,
    "cleanup_interval": 2,
    "asyncore_use_poll": True,  # select() takes no more than 1,024 files
    "ident": None,
}
"""For waitress. Why: docs/decisions/0004-waitress-for-http.md."""


def wsgi(doorway: Doorway, database: Database, signing_secret: str) -> Wsgi:
    from slack_bolt.adapter.wsgi import SlackRequestHandler  # noqa: PLC0415 (Socket Mode does not need it)

    bolt: Wsgi = SlackRequestHandler(doorway, path=PATH)  # type: ignore[arg-type]  # it dispatches to it, no more
    verifier = SignatureVerifier(signing_secret)

    def answer(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/health":
            return _health(database, start_response)
        if environ["REQUEST_METHOD"] == "GET" and _is_page(doorway, environ["PATH_INFO"]):
            return bolt(environ, start_response)
        body = environ["wsgi.input"].read(LARGEST_BODY + 1)
        if not _is_signed(environ, body, verifier):
            log.warning("a request without Slack's signature was refused")
            return _short(start_response, "401 Unauthorized", b"not signed by Slack")
        if not is_readable(body, environ.get("CONTENT_TYPE", "")):
            log.warning("a signed request that Slack would not send was refused")
            return _short(start_response, "400 Bad Request", b"not a request of Slack's")
        environ["wsgi.input"] = io.BytesIO(body)
        try:
            return bolt(environ, start_response)
        except Exception as error:  # noqa: BLE001 (Bolt itself stumbled: its caller needs no traceback)
            log.error("a request was not answered: %s", type(error).__name__)  # noqa: TRY400 (the body may be quoted)
            return _short(start_response, "500 Internal Server Error", b"not answered")

    return answer


def _is_page(doorway: Doorway, path: str) -> bool:
    """Whether it is a page of an installation."""
    flow = doorway.oauth_flow
    return flow is not None and path in (flow.install_path, flow.redirect_uri_path)


def _is_signed(environ: dict[str, Any], body: bytes, verifier: SignatureVerifier) -> bool:
    timestamp = environ.get("HTTP_X_SLACK_REQUEST_TIMESTAMP", "")
    signature = environ.get("HTTP_X_SLACK_SIGNATURE", "")
    if not _TIMESTAMP.fullmatch(timestamp) or not _SIGNATURE.fullmatch(signature):
        return False
    try:
        return verifier.is_valid(body, timestamp, signature)
    except UnicodeDecodeError:  # the SDK signs text
        return False


def is_readable(body: bytes, content_type: str) -> bool:
    """Whether the body is a form or a JSON object, like all of Slack's, and so is a form's payload."""
    try:
        text = body.decode()
        if "application/json" in content_type:
            return isinstance(json.loads(text), dict)
        payloads = [part.partition("=")[2] for part in text.split("&") if part.startswith("payload=")]
        return all(isinstance(json.loads(unquote_plus(payload)), dict) for payload in payloads)
    except (ValueError, RecursionError):
        return False


def _health(database: Database, start_response: StartResponse) -> Iterable[bytes]:
    """503 without a database. After a failure at Slack's side it is 200 with what to do, as the bot still answers."""
    from bot.sending import token  # noqa: PLC0415 (needs the tables, which are loaded after the bot has connected)

    try:
        database.check()
        sentences = token.troubles(database)
    except DatabaseMovedError as error:
        return _short(start_response, "503 Service Unavailable", f"{error}\n".encode())
    except SQLAlchemyError:
        return _short(start_response, "503 Service Unavailable", b"the database does not answer\n")
    return _short(start_response, "200 OK", "\n".join(sentences).encode() or b"ok")


def _short(start_response: StartResponse, status: str, body: bytes) -> Iterable[bytes]:
    start_response(status, [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]
