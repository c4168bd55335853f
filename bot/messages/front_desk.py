"""What the bot answers to messages that belong to no dialog and no check-in."""

from collections.abc import Mapping, Sequence

from bot.messages import waiting as waiting_messages
from bot.messages.waiting import Waiting
from bot.slack import blocks, limits
from bot.slack.blocks import Block, MessageContent
from bot.slack.identifiers import ActionId
from conversations.phrases import Courtesy
from prompts import Safe, plain, say

NOUN = "front_desk"
OFFERED = ("mine", "status", "help")
"""The commands behind the buttons of most answers."""
MOST_PLANS = 10


def courtesy(kind: Courtesy, waiting: Waiting) -> MessageContent:
    return _with_buttons(say(NOUN, kind, summary=waiting_messages.summary(waiting)))


def not_understood(waiting: Waiting) -> MessageContent:
    return _with_buttons(say(NOUN, "not_understood", summary=waiting_messages.summary(waiting)))


def refused(sentence: Safe) -> MessageContent:
    """Why a command that was understood can't be done, and what else there is."""
    return _with_buttons(sentence)


def which_plan(sentence: Safe, commands: Mapping[str, str]) -> MessageContent:
    """A button for each plan that the command may mean; `commands` are by the plans' names."""
    buttons = [command_button(command, limits.clamp(name, limits.BUTTON)) for name, command in commands.items()]
    return _message(blocks.sections(sentence), buttons[:MOST_PLANS])


def form_waits(command: str) -> MessageContent:
    """A form opens only from a button. The button carries what was typed, as far as Slack lets it."""
    button = blocks.button(plain(NOUN, "open_form"), ActionId.RUN, command[: limits.BUTTON_VALUE], style="primary")
    return _message([blocks.section(say(NOUN, "form_waits"))], [button])


def introduced(content: MessageContent) -> MessageContent:
    """The first answer a person gets says that it comes from an automated account."""
    line = blocks.context(say(NOUN, "introduction"))
    content_blocks = [*(content.blocks or blocks.sections(content.text)), line]
    return MessageContent(text=f"{content.text}\n{say(NOUN, 'introduction')}", blocks=content_blocks)


def command_button(command: str, label: str) -> Block:
    """A button that does what the command does when it's typed after /plan."""
    return blocks.button(label, ActionId.RUN, command)


def _with_buttons(text: Safe) -> MessageContent:
    return _message(blocks.sections(text), [command_button(name, plain(NOUN, f"button_{name}")) for name in OFFERED])


def _message(content: Sequence[Block], buttons: Sequence[Block]) -> MessageContent:
    row = blocks.actions("front_desk", _numbered(buttons))
    return MessageContent(text=blocks.text_of([*content, row]), blocks=[*content, row])


def _numbered(buttons: Sequence[Block]) -> list[Block]:
    """Buttons of one row need ids of their own."""
    return [{**button, "action_id": f"{button['action_id']}.{number}"} for number, button in enumerate(buttons)]
