"""Notices about messages that could not be posted, for the people who asked for them."""

from dataclasses import dataclass

from bot.slack import blocks, limits
from bot.slack.blocks import Block, MessageContent
from bot.slack.button_values import ButtonValue
from bot.slack.identifiers import ActionId, FieldId, ViewId
from prompts import Safe, plain, say
from storage.delivery.claims import Claimed

NOUN = "undelivered"
QUOTED = 150


@dataclass(frozen=True, slots=True)
class MessagePointer(ButtonValue):
    """An undelivered message, by its id in the outbox."""

    message_id: int


@dataclass(frozen=True, slots=True)
class MovePointer(MessagePointer):
    notice_ts: str
    """Where the notice stands whose button opened the form."""


def why(code: str) -> str:
    return say(NOUN, "why", code=code)


def notice(
    message: Claimed, code: str, *, reader: str, can_move: bool, is_place: bool, is_doubtful: bool
) -> MessageContent:
    """The reason, what to do, and how the message begins. `is_place` means that another channel would do."""
    values = _values(message, code, reader, can_move=can_move, is_place=is_place)
    text = say(NOUN, "doubtful" if is_doubtful else "not_posted", **values)
    return _with_button(message, text, can_move=can_move)


def minutes_notice(message: Claimed, code: str, *, reader: str, period: str, organization: str) -> MessageContent:
    values = _values(message, code, reader, can_move=True, is_place=True)
    return _with_button(
        message, say(NOUN, "minutes", period=period, organization=organization, **values), can_move=True
    )


def _values(message: Claimed, code: str, reader: str, *, can_move: bool, is_place: bool) -> dict[str, Safe]:
    return {
        "place": _place(message.target_channel or message.channel, reader),
        "why": say(NOUN, "why", code=code),
        "remedy": say(NOUN, "remedy", code=code, can_move=can_move, is_place=is_place),
    }


def _place(channel: str, reader: str) -> Safe:
    if channel == reader:
        return say(NOUN, "to_you")
    return say(NOUN, "to_person", person=channel) if channel[0] in "UW" else say(NOUN, "in_channel", channel=channel)


def _with_button(message: Claimed, text: Safe, *, can_move: bool) -> MessageContent:
    first, _, _ = str(message.payload.get("text") or "").partition("\n")
    quoted = Safe(limits.clamp(first, QUOTED))
    lines = [text, say(NOUN, "quoted", text=quoted)] if quoted else [text]
    content = [blocks.section("\n".join(lines))]
    if can_move:
        move = blocks.button(
            plain(NOUN, "button_move"), ActionId.UNDELIVERED_MOVE, MessagePointer(message.id), style="primary"
        )
        content.append(blocks.actions(f"undelivered:{message.id}", [move]))
    return MessageContent(text="\n".join(lines), blocks=content)


def missing_file(message: Claimed, code: str) -> MessageContent:
    """The notice posted in place of a file."""
    first, _, _ = str(message.payload.get("text") or "").partition("\n")
    return MessageContent(text=say(NOUN, "no_file", title=Safe(limits.clamp(first, QUOTED)), why=why(code)))


def moved(channel: str) -> MessageContent:
    return MessageContent(text=say(NOUN, "moved", channel=channel))


def form(pointer: MovePointer) -> Block:
    return blocks.modal(
        ViewId.UNDELIVERED_MOVE,
        plain(NOUN, "form_title"),
        [
            blocks.section(say(NOUN, "form_intro")),
            blocks.channel_input(FieldId.CHANNEL, plain(NOUN, "form_channel")),
        ],
        submit=plain(NOUN, "form_submit"),
        close=plain(NOUN, "form_close"),
        metadata=pointer,
    )
