"""Running the sandbox by hand: a seed, a manifest, a state that survives."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.support.people import Person

TEAM = """
team: {id: T000SMALL, name: Small District}
bot: {id: U00HELPER, name: helper}
tokens: {bot: xoxb-1, app: xapp-1, signing_secret: s}
users:
  - {id: U00000PAT, name: pat, real_name: Pat Doe, title: Teacher, tz: Europe/Berlin, guest: true}
channels:
  - {id: C00000ONE, name: one, private: true, members: [U00000PAT, U00HELPER]}
"""
MANIFEST = """
display_information: {name: Helper}
features:
  slash_commands: [{command: /plan, description: The plan, usage_hint: status, should_escape: true}]
  shortcuts: [{name: Note this, type: message, callback_id: note, description: A note}]
oauth_config: {scopes: {bot: [chat:write], bot_optional: [users:read]}}
settings: {event_subscriptions: {bot_events: [message.im]}, interactivity: {is_enabled: true}}
"""


@contextmanager
def program(*arguments: str) -> Iterator[str]:
    """`python -m sandbox` in a process of its own; the address of it."""
    command = [sys.executable, "-m", "sandbox", "--port", "0", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            actual = re.search(r"Page: (\S+)/page/", process.stdout.readline())
            assert actual
            yield actual.group(1)
        finally:
            process.send_signal(signal.SIGTERM)


def test_a_seed_and_a_manifest_are_read(tmp_path: Path) -> None:
    team, manifest = tmp_path / "team.yml", tmp_path / "manifest.yml"
    team.write_text(TEAM)
    manifest.write_text(MANIFEST)

    with program("--team", str(team), "--manifest", str(manifest)) as url:
        people = httpx.get(f"{url}/page/api/people").json()
        rooms = httpx.get(f"{url}/page/api/conversations", params={"as": "U00000PAT"}).json()
        shortcuts = httpx.get(f"{url}/page/api/shortcuts").json()
        commands = httpx.get(f"{url}/page/api/commands").json()
        refused = httpx.post(f"{url}/api/views.publish", headers={"Authorization": "Bearer xoxb-1"}).json()

    assert (people[0]["id"], people[0]["guest"]) == ("U00000PAT", True)
    assert [(each["kind"], each.get("with")) for each in rooms] == [("private", None), ("im", "U00HELPER")]
    assert shortcuts == [{"type": "message_action", "callback_id": "note", "name": "Note this"}]
    assert commands[0]["usage_hint"] == "status"
    assert refused["error"] == "invalid_arguments"


def test_the_workspace_survives_a_restart(tmp_path: Path) -> None:
    state = str(tmp_path / "kept" / "state.json")
    with program("--state", state) as url:
        ana = Person(url, "U00000ANA")
        ana.attaches("note.md", "IyBIaQ==", in_="C00BETHEL", text="Still here")
    with program("--state", state) as url:
        Person(url, "U00000ANA").sees("Still here")
        later = Person(url, "U00000ANA").says("Later", in_="C00BETHEL")
        files = httpx.get(f"{url}/page/api/messages", params={"as": "U00000ANA", "channel": "C00BETHEL"}).json()[0][
            "files"
        ]

        assert httpx.get(url + files[0]["url"]).text == "# Hi"
    assert later


def test_the_page_is_served() -> None:
    with program() as url:
        page = httpx.get(f"{url}/", follow_redirects=True)

    assert page.status_code == 200
    assert "<html" in page.text
