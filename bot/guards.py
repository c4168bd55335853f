"""What each command, button, form and shortcut asks for. docs/roles.md is made from this table and bot/roles.py.

What belongs to one person is guarded by who that person is, whatever their role; the rest by a permission.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from bot.identifiers import Action, Shortcut, View
from bot.roles import Permission


class Whose(StrEnum):
    """Things that belong to people. The sentences are in prompts/messages/roles.j2."""

    EVERY_MEMBER = "every_member"
    ADDRESSEE = "addressee"
    CHECK_IN = "check_in"
    """Whom it asks or who stands in, ANSWER_FOR in their place, and ANSWER_WITH_TEAM where a team answers as one."""
    GIVER = "giver"
    """Who gave the item, or handed it over, to the person who suggests another date for it."""
    SUPPORT_ASKER = "support_asker"
    SUPPORT_FINDER = "support_finder"
    """Who asked for it; where the person asked has left the workspace also CHANGE_ANY_ITEM."""
    ITEM = "item"
    """Its owner, the lead of its milestone, whoever asked for it, and CHANGE_ANY_ITEM."""
    MILESTONE_LEAD = "milestone_lead"
    CONVERSATION = "conversation"
    """Everybody in its channel; what only its leader may do in it is refused to others there."""
    CONVERSATION_LEAD = "conversation_lead"
    """Whoever leads it or helps to."""
    CONVERSATION_ARRANGER = "conversation_arranger"
    """The same, and HAND_OVER_COACHING."""


Guard = Permission | Whose

IN_THREADS = ("coaching.", "root_cause.")
"""How the names of what stands in a conversation's thread begin."""

SUBCOMMANDS: Mapping[str, Guard] = MappingProxyType(
    {
        "status": Permission.SEE_STATUS,
        "checkin": Permission.SEE_STATUS,
        "checkin open": Permission.RUN_CHECK_INS,
        "checkin close": Permission.RUN_CHECK_INS,
        "checkin calendar": Permission.SEE_STATUS,
        "checkin for": Permission.ANSWER_FOR,
        "report": Whose.EVERY_MEMBER,
        "away": Whose.EVERY_MEMBER,
        "hours": Whose.EVERY_MEMBER,
        "participation": Permission.SEE_PARTICIPATION,
        "coach": Permission.START_COACHING,
        "coach history": Permission.SEE_STATUS,
        "whys": Permission.START_COACHING,
        "whys history": Permission.SEE_STATUS,
        "trace": Permission.SEE_STATUS,
        "minutes": Permission.WRITE_MINUTES,
        "assign": Permission.ASSIGN_ITEMS,
        "item": Permission.SEE_STATUS,
        "reminders": Whose.EVERY_MEMBER,
        "people": Permission.ASSIGN_ROLES,
        "people revoke": Permission.ASSIGN_ROLES,
        "help": Whose.EVERY_MEMBER,
    }
)

BUTTONS: Mapping[Action, Guard] = MappingProxyType(
    {
        **{action: Whose.CHECK_IN for action in Action if action.startswith("check_in.")},
        **{action: Whose.CONVERSATION_LEAD for action in Action if action.startswith(IN_THREADS)},
        Action.COACH_WHERE: Whose.CONVERSATION,
        Action.COACH_RECORD: Permission.SEE_STATUS,
        Action.COACH_OPEN_ARRANGE: Whose.CONVERSATION_ARRANGER,
        Action.COACH_OPEN_ANSWER: Whose.ADDRESSEE,
        Action.WHYS_WHERE: Whose.CONVERSATION,
        Action.WHYS_OPEN_ARRANGE: Whose.CONVERSATION_ARRANGER,
        Action.WHYS_OPEN_ANSWER: Whose.ADDRESSEE,
        Action.WHYS_VOTE: Whose.ADDRESSEE,
        Action.REPORT_NOW: Whose.EVERY_MEMBER,
        Action.STATUS_SHARE: Permission.SEE_STATUS,
        Action.MINUTES_EDIT: Permission.WRITE_MINUTES,
        Action.MINUTES_HEADER: Permission.WRITE_MINUTES,
        Action.MINUTES_PUBLISH: Permission.WRITE_MINUTES,
        Action.ROLES_OPEN: Permission.ASSIGN_ROLES,
        Action.UNDELIVERED_MOVE: Whose.ADDRESSEE,
        Action.ITEM_ASSIGN: Permission.ASSIGN_ITEMS,
        Action.ITEM_MENU: Whose.ITEM,
        Action.ITEM_HAND_OVER: Whose.ITEM,
        Action.ITEM_ACCEPT: Whose.ADDRESSEE,
        Action.ITEM_ACCEPT_ALL: Whose.ADDRESSEE,
        Action.ITEM_SUGGEST: Whose.ADDRESSEE,
        Action.ITEM_NOT_MINE: Whose.ADDRESSEE,
        Action.ITEM_AGREE: Whose.GIVER,
        Action.ITEM_KEEP: Whose.GIVER,
        Action.ITEM_LATE: Whose.MILESTONE_LEAD,
        Action.SUPPORT_GIVEN: Whose.ADDRESSEE,
        Action.SUPPORT_DECLINE: Whose.ADDRESSEE,
        Action.SUPPORT_CHOOSE: Whose.SUPPORT_FINDER,
        Action.SUPPORT_RATE: Whose.SUPPORT_ASKER,
        Action.REMINDERS_OPEN: Whose.EVERY_MEMBER,
        Action.HOME_BACK: Whose.EVERY_MEMBER,
        Action.HOME_NEXT: Whose.EVERY_MEMBER,
    }
)

FORMS: Mapping[View, Guard] = MappingProxyType(
    {
        **{view: Whose.CHECK_IN for view in View if view.startswith("check_in.")},
        **{view: Whose.CONVERSATION_LEAD for view in View if view.startswith(IN_THREADS)},
        View.COACH_ARRANGE: Whose.CONVERSATION_ARRANGER,
        View.COACH_ANSWER: Whose.ADDRESSEE,
        View.WHYS_ARRANGE: Whose.CONVERSATION_ARRANGER,
        View.WHYS_ANSWER: Whose.ADDRESSEE,
        View.WHYS_START: Permission.START_COACHING,
        View.COACH_PLAN: Permission.START_COACHING,
        View.COACH_START: Permission.START_COACHING,
        View.MINUTES_SECTION: Permission.WRITE_MINUTES,
        View.MINUTES_HEADER: Permission.WRITE_MINUTES,
        View.ROLES: Permission.ASSIGN_ROLES,
        View.UNDELIVERED_MOVE: Whose.ADDRESSEE,
        View.ITEM_NEW: Permission.ASSIGN_ITEMS,
        View.ITEM_UPDATE: Whose.ITEM,
        View.ITEM_DONE: Whose.ITEM,
        View.ITEM_DATE: Whose.ITEM,
        View.ITEM_HAND_OVER: Whose.ITEM,
        View.ITEM_SUGGEST: Whose.ADDRESSEE,
        View.ITEM_NOT_MINE: Whose.ADDRESSEE,
        View.SUPPORT_ASK: Whose.ITEM,
        View.SUPPORT_GIVEN: Whose.ADDRESSEE,
        View.SUPPORT_DECLINE: Whose.ADDRESSEE,
        View.SUPPORT_CHOOSE: Whose.SUPPORT_FINDER,
        View.SUPPORT_RATE: Whose.SUPPORT_ASKER,
        View.REMINDERS: Whose.EVERY_MEMBER,
    }
)

SHORTCUTS: Mapping[Shortcut, Guard] = MappingProxyType(
    {
        Shortcut.ITEM_FROM_MESSAGE: Permission.ASSIGN_ITEMS,
        Shortcut.START_COACHING: Permission.START_COACHING,
        Shortcut.FIND_ROOT_CAUSE: Permission.START_COACHING,
    }
)
