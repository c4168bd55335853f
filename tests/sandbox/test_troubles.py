"""The faults that can be switched on."""

from __future__ import annotations

import socket
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import WebClient

import sandbox
from sandbox.troubles import Dice, Troubles
from tests.sandbox.apps import socket_app
from tests.support.inbox import WAIT_SECONDS
from tests.support.people import Person


def switch(running: sandbox.Sandbox, **troubles: Any) -> None:
    httpx.post(f"{running.url}/page/api/troubles", json=troubles).raise_for_status()


def arrived(running: sandbox.Sandbox) -> bool:
    """Whether the one message under way got into the channel."""
    return Person(running.url, "U00000ANA").reads(in_="C00BETHEL") != []


@pytest.mark.parametrize(("fault", "accepted"), [("error5xx_before", False), ("error5xx_after", True)])
def test_a_server_error_may_come_before_or_after_the_work(
    running: sandbox.Sandbox, app: WebClient, fault: str, accepted: bool
) -> None:
    switch(running, **{fault: 1.0})

    with pytest.raises(SlackApiError) as caught:
        app.chat_postMessage(channel="C00BETHEL", text="x")

    assert caught.value.response.status_code == 503
    assert arrived(running) is accepted


@pytest.mark.parametrize("with_time", [True, False])
def test_too_many_requests_may_come_without_the_time_to_wait(
    running: sandbox.Sandbox, app: WebClient, with_time: bool
) -> None:
    switch(running, rate429=1.0, retry_after=with_time)

    with pytest.raises(SlackApiError) as caught:
        app.chat_postMessage(channel="C00BETHEL", text="x")

    assert caught.value.response.status_code == 429
    assert ("Retry-After" in caught.value.response.headers) is with_time
    assert not arrived(running)


@pytest.mark.parametrize("fault", ["drop", "hang"])
def test_a_lost_connection_leaves_it_open_whether_the_call_was_accepted(
    running: sandbox.Sandbox, app: WebClient, fault: str
) -> None:
    outcomes = set()
    for seed in range(8):
        switch(running, **{fault: 1.0}, seed=seed)
        before = len(Person(running.url, "U00000ANA").reads(in_="C00BETHEL"))
        with pytest.raises(OSError):  # noqa: PT011 - the client passes on whatever its socket says
            app.chat_postMessage(channel="C00BETHEL", text="x")
        outcomes.add(len(Person(running.url, "U00000ANA").reads(in_="C00BETHEL")) - before)

    assert outcomes == {0, 1}


def test_a_hanging_call_does_not_keep_the_sandbox_from_stopping() -> None:
    with sandbox.serve(sandbox.World(hang_seconds=3600)) as running:
        switch(running, hang=1.0)
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(f"{running.api_url}api.test", timeout=httpx.Timeout(WAIT_SECONDS, read=0.2))


def test_duplicates_have_event_ids_of_their_own(running: sandbox.Sandbox) -> None:
    switch(running, duplicate_events=True)
    with socket_app(running) as inbox:
        Person(running.url, "U00000ANA").says("Twice", in_="C00BETHEL")
        each, other = (inbox.request_of("message").payload for _ in range(2))

    assert each["event"] == other["event"]
    assert each["event_id"] != other["event_id"]


def test_the_same_seed_throws_the_same_faults() -> None:
    def faults(seed: int) -> list[str | None]:
        dice = Dice(Troubles(rate429=0.2, error5xx_after=0.2, drop=0.2, seed=seed))
        return [dice.roll() for _ in range(50)]

    assert faults(7) == faults(7)
    assert faults(7) != faults(8)
    assert {"429", "5xx_after", "drop_before", "drop_after", None} == set(faults(7))


def test_calls_and_broken_rules_are_logged(running: sandbox.Sandbox, app: WebClient) -> None:
    app.chat_postMessage(channel="U00000ANA", text="x")
    with pytest.raises(SlackApiError):
        app.chat_postMessage(channel="U00000ANA", text="x", blocks=[{"type": "nothing"}])

    calls = httpx.get(f"{running.url}/page/api/calls", params={"since": "0"}).json()
    limits = httpx.get(f"{running.url}/page/api/limits").json()

    assert [(each["method"], each["user"], each["error"]) for each in calls] == [
        ("chat.postMessage", "U00000ANA", None),
        ("chat.postMessage", "U00000ANA", "invalid_blocks"),
    ]
    assert [each["error"] for each in limits] == ["invalid_blocks"]


def test_a_slow_network_is_slow(running: sandbox.Sandbox) -> None:
    switch(running, delay_ms=1000)

    with pytest.raises(httpx.ReadTimeout):
        httpx.post(f"{running.api_url}api.test", timeout=httpx.Timeout(WAIT_SECONDS, read=0.1))


def test_troubles_that_do_not_exist_are_refused(running: sandbox.Sandbox) -> None:
    answer = httpx.post(f"{running.url}/page/api/troubles", json={"rate429": 2})

    assert answer.status_code == 400
    assert "rate429" in answer.json()["error"]


def test_an_app_that_is_killed_in_the_middle_of_a_call_is_no_fault_of_slacks(capfd: pytest.CaptureFixture[str]) -> None:
    with sandbox.serve(sandbox.World()) as slack:
        address = urlsplit(slack.url)
        with socket.create_connection((address.hostname, address.port)) as app:
            app.sendall(b"POST /api/auth.test HTTP/1.1\r\nHost: slack\r\nContent-Length: 100\r\n\r\ntoken=")
            app.shutdown(socket.SHUT_WR)
            app.recv(1)

    assert "Traceback" not in capfd.readouterr().err
