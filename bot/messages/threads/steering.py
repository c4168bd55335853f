"""What the leader of a dialog steers it with: the row under a question, and the form with everything else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.messages.threads import NOUN
from bot.slack import blocks
from bot.slack.blocks import Block, MenuButton, MessageContent
from bot.slack.identifiers import ActionId, ViewId
from prompts import Safe, plain, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Steering:
    """One primary button and one menu of five at most. A question with choices has a select before them."""

    primary: Block
    menu: Sequence[MenuButton] = ()
    choices: Block | None = None

    def row(self, block_id: str, *, title: str = "") -> Block:
        """`title` names the dialog to a screen reader, where several dialogs have a row."""
        primary = read_aloud(self.primary, title) if title else self.primary
        elements = [*([self.choices] if self.choices else []), primary]
        return blocks.actions(block_id, [*elements, blocks.button_menu(self.menu)] if self.menu else elements)


@dataclass(frozen=True, slots=True)
class LedQuestion:
    """The current question of a dialog, as the Home tab shows it to the person who leads the dialog."""

    text: str
    steering: Steering


@dataclass(frozen=True, slots=True)
class MoreLine:
    """A line of the form "More": what its button does, and the button."""

    text: Safe
    button: Block


def option(part: str, action: ActionId, pointer: object) -> MenuButton:
    """An option with the label `button_{part}` of the words that all kinds share."""
    return MenuButton(plain(NOUN, f"button_{part}"), action, pointer)


def button(part: str, action: ActionId, pointer: object, *, style: str = "") -> Block:
    """A button with the label `button_{part}` of the words that all kinds share."""
    return blocks.button(plain(NOUN, f"button_{part}"), action, pointer, style=style)


def read_aloud(button: Block, about: str) -> Block:
    """The button, with what it is about for a screen reader."""
    return blocks.read_aloud(button, plain(NOUN, "button_aloud", label=button["text"]["text"], about=about))


def primary(button: MenuButton) -> Block:
    return blocks.button(button.label, button.action, button.pointer, style="primary")


def choices(buttons: Sequence[MenuButton], placeholder: str = "") -> Block:
    """A select that does at once what the chosen button would."""
    return blocks.button_select(placeholder or plain(NOUN, "choices_placeholder"), buttons)


def line(part: str, pressed: Block, *, noun: str = NOUN, **more: object) -> MoreLine:
    """A line with the words `more_{part}`, a kind's own or those that all kinds share."""
    return MoreLine(say(noun, f"more_{part}", **more), pressed)


def more(position: str, lines: Iterable[MoreLine]) -> Block:
    """The form behind "More …". `position` says which question it is about."""
    content = [blocks.section(each.text, each.button) for each in lines]
    content = [blocks.context(position), *content] if position else content
    return blocks.modal(ViewId.MORE, plain(NOUN, "more_title"), content, close=plain("errors", "close"))


def pause_over() -> MessageContent:
    """What the message of a pause becomes once the dialog goes on."""
    words = say(NOUN, "pause_over")
    return MessageContent(text=words, blocks=[blocks.section(words)])
