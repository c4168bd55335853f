"""The bot connects before most of it is loaded; what arrives meanwhile waits in the doorway."""

import json
import logging
import signal
import socket
import subprocess
import time
from concurrent.futures import CancelledError, ThreadPoolExecutor
from http import HTTPStatus
from pathlib import Path

import httpx
import pytest
from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier

from bot.clock import Clock
from bot.doorway import Doorway
from tests.bot.programs import STOP_SECONDS, bare, command_line, environment, free_port, slack, started

SOON, PATIENCE = 0.05, 10.0
"""Seconds."""


def app() -> App:
    """Answers everything before it asks Slack who sent it."""
    return App(
        client=WebClient("xoxb-1"),
        signing_secret="unused",
        request_verification_enabled=False,
        token_verification_enabled=False,
        before_authorize=lambda: BoltResponse(status=HTTPStatus.OK, body="answered"),
    )


def test_a_request_before_the_bot_is_loaded_waits_and_is_answered() -> None:
    doorway = Doorway(WebClient("xoxb-1"))
    with ThreadPoolExecutor() as threads:
        early = threads.submit(doorway.dispatch, BoltRequest(body="{}"))
        with pytest.raises(TimeoutError):
            early.result(SOON)
        doorway.open(app())

        assert early.result(PATIENCE).body == "answered"
    doorway.close()
    assert doorway.dispatch(BoltRequest(body="{}")).body == "answered"


def test_if_loading_fails_no_request_waits_any_longer() -> None:
    doorway = Doorway(WebClient("xoxb-1"))
    with ThreadPoolExecutor() as threads:
        early = threads.submit(doorway.dispatch, BoltRequest(body="{}"))
        doorway.close()

        with pytest.raises(CancelledError):
            early.result(PATIENCE)


def test_it_logs_under_the_name_that_bolt_uses() -> None:
    assert Doorway(WebClient("xoxb-1")).logger is logging.getLogger(app().logger.name)


def test_what_arrives_as_soon_as_the_port_is_open_is_answered_once_the_bot_runs(tmp_path: Path) -> None:
    port = free_port()
    with slack() as running:
        secret = running.world.tokens.signing_secret
        way_in = {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": secret, "PORT": str(port)}
        variables = bare(environment(running, tmp_path / "t.db", **way_in))
        with subprocess.Popen(command_line("run"), env=variables, stdout=subprocess.PIPE, text=True) as program:
            try:
                wait_until_open(port)
                assert ask(port, secret, {"type": "url_verification", "challenge": "here"}) == {"challenge": "here"}
            finally:
                program.send_signal(signal.SIGTERM)
                output, _errors = program.communicate(timeout=STOP_SECONDS)

    assert program.returncode == 0
    assert output.startswith("Throughline is running")


def test_a_bot_that_is_stopped_while_it_is_loaded_ends_in_order(tmp_path: Path) -> None:
    port = free_port()
    with slack() as running:
        way_in = {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": running.world.tokens.signing_secret}
        variables = bare(environment(running, tmp_path / "t.db", **way_in, PORT=str(port)))
        with subprocess.Popen(command_line("run"), env=variables, stdout=subprocess.PIPE, text=True) as program:
            wait_until_open(port)
            program.send_signal(signal.SIGTERM)
            output, _errors = program.communicate(timeout=STOP_SECONDS)

    assert program.returncode == 0
    assert output.endswith("Stopped; everything in progress was finished.\n")


def test_only_a_bot_that_has_its_database_alone_connects_before_it_is_loaded(
    kind: str, database_url: str, tmp_path: Path
) -> None:
    with slack() as running:
        way_in = {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": running.world.tokens.signing_secret}
        variables = environment(running, tmp_path / "t.db", **way_in, PORT=str(free_port()))
        variables |= {"DATABASE_URL": database_url, "PYTHONPROFILEIMPORTTIME": "1"}
        with started(variables, tmp_path / "log") as program:
            assert program.stops(signal.SIGTERM) == 0

    imported = [line.rpartition("|")[2].strip() for line in program.log.read_text().splitlines() if "|" in line]
    assert (imported.index("bot.running_bot") < imported.index("waitress.server")) == (kind == "postgresql")


def wait_until_open(port: int) -> None:
    deadline = time.monotonic() + STOP_SECONDS
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(SOON)
    raise AssertionError("the port was never open")


def ask(port: int, secret: str, event: dict[str, str]) -> dict[str, str]:
    """Send a signed event and return its answer."""
    body, moment = json.dumps(event), str(int(Clock().now().timestamp()))
    signature = SignatureVerifier(secret).generate_signature(timestamp=moment, body=body)
    assert signature is not None
    headers = {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": moment,
        "X-Slack-Signature": signature,
    }
    address = f"http://127.0.0.1:{port}/slack/events"
    answer: dict[str, str] = httpx.post(address, content=body, headers=headers, timeout=STOP_SECONDS).json()
    return answer
