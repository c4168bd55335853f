"""What each role may do in a plan. The rules of routes ask here; bot/routing/guarded.py applies them to handlers."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

from sqlalchemy.orm import Session

from bot.turns import CannotDoError
from storage.models import PersonRow
from storage.people import memberships, organizations, role_holders, sharing
from storage.plans.plans import PlanSummary


class Role(StrEnum):
    PLAN_MANAGER = "plan_manager"
    LEADER = "leader"
    COACH = "coach"
    STAFF = "staff"
    VIEWER = "viewer"


class Permission(StrEnum):
    SEE_COUNTS = "see_counts"
    SEE_STATUS = "see_status"
    SEE_NETWORK = "see_network"
    HELP_SCHOOLS = "help_schools"
    SEE_INITIATIVES = "see_initiatives"
    CHANGE_INITIATIVES = "change_initiatives"
    SET_DIGEST = "set_digest"
    SEE_WHO_ANSWERED = "see_who_answered"
    RUN_CHECK_INS = "run_check_ins"
    WRITE_MINUTES = "write_minutes"
    ASSIGN_ROLES = "assign_roles"
    ANSWER_FOR = "answer_for"
    ANSWER_WITH_TEAM = "answer_with_team"
    SEE_PARTICIPATION = "see_participation"
    ASSIGN_ITEMS = "assign_items"
    CHANGE_ANY_ITEM = "change_any_item"
    CHANGE_PLAN = "change_plan"
    START_COACHING = "start_coaching"
    HAND_OVER_COACHING = "hand_over_coaching"
    COMMENT = "comment"
    SEE_COMMENTS = "see_comments"
    ANSWER_COMMENTS = "answer_comments"


_LEADING = frozenset({Role.PLAN_MANAGER, Role.LEADER})

ALLOWED: Mapping[Permission, frozenset[Role]] = MappingProxyType(
    {
        Permission.SEE_COUNTS: frozenset(Role),
        Permission.SEE_STATUS: frozenset(Role),
        Permission.SEE_NETWORK: frozenset(Role) - {Role.STAFF},
        Permission.HELP_SCHOOLS: _LEADING,
        Permission.SEE_INITIATIVES: frozenset(Role) - {Role.STAFF},
        Permission.CHANGE_INITIATIVES: _LEADING,
        Permission.SET_DIGEST: _LEADING,
        Permission.SEE_WHO_ANSWERED: _LEADING,
        Permission.RUN_CHECK_INS: _LEADING,
        Permission.WRITE_MINUTES: _LEADING,
        Permission.ASSIGN_ROLES: frozenset({Role.PLAN_MANAGER}),
        Permission.ANSWER_FOR: _LEADING,
        Permission.SEE_PARTICIPATION: _LEADING,
        Permission.ANSWER_WITH_TEAM: _LEADING | {Role.COACH, Role.STAFF},
        Permission.ASSIGN_ITEMS: frozenset(Role) - {Role.VIEWER},
        Permission.CHANGE_ANY_ITEM: _LEADING,
        Permission.CHANGE_PLAN: _LEADING,
        Permission.START_COACHING: _LEADING | {Role.COACH},
        Permission.HAND_OVER_COACHING: frozenset({Role.PLAN_MANAGER}),
        Permission.COMMENT: frozenset({Role.COACH}),
        Permission.SEE_COMMENTS: _LEADING | {Role.COACH},
        Permission.ANSWER_COMMENTS: _LEADING,
    }
)


FROM_ABOVE = frozenset({Permission.SEE_COUNTS, Permission.SEE_NETWORK})
"""What a role allows that was granted in an organization above, and that does not work in the plan."""

_WORKING = frozenset({Role.PLAN_MANAGER, Role.COACH})
"""Those of the organization directly above work in the plans of its schools."""
_FILLED_FROM_ABOVE = frozenset({Role.PLAN_MANAGER, Role.LEADER, Role.COACH})
"""If nobody nearer has the role, whoever has it in the nearest organization above does that work."""


GUEST_PERMISSIONS = frozenset(
    {
        Permission.SEE_COUNTS,
        Permission.SEE_STATUS,
        Permission.SEE_COMMENTS,
        Permission.COMMENT,
        Permission.START_COACHING,
    }
)
"""What the role of coach allows a guest of the workspace. No other role allows a guest anything."""


def may(session: Session, person: PersonRow, permission: Permission, plan: PlanSummary) -> bool:
    """Whether a role allows it. People named in a plan are its staff.

    A role from above allows all that it allows only to those who work in the plan, and with the leave of the school's
    leader: names and words stay in the school (docs/decisions/0018-words-stay-in-the-school.md).
    """
    places = organizations.lineage(session, plan.organization_id)
    granted = memberships.roles_by_place(session, person.id, places)
    if person.guest:
        return Role.COACH in {role for _, role in granted} and permission in GUEST_PERMISSIONS
    allowed = ALLOWED[permission]
    if Role.STAFF in allowed and role_holders.is_named(session, plan.id, person.id):
        return True
    giving = [(place, Role(role)) for place, role in granted if role in allowed]
    return any(permission in FROM_ABOVE or _works(session, places, place, role) for place, role in giving)


def working_from_above(session: Session, plan: PlanSummary) -> list[PersonRow]:
    """Those in the organizations above who work in the plan by their role, by name."""
    places = organizations.lineage(session, plan.organization_id)
    people = [
        person
        for place in places[1:]
        for role in _FILLED_FROM_ABOVE
        if _works_by_role(session, places, place, role)
        for person in memberships.granted_here(session, place, {role})
    ]
    return sorted({person.id: person for person in people}.values(), key=lambda person: person.name)


def _works(session: Session, places: Sequence[int], place: int, role: Role) -> bool:
    """Whether a role granted in `place` counts in full in the first of `places`, which are it and those above it."""
    return _works_by_role(session, places, place, role) or place in sharing.leaves(session, places[0])


def _works_by_role(session: Session, places: Sequence[int], place: int, role: Role) -> bool:
    if place == places[0] or (role in _WORKING and place == places[1]):
        return True
    return role in _FILLED_FROM_ABOVE and memberships.nearest_place(session, places, role) == place


def looks_from_above(session: Session, person: PersonRow, plan: PlanSummary) -> bool:
    """Whether the person sees the plan's counts, but not its names and words."""
    sees = [may(session, person, permission, plan) for permission in (Permission.SEE_COUNTS, Permission.SEE_STATUS)]
    return sees == [True, False]


def may_in(session: Session, person: PersonRow, permission: Permission, organization_id: int) -> bool:
    """Whether a role in the organization or above it allows it. Being named in a plan gives no role there."""
    roles = {Role(role) for role in memberships.roles_in(session, person.id, organization_id)}
    return person.active and not person.guest and bool(roles & ALLOWED[permission])


def is_leader_here(session: Session, person: PersonRow, plan: PlanSummary) -> bool:
    """Whether the person leads the very organization whose plan it is, not one above it."""
    leaders = memberships.granted_here(session, plan.organization_id, {Role.LEADER})
    return person.id in {leader.id for leader in leaders}


def held_anywhere(session: Session, person: PersonRow) -> frozenset[Role]:
    """A person's roles in all plans together. Only for what to offer: `may` decides on each plan."""
    roles = {Role(role) for role in memberships.roles_anywhere(session, person.id)}
    return frozenset(roles | ({Role.STAFF} if role_holders.is_named_anywhere(session, person.id) else set()))


def require(session: Session, person: PersonRow, permission: Permission, plan: PlanSummary) -> None:
    """Raises CannotDoError with the allowed roles."""
    if not person.active or not may(session, person, permission, plan):
        if person.active and looks_from_above(session, person, plan):
            raise CannotDoError("errors", "not_shared", organization=plan.organization)
        allowed = sorted(ALLOWED[permission])
        raise CannotDoError("errors", "not_allowed", roles=allowed, organization=plan.organization)
