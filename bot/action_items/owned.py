"""`/plan owner @name`: the open action items of one person, in the plans that whoever asks may see."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot import addressees
from bot.messages.items import owned as messages
from bot.permissions.guards import AccessRule
from bot.permissions.plan_rules import PlanName, some_permitted
from bot.permissions.roles import Permission
from bot.slack.blocks import MessageContent
from bot.slack.payloads import Command
from bot.turns import CannotDoError, Turn
from storage.items import assignments
from storage.models import PersonRow
from storage.people import people
from storage.plans.plans import PlanSummary

LISTED = 12


@dataclass(frozen=True, slots=True)
class OwnerName:
    """What was typed after /plan owner: a mention, a handle or a whole name."""

    name: str

    @classmethod
    def typed(cls, _command: Command, words: str) -> "OwnerName":
        return cls(words)


def _visible(turn: Turn, _owner: OwnerName) -> Sequence[PlanSummary]:
    return some_permitted(turn, Permission.SEE_STATUS, PlanName("", ""))


VISIBLE_PLANS: AccessRule[OwnerName, Sequence[PlanSummary]] = AccessRule(Permission.SEE_STATUS, _visible)


def show(turn: Turn, _command: Command, owner: OwnerName, visible: Sequence[PlanSummary]) -> MessageContent:
    person = _person(turn, owner.name)
    today = turn.today(turn.by.time_zone)
    plan_ids = [plan.id for plan in visible]
    items = assignments.items_of(turn.session, person.id, today, page=0, size=LISTED, plan_ids=plan_ids)
    return messages.owned(person.name, items, today)


def _person(turn: Turn, name: str) -> PersonRow:
    """Raises CannotDoError for a name that several people have, and for people who left."""
    if name.startswith(("<@", "@")) or not name:
        return addressees.person_first(turn, name)[0]
    alike = [person for person in people.find_by_name(turn.session, turn.by.workspace_id, name) if not person.guest]
    if len(alike) != 1:
        raise CannotDoError("people", "nobody_of_that_name")
    return alike[0]
