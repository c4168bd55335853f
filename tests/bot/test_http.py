"""Signed HTTP: requests without Slack's signature are refused before anything is read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.clock import Clock
from sandbox.signed_http import signature
from tests.bot.programs import environment, free_port, slack, started

SECRET = "sandbox-signing-secret"
BODY = "command=%2Fplan&text=help&team_id=TRIVERBEND&user_id=U0000DANA&channel_id=C00BETHEL&trigger_id=t1"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("http")
    port = free_port()
    with slack() as running:
        variables = environment(
            running, folder / "t.db", SLACK_APP_TOKEN="", SLACK_SIGNING_SECRET=SECRET, PORT=str(port)
        )
        with started(variables, folder / "log") as program:
            assert program.first_line
            yield f"http://127.0.0.1:{port}"


def _now() -> int:
    return int(Clock().now().timestamp())


def sends(url: str, body: str = BODY, **headers: str) -> httpx.Response:
    signed = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": (now := str(_now())),
        "X-Slack-Signature": signature(SECRET, now, body),
    }
    return httpx.post(f"{url}/slack/events", content=body, headers={**signed, **headers}, verify=False)


def test_a_signed_request_is_answered(url: str) -> None:
    answer = sends(url)

    assert answer.status_code == 200
    assert "What you can do with /plan" in answer.text


def test_a_signed_mention_is_acked_and_an_unsigned_one_refused(url: str) -> None:
    event = {"type": "app_mention", "user": "U0000NEW", "text": "<@UTHROUGHLINE> hello", "ts": "1.1", "event_ts": "1.1"}
    installed = [{"team_id": "T1", "user_id": "UTHROUGHLINE", "is_bot": True}]
    envelope = {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "authorizations": installed}
    body = json.dumps({**envelope, "event": {**event, "channel": "C1"}})
    as_json = {"Content-Type": "application/json"}

    assert sends(url, body, **as_json).status_code == 200
    assert sends(url, body, **as_json, **{"X-Slack-Signature": "v0=" + "0" * 64}).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Request-Timestamp": ""},
        {"X-Slack-Request-Timestamp": "yesterday"},
        {"X-Slack-Request-Timestamp": "9" * 40},
        {"X-Slack-Request-Timestamp": "-5"},
        {"X-Slack-Request-Timestamp": "1.5"},
    ],
)
def test_an_unsigned_or_malformed_request_is_refused(url: str, headers: dict[str, str]) -> None:
    assert sends(url, **headers).status_code == 401


def test_an_old_request_is_refused_though_it_is_signed(url: str) -> None:
    old = str(_now() - 3600)

    answer = sends(url, **{"X-Slack-Request-Timestamp": old, "X-Slack-Signature": signature(SECRET, old, BODY)})

    assert answer.status_code == 401


def test_a_body_of_two_megabytes_is_refused_and_the_next_request_is_answered(url: str) -> None:
    assert sends(url, body="x" * 2 * 1024 * 1024).status_code == 413
    assert sends(url, body=BODY + "2").status_code == 200


def test_another_path_is_not_found_and_health_is_told(url: str) -> None:
    assert httpx.get(f"{url}/health").text == "ok"
    assert httpx.get(f"{url}/elsewhere").status_code in (401, 404)
