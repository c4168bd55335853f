"""Messages about an offer, a question or a connection: what schools are asked, and what they answered."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.messages.network import NetworkPointer, practice_name
from bot.messages.threads import NOUN as THREADS
from bot.slack import blocks
from bot.slack.blocks import Block, MessageContent
from bot.slack.button_values import ButtonValue
from bot.slack.identifiers import ActionId
from conversations.outreach import (
    AskedSchool,
    ConnectionState,
    Outreach,
    OutreachKind,
    OutreachNote,
    SchoolAnswer,
)
from plans.network import NetworkTable
from plans.support_effects import SupportEffect
from prompts import Safe, plain, say

NOUN = "outreach"


@dataclass(frozen=True, slots=True)
class OutreachPointer(ButtonValue):
    """A school that was asked."""

    outreach_id: int
    plan_id: int


@dataclass(frozen=True, slots=True)
class OutreachCardPointer(ButtonValue):
    """What whoever started it reads: all schools together."""

    outreach_id: int


def named(practice: str) -> str:
    """Its code and name; empty for the whole plan."""
    return practice_name(practice) if practice else ""


# ---------------------------------------------------------------- below the table of a practice


def section(pointer: NetworkPointer, table: NetworkTable) -> list[Block]:
    """How many schools are behind, and what can be done about it."""
    offer = blocks.button(plain(NOUN, "button_offer"), ActionId.OUTREACH_OFFER, pointer)
    ask = blocks.button(plain(NOUN, "button_question"), ActionId.OUTREACH_QUESTION, pointer)
    connect = blocks.button(plain(NOUN, "button_connection"), ActionId.OUTREACH_CONNECTION, pointer)
    whys = blocks.button(plain(NOUN, "button_whys"), ActionId.OUTREACH_WHYS, pointer)
    values = {"behind": table.schools_behind, "causes": table.causes_behind, "practice": pointer.practice}
    return [
        blocks.section(say(NOUN, "behind", **values)),
        blocks.context(say(NOUN, "rule", practice=pointer.practice)),
        blocks.actions("outreach", [offer, ask, *([connect] if pointer.practice else []), whys]),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolEffect:
    """Support that a school was given, and what was on time before and after."""

    school: str
    offered: str
    effect: SupportEffect


def effects(practice: str, listed: Sequence[SchoolEffect], more: int) -> list[Block]:
    """The newest support provided for a practice; `more` of them are not listed."""
    if not listed:
        return []
    lines = [say(NOUN, "effect_line", school=each.school, offered=each.offered, effect=each.effect) for each in listed]
    if more:
        lines.append(say(NOUN, "effects_more", count=more))
    text = "\n".join([say(NOUN, "effects"), *lines])
    return [blocks.divider(), *blocks.sections(text), blocks.context(say(NOUN, "effect_rule", practice=practice))]


# ---------------------------------------------------------------- what a school's leaders read


def to_school(outreach: Outreach, school: AskedSchool, *, reminds: bool = False) -> MessageContent:
    """The offer, question or suggestion with its buttons; once it is answered or over, with the answer."""
    values = {"outreach": outreach, "school": school, "practice": named(outreach.practice)}
    content = [blocks.section(say(NOUN, "reminder"))] if reminds and is_waited_for(outreach, school) else []
    content += blocks.sections(say(NOUN, outreach.kind, **values))
    if school.notes:
        content.append(blocks.section("\n".join(say(NOUN, "note", note=note) for note in school.notes)))
    if is_waited_for(outreach, school):
        content.append(blocks.actions("outreach", _answers(outreach, school)))
    else:
        content += blocks.sections(say(NOUN, "answered", **values))
    return MessageContent(text=blocks.text_of(content), blocks=content)


def is_waited_for(outreach: Outreach, school: AskedSchool) -> bool:
    if outreach.is_closed or school.answer is not SchoolAnswer.WAITING:
        return False
    return outreach.kind is not OutreachKind.CONNECTION or outreach.connection is ConnectionState.WAITING


def _answers(outreach: Outreach, school: AskedSchool) -> list[Block]:
    pointer = OutreachPointer(outreach.id, school.plan_id)
    if outreach.kind is OutreachKind.QUESTION:
        return [blocks.button(plain(NOUN, "button_answer"), ActionId.OUTREACH_ANSWER, pointer, style="primary")]
    label = plain(NOUN, "button_accept", kind=outreach.kind)
    accept = blocks.button(label, ActionId.OUTREACH_ACCEPT, pointer, style="primary")
    decline = blocks.button(plain(NOUN, "button_decline"), ActionId.OUTREACH_DECLINE, pointer)
    ask = blocks.button(plain(NOUN, "button_ask"), ActionId.OUTREACH_ASK, pointer)
    return [accept, decline, *([ask] if outreach.kind is OutreachKind.OFFER else [])]


def contact(outreach: Outreach, of: AskedSchool) -> MessageContent:
    """Who the other school's leader is, once both have agreed."""
    practice = named(outreach.practice)
    return MessageContent(text=say(NOUN, "contact", outreach=outreach, contact=of, practice=practice))


def off(outreach: Outreach) -> MessageContent:
    """For a leader who had agreed."""
    return MessageContent(text=say(NOUN, "off", outreach=outreach, practice=named(outreach.practice)))


def invited(starter: str, organization: str, channel: str, practice: str) -> MessageContent:
    """For a leader who is asked to take part in a root cause dialog."""
    values = {"starter": starter, "organization": organization, "practice": named(practice)}
    where = say(THREADS, "channel_of", channel=channel)
    return MessageContent(text=say(NOUN, "invited", channel=where, **values))


# ---------------------------------------------------------------- what whoever started it reads


def card(outreach: Outreach) -> MessageContent:
    """Who has answered what. Of a connection only whether it comes about: nobody learns who refused."""
    values = {"outreach": outreach, "practice": named(outreach.practice)}
    lines: list[Safe] = [say(NOUN, "card_line", school=school, **values) for school in outreach.schools]
    content = [*blocks.sections(say(NOUN, "card", **values)), *blocks.sections("\n".join(lines))]
    if outreach.kind is OutreachKind.CONNECTION:
        content.append(blocks.section(say(NOUN, "card_connection", **values)))
    if outreach.withdrawn:
        content.append(blocks.context(say(NOUN, "card_withdrawn", outreach=outreach)))
    if outreach.kind is OutreachKind.OFFER and outreach.waiting and not outreach.is_closed:
        content.append(blocks.actions("outreach", [_withdraw_button(outreach)]))
    return MessageContent(text=blocks.text_of(content), blocks=content)


def _withdraw_button(outreach: Outreach) -> Block:
    names = [school.name for school in outreach.waiting]
    is_accepted = any(school.answer is SchoolAnswer.YES for school in outreach.schools)
    title, text, yes, no = (
        plain(NOUN, f"withdraw_{part}", names=names, is_accepted=is_accepted) for part in ("title", "text", "yes", "no")
    )
    sure = blocks.confirm(title, text, yes, no)
    pointer = OutreachCardPointer(outreach.id)
    return blocks.button(plain(NOUN, "button_withdraw"), ActionId.OUTREACH_WITHDRAW, pointer, confirm=sure)


def withdrawn(outreach: Outreach) -> MessageContent:
    """For the leaders of a school that had not answered yet."""
    return MessageContent(text=say(NOUN, "withdrawn", outreach=outreach, practice=named(outreach.practice)))


def news(outreach: Outreach, school: AskedSchool) -> MessageContent:
    """What a school answered to an offer."""
    values = {"outreach": outreach, "school": school, "practice": named(outreach.practice)}
    return MessageContent(text=say(NOUN, "news", **values))


def asks(outreach: Outreach, school: AskedSchool, note: OutreachNote) -> MessageContent:
    """What a leader wants to know before answering."""
    text = say(NOUN, "asks", note=note, school=school, practice=named(outreach.practice))
    pointer = OutreachPointer(outreach.id, school.plan_id)
    reply = blocks.button(plain(NOUN, "button_reply"), ActionId.OUTREACH_REPLY, pointer, style="primary")
    return MessageContent(text=text, blocks=[*blocks.sections(text), blocks.actions("outreach", [reply])])
