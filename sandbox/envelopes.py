"""The envelopes in which Slack sends events and interactions to apps."""

from __future__ import annotations

from typing import Any

from sandbox.payloads import team_of
from sandbox.state import Channel, Json, User
from sandbox.world import World

TOKEN = "sandbox-verification"  # noqa: S105 - the old verification token, which nobody may rely on


def event_callback(world: World, event: Json) -> Json:
    """The envelope of an event, with its own event id. Its outer team is the actor's."""
    enterprise = world.state.enterprise or None
    team = _acting_team(world, event)
    return {
        "token": TOKEN,
        "team_id": team,
        **({"enterprise_id": enterprise} if enterprise else {}),
        "context_team_id": world.state.team_id,
        "context_enterprise_id": enterprise,
        "api_app_id": world.state.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": world.new_id("Ev"),
        "event_time": int(world.clock()),
        "authorizations": [
            {
                "enterprise_id": enterprise,
                "team_id": None if world.org_wide else world.state.team_id,
                "user_id": world.bot,
                "is_bot": True,
                "is_enterprise_install": world.org_wide,
            }
        ],
        "is_ext_shared_channel": team != world.state.team_id,
        "event_context": world.new_id("4-"),
    }


NAME_KEYS = {
    "block_actions": ("username", "name"),
    "block_suggestion": ("username", "name"),
    "view_submission": ("name",),
    "view_closed": ("name",),
    "shortcut": ("username",),
    "message_action": ("username", "name"),
}
"""The keys under which each kind of payload names the actor."""
SHORTCUTS = ("shortcut", "message_action")
"""Payloads that do not name the app."""


def _acting_team(world: World, event: Json) -> str:
    actor = event.get("user") or (event.get("message") or event.get("previous_message") or {}).get("user")
    user = world.state.users.get(actor["id"] if isinstance(actor, dict) else actor or "")
    return team_of(world, user) if user else world.state.team_id


def interaction(world: World, kind: str, user: User, **more: Any) -> Json:
    """The keys that all interactive payloads share."""
    return {
        "type": kind,
        "token": TOKEN,
        "team": None if world.org_wide else {"id": world.state.team_id, "domain": "sandbox", **_of_enterprise(world)},
        "user": {"id": user.id, **dict.fromkeys(NAME_KEYS[kind], user.name), "team_id": team_of(world, user)},
        **({} if kind in SHORTCUTS else {"api_app_id": world.state.app_id}),
        "is_enterprise_install": world.org_wide,
        "enterprise": {"id": world.state.enterprise, "name": world.state.team_name} if world.state.enterprise else None,
        **more,
    }


def _of_enterprise(world: World) -> Json:
    enterprise = world.state.enterprise
    return {"enterprise_id": enterprise, "enterprise_name": world.state.team_name} if enterprise else {}


def channel_name(channel: Channel) -> str:
    """The channel's name in commands and interactions."""
    return {"channel": channel.name, "private": "privategroup", "im": "directmessage"}[channel.kind]
