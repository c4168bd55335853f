"""Warnings that a text may name a student: above a form, under a reply, and before minutes are published."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from bot.slack import blocks
from bot.slack.blocks import Block, MessageContent
from bot.slack.button_values import ButtonValue
from bot.slack.identifiers import ActionId
from prompts import Safe, plain, say
from storage.people.allowed_names import AllowedName

NOUN = "students"
MOST_LISTED = 5


@dataclass(frozen=True, slots=True)
class PossibleStudent:
    """A name or an ID number that may be a student's, and the label of the field or section it stands in."""

    name: str
    field: str

    @property
    def is_number(self) -> bool:
        return self.name.isdigit()


def form_warning(places: Sequence[PossibleStudent]) -> Block:
    """What a form shows above its fields before it is saved."""
    return _listed("in_form", places)


def publish_warning(places: Sequence[PossibleStudent]) -> Block:
    """What a leader reads before publishing minutes."""
    return _listed("in_minutes", places)


def _listed(part: str, places: Sequence[PossibleStudent]) -> Block:
    more = max(0, len(places) - MOST_LISTED)
    return blocks.section(say(NOUN, part, places=places[:MOST_LISTED], more=more))


def names_listed(names: Sequence[AllowedName]) -> MessageContent:
    lines = [say(NOUN, "listed", count=len(names))]
    lines += [say(NOUN, "line", name=name) for name in names]
    return MessageContent(text="\n".join([*lines, say(NOUN, "how")]))


def name_allowed(name: str, *, is_new: bool) -> MessageContent:
    return MessageContent(text=say(NOUN, "allowed" if is_new else "allowed_before", name=name))


def name_removed(name: str) -> MessageContent:
    return MessageContent(text=say(NOUN, "removed", name=name))


@dataclass(frozen=True, slots=True)
class StudentPointer(ButtonValue):
    """A person's own message, and the words in it that may name students."""

    channel: str
    ts: str
    names: str
    """With semicolons between them, which no name has."""

    @classmethod
    def to(cls, channel: str, ts: str, names: Sequence[str]) -> Self:
        return cls(channel, ts, ";".join(names))

    def each_name(self) -> Sequence[str]:
        return self.names.split(";")


def reply_note(pointer: StudentPointer, *, in_channel: bool, can_allow: bool) -> MessageContent:
    """What the author of a reply reads in private. Of several words, all are taken out, or all are no student's."""
    text = say(NOUN, "noted", names=pointer.each_name(), in_channel=in_channel)
    buttons = [blocks.button(plain(NOUN, "take_out"), ActionId.STUDENT_TAKE_OUT, pointer, style="primary")]
    if can_allow:
        buttons.append(blocks.button(plain(NOUN, "not_a_student"), ActionId.STUDENT_ALLOW, pointer))
    return MessageContent(text=text, blocks=[blocks.section(text), blocks.actions("student", buttons)])


def substitute_for(name: str) -> str:
    return plain(NOUN, "instead_of_number" if name.isdigit() else "instead_of_name")


def taken_out(name: str, link: str, *, has_files: bool) -> MessageContent:
    values = {"substitute": substitute_for(name), "link": Safe(link), "has_files": has_files}
    return MessageContent(text=say(NOUN, "taken_out", **values))


def names_allowed(names: Sequence[str]) -> MessageContent:
    return MessageContent(text=say(NOUN, "all_allowed", names=names))
