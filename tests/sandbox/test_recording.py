"""What goes over the wire can be written down, and held against the lengths that Slack documents."""

from __future__ import annotations

from pathlib import Path

import pytest

import sandbox
from sandbox.recording import RECORD
from tests.conformance import faults
from tests.conformance.lengths import too_long
from tests.conformance.literals import literals
from tests.conformance.recorded import Message, read
from tests.sandbox.apps import client_of, socket_app
from tests.sandbox.test_web_api import refusal
from tests.support.people import Person


@pytest.fixture
def recording(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "recording.jsonl"
    monkeypatch.setenv(RECORD, str(path))
    return path


def test_calls_events_interactions_and_acks_are_written_down(recording: Path) -> None:
    with sandbox.serve() as running, socket_app(running) as inbox:
        inbox.answer = lambda request: {"text": "Noted"} if request.type == "slash_commands" else None
        channel = next(each for each in running.world.state.channels.values() if running.world.bot in each.members)
        user = next(each for each in channel.members if each != running.world.bot)
        client_of(running).conversations_history(channel=channel.id, limit=7, include_all_metadata=True)
        refusal(client_of(running).conversations_history, channel="C00000000")
        person = Person(running.url, user)
        person.says("Hello", in_=channel.id)
        person.types("/plan status", in_=channel.id)
        running.wait_until_events_are_delivered()

    messages = list(read(recording))
    [call] = [each.body for each in messages if each.name == "conversations.history"]
    assert call == {"channel": channel.id, "limit": 7, "include_all_metadata": True}
    assert {("events_api", "message"), ("slash_commands", "command"), ("ack", "command")} <= {
        (each.kind, each.name) for each in messages
    }


def test_blocks_are_checked_on_their_own_and_each_shape_once() -> None:
    def post(*texts: str) -> Message:
        blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": text}} for text in texts]
        return Message("call", "chat.postMessage", {"channel": "C1", "text": "x", "blocks": blocks})

    checked = literals([post("One", "Two"), post("Three")])

    assert [each.type_name for each in checked] == ["p.web.ChatPostMessageArguments", 'p.BlockOf<"section">']
    assert checked[0].body["blocks"] == []


TOO_MUCH = [name for name in faults.FAULTS if name.startswith("too") or name.endswith("too long")]


@pytest.mark.parametrize("name", TOO_MUCH)
def test_what_is_longer_than_documented_is_named(name: str) -> None:
    assert list(too_long(faults.FAULTS[name]))


@pytest.mark.parametrize("name", faults.SOUND)
def test_what_is_sound_is_not_too_long(name: str) -> None:
    assert list(too_long(faults.SOUND[name])) == []
