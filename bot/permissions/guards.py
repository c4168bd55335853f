"""Who may use a command, button, form or shortcut: those a permission allows, or the person something belongs to.

What belongs to one person is guarded by who that person is, whatever their role; the rest by a permission.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from bot.audit import requests
from bot.permissions.roles import GUEST_PERMISSIONS, Permission
from bot.turns import RefusedError, Turn

Value_contra = TypeVar("Value_contra", contravariant=True)
Subject_co = TypeVar("Subject_co", covariant=True)


class Whose(StrEnum):
    """Things that belong to people. The sentences are in prompts/messages/roles.j2."""

    ANYONE = "anyone"
    EVERY_MEMBER = "every_member"
    ADDRESSEE = "addressee"
    CHECK_IN = "check_in"
    """The addressee or stand-in; with ANSWER_FOR, people who answer for them; with ANSWER_WITH_TEAM, the team."""
    GIVER = "giver"
    """The person who offered the item to whoever suggests another date for it."""
    SUPPORT_ASKER = "support_asker"
    SUPPORT_FINDER = "support_finder"
    """Who asked for it; while no one is asked, or the person asked can't or has left, also CHANGE_ANY_ITEM."""
    ITEM = "item"
    """Its owner, the lead of its milestone, the person who assigned it, and people with CHANGE_ANY_ITEM."""
    MILESTONE = "milestone"
    """Its lead, and people with CHANGE_ANY_ITEM."""
    MILESTONE_LEAD = "milestone_lead"
    MILESTONE_TEAM = "milestone_team"
    """Its lead and team, the people who work on its action items, and those with CHANGE_ANY_ITEM."""
    PLAN_PART = "plan_part"
    """People with CHANGE_PLAN; the lead of a milestone for its action items."""
    LEADER_HERE = "leader_here"
    """Who is leader of the very organization whose plan it is, not of one above it."""
    SIGNER = "signer"
    """LEADER_HERE, and whoever they asked to sign the document."""
    PRESENTER = "presenter"
    """Who brings the evidence to a highlight discussion, and people with WRITE_MINUTES."""
    RATER = "rater"
    """Who was asked to rate initiatives in private, while the rating is open."""
    ADVICE = "advice"
    """Its author, and people with CHANGE_PLAN."""
    UPLOAD = "upload"
    """Who dropped the file into the bot's messages, while they may import one."""
    SETUP = "setup"
    """Whoever may import a plan for some organization."""
    MESSAGE_AUTHOR = "message_author"
    """Who wrote the message."""
    DIALOG = "dialog"
    """Everyone in its channel; what only its leader may do in it is refused to others there."""
    DIALOG_LEAD = "dialog_lead"
    """Its leader and co-leader."""
    DIALOG_ARRANGER = "dialog_arranger"
    """The same, and HAND_OVER_COACHING."""


Guard = Permission | Whose

OPEN_TO_GUEST_COACHES: frozenset[Guard] = frozenset(
    {*GUEST_PERMISSIONS, Whose.ANYONE, Whose.MESSAGE_AUTHOR, Whose.DIALOG, Whose.DIALOG_LEAD, Whose.DIALOG_ARRANGER}
)
"""The routes for which a guest's role as coach counts. All others are closed to guests."""


@dataclass(frozen=True, slots=True)
class AccessRule(Generic[Value_contra, Subject_co]):
    """Who may use a route. Routes apply it before their handler, in the same turn wherever they open one."""

    guard: Guard
    """What docs/roles.md prints."""
    lookup: Callable[[Turn, Value_contra], Subject_co]
    """Look up what the pointer names, as the person of the turn. Raises CannotDoError for everyone it isn't for."""

    def admit(self, turn: Turn, pointer: Value_contra) -> Subject_co:
        """What the pointer names. Raises CannotDoError for everyone it isn't for, and for most guests."""
        is_guest = turn.person is not None and turn.person.guest
        if is_guest and self.guard not in OPEN_TO_GUEST_COACHES:
            raise RefusedError("errors", "guest")
        requests.about(pointer)
        subject = self.lookup(turn, pointer)
        requests.about(subject)
        return subject


def _every_member(turn: Turn, _value: object) -> None:
    _ = turn.by


EVERY_MEMBER: AccessRule[object, None] = AccessRule(Whose.EVERY_MEMBER, _every_member)
ANYONE: AccessRule[object, None] = AccessRule(Whose.ANYONE, lambda _turn, _value: None)
