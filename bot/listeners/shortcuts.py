"""Shortcuts. A form opens inline, before the ack: its trigger lives three seconds and works once."""

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot import payloads
from bot.desk import Desk


def find_root_cause(ack: Ack, body: dict[str, Any], client: WebClient, desk: Desk) -> None:
    view = desk.root_cause.shortcut(payloads.message_shortcut(body))
    client.views_open(trigger_id=body["trigger_id"], view=view)
    ack()


def start_coaching(ack: Ack, body: dict[str, Any], client: WebClient, desk: Desk) -> None:
    client.views_open(trigger_id=body["trigger_id"], view=desk.coaching.shortcut(payloads.shortcut(body)))
    ack()
