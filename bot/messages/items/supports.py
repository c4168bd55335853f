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
    return [_line("line_for_provider", support), blocks.actions(f"support:{support.id}", _provider_buttons(support))]


def _provider_buttons(support: Support) -> list[Block]:
    pointer = SupportPointer(support.id)
    given = blocks.button(plain(NOUN, "button_given"), ActionId.SUPPORT_GIVEN, pointer)
    decline = blocks.button(plain(NOUN, "button_decline"), ActionId.SUPPORT_DECLINE, pointer)
    if support.state is SupportState.OFFERED:
        return [given, decline]
    offer = blocks.button(plain(NOUN, "button_offer"), ActionId.SUPPORT_OFFER, pointer, style="primary")
    pass_on = blocks.button(plain(NOUN, "button_pass"), ActionId.SUPPORT_PASS, pointer)
    return [offer, *([pass_on] if support.can_pass else []), decline, given]


def for_asker(support: Support) -> list[Block]:
    withdraw = blocks.button(
        plain(NOUN, "button_withdraw"),
        ActionId.SUPPORT_WITHDRAW,
        SupportPointer(support.id),
        confirm=blocks.confirm(
            plain(NOUN, "withdraw_title"),
            plain(NOUN, "withdraw_text"),
            plain(NOUN, "withdraw_yes"),
            plain(NOUN, "withdraw_no"),
        ),
    )
    buttons = [_choose_button(support), withdraw] if needs_provider(support) else [withdraw]
    return [for_leader(support), blocks.actions(f"support:{support.id}", buttons)]


def for_leader(support: Support) -> Block:
    """Where an open request stands, for those who only read it."""
    return _line("line_open", support)


def needs_provider(support: Support) -> bool:
    """Whether someone else has to be asked."""
    if support.state is SupportState.DECLINED:
        return True
    return support.state in (SupportState.ASKED, SupportState.OFFERED) and (
        support.provider_id is None or support.provider_left
    )


def _choose_button(support: Support) -> Block:
    return blocks.button(plain(NOUN, "button_choose"), ActionId.SUPPORT_CHOOSE, SupportPointer(support.id))


def to_rate(support: Support) -> list[Block]:
    button = blocks.button(
        plain(NOUN, "button_rate"), ActionId.SUPPORT_RATE, SupportPointer(support.id), style="primary"
    )
    return [_line("line_to_rate", support), blocks.actions(f"support:{support.id}", [button])]


def message(support: Support) -> MessageContent:
    """The request to the provider, updated later with what comes of it."""
    text = say(NOUN, _PARTS[support.state], support=support)
    with_buttons = support.state in (SupportState.ASKED, SupportState.OFFERED)
    content = blocks.sections(text)
    if with_buttons:
        content.append(blocks.actions(f"support:{support.id}", _provider_buttons(support)))
    return MessageContent(text=text, blocks=content)


_PARTS = {
    SupportState.ASKED: "line_for_provider",
    SupportState.OFFERED: "offered_recorded",
    SupportState.PROVIDED: "given_recorded",
    SupportState.RATED: "given_recorded",
    SupportState.DECLINED: "declined_recorded",
    SupportState.WITHDRAWN: "withdrawn_recorded",
}


def asked_elsewhere(support: Support) -> MessageContent:
    """What the message to a former provider says once someone else is asked."""
    text = say(NOUN, "asked_elsewhere", support=support)
    return MessageContent(text=text, blocks=blocks.sections(text))


def rating(support: Support) -> MessageContent:
    """The rating question to the asker, updated later with their rating."""
    if support.state is SupportState.RATED:
        text = say(NOUN, "rated_recorded", support=support, level=level_name(support.effective))
        return MessageContent(text=text, blocks=blocks.sections(text))
    return MessageContent(text=say(NOUN, "line_to_rate", support=support), blocks=to_rate(support))


def news(support: Support) -> MessageContent:
    """What came of a step, for the asker."""
    text = say(NOUN, f"news_{support.state}", support=support)
    content = blocks.sections(text)
    if needs_provider(support):
        content.append(blocks.actions(f"support:{support.id}", [_choose_button(support)]))
    return MessageContent(text=text, blocks=content)


def nobody_asked(support: Support) -> MessageContent:
    """For the plan manager: there is no leader who could be asked."""
    text = say(NOUN, "nobody_asked", support=support)
    content = [*blocks.sections(text), blocks.actions(f"support:{support.id}", [_choose_button(support)])]
    return MessageContent(text=text, blocks=content)


def _line(part: str, support: Support) -> Block:
    return blocks.section(limits.clamp(say(NOUN, part, support=support), TEXT_SHOWN))


# ---------------------------------------------------------------- forms


def ask_form(item: ItemDetails, metadata: str) -> Block:
    content = [
        blocks.section(limits.clamp(say("action_items", "line", item=item), TEXT_SHOWN)),
        _text(FieldId.NEEDED, "needed_label", hint="needed_hint"),
        provider_input(),
        blocks.date_input(FieldId.NEEDED_BY, plain(NOUN, "needed_by_label"), optional=True),
    ]
    return _form(ViewId.SUPPORT_ASK, "ask_title", content, metadata)


def provider_input(chosen: str = "") -> Block:
    """Whom to ask. Without a choice, the plan's leader is asked."""
    label, hint = plain(NOUN, "provider_label"), plain(NOUN, "provider_hint")
    return blocks.person_input(FieldId.PROVIDER, label, chosen=chosen, hint=hint, optional=True)


def offer_form(support: Support, metadata: str) -> Block:
    label = plain(NOUN, "promised_for_label")
    content = [
        _line("line_for_provider", support),
        blocks.date_input(FieldId.PROMISED_FOR, label, value=support.needed_by, hint=plain(NOUN, "promised_for_hint")),
    ]
    return _form(ViewId.SUPPORT_OFFER, "offer_title", content, metadata)


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
        _line("line_open", support),
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
    return plain(NOUN, "effective", level=level)


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
