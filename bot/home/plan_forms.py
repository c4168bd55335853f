"""The form behind the Open of a plan's line on Home: one facet of the plan in full, and the commands that go on."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot import statuses
from bot.action_items import support_list
from bot.check_ins import rounds
from bot.home import plan_standings
from bot.messages import standings as messages
from bot.messages import status
from bot.messages.standings import FacetPointer, PlanFacet
from bot.minutes import desk as minutes
from bot.people import directory
from bot.permissions import roles
from bot.permissions.guards import AccessRule
from bot.permissions.plan_rules import find_plan, permitted
from bot.permissions.roles import Permission
from bot.routing.guarded import reads
from bot.routing.route import Route, opener
from bot.slack.blocks import Block
from bot.slack.identifiers import ActionId
from bot.slack.payloads import Click
from bot.turns import Turn
from plans.item_progress import Day
from storage.plans.plans import PlanSummary

_FACET_PERMISSIONS: Mapping[PlanFacet, Permission] = MappingProxyType(
    {
        PlanFacet.OVERVIEW: Permission.SEE_COUNTS,
        PlanFacet.MINUTES: Permission.WRITE_MINUTES,
        PlanFacet.MANAGED: Permission.ASSIGN_ROLES,
    }
)
"""Every other facet asks for SEE_STATUS."""
_COMMAND_PERMISSIONS: Mapping[str, Permission] = MappingProxyType(
    {
        "status": Permission.SEE_COUNTS,
        "minutes": Permission.WRITE_MINUTES,
        "minutes list": Permission.WRITE_MINUTES,
        "participation": Permission.SEE_PARTICIPATION,
        "people": Permission.ASSIGN_ROLES,
        "change": Permission.CHANGE_PLAN,
    }
)
"""Every other command of a form asks for SEE_STATUS."""
_COMMANDS: Mapping[PlanFacet, tuple[str, ...]] = MappingProxyType(
    {
        PlanFacet.OVERVIEW: ("status", "checkin", "supports", "agenda", "coverage", "minutes list"),
        PlanFacet.ROUND: ("checkin calendar", "participation"),
        PlanFacet.STATUS: ("status", "coverage", "change"),
        PlanFacet.SUPPORT: ("supports",),
        PlanFacet.MINUTES: ("minutes", "agenda"),
        PlanFacet.MANAGED: ("people", "checkin calendar"),
    }
)


def _visible(turn: Turn, pointer: FacetPointer) -> PlanSummary:
    permission = _FACET_PERMISSIONS.get(pointer.facet, Permission.SEE_STATUS)
    return permitted(turn, permission, find_plan(turn, pointer.plan_id))


VISIBLE_FACET: AccessRule[FacetPointer, PlanSummary] = AccessRule(Permission.SEE_COUNTS, _visible)


def open_facet(turn: Turn, _click: Click, pointer: FacetPointer, plan: PlanSummary) -> Block:
    commands = [name for name in _COMMANDS[pointer.facet] if _may(turn, name, plan)]
    return messages.form(plan, pointer.facet, _CONTENT[pointer.facet](turn, plan), commands)


def _may(turn: Turn, command: str, plan: PlanSummary) -> bool:
    permission = _COMMAND_PERMISSIONS.get(command, Permission.SEE_STATUS)
    return roles.may(turn.session, turn.by, permission, plan)


def _overview(turn: Turn, plan: PlanSummary) -> list[Block]:
    (standing,) = plan_standings.load(turn.session, [plan], turn.now, led_ids={plan.id})
    return messages.overview(standing)


def _round(turn: Turn, plan: PlanSummary) -> list[Block]:
    return rounds.show(turn, plan, private=True).as_blocks()


def _status(turn: Turn, plan: PlanSummary) -> list[Block]:
    day = Day(turn.today(plan.time_zone), is_over=False)
    return status.message(statuses.load(turn.session, plan, day)).as_blocks()


def _support(turn: Turn, plan: PlanSummary) -> list[Block]:
    return support_list.of_plans(turn, [plan]).as_blocks()


def _minutes(turn: Turn, plan: PlanSummary) -> list[Block]:
    return minutes.months_of(turn, plan).as_blocks()


def _managed(turn: Turn, plan: PlanSummary) -> list[Block]:
    (managed,) = plan_standings.load_managed(turn.session, [plan], turn.now)
    return [*directory.leads_of(turn, plan).as_blocks(), *messages.lost_messages(managed)]


_CONTENT: Mapping[PlanFacet, Callable[[Turn, PlanSummary], list[Block]]] = MappingProxyType(
    {
        PlanFacet.OVERVIEW: _overview,
        PlanFacet.ROUND: _round,
        PlanFacet.STATUS: _status,
        PlanFacet.SUPPORT: _support,
        PlanFacet.MINUTES: _minutes,
        PlanFacet.MANAGED: _managed,
    }
)
ROUTES: tuple[Route, ...] = (opener(ActionId.PLAN_OPEN, FacetPointer.of, reads(VISIBLE_FACET, open_facet)),)
