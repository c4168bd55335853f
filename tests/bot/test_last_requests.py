"""When Slack last sent a request of each kind is remembered, with few writes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import yaml

from bot.assets import MANIFEST
from bot.slack import last_requests as kinds
from bot.slack.last_requests import LastRequests
from bot.turns import Turns
from storage.database import Database
from storage.delivery import last_requests
from storage.people import organizations
from tests.bot.test_delivery import HandClock

TEAM = "TDISTRICT"
NOON = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"command": "/plan", "text": ""}, "command"),
        ({"type": "block_actions", "actions": []}, "interaction"),
        ({"type": "view_submission"}, "interaction"),
        ({"type": "message_action"}, "interaction"),
        ({"type": "event_callback", "event": {"type": "message", "channel_type": "im"}}, "message.im"),
        ({"type": "event_callback", "event": {"type": "message", "channel_type": "group"}}, "message.groups"),
        ({"type": "event_callback", "event": {"type": "message"}}, None),
        ({"type": "event_callback", "event": {"type": "app_home_opened"}}, "app_home_opened"),
        ({"type": "event_callback", "event": {"type": "something_new"}}, None),
        ({"type": "event_callback", "event": "malformed"}, None),
        ({}, None),
    ],
)
def test_a_request_is_of_a_kind(body: dict[str, Any], kind: str | None) -> None:
    assert kinds.kind_of(body) == kind


def test_every_subscription_of_the_manifest_is_a_kind() -> None:
    manifest = yaml.load(MANIFEST.read_bytes(), Loader=yaml.CSafeLoader)

    assert set(manifest["settings"]["event_subscriptions"]["bot_events"]) == kinds.EVENTS


def test_a_kind_is_written_at_most_once_an_hour(database: Database) -> None:
    with database.write() as session:
        organizations.save_workspace(session, TEAM, "District", "U00000BOT")
    clock = HandClock(NOON)
    requests = LastRequests(Turns(database, clock))

    def seen_after(minutes: int, body: dict[str, Any], team: str = TEAM) -> dict[str, datetime]:
        clock.moment = NOON + minutes * MINUTE
        requests.note(team, body)
        requests.tick()
        with database.read() as session:
            return last_requests.by_kind(session)

    assert seen_after(0, {"command": "/plan"}) == {"command": NOON}
    assert seen_after(59, {"command": "/plan"}) == {"command": NOON}
    assert seen_after(59, {"type": "shortcut"}) == {"command": NOON, "interaction": NOON + 59 * MINUTE}
    assert seen_after(60, {"command": "/plan"})["command"] == NOON + 60 * MINUTE
    assert "app_mention" not in seen_after(61, {"event": {"type": "app_mention"}}, team="TUNKNOWN")
