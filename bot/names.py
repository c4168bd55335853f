"""A plan's name alone means its status, and a person's name alone means what they own."""

import re
from dataclasses import dataclass

from bot import which_plan
from bot.slack.payloads import Command
from bot.turns import CannotDoError, Turn
from storage.people import people

LONGEST_NAME = 80
_MENTION = re.compile(r"<@(?P<id>[UW][A-Z0-9]{1,20})(?:\|[^<>]{0,80})?>")


@dataclass(frozen=True, slots=True)
class TextNames:
    """What a text names, for a member of the workspace; empty for everybody else."""

    command: str = ""
    plan: str = ""
    """The organization whose name is nearly what was typed."""


def in_text(turn: Turn, _command: Command, text: str, _subject: object) -> TextNames:
    is_member = turn.person is not None and turn.person.active and not turn.person.guest
    return TextNames(command_about(turn, text), closest_plan(turn, text)) if is_member else TextNames()


def command_about(turn: Turn, text: str) -> str:
    """The command that a name alone means. Empty for what names neither a plan nor one person."""
    name = " ".join(text.split()).strip(" .!?")
    if not name or len(name) > LONGEST_NAME:
        return ""
    mention = _MENTION.fullmatch(name)
    if mention or name.startswith("@"):
        return f"owner {name}"
    if is_plan(turn, name):
        return f"status {name}"
    return f"owner {name}" if len(people.find_by_name(turn.session, turn.by.workspace_id, name)) == 1 else ""


def is_plan(turn: Turn, name: str) -> bool:
    """Whether it names a plan or a district. A letter or two is part of many names, so it names none."""
    return len(name) >= which_plan.SHORTEST_PART and which_plan.is_named(turn, name)


def closest_plan(turn: Turn, text: str) -> str:
    """The organization whose name is nearly what was typed, if any."""
    try:
        which_plan.candidates(turn, text.strip(), "")
    except CannotDoError as error:
        return str(error.values.get("suggestion") or "")
    return ""
