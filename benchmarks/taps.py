"""One person's signed requests over one kept connection, one after another, each timed until its ack."""

import http.client
import json
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

from benchmarks.district import Tap
from benchmarks.programs import SIGNING_SECRET
from benchmarks.slack import TEAM

DRAINED_SECONDS = 60

_moments = count(1)


class Tapper:
    """Taps buttons of one program."""

    def __init__(self, connection: http.client.HTTPConnection) -> None:
        self._connection = connection

    def tap(self, taps: Sequence[Tap]) -> list[float]:
        """Return milliseconds from the request to its ack, for each tap."""
        return [self._time(*_signed(tap)) for tap in taps]

    def open_home(self, user: str) -> float:
        """Return the milliseconds to the ack of opening a Home tab."""
        return self._time(*_signed_event(user))

    def _time(self, body: bytes, headers: dict[str, str]) -> float:
        began = time.perf_counter()
        self._connection.request("POST", "/slack/events", body, headers)
        answer = self._connection.getresponse()
        answer.read()
        took = (time.perf_counter() - began) * 1000
        if answer.status != http.HTTPStatus.OK:
            raise RuntimeError(f"answered with {answer.status}")
        return took


@contextmanager
def tapper(port: int) -> Iterator[Tapper]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        yield Tapper(connection)


def _signed(tap: Tap) -> tuple[bytes, dict[str, str]]:
    moment = next(_moments)
    payload = {
        "type": "block_actions",
        "team": {"id": TEAM, "domain": "bench"},
        "user": {"id": tap.user, "name": tap.user, "team_id": TEAM},
        "api_app_id": "A0BENCH",
        "token": "unused",
        "trigger_id": f"{moment}.1",
        "container": {"type": "message", "message_ts": "1.000001", "channel_id": f"D{tap.user}"},
        "channel": {"id": f"D{tap.user}", "name": "directmessage"},
        "response_url": "http://127.0.0.1:9/unused",
        "actions": [
            {
                "type": "button",
                "action_id": "check_in.say.on_track",
                "block_id": "b",
                "value": tap.value,
                "action_ts": f"{moment}.000002",
            }
        ],
    }
    return _with_signature(urlencode({"payload": json.dumps(payload)}), "application/x-www-form-urlencoded")


def _signed_event(user: str) -> tuple[bytes, dict[str, str]]:
    moment = next(_moments)
    payload = {
        "type": "event_callback",
        "team_id": TEAM,
        "api_app_id": "A0BENCH",
        "token": "unused",
        "event_id": f"Ev{moment}",
        "event_time": moment,
        "event": {"type": "app_home_opened", "user": user, "channel": f"D{user}", "tab": "home", "event_ts": "1.1"},
    }
    return _with_signature(json.dumps(payload), "application/json")


def _with_signature(body: str, content_type: str) -> tuple[bytes, dict[str, str]]:
    timestamp = str(int(time.time()))
    signature = SignatureVerifier(SIGNING_SECRET).generate_signature(timestamp=timestamp, body=body)
    assert signature is not None  # it was given a body and a time
    return body.encode(), {
        "Content-Type": content_type,
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature,
    }


def wait_until_delivered(database: Path) -> None:
    """Wait until the answers' messages are sent: the floor must not be measured under that load."""
    until = time.monotonic() + DRAINED_SECONDS
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        while connection.execute("SELECT 1 FROM outbox WHERE state IN ('pending', 'sending') LIMIT 1").fetchone():
            if time.monotonic() > until:
                raise RuntimeError("messages were not delivered in time")
            time.sleep(0.02)


def answers_kept(database: Path) -> int:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return int(connection.execute("SELECT count(*) FROM answer").fetchone()[0])
