"""The SDK's Socket Mode client, connected and closed without its waits."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.interval_runner import IntervalRunner

from sandbox import Sandbox

UNENCRYPTED = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Nothing is encrypted here. Without a context the SDK loads every certificate of the system for each connection."""


@contextmanager
def connected(client: SocketModeClient, running: Sandbox) -> Iterator[None]:
    """Keep the client connected within the block. Slack's hello may come a little later."""
    client.web_client.ssl = UNENCRYPTED
    # The reader has looked for a connection, found none, and would sleep for a tenth of a second.
    client.current_session_runner.shutdown()  # type: ignore[no-untyped-call]  # the SDK leaves it untyped
    client.connect()
    client.current_session_runner = IntervalRunner(client._run_current_session).start()
    try:
        yield
    finally:
        # The reader blocks for seconds unless the other side closes first, and it trips over a `close` that crosses
        # its own.
        client.auto_reconnect_enabled = False
        running.cut_sockets()
        client.current_session_runner.shutdown()  # type: ignore[no-untyped-call]  # the same
        # The client's other thread looks up from an empty queue only once a second.
        client.closed = True
        client.message_queue.put("")
        client.close()
