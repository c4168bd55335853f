"""`/plan code add` and `rename`: a district's own codes under the twelve practices, such as "3b-1 Number talks"."""

import re
from dataclasses import dataclass

from bot.messages import own_practices as messages
from bot.messages.own_practices import NOUN
from bot.network.rules import ChosenNetwork, NetworkQuestion, named
from bot.permissions.guards import AccessRule
from bot.permissions.roles import Permission
from bot.routing.guarded import writes
from bot.routing.subcommand import Subcommand
from bot.slack.blocks import MessageContent
from bot.slack.payloads import Command
from bot.turns import CannotDoError, Turn
from plans.practices import is_own_code
from storage.people import organizations
from storage.plans import own_practices

_TYPED = re.compile(r"(?:(?P<place>[^:]{1,80}):\s*)?(?P<code>\d\s?[a-z]-\d{1,3})[.:]?\s+(?P<name>\S.*)", re.IGNORECASE)
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class TypedPractice:
    """What was typed after /plan code add: "riverbend: 3b-1 Number talks", or only whose codes are meant."""

    place: str
    code: str = ""
    name: str = ""

    @classmethod
    def typed(cls, _command: Command, words: str) -> "TypedPractice":
        match = _TYPED.fullmatch(words.strip())
        if match is None:
            return cls(words.strip(" :"))
        code = match["code"].replace(" ", "").lower()
        return cls((match["place"] or "").strip(), code, " ".join(match["name"].split()))


NAMEABLE: AccessRule[TypedPractice, ChosenNetwork] = AccessRule(
    Permission.NAME_PRACTICES,
    lambda turn, typed: named(turn, NetworkQuestion(typed.place), Permission.NAME_PRACTICES),
)


def add(turn: Turn, _command: Command, typed: TypedPractice, chosen: ChosenNetwork) -> MessageContent:
    """Without a code, lists those there are."""
    session, place = turn.session, chosen.organization_id
    if not typed.code:
        return messages.listed(
            chosen.name, own_practices.practices(session, place), own_practices.two_names(session, place)
        )
    _require_code(typed)
    there = next((each for each in own_practices.practices(session, place) if each.code == typed.code), None)
    if there is not None and there.name.casefold() != typed.name.casefold():
        raise CannotDoError(NOUN, "trouble_two_names", practice=there, name=typed.name)
    if there is None:
        stamp = turn.stamp(organizations.get(session, place).time_zone)
        own_practices.save(session, place, typed.code, typed.name, stamp)
    return messages.added(chosen.name, typed.code, typed.name, is_new=there is None)


def _require_code(typed: TypedPractice) -> None:
    if not is_own_code(typed.code) or len(typed.name) > LONGEST_NAME:
        raise CannotDoError(NOUN, "trouble_code", longest=LONGEST_NAME)


def rename(turn: Turn, command: Command, typed: TypedPractice, chosen: ChosenNetwork) -> MessageContent:
    """Whoever added a code can rename it. Without a code, lists those there are."""
    if not typed.code:
        return add(turn, command, typed, chosen)
    _require_code(typed)
    session, place = turn.session, chosen.organization_id
    row = own_practices.find(session, place, typed.code)
    others = [each for each in own_practices.practices(session, place) if each.code == typed.code]
    if row is None:
        owner = others[0].organization if others else ""
        raise CannotDoError(NOUN, "trouble_not_ours", code=typed.code, organization=chosen.name, owner=owner)
    clash = next((each for each in others[1:] if each.name.casefold() != typed.name.casefold()), None)
    if clash is not None:
        raise CannotDoError(NOUN, "trouble_two_names", practice=clash, name=typed.name)
    before = row.name
    if before != typed.name:
        own_practices.rename(session, row, typed.name, turn.stamp(organizations.get(session, place).time_zone))
    return messages.renamed(typed.code, before, typed.name)


ADD = Subcommand(TypedPractice.typed, writes(NAMEABLE, add))
RENAME = Subcommand(TypedPractice.typed, writes(NAMEABLE, rename))
