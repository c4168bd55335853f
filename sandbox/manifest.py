"""The settings of the app's manifest that change what Slack does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class ManifestShortcut:
    """An entry of the shortcuts menu or of a message's menu."""

    type: str
    callback_id: str
    name: str


@dataclass(frozen=True)
class ManifestCommand:
    """A slash command; with `should_escape`, names in its text arrive as ids."""

    command: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False


@dataclass(frozen=True)
class Manifest:
    """The app's settings. Without a manifest everything is allowed (`None` = anything)."""

    scopes: frozenset[str] | None = None
    events: frozenset[str] | None = None
    commands: dict[str, ManifestCommand] | None = None
    shortcuts: tuple[ManifestShortcut, ...] = ()
    interactive: bool = True
    home_tab: bool = True
    messages_tab: bool = True


def read_manifest(path: Path) -> Manifest:
    """Read a manifest. Only what it lists exists: without commands, the app has none."""
    raw: dict[str, Any] = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    features, settings = raw.get("features", {}), raw.get("settings", {})
    scopes = raw.get("oauth_config", {}).get("scopes", {})
    home = features.get("app_home", {})
    commands = features.get("slash_commands", [])
    return Manifest(
        scopes=frozenset([*scopes.get("bot", []), *scopes.get("bot_optional", [])]),
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", [])),
        commands={each["command"]: _command(each) for each in commands},
        shortcuts=tuple(
            ManifestShortcut(
                "message_action" if each["type"] == "message" else "shortcut",
                each["callback_id"],
                each["name"],
            )
            for each in features.get("shortcuts", [])
        ),
        interactive=bool(settings.get("interactivity", {}).get("is_enabled", False)),
        home_tab=bool(home.get("home_tab_enabled", False)),
        messages_tab=bool(home.get("messages_tab_enabled", True)) and not home.get("messages_tab_read_only_enabled"),
    )


def _command(raw: dict[str, Any]) -> ManifestCommand:
    return ManifestCommand(
        raw["command"],
        raw.get("description", ""),
        raw.get("usage_hint", ""),
        bool(raw.get("should_escape", False)),
    )
