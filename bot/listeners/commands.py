"""Slash commands."""

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot import payloads, subcommands
from bot.blocks import OpenForm
from bot.desk import Desk


def plan(ack: Ack, body: dict[str, Any], client: WebClient, desk: Desk) -> None:
    answer = subcommands.answer(desk, payloads.command(body))
    if isinstance(answer, OpenForm):
        client.views_open(trigger_id=body["trigger_id"], view=answer.view)
        ack()
    elif answer.text:
        ack(response_type="ephemeral", **answer.payload())
    else:
        ack()  # a form has opened, or the command was taken before
