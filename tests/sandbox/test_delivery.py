"""What reaches the app over Socket Mode and over signed HTTP, and what happens when it does not answer."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web import WebClient

import sandbox
from sandbox.manifest import Manifest, ManifestCommand, ManifestShortcut
from tests.sandbox.apps import client_of, http_app, socket_app
from tests.support.inbox import WAIT_SECONDS, Inbox
from tests.support.people import Person

QUICK = (0.0, 0.01, 0.02)


@pytest.fixture
def over_http() -> Iterator[tuple[sandbox.Sandbox, Inbox]]:
    with http_app() as (url, inbox):
        world = sandbox.World(request_url=url, retry_delays=QUICK, ack_seconds=WAIT_SECONDS)
        with sandbox.serve(world) as running:
            yield running, inbox


def test_a_message_is_an_event(running: sandbox.Sandbox) -> None:
    with socket_app(running) as inbox:
        ts = Person(running.url, "U00000ANA").says("Hi @lee & <all>", in_="C00BETHEL")
        request = inbox.request_of("message", ts=ts)

    event = request.payload["event"]
    assert request.type == "events_api"
    assert request.payload["authorizations"][0]["user_id"] == running.world.bot
    assert (event["ts"], event["channel_type"], event["user"]) == (ts, "channel", "U00000ANA")
    assert event["text"] == "Hi <@U00000LEE> &amp; &lt;all&gt;"
    assert event["blocks"][0]["elements"][0]["elements"][1] == {"type": "user", "user_id": "U00000LEE"}


def test_a_mention_is_two_events_with_two_ids(running: sandbox.Sandbox) -> None:
    with socket_app(running) as inbox:
        Person(running.url, "U00000ANA").says("@throughline help", in_="C00BETHEL")
        payloads = [inbox.request_of(kind).payload for kind in ("message", "app_mention")]

    assert len({each["event_id"] for each in payloads}) == 2
    assert len({each["event"]["ts"] for each in payloads}) == 1


def test_edits_and_deletions_are_hidden_messages(running: sandbox.Sandbox) -> None:
    ana = Person(running.url, "U00000ANA")
    with socket_app(running) as inbox:
        ts = ana.says("Frist", in_="C00BETHEL")
        ana.edits(ts, "First", in_="C00BETHEL")
        ana.deletes(ts, in_="C00BETHEL")
        text = inbox.event("message", ts=ts)
        changed = inbox.event("message", subtype="message_changed")
        deleted = inbox.event("message", subtype="message_deleted")

    assert text["text"] == "Frist"
    assert (changed["message"]["text"], changed["previous_message"]["text"]) == ("First", "Frist")
    assert (deleted["deleted_ts"], deleted["hidden"]) == (ts, True)


def test_the_bots_own_messages_come_back_to_it(running: sandbox.Sandbox, app: WebClient) -> None:
    with socket_app(running) as inbox:
        ts = app.chat_postMessage(channel="U00000ANA", text="Hello")["ts"]
        event = inbox.event("message", ts=ts)

    assert (event["bot_id"], event["channel_type"]) == (running.world.state.bot_id, "im")


def test_the_app_hears_nothing_where_it_is_not_a_member(running: sandbox.Sandbox) -> None:
    ana = Person(running.url, "U00000ANA")
    with socket_app(running) as inbox:
        ana.says("Among ourselves", in_="C0GENERAL")
        ana.says("Hello", in_="C00BETHEL")

        inbox.event("message", text="Hello")

        assert [each["channel"] for each in inbox.events() if each["type"] == "message"] == ["C00BETHEL"]


def test_people_and_membership_are_events(running: sandbox.Sandbox) -> None:
    admin = f"{running.url}/page/api/admin"
    with socket_app(running) as inbox:
        httpx.post(f"{admin}/user", json={"id": "U00000ANA", "tz": "America/Denver"})
        httpx.post(f"{admin}/user", json={"id": "U00000NEW", "real_name": "New Person"})
        httpx.post(f"{admin}/channel", json={"id": "C00BETHEL", "join": "U00000SAM"})
        httpx.post(f"{admin}/channel", json={"id": "C00BETHEL", "leave": "U00000ANA"})

        assert inbox.event("user_change")["user"]["tz"] == "America/Denver"
        assert inbox.event("team_join")["user"]["id"] == "U00000NEW"
        assert inbox.event("member_joined_channel")["user"] == "U00000SAM"
        assert inbox.event("member_left_channel")["user"] == "U00000ANA"


def test_an_event_without_ack_is_tried_again_with_the_same_id(clock: object) -> None:
    world = sandbox.World(retry_delays=QUICK, ack_seconds=0.05)
    with sandbox.serve(world) as running, socket_app(running) as inbox:
        inbox.acks = False
        Person(running.url, "U00000ANA").says("Anybody there?", in_="C00BETHEL")
        tries = [inbox.request_of("message") for _ in range(4)]

    assert {each.retry_attempt: each.retry_reason for each in tries} == {
        0: "",
        **dict.fromkeys((1, 2, 3), "timeout"),
    }
    assert len({each.payload["event_id"] for each in tries}) == 1


def test_each_payload_goes_to_one_connection(running: sandbox.Sandbox) -> None:
    ana = Person(running.url, "U00000ANA")
    with socket_app(running) as each, socket_app(running) as other:
        for text in ("1", "2", "3", "4"):
            ana.says(text, in_="C00BETHEL")
        got = [inbox.event("message")["text"] for inbox in (each, other, each, other)]

    assert sorted(got) == ["1", "2", "3", "4"]


def test_an_event_waits_for_an_app_that_is_away(running: sandbox.Sandbox) -> None:
    running.world.retry_delays = (0.1,) * int(10 * WAIT_SECONDS)
    Person(running.url, "U00000ANA").says("Back soon?", in_="C00BETHEL")

    with socket_app(running) as inbox:
        inbox.event("message", text="Back soon?")


def test_a_refresh_makes_the_client_connect_anew(running: sandbox.Sandbox) -> None:
    with socket_app(running) as inbox:
        running.refresh_sockets()
        inbox.waits_for_hello(times=2)
        Person(running.url, "U00000ANA").says("Still there?", in_="C00BETHEL")

        inbox.event("message", text="Still there?")


def test_http_requests_are_signed(over_http: tuple[sandbox.Sandbox, Inbox]) -> None:
    running, inbox = over_http
    ana = Person(running.url, "U00000ANA")
    ana.says("Hello", in_="C00BETHEL")
    event = inbox.request_of("message", text="Hello")
    ana.types("/plan status now", in_="C00BETHEL")
    command = inbox.command("status now")

    verifier = SignatureVerifier(running.world.tokens.signing_secret)
    assert verifier.is_valid_request(event.body, event.headers)
    assert verifier.is_valid_request(command.body, command.headers)
    assert not verifier.is_valid_request(command.body + "x", command.headers)
    assert command.payload["command"] == "/plan"
    assert "thread_ts" not in command.payload


def test_http_retries_carry_their_number(over_http: tuple[sandbox.Sandbox, Inbox]) -> None:
    running, inbox = over_http
    inbox.acks = False
    Person(running.url, "U00000ANA").says("Hello", in_="C00BETHEL")
    tries = [inbox.request_of("message") for _ in range(4)]

    assert [each.headers.get("x-slack-retry-num") for each in tries] == [None, "1", "2", "3"]
    assert tries[1].headers["x-slack-retry-reason"] == "http_error"


def test_an_answer_to_a_command_is_for_the_one_who_asked(over_http: tuple[sandbox.Sandbox, Inbox]) -> None:
    running, inbox = over_http
    ana, lee = Person(running.url, "U00000ANA"), Person(running.url, "U00000LEE")
    inbox.answer = lambda _request: {"text": "Just for you"}
    ana.types("/plan", in_="C00BETHEL")
    inbox.answer = lambda _request: {"text": "For all", "response_type": "in_channel"}
    ana.types("/plan", in_="C00BETHEL")

    ana.sees("Just for you")
    lee.sees("For all")
    lee.sees_no("Just for you")


def test_a_late_command_is_told_to_the_person() -> None:
    with sandbox.serve(sandbox.World(ack_seconds=0.05)) as running:
        ana = Person(running.url, "U00000ANA")
        with socket_app(running) as inbox:
            inbox.acks = False
            ana.types("/plan status", in_="C00BETHEL")
        ana.sees("operation_timeout")
        ana.types("/plan status", in_="C00BETHEL")
        ana.sees("the app did not respond")


def test_socket_mode_is_off_while_events_go_over_http(over_http: tuple[sandbox.Sandbox, Inbox]) -> None:
    running, _inbox = over_http
    answer = httpx.post(
        f"{running.api_url}apps.connections.open", headers={"Authorization": f"Bearer {running.world.tokens.app}"}
    )

    assert answer.json()["ok"] is False


def test_the_manifest_decides_what_is_sent() -> None:
    manifest = Manifest(
        events=frozenset({"message.im"}),
        commands={"/plan": ManifestCommand("/plan")},
        shortcuts=(ManifestShortcut("message_action", "note", "Make a note"),),
    )
    with (
        sandbox.serve(sandbox.World(manifest=manifest, ack_seconds=WAIT_SECONDS)) as running,
        socket_app(running) as inbox,
    ):
        ana = Person(running.url, "U00000ANA")
        ana.says("Not subscribed", in_="C00BETHEL")
        ana.types("/plna", in_="C00BETHEL")
        ana.sees("/plna is not a valid command.")
        client_of(running).chat_postMessage(channel="U00000ANA", text="Hello")
        inbox.event("message", text="Hello")

        ana.uses_shortcut("note", on="Not subscribed")
        payload = inbox.interaction("message_action", callback_id="note")
    assert payload["message"]["text"] == "Not subscribed"
    assert [each["text"] for each in inbox.events()] == ["Hello"]
