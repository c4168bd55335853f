"""Events. Bolt acks them when the listener returns."""

from typing import Any

from bot import payloads
from bot.desk import Desk


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
