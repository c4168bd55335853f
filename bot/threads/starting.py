"""The plans for which a person may start a dialog."""

from collections.abc import Sequence

from bot import roles, which_plan
from bot.roles import Permission
from bot.turns import Turn
from storage.plans.plans import PlanSummary


def candidates(turn: Turn, name: str, channel: str) -> Sequence[PlanSummary]:
    """Plans for which this person may start a dialog. Raises CannotDoError when there is none."""
    visible = which_plan.candidates(turn, name, channel)
    mine = [plan for plan in visible if roles.may(turn.session, turn.by, Permission.START_COACHING, plan)]
    if not mine:
        roles.require(turn.session, turn.by, Permission.START_COACHING, visible[0])
    return mine
