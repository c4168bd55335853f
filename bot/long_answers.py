"""Answers to commands that are longer than one message."""

from collections.abc import Sequence

from bot.blocks import MessageContent
from bot.payloads import Command
from bot.turns import Turns
from storage.delivery.outbox import OutboxMessage


def queue_pages(turns: Turns, command: Command, pages: Sequence[MessageContent]) -> None:
    """Queue what exceeds one message for the person's own messages."""
    if not pages:
        return
    with turns.write(command.who) as turn:
        for number, page in enumerate(pages, start=2):
            key = f"{command.key}:page:{number}"
            turn.put(OutboxMessage.post(command.who.team, command.who.user, key, page.payload()))
