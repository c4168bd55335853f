"""What a command, button, form or shortcut may ask for: a permission, or being the person it belongs to.

What belongs to one person is guarded by who that person is, whatever their role; the rest by a permission.
"""

from enum import StrEnum

from bot.roles import Permission


class Whose(StrEnum):
    """Things that belong to people. The sentences are in prompts/messages/roles.j2."""

    EVERY_MEMBER = "every_member"
    ADDRESSEE = "addressee"
    CHECK_IN = "check_in"
    """The addressee or stand-in; with ANSWER_FOR, people who answer for them; with ANSWER_WITH_TEAM, the team."""
    GIVER = "giver"
    """The person who offered the item to whoever suggests another date for it."""
    SUPPORT_ASKER = "support_asker"
    SUPPORT_FINDER = "support_finder"
    """Who asked for it; where the person asked has left the workspace also CHANGE_ANY_ITEM."""
    ITEM = "item"
    """Its owner, the lead of its milestone, the person who assigned it, and people with CHANGE_ANY_ITEM."""
    MILESTONE_LEAD = "milestone_lead"
    DIALOG = "dialog"
    """Everyone in its channel; what only its leader may do in it is refused to others there."""
    DIALOG_LEAD = "dialog_lead"
    """Its leader and co-leader."""
    DIALOG_ARRANGER = "dialog_arranger"
    """The same, and HAND_OVER_COACHING."""


Guard = Permission | Whose
