"""Warnings that a text may name a student: above a form, under a reply, and before minutes are published."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot import blocks
from bot.blocks import Block, MessageContent
from prompts import say
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
