"""Messages and forms of support requests."""

from collections.abc import Sequence
from datetime import date

from bot import blocks, limits
from bot.blocks import Block, MessageContent
from bot.identifiers import ActionId, FieldId, ViewId
from bot.messages.items.lines import TEXT_SHOWN
from bot.messages.items.pointers import SupportPointer
from prompts import plain, say
from storage.items.item_changes import ItemDetails
from storage.items.supports import Support, SupportState

NOUN = "supports"
LEVELS = ("very", "somewhat", "little", "not")
"""Ratings of support. Their words are in prompts/messages/supports.j2."""


def for_provider(support: Support) -> list[Block]:
    buttons = [
        blocks.button(plain(NOUN, "button_given"), ActionId.SUPPORT_GIVEN, SupportPointer(support.id), style="primary"),
        blocks.button(plain(NOUN, "button_decline"), ActionId.SUPPORT_DECLINE, SupportPointer(support.id)),
    ]
    return [_line("line_for_provider", support), blocks.actions(f"support:{support.id}", buttons)]


def for_asker(support: Support) -> list[Block]:
    button = blocks.button(plain(NOUN, "button_choose"), ActionId.SUPPORT_CHOOSE, SupportPointer(support.id))
    line = limits.clamp(say(NOUN, "line_for_asker", support=support), TEXT_SHOWN)
    waits = support.state is SupportState.ASKED and support.provider_id is not None and not support.provider_left
    return [blocks.section(line, None if waits else button)]


def to_rate(support: Support) -> list[Block]:
    button = blocks.button(
        plain(NOUN, "button_rate"), ActionId.SUPPORT_RATE, SupportPointer(support.id), style="primary"
    )
    return [_line("line_to_rate", support), blocks.actions(f"support:{support.id}", [button])]


def message(support: Support) -> MessageContent:
    """The request to the provider, updated later with their answer."""
    part = {SupportState.ASKED: "line_for_provider", SupportState.DECLINED: "declined_recorded"}
    text = say(NOUN, part.get(support.state, "given_recorded"), support=support)
    content = for_provider(support) if support.state is SupportState.ASKED else blocks.sections(text)
    return MessageContent(text=text, blocks=content)


def rating(support: Support) -> MessageContent:
    """The rating question to the asker, updated later with their rating."""
    if support.state is SupportState.RATED:
        text = say(NOUN, "rated_recorded", support=support)
        return MessageContent(text=text, blocks=blocks.sections(text))
    return MessageContent(text=say(NOUN, "line_to_rate", support=support), blocks=to_rate(support))


def news(support: Support) -> MessageContent:
    part = "news_given" if support.state is SupportState.PROVIDED else "news_declined"
    text = say(NOUN, part, support=support)
    return MessageContent(text=text, blocks=blocks.sections(text))


def _line(part: str, support: Support) -> Block:
    return blocks.section(limits.clamp(say(NOUN, part, support=support), TEXT_SHOWN))


# ---------------------------------------------------------------- forms


def ask_form(item: ItemDetails, metadata: str) -> Block:
    content = [
        blocks.section(limits.clamp(say("action_items", "line", item=item), TEXT_SHOWN)),
        _text(FieldId.NEEDED, "needed_label", hint="needed_hint"),
        blocks.person_input(FieldId.PROVIDER, plain(NOUN, "provider_label")),
        blocks.date_input(FieldId.NEEDED_BY, plain(NOUN, "needed_by_label"), optional=True),
    ]
    return _form(ViewId.SUPPORT_ASK, "ask_title", content, metadata)


def given_form(support: Support, today: date, metadata: str) -> Block:
    content = [
        _line("line_for_provider", support),
        _text(FieldId.PROVIDED, "provided_label", value=support.needed),
        blocks.date_input(FieldId.GIVEN_ON, plain(NOUN, "given_on_label"), value=today),
    ]
    return _form(ViewId.SUPPORT_GIVEN, "given_title", content, metadata)


def decline_form(support: Support, metadata: str) -> Block:
    label = plain(NOUN, "decline_label", asker=support.asker)
    content = [_line("line_for_provider", support), blocks.text_input(FieldId.REASON, label)]
    return _form(ViewId.SUPPORT_DECLINE, "decline_title", content, metadata)


def choose_form(support: Support, metadata: str) -> Block:
    content = [
        _line("line_for_asker", support),
        blocks.person_input(FieldId.PROVIDER, plain(NOUN, "provider_label")),
    ]
    return _form(ViewId.SUPPORT_CHOOSE, "choose_title", content, metadata)


def rate_form(support: Support, metadata: str) -> Block:
    options = [(level, plain(NOUN, "effective", level=level)) for level in LEVELS]
    label = plain(NOUN, "effective_label")
    content = [
        _line("line_to_rate", support),
        _text(FieldId.USED, "used_label"),
        blocks.choice_input(FieldId.EFFECTIVE, label, options, all_shown=True),
    ]
    return _form(ViewId.SUPPORT_RATE, "rate_title", content, metadata)


def level_name(level: str) -> str:
    return plain(NOUN, "effective", level=level if level in LEVELS else LEVELS[-1])


def errors(rejections: Sequence[tuple[FieldId, str]]) -> dict[str, str]:
    return {field: plain(NOUN, f"trouble_{trouble}") for field, trouble in rejections}


def _text(name: FieldId, label: str, *, value: str = "", hint: str = "") -> Block:
    return blocks.text_input(name, plain(NOUN, label), value=value, hint=plain(NOUN, hint) if hint else "")


def _form(callback: ViewId, title: str, content: list[Block], metadata: str) -> Block:
    return blocks.modal(
        callback,
        plain(NOUN, title),
        content,
        submit=plain(NOUN, "submit"),
        close=plain(NOUN, "cancel"),
        metadata=metadata,
    )
