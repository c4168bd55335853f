"""`/plan names`: the names of the workspace that are no student's, so that nobody is asked about them."""

from dataclasses import dataclass

from bot.audit import requests
from bot.messages import students as messages
from bot.messages.students import NOUN
from bot.permissions.guards import AccessRule
from bot.permissions.roles import Permission, Role, held_anywhere
from bot.slack.blocks import MessageContent
from bot.slack.payloads import Command
from bot.turns import CannotDoError, Turn
from storage.people import allowed_names

LONGEST = 80
_FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class AllowedNameId:
    """What the audit records in place of a name."""

    allowed_name_id: int


def _may_allow(turn: Turn, _typed: object) -> None:
    """The list is the workspace's, so a plan manager of any plan may change it."""
    if Role.PLAN_MANAGER not in held_anywhere(turn.session, turn.by):
        raise CannotDoError(NOUN, "not_allowed")


ALLOWABLE: AccessRule[object, None] = AccessRule(Permission.ALLOW_NAMES, _may_allow)


def name_typed(_command: Command, words: str) -> str:
    return " ".join(words.strip(" \"'“”").split())


def show(turn: Turn, _command: Command, _words: str, _subject: None) -> MessageContent:
    return messages.names_listed(allowed_names.listed(turn.session, turn.by.workspace_id))


def allow(turn: Turn, _command: Command, name: str, _subject: None) -> MessageContent:
    if len(name.split()) < _FEWEST_WORDS or len(name) > LONGEST:
        raise CannotDoError(NOUN, "no_name", longest=LONGEST)
    return messages.name_allowed(name, is_new=put_on_list(turn, name))


def remove(turn: Turn, _command: Command, name: str, _subject: None) -> MessageContent:
    row_id = allowed_names.remove(turn.session, turn.by.workspace_id, name)
    if row_id is None:
        raise CannotDoError(NOUN, "not_listed", name=name)
    requests.about(AllowedNameId(row_id))
    return messages.name_removed(name)


def put_on_list(turn: Turn, name: str) -> bool:
    """False if the name is on it."""
    row_id = allowed_names.allow(turn.session, turn.by.workspace_id, name, by=turn.by.id, at=turn.now)
    if row_id is not None:
        requests.about(AllowedNameId(row_id))
    return row_id is not None
