"""Events. Bolt acks them when the listener returns."""

import re
from typing import Any

from slack_bolt import App

from bot import payloads
from bot.desk import Desk


def register(app: App) -> None:
    app.event("app_home_opened")(home_opened)
    app.event("message")(said)
    for change in ("user_change", "team_join"):
        app.event(change)(person_changed)
    # Events we subscribe to but do not use are acked, or Slack would send them again.
    app.event(re.compile(".*"))(ignore)


def home_opened(body: dict[str, Any], desk: Desk) -> None:
    if body["event"].get("tab") == "home":
        desk.homes.open(payloads.event_user(body))


def person_changed(body: dict[str, Any], desk: Desk) -> None:
    desk.directory.learn(body)


def said(body: dict[str, Any], desk: Desk) -> None:
    spoken = payloads.message_event(body)
    if spoken is not None:
        desk.hear(spoken)


def ignore() -> None:
    """Nothing to do."""
