"""Who may answer an offer, a question or a suggested connection, and who may reply."""

from dataclasses import dataclass

from bot.messages.outreach import NOUN, OutreachCardPointer, OutreachPointer
from bot.network.rules import permitted
from bot.permissions import roles
from bot.permissions.guards import AccessRule, Whose
from bot.permissions.plan_rules import find_plan
from bot.permissions.roles import Permission
from bot.slack.button_values import StaleValueError
from bot.turns import RefusedError, Turn
from conversations.outreach import AskedSchool, Outreach
from storage.network import outreach as store


@dataclass(frozen=True, slots=True)
class SchoolOutreach:
    """An outreach, and the school that is asked or replied to."""

    outreach: Outreach
    school: AskedSchool


def _read(turn: Turn, outreach_id: int) -> Outreach:
    outreach = store.get(turn.session, outreach_id, for_change=turn.writes)
    if outreach is None or outreach.workspace_id != turn.by.workspace_id:
        raise StaleValueError
    return outreach


def _looked_up(turn: Turn, pointer: OutreachPointer) -> SchoolOutreach:
    outreach = _read(turn, pointer.outreach_id)
    school = outreach.school(pointer.plan_id)
    if school is None:
        raise StaleValueError
    return SchoolOutreach(outreach, school)


def _of_leader(turn: Turn, pointer: OutreachPointer) -> SchoolOutreach:
    subject = _looked_up(turn, pointer)
    plan = find_plan(turn, pointer.plan_id)
    if not roles.is_leader_here(turn.session, turn.by, plan):
        raise RefusedError(NOUN, "not_leader_here", plan_id=plan.id, organization=plan.organization)
    return subject


def _of_starter(turn: Turn, pointer: OutreachPointer) -> SchoolOutreach:
    subject = _looked_up(turn, pointer)
    permitted(turn, Permission.HELP_SCHOOLS, subject.outreach.organization_id)
    return subject


def _started(turn: Turn, pointer: OutreachCardPointer) -> Outreach:
    outreach = _read(turn, pointer.outreach_id)
    permitted(turn, Permission.HELP_SCHOOLS, outreach.organization_id)
    return outreach


ASKED_SCHOOL: AccessRule[OutreachPointer, SchoolOutreach] = AccessRule(Whose.LEADER_HERE, _of_leader)
HELPED_SCHOOL: AccessRule[OutreachPointer, SchoolOutreach] = AccessRule(Permission.HELP_SCHOOLS, _of_starter)
STARTED: AccessRule[OutreachCardPointer, Outreach] = AccessRule(Permission.HELP_SCHOOLS, _started)
