"""Who may do what in a dialog, whatever its kind. Each kind makes its rules from these with its own room."""

from typing import Any, Protocol, TypeVar

from sqlalchemy.orm import Session

from bot.permissions import roles
from bot.permissions.guards import AccessRule, Whose
from bot.permissions.plan_rules import in_plan_named, in_some_plan, permitted
from bot.permissions.roles import Permission
from bot.threads.room import ThreadRoom
from bot.turns import Turn
from conversations.rejections import DialogRejectionCode
from storage.people import people
from storage.plans.plans import PlanSummary

Room = TypeVar("Room", bound=ThreadRoom[Any])

STARTABLE = in_some_plan(Permission.START_COACHING)
"""The plans for which a person may start a dialog."""
VISIBLE = in_plan_named(Permission.SEE_STATUS)
"""The plan whose past dialogs a person may list, as far as each is open to them."""


class InDialog(Protocol):
    """What a button of a dialog carries."""

    @property
    def dialog_id(self) -> int: ...


def in_dialog(room_type: type[Room]) -> AccessRule[InDialog, Room]:
    return AccessRule(Whose.DIALOG, lambda turn, pointer: enter(room_type, turn, pointer))


def led(room_type: type[Room]) -> AccessRule[InDialog, Room]:
    return AccessRule(Whose.DIALOG_LEAD, lambda turn, pointer: enter_leading(room_type, turn, pointer))


def arrangeable(room_type: type[Room]) -> AccessRule[InDialog, Room]:
    return AccessRule(Whose.DIALOG_ARRANGER, lambda turn, pointer: enter_arranging(room_type, turn, pointer))


def enter(room_type: type[Room], turn: Turn, pointer: InDialog) -> Room:
    """Raises CannotDoError also for people who aren't full members, except coaches of this plan."""
    is_guest = turn.by.guest
    room = room_type.enter(turn, pointer.dialog_id, only_looks=not turn.writes)
    if is_guest:
        permitted(turn, Permission.START_COACHING, room.plan)
    return room


def enter_leading(room_type: type[Room], turn: Turn, pointer: InDialog) -> Room:
    room = enter(room_type, turn, pointer)
    if not room.dialog.state.leads(room.me):
        raise room.rejected(DialogRejectionCode.NOT_LEADER)
    return room


def enter_arranging(room_type: type[Room], turn: Turn, pointer: InDialog) -> Room:
    """For the leaders, and for a plan manager in case the leader is gone."""
    room = enter(room_type, turn, pointer)
    if not is_manager(room) and not room.dialog.state.leads(room.me):
        raise room.rejected(DialogRejectionCode.NOT_LEADER)
    return room


def may_lead(session: Session, plan: PlanSummary, slack_id: str) -> bool:
    """Whether this person can lead the plan's dialogs: a full member, or a guest who coaches it."""
    person = people.person(session, plan.workspace_id, slack_id)
    if person is None or not person.active:
        return False
    return not person.guest or roles.may(session, person, Permission.START_COACHING, plan)


def is_manager(room: ThreadRoom[Any]) -> bool:
    return roles.may(room.turn.session, room.turn.by, Permission.HAND_OVER_COACHING, room.plan)
