"""Short answers: single sentences, and views for forms that came too late."""

from collections.abc import Sequence
from typing import Any

from bot.slack import blocks
from bot.slack.blocks import Block, MessageContent
from bot.slack.identifiers import ViewId
from prompts import plain, say


def sentence(file: str, part: str, **values: Any) -> MessageContent:
    return MessageContent(text=say(file, part, **values))


def form(message: MessageContent) -> Block:
    """A message as a view without inputs."""
    return blocks.modal(ViewId.NOTICE, plain("errors", "title"), message.as_blocks(), close=plain("errors", "close"))


def too_late(file: str, part: str, typed: Sequence[str], **values: Any) -> Block:
    """Why a form was not accepted, with the typed text to copy."""
    content = blocks.sections(say(file, part, **values))
    if typed:
        content.append(blocks.section(say("check_in", "typed")))
    for text in typed:
        content += blocks.sections(say("errors", "typed", text=text))
    return blocks.modal(ViewId.NOTICE, plain("errors", "title"), content, close=plain("errors", "close"))
