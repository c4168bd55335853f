"""What each command, button, form and shortcut asks for. docs/roles.md is made from this table and bot/roles.py.

What belongs to one person is guarded by who that person is, whatever their role; the rest by a permission.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from bot.identifiers import ActionId, ShortcutId, ViewId
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

BUTTONS: Mapping[ActionId, Guard] = MappingProxyType(
    {
        **{action: Whose.CHECK_IN for action in ActionId if action.startswith("check_in.")},
        **{action: Whose.CONVERSATION_LEAD for action in ActionId if action.startswith(IN_THREADS)},
        ActionId.COACH_WHERE: Whose.CONVERSATION,
        ActionId.COACH_RECORD: Permission.SEE_STATUS,
        ActionId.COACH_OPEN_ARRANGE: Whose.CONVERSATION_ARRANGER,
        ActionId.COACH_OPEN_ANSWER: Whose.ADDRESSEE,
        ActionId.WHYS_WHERE: Whose.CONVERSATION,
        ActionId.WHYS_OPEN_ARRANGE: Whose.CONVERSATION_ARRANGER,
        ActionId.WHYS_OPEN_ANSWER: Whose.ADDRESSEE,
        ActionId.WHYS_VOTE: Whose.ADDRESSEE,
        ActionId.REPORT_NOW: Whose.EVERY_MEMBER,
        ActionId.STATUS_SHARE: Permission.SEE_STATUS,
        ActionId.MINUTES_EDIT: Permission.WRITE_MINUTES,
        ActionId.MINUTES_HEADER: Permission.WRITE_MINUTES,
        ActionId.MINUTES_PUBLISH: Permission.WRITE_MINUTES,
        ActionId.ROLES_OPEN: Permission.ASSIGN_ROLES,
        ActionId.UNDELIVERED_MOVE: Whose.ADDRESSEE,
        ActionId.ITEM_ASSIGN: Permission.ASSIGN_ITEMS,
        ActionId.ITEM_MENU: Whose.ITEM,
        ActionId.ITEM_HAND_OVER: Whose.ITEM,
        ActionId.ITEM_ACCEPT: Whose.ADDRESSEE,
        ActionId.ITEM_ACCEPT_ALL: Whose.ADDRESSEE,
        ActionId.ITEM_SUGGEST: Whose.ADDRESSEE,
        ActionId.ITEM_NOT_MINE: Whose.ADDRESSEE,
        ActionId.ITEM_AGREE: Whose.GIVER,
        ActionId.ITEM_KEEP: Whose.GIVER,
        ActionId.ITEM_LATE: Whose.MILESTONE_LEAD,
        ActionId.SUPPORT_GIVEN: Whose.ADDRESSEE,
        ActionId.SUPPORT_DECLINE: Whose.ADDRESSEE,
        ActionId.SUPPORT_CHOOSE: Whose.SUPPORT_FINDER,
        ActionId.SUPPORT_RATE: Whose.SUPPORT_ASKER,
        ActionId.REMINDERS_OPEN: Whose.EVERY_MEMBER,
        ActionId.HOME_BACK: Whose.EVERY_MEMBER,
        ActionId.HOME_NEXT: Whose.EVERY_MEMBER,
    }
)

FORMS: Mapping[ViewId, Guard] = MappingProxyType(
    {
        **{view: Whose.CHECK_IN for view in ViewId if view.startswith("check_in.")},
        **{view: Whose.CONVERSATION_LEAD for view in ViewId if view.startswith(IN_THREADS)},
        ViewId.COACH_ARRANGE: Whose.CONVERSATION_ARRANGER,
        ViewId.COACH_ANSWER: Whose.ADDRESSEE,
        ViewId.WHYS_ARRANGE: Whose.CONVERSATION_ARRANGER,
        ViewId.WHYS_ANSWER: Whose.ADDRESSEE,
        ViewId.WHYS_START: Permission.START_COACHING,
        ViewId.COACH_PLAN: Permission.START_COACHING,
        ViewId.COACH_START: Permission.START_COACHING,
        ViewId.MINUTES_SECTION: Permission.WRITE_MINUTES,
        ViewId.MINUTES_HEADER: Permission.WRITE_MINUTES,
        ViewId.ROLES: Permission.ASSIGN_ROLES,
        ViewId.UNDELIVERED_MOVE: Whose.ADDRESSEE,
        ViewId.ITEM_NEW: Permission.ASSIGN_ITEMS,
        ViewId.ITEM_UPDATE: Whose.ITEM,
        ViewId.ITEM_DONE: Whose.ITEM,
        ViewId.ITEM_DATE: Whose.ITEM,
        ViewId.ITEM_HAND_OVER: Whose.ITEM,
        ViewId.ITEM_SUGGEST: Whose.ADDRESSEE,
        ViewId.ITEM_NOT_MINE: Whose.ADDRESSEE,
        ViewId.SUPPORT_ASK: Whose.ITEM,
        ViewId.SUPPORT_GIVEN: Whose.ADDRESSEE,
        ViewId.SUPPORT_DECLINE: Whose.ADDRESSEE,
        ViewId.SUPPORT_CHOOSE: Whose.SUPPORT_FINDER,
        ViewId.SUPPORT_RATE: Whose.SUPPORT_ASKER,
        ViewId.REMINDERS: Whose.EVERY_MEMBER,
    }
)

SHORTCUTS: Mapping[ShortcutId, Guard] = MappingProxyType(
    {
        ShortcutId.ITEM_FROM_MESSAGE: Permission.ASSIGN_ITEMS,
        ShortcutId.START_COACHING: Permission.START_COACHING,
        ShortcutId.FIND_ROOT_CAUSE: Permission.START_COACHING,
    }
)
