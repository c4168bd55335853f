"""app_manifest.yml asks Slack for what the listeners and calls use, no more and no less, within Slack's limits."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from slack_bolt import App
from slack_sdk import WebClient

import bot
from bot import routes
from bot.routes.events import Inbox
from bot.slack import scopes

ROOT = Path(__file__).parents[2]
SOURCES = sorted(Path(bot.__file__).parent.rglob("*.py"))

ANY_CONVERSATION = ("channels", "groups", "im")
SCOPES_OF: dict[str, set[str]] = {
    "apps.connections.open": set(),
    "auth.revoke": set(),
    "auth.test": set(),
    "chat.delete": {"chat:write"},
    "auth.teams.list": set(),
    "chat.getPermalink": set(),
    "chat.postEphemeral": {"chat:write"},
    "chat.postMessage": {"chat:write"},
    "chat.update": {"chat:write"},
    "conversations.history": {f"{kind}:history" for kind in ANY_CONVERSATION},
    "conversations.info": {"channels:read", "groups:read"},
    "conversations.members": {"channels:read", "groups:read"},
    "conversations.open": {"im:write"},
    "conversations.replies": {f"{kind}:history" for kind in ANY_CONVERSATION},
    "files.completeUploadExternal": {"files:write"},
    "files.delete": {"files:write"},
    "files.getUploadURLExternal": {"files:write"},
    "files.info": {"files:read"},
    "reactions.add": {"reactions:write"},
    "users.conversations": {"channels:read", "groups:read"},
    "users.info": {"users:read"},
    "users.list": {"users:read"},
    "views.open": set(),
    "views.publish": set(),
    "views.push": set(),
    "views.update": set(),
}
"""The scopes that Slack wants for each method the bot may call."""

SCOPES_OF_EVENT: dict[str, set[str]] = {
    "app_home_opened": set(),
    "app_mention": {"app_mentions:read"},
    "channel_rename": {"channels:read"},
    "member_joined_channel": {"channels:read", "groups:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "reaction_added": {"reactions:read"},
    "reaction_removed": {"reactions:read"},
    "team_join": {"users:read"},
    "user_change": {"users:read"},
}


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    read: dict[str, Any] = yaml.load((ROOT / "app_manifest.yml").read_bytes(), Loader=yaml.CSafeLoader)
    return read


class Registered:
    """A stand-in for Bolt's App that records the listeners."""

    def __init__(self) -> None:
        self.asked: dict[str, list[Any]] = {}

    def __getattr__(self, kind: str) -> Any:
        assert hasattr(App, kind)

        def note(key: Any, *_more: Any) -> Any:
            self.asked.setdefault(kind, []).append(key)
            return lambda listener: listener

        return note


@pytest.fixture(scope="module")
def registered() -> dict[str, list[Any]]:
    stand_in = Registered()
    nobody: Any = None  # no event arrives here
    routes.register(stand_in, Inbox(*[nobody] * 8))  # type: ignore[arg-type]  # it has what register uses
    return stand_in.asked


METHODS = {
    name: name.replace("_", ".", 2 if name.startswith(("apps_", "auth_teams_")) else 1)
    for name in dir(WebClient)
    if re.match(r"(api|apps|auth|bookmarks|canvases|chat|conversations|files|pins|reactions|team|users|views)_", name)
}
"""The client's methods, with Slack's own names for them."""


def calls() -> Iterator[str]:
    """Every method of Slack's that the bot's code calls."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in METHODS:
                yield METHODS[node.attr]


def test_every_call_is_in_the_table() -> None:
    assert set(calls()) <= set(SCOPES_OF)
    assert "chat.postMessage" in set(calls())


def test_the_scopes_are_those_the_calls_events_and_commands_need(manifest: dict[str, Any]) -> None:
    needed = {scope for method in calls() for scope in SCOPES_OF[method]}
    for event in manifest["settings"]["event_subscriptions"]["bot_events"]:
        needed |= SCOPES_OF_EVENT[event]

    assert set(manifest["oauth_config"]["scopes"]["bot"]) == needed | {"commands"}


def test_a_missing_scope_of_the_manifest_is_missed_at_the_start(manifest: dict[str, Any]) -> None:
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == scopes.NEEDED


def test_the_commands_are_those_with_a_listener(manifest: dict[str, Any], registered: dict[str, list[Any]]) -> None:
    """One listener takes a command of any name, for who installs the app may rename it."""
    [pattern] = registered["command"]

    assert all(pattern.match(each["command"]) for each in manifest["features"]["slash_commands"])


def test_the_events_are_those_with_a_listener(manifest: dict[str, Any], registered: dict[str, list[Any]]) -> None:
    listened = {event for event in registered["event"] if isinstance(event, str)}
    listened |= {"message"} if "message" in registered else set()
    subscribed = set(manifest["settings"]["event_subscriptions"]["bot_events"])

    assert {event.partition(".")[0] for event in subscribed} == listened


def test_the_shortcuts_are_those_with_a_listener(manifest: dict[str, Any], registered: dict[str, list[Any]]) -> None:
    offered = {each["callback_id"] for each in manifest["features"].get("shortcuts", [])}
    listened = {each for kind in registered if kind.endswith("shortcut") for each in registered[kind]}

    assert offered == listened


def test_names_and_descriptions_are_within_slacks_limits(manifest: dict[str, Any]) -> None:
    display = manifest["display_information"]
    assert len(display["name"]) <= 35
    assert len(display["description"]) <= 140
    assert 175 <= len(display["long_description"]) <= 4000
    assert re.fullmatch(r"#[0-9a-f]{6}", display["background_color"])
    assert len(manifest["features"]["bot_user"]["display_name"]) <= 80
    for command in manifest["features"]["slash_commands"]:
        assert len(command["command"]) <= 32
        assert len(command["description"]) <= 2000
        assert len(command["usage_hint"]) <= 1000
    for shortcut in manifest["features"].get("shortcuts", []):
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150


def test_people_can_press_write_and_open_the_home_tab(manifest: dict[str, Any]) -> None:
    home = manifest["features"]["app_home"]
    assert home["home_tab_enabled"]
    assert home["messages_tab_enabled"]
    assert not home["messages_tab_read_only_enabled"]
    assert manifest["settings"]["interactivity"]["is_enabled"]
    assert all(command["should_escape"] for command in manifest["features"]["slash_commands"])
