"""Answers to what a person typed or pressed, for that person alone, in as many messages as they need."""

from collections.abc import Sequence

from bot.slack.blocks import MessageContent
from bot.slack.payloads import Click, Command, Who
from bot.turns import Turn, Turns
from prompts import say
from storage.delivery import outbox
from storage.delivery.outbox import OutboxMessage

DIRECT_MESSAGE = "D"
"""The first letter of the ids of direct messages."""


def queue_pages(turns: Turns, command: Command, pages: Sequence[MessageContent]) -> None:
    """Queue what exceeds one message for the person's own messages."""
    if not pages:
        return
    with turns.write(command.who) as turn:
        for number, page in enumerate(pages, start=2):
            key = f"{command.key}:page:{number}"
            turn.put(OutboxMessage.post(command.who.team, command.who.user, key, page.payload()))


def queue_answer(turns: Turns, click: Click, content: MessageContent, thread_ts: str) -> None:
    """Queue the answer to a button that runs a command."""
    with turns.write(click.who, click.key) as turn:
        put_answer(turn, click.who, click.key, content, channel=click.channel, thread_ts=thread_ts)


def put_answer(
    turn: Turn, who: Who, key: str, content: MessageContent, *, channel: str = "", thread_ts: str = ""
) -> None:
    """Queue it for this person alone: beside what they wrote, or in their direct messages with the bot.

    What exceeds one message goes to their direct messages.
    """
    first, *others = content.pages(say("help", "continued"))
    if not channel or channel.startswith(DIRECT_MESSAGE):
        above = outbox.key_at(turn.session, channel, who.user, thread_ts) if thread_ts else None
        turn.put(OutboxMessage.post(who.team, who.user, key, first.payload(), target_key=above))
    else:
        turn.put(
            OutboxMessage.ephemeral(
                who.team, channel, key, first.payload(), reader=who.user, thread_ts=thread_ts or None
            )
        )
    for number, page in enumerate(others, start=2):
        turn.put(OutboxMessage.post(who.team, who.user, f"{key}:page:{number}", page.payload()))
