"""Messages about support requests."""

from collections.abc import Sequence
from datetime import date

from bot.messages.items.lines import TEXT_SHOWN
from bot.messages.items.pointers import SupportPointer
from bot.slack import blocks, limits
from bot.slack.blocks import Block, MessageContent
from bot.slack.identifiers import ActionId
from prompts import plain, say
from storage.items.support_values import WEAK, Support, SupportState

NOUN = "supports"
LINES_SHOWN = 25
LINE_SHOWN = 300
"""Of the requests in a weekly message."""


def for_provider(support: Support) -> list[Block]:
    return [line("line_for_provider", support), blocks.actions(f"support:{support.id}", _provider_buttons(support))]


def _provider_buttons(support: Support) -> list[Block]:
    pointer = SupportPointer(support.id)
    given = blocks.button(plain(NOUN, "button_given"), ActionId.SUPPORT_GIVEN, pointer)
    decline = blocks.button(plain(NOUN, "button_decline"), ActionId.SUPPORT_DECLINE, pointer)
    if support.state is SupportState.OFFERED:
        return [given, decline]
    offer = blocks.button(plain(NOUN, "button_offer"), ActionId.SUPPORT_OFFER, pointer, style="primary")
    pass_on = blocks.button(plain(NOUN, "button_pass"), ActionId.SUPPORT_PASS, pointer)
    question = blocks.button(plain(NOUN, "button_question"), ActionId.SUPPORT_QUESTION, pointer)
    return [offer, question, *([pass_on] if support.can_pass else []), decline, given]


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
    return [line("line_open", support), blocks.actions(f"support:{support.id}", buttons)]


def for_leader(support: Support) -> Block:
    """Where an open request stands, for a leader, who can ask someone else where nobody is asked."""
    button = _choose_button(support) if needs_provider(support) else None
    texts = [say(NOUN, part, support=support) for part in ("line_open", "asked_by")]
    return blocks.section(limits.clamp("\n".join(texts), TEXT_SHOWN), button)


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
    return [line("line_to_rate", support), blocks.actions(f"support:{support.id}", [_rate_button(support)])]


def _rate_button(support: Support) -> Block:
    pointer = SupportPointer(support.id)
    return blocks.button(plain(NOUN, "button_rate"), ActionId.SUPPORT_RATE, pointer, style="primary")


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


def copy(support: Support) -> MessageContent:
    """The message to someone asked at once with others: the request, or who has answered it."""
    if support.state in (SupportState.ASKED, SupportState.WITHDRAWN):
        return message(support)
    text = say(NOUN, "answered_by_other", support=support)
    return MessageContent(text=text, blocks=blocks.sections(text))


def asked_elsewhere(support: Support) -> MessageContent:
    """What the message to a former provider says once someone else is asked."""
    text = say(NOUN, "asked_elsewhere", support=support)
    return MessageContent(text=text, blocks=blocks.sections(text))


def rating(support: Support) -> MessageContent:
    """The rating question to the asker, updated later with their rating."""
    if support.state is SupportState.RATED:
        return _rated(support)
    return MessageContent(text=say(NOUN, "line_to_rate", support=support), blocks=to_rate(support))


def _rated(support: Support) -> MessageContent:
    """The rating. What was missing, where it helped little, can be asked for."""
    text = say(NOUN, "rated_recorded", support=support, effect=effect(support))
    content = blocks.sections(text)
    if support.effective in WEAK and not support.was_asked_again:
        pointer = SupportPointer(support.id)
        again = blocks.button(plain(NOUN, "button_again"), ActionId.SUPPORT_AGAIN, pointer, style="primary")
        content.append(blocks.actions(f"support:{support.id}", [again]))
    return MessageContent(text=text, blocks=content)


def level_name(level: str) -> str:
    return plain(NOUN, "effective", level=level)


def effect(support: Support) -> str:
    """How effective it was, and what shows it; empty before it is rated."""
    return plain(NOUN, "effect", support=support, level=level_name(support.effective)) if support.effective else ""


def news(support: Support) -> MessageContent:
    """What came of a step, for the asker."""
    is_rated = support.state is SupportState.RATED
    text = say(NOUN, "news_provided" if is_rated else f"news_{support.state}", support=support)
    content = blocks.sections(text)
    if needs_provider(support):
        content.append(blocks.actions(f"support:{support.id}", [_choose_button(support)]))
    if support.state is SupportState.PROVIDED:
        content.append(blocks.actions(f"support:{support.id}", [_rate_button(support)]))
    return MessageContent(text=text, blocks=content)


IN_THREAD = frozenset({SupportState.ASKED, SupportState.OFFERED, SupportState.PROVIDED, SupportState.DECLINED})
"""What a dialog's thread hears of the request it made. The rating is between the asker and the provider."""


def in_thread(support: Support) -> MessageContent:
    """What came of a step, for everyone in the dialog that asked for it: no reason of a refusal."""
    text = say(NOUN, f"thread_{support.state}", support=support)
    return MessageContent(text=text, blocks=blocks.sections(text))


def question(support: Support, who: str, words: str) -> MessageContent:
    """To the asker: what somebody who was asked wants to know first."""
    text = say(NOUN, "question", support=support, who=who, words=words)
    reply = blocks.button(
        plain(NOUN, "button_reply"), ActionId.SUPPORT_REPLY, SupportPointer(support.id), style="primary"
    )
    return MessageContent(text=text, blocks=[*blocks.sections(text), blocks.actions(f"support:{support.id}", [reply])])


def question_in_thread(support: Support, who: str, words: str) -> MessageContent:
    text = say(NOUN, "question", support=support, who=who, words=words)
    return MessageContent(text=text, blocks=blocks.sections(text))


def reply(support: Support, words: str) -> MessageContent:
    """To those who were asked, with what they can press."""
    text = say(NOUN, "reply", support=support, words=words)
    buttons = blocks.actions(f"support:{support.id}", _provider_buttons(support))
    return MessageContent(text=text, blocks=[*blocks.sections(text), buttons])


def nobody_asked(support: Support) -> MessageContent:
    """For the plan manager: there is no leader who could be asked."""
    text = say(NOUN, "nobody_asked", support=support)
    content = [*blocks.sections(text), blocks.actions(f"support:{support.id}", [_choose_button(support)])]
    return MessageContent(text=text, blocks=content)


def unanswered(supports: Sequence[Support], today: date) -> MessageContent:
    """The week's message to a district's leader: a line for each request, without names."""
    lines = [limits.clamp(say(NOUN, "unanswered", support=each, today=today), LINE_SHOWN) for each in supports]
    sentences = [say(NOUN, "unanswered_intro", count=len(supports)), *lines[:LINES_SHOWN]]
    if len(lines) > LINES_SHOWN:
        sentences.append(say(NOUN, "unanswered_more", count=len(lines) - LINES_SHOWN))
    sentences.append(say(NOUN, "unanswered_end", example=supports[0].organization))
    text = "\n".join(sentences)
    return MessageContent(text=text, blocks=blocks.sections(text))


def line(part: str, support: Support) -> Block:
    return blocks.section(limits.clamp(say(NOUN, part, support=support), TEXT_SHOWN))
