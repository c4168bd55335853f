"""Rules of permissions that a role gives in a plan: the plan a button carries, or the one a command names."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot import which_plan
from bot.permissions import roles
from bot.permissions.guards import AccessRule, Whose
from bot.permissions.roles import Permission
from bot.slack import button_values
from bot.slack.payloads import Command, MessageShortcut
from bot.turns import Turn
from storage.plans import plans
from storage.plans.plans import PlanSummary


class NamesPlan(Protocol):
    """What a button carries about a plan."""

    @property
    def plan_id(self) -> int: ...


@dataclass(frozen=True, slots=True)
class PlanName:
    """How a person refers to a plan: by name, or by the channel they write in."""

    name: str
    channel: str

    @classmethod
    def typed(cls, command: Command, words: str) -> "PlanName":
        return cls(words, command.channel)

    @classmethod
    def of_channel(cls, asked: Command | MessageShortcut, _words: str = "") -> "PlanName":
        return cls("", asked.channel)


def in_plan(permission: Permission) -> AccessRule[NamesPlan, PlanSummary]:
    """The plan whose id the button carries."""

    def admit(turn: Turn, value: NamesPlan) -> PlanSummary:
        return permitted(turn, permission, find_plan(turn, value.plan_id))

    return AccessRule(permission, admit)


def in_plan_named(permission: Permission) -> AccessRule[PlanName, PlanSummary]:
    """The one plan that the words of a command mean."""

    def admit(turn: Turn, asked: PlanName) -> PlanSummary:
        return permitted(turn, permission, which_plan.find(turn, asked.name, asked.channel))

    return AccessRule(permission, admit)


def in_some_plan(permission: Permission) -> AccessRule[PlanName, Sequence[PlanSummary]]:
    """Those of the meant plans in which the person may, at least one."""
    return AccessRule(permission, lambda turn, asked: some_permitted(turn, permission, asked))


def some_permitted(turn: Turn, permission: Permission, asked: PlanName) -> Sequence[PlanSummary]:
    """At least one plan. Raises CannotDoError for a person who may in none."""
    meant = which_plan.candidates(turn, asked.name, asked.channel)
    return roles.allowed_in(turn.session, turn.by, permission, meant) or [permitted(turn, permission, meant[0])]


def permitted(turn: Turn, permission: Permission, plan: PlanSummary) -> PlanSummary:
    """The plan. Raises CannotDoError for people without this permission in it."""
    roles.require(turn.session, turn.by, permission, plan)
    return plan


def find_plan(turn: Turn, plan_id: int) -> PlanSummary:
    """The plan with this id in the person's workspace. Raises CannotDoError."""
    try:
        plan = plans.summary(turn.session, plan_id)
    except LookupError as error:
        raise button_values.StaleValueError from error
    if plan.workspace_id != turn.by.workspace_id:
        raise button_values.StaleValueError
    return plan


OWN_PLAN: AccessRule[PlanName, PlanSummary] = AccessRule(
    Whose.EVERY_MEMBER, lambda turn, asked: which_plan.find(turn, asked.name, asked.channel)
)
"""The plan a command means, for what people do for themselves."""
