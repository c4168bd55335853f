"""Requests of an attacker over signed HTTP: without the secret nothing is read; with it nothing is a traceback."""

from __future__ import annotations

import copy
import json
import random
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from bot.clock import Clock
from bot.slack.identifiers import ActionId, ShortcutId, ViewId
from sandbox.signed_http import signature
from tests.bot.programs import environment, free_port, slack, started

SECRET = "sandbox-signing-secret"
ANSWER = "A-PRIVATE-ANSWER"
WHO = {"team": {"id": "TRIVERBEND", "domain": "r"}, "user": {"id": "U0000DANA", "team_id": "TRIVERBEND"}}
TAP = {"type": "block_actions", **WHO, "trigger_id": "t", "container": {}, "response_url": ""}
PAYLOADS: dict[str, dict[str, Any]] = {
    "a button": TAP
    | {
        "container": {"channel_id": "C00BETHEL", "message_ts": "1.2"},
        "actions": [{"action_id": ActionId.SAY_DONE, "value": f"1|{ANSWER}", "action_ts": "1.2", "block_id": "b"}],
    },
    "a form": {
        "type": "view_submission",
        **WHO,
        "view": {
            "id": "V1",
            "hash": "h",
            "type": "modal",
            "callback_id": ViewId.ITEM_NEW,
            "private_metadata": f"1|{ANSWER}",
            "state": {"values": {"text": {"x": {"type": "plain_text_input", "value": ANSWER}}}},
        },
    },
    "a form that was closed": {"type": "view_closed", **WHO, "view": {"id": "V1", "callback_id": "x"}},
    "a shortcut": {"type": "shortcut", **WHO, "callback_id": ShortcutId.START_COACHING, "trigger_id": "t"},
    "a message's shortcut": {
        "type": "message_action",
        **WHO,
        "callback_id": ShortcutId.ITEM_FROM_MESSAGE,
        "trigger_id": "t",
        "channel": {"id": "C00BETHEL"},
        "message": {"ts": "1.2", "text": ANSWER},
    },
}
EVENT = {
    "type": "event_callback",
    "team_id": "TRIVERBEND",
    "event": {
        "type": "message",
        "user": "U0000DANA",
        "text": ANSWER,
        "ts": "1.2",
        "thread_ts": "1.1",
        "channel": "C00BETHEL",
    },
}
COMMAND = {
    "command": "/plan",
    "text": ANSWER,
    "team_id": "TRIVERBEND",
    "user_id": "U0000DANA",
    "channel_id": "C00BETHEL",
}
WRONG: tuple[Any, ...] = (None, 7, -1, True, "", "²", "x" * 3000, [], [[]], {}, {"id": 7}, [ANSWER], {"values": ANSWER})


class Bot:
    def __init__(self, url: str, log: Path) -> None:
        self.url = url
        self._log = log

    def send(self, body: bytes, content_type: str = "application/json", **headers: str) -> httpx.Response:
        now = str(int(Clock().now().timestamp()))
        signed = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": now,
            "X-Slack-Signature": signature(SECRET, now, body.decode("utf-8", "replace")),
        }
        return httpx.post(f"{self.url}/slack/events", content=body, headers=signed | headers, timeout=30, verify=False)

    def send_payload(self, payload: Any) -> httpx.Response:
        if isinstance(payload, dict) and "event" in payload:
            return self.send(json.dumps(payload).encode())
        return self.send(urlencode({"payload": json.dumps(payload)}).encode(), "application/x-www-form-urlencoded")

    def log(self) -> str:
        return self._log.read_text()

    def is_well(self) -> bool:
        return httpx.get(f"{self.url}/health", timeout=30, verify=False).text == "ok"


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("attacks")
    port = free_port()
    with slack() as running:
        settings = {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": SECRET, "PORT": str(port)}
        with started(environment(running, folder / "t.db", **settings), folder / "log") as program:
            assert program.first_line
            yield Bot(f"http://127.0.0.1:{port}", folder / "log")


@pytest.mark.parametrize("body", [b"{", b"[" * 100_000, b"\xff\xfe", b"payload=%7B", b"null"])
def test_without_the_secret_nothing_is_read(bot: Bot, body: bytes) -> None:
    before = bot.log()

    answer = bot.send(body, **{"X-Slack-Signature": "v0=" + "0" * 64})

    assert answer.status_code == 401
    assert "trace" not in bot.log()[len(before) :]


@pytest.mark.parametrize("body", [b"{", b"[" * 100_000, b'{"a":' * 50_000, b"null", b"[]", b"7", b'"x"'])
def test_signed_json_that_is_no_object_is_refused(bot: Bot, body: bytes) -> None:
    assert bot.send(body).status_code == 400
    form = urlencode({"payload": body.decode()}).encode()
    assert bot.send(form, "application/x-www-form-urlencoded").status_code == 400


def test_two_hundred_silent_connections_keep_nobody_out(bot: Bot) -> None:
    address = ("127.0.0.1", int(bot.url.rpartition(":")[2]))
    with ExitStack() as stack:
        for _ in range(200):
            stack.enter_context(socket.create_connection(address))

        assert bot.is_well()


def test_no_mutant_of_a_payload_is_a_traceback_or_reaches_the_log(bot: Bot) -> None:
    before = bot.log()
    for mutant in mutants(random.Random(11), 120):
        answer = bot.send_payload(mutant)
        assert "Traceback" not in answer.text, mutant
        assert answer.status_code in (200, 400, 404, 500), mutant
    for name in COMMAND:
        answer = bot.send(urlencode(COMMAND | {name: "²"}).encode(), "application/x-www-form-urlencoded")
        assert "Traceback" not in answer.text

    assert ANSWER not in bot.log()[len(before) :]
    assert bot.is_well()


def mutants(dice: random.Random, count: int) -> Iterator[Any]:
    """Payloads of every kind with one part, at any depth, of another type."""
    originals = [*PAYLOADS.values(), EVENT]
    for number in range(count):
        mutant = copy.deepcopy(originals[number % len(originals)])
        holder, key = dice.choice(list(_places(mutant)))
        holder[key] = dice.choice(WRONG)
        yield mutant


def _places(node: Any) -> Iterator[tuple[Any, Any]]:
    for key, child in list(node.items() if isinstance(node, dict) else enumerate(node)):
        yield node, key
        if isinstance(child, (dict, list)):
            yield from _places(child)
