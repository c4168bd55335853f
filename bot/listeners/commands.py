"""Slash commands."""

from typing import Any

from slack_bolt import Ack

from bot import payloads, subcommands
from bot.desk import Desk


def plan(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    said = subcommands.answer(desk, payloads.command(body))
    if said.text:
        ack(response_type="ephemeral", **said.payload())
    else:
        ack()  # a form has opened, or the command was taken before
