"""Which topic of a check-in a posted file or link is evidence of."""

from collections.abc import Sequence

from bot.messages.check_ins.about import NOUN
from bot.messages.check_ins.pointers import ExhibitChoice
from bot.slack import blocks, limits
from bot.slack.blocks import Block, MessageContent
from bot.slack.identifiers import ActionId
from conversations.check_in import Topic
from conversations.highlight import ShownEvidence
from prompts import plain, say

AskedTopic = tuple[int, Topic]
"""A topic with the id of the request that asks about it."""


def which(asked: Sequence[AskedTopic], message_ts: str, exhibits: Sequence[ShownEvidence]) -> MessageContent:
    """Asks whoever posted them about several topics which one they are evidence of."""
    text = say(NOUN, "which", names=[exhibit.name or exhibit.link for exhibit in exhibits])
    options = [
        (str(ExhibitChoice(request_id, topic.key, message_ts)), plain(NOUN, "which_option", topic=topic))
        for request_id, topic in asked
    ]
    parts = [options[start : start + limits.OPTIONS] for start in range(0, len(options), limits.OPTIONS)]
    menus = [_menu(f"exhibit:{message_ts}:{number}", part) for number, part in enumerate(parts)]
    return MessageContent(text=text, blocks=[blocks.section(text), *menus])


def _menu(block_id: str, options: Sequence[tuple[str, str]]) -> Block:
    menu = blocks.select(ActionId.EXHIBIT_CHOOSE, plain(NOUN, "which_placeholder"), options)
    return blocks.actions(block_id, [menu])


def chosen(topic: Topic) -> MessageContent:
    text = say(NOUN, "which_chosen", topic=topic)
    return MessageContent(text=text, blocks=blocks.sections(text))
