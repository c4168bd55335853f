"""The leader's check of the changes of the plan in a draft, and the question why to whoever made one."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.messages.minutes import NOUN
from bot.messages.minutes_pointers import ChangesPointer, WhyPointer
from bot.slack import blocks, limits
from bot.slack.blocks import Block, MessageContent
from bot.slack.identifiers import ActionId, FieldId, ViewId
from conversations.highlight import ChangeReference, Minutes
from prompts import plain, say

CHANGES_TO_A_FORM = 20


class ChangeVerdict(StrEnum):
    KEEP = "keep"
    ASK = "ask"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckableChange:
    """A line of section 5, and what can be decided about it."""

    reference: ChangeReference
    text: str
    verdicts: Sequence[ChangeVerdict]
    standing: str
    """kept, asked, answered or undone; empty before it is checked."""
    hindrance: str
    """The sentence that says why it can't be undone; empty if it can."""


def form(pointer: ChangesPointer, changes: Sequence[CheckableChange]) -> Block:
    """A menu for each change, under its line."""
    part = changes[pointer.first : pointer.first + CHANGES_TO_A_FORM]
    last = pointer.first + len(part)
    content = [blocks.section(say(NOUN, "check_intro"))]
    if len(changes) > len(part):
        content.append(blocks.context(say(NOUN, "edit_part", first=pointer.first + 1, last=last, total=len(changes))))
    for change in part:
        content += [blocks.section(limits.clamp(say(NOUN, "check_line", text=change.text), limits.SECTION))]
        options = [(verdict.value, plain(NOUN, f"check_{verdict}")) for verdict in change.verdicts]
        label = plain(NOUN, "check_label", standing=change.standing)
        hint = plain(NOUN, change.hindrance) if change.hindrance and change.standing != "undone" else ""
        content.append(blocks.choice_input(field_of(change.reference), label, options, hint=hint, optional=True))
    return blocks.modal(
        ViewId.MINUTES_CHANGES,
        plain(NOUN, "check_title"),
        content,
        submit=plain(NOUN, "submit_next" if last < len(changes) else "submit"),
        close=plain(NOUN, "cancel"),
        metadata=pointer,
    )


def field_of(reference: ChangeReference) -> str:
    """The input of a change."""
    return f"{FieldId.CHANGE}:{reference.source}:{reference.id}"


def question(check_id: int, *, who: str, minutes: Minutes, line: str) -> MessageContent:
    text = say(NOUN, "why_question", who=who, minutes=minutes, line=line)
    button = blocks.button(plain(NOUN, "button_why"), ActionId.CHANGE_REASON, WhyPointer(check_id))
    return MessageContent(text=text, blocks=[*blocks.sections(text), blocks.actions(f"why:{check_id}", [button])])


def undone(who: str, organization: str, lines: Sequence[str]) -> MessageContent:
    """Tells a person which changes the leader has undone."""
    content = blocks.sections(say(NOUN, "undone", who=who, organization=organization, lines=lines))
    return MessageContent(text=blocks.text_of(content), blocks=content)


def answered(line: str, reason: str) -> MessageContent:
    return MessageContent(text=say(NOUN, "why_answered", line=line, reason=reason))


def reason_form(pointer: WhyPointer, line: str) -> Block:
    return blocks.modal(
        ViewId.CHANGE_REASON,
        plain(NOUN, "why_title"),
        [
            blocks.section(limits.clamp(say(NOUN, "check_line", text=line), limits.SECTION)),
            blocks.text_input(FieldId.REASON, plain(NOUN, "why_label"), hint=plain(NOUN, "why_hint")),
        ],
        submit=plain(NOUN, "submit"),
        close=plain(NOUN, "cancel"),
        metadata=pointer,
    )
