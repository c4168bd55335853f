"""What each role may do in a plan. The rules of routes ask here; bot/routing/guarded.py applies them to handlers."""

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from sqlalchemy.orm import Session

from bot.turns import RefusedError
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
    FIND_ADVICE = "find_advice"
    HELP_SCHOOLS = "help_schools"
    SEE_INITIATIVES = "see_initiatives"
    CHANGE_INITIATIVES = "change_initiatives"
    SET_DIGEST = "set_digest"
    NAME_PRACTICES = "name_practices"
    SEE_WHO_ANSWERED = "see_who_answered"
    RUN_CHECK_INS = "run_check_ins"
    WRITE_MINUTES = "write_minutes"
    ASSIGN_ROLES = "assign_roles"
    ALLOW_NAMES = "allow_names"
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
    SEE_AUDIT = "see_audit"


_LEADING = frozenset({Role.PLAN_MANAGER, Role.LEADER})

ALLOWED: Mapping[Permission, frozenset[Role]] = MappingProxyType(
    {
        Permission.SEE_COUNTS: frozenset(Role),
        Permission.SEE_STATUS: frozenset(Role),
        Permission.SEE_NETWORK: frozenset(Role) - {Role.STAFF},
        Permission.FIND_ADVICE: frozenset(Role),
        Permission.HELP_SCHOOLS: _LEADING,
        Permission.SEE_INITIATIVES: frozenset(Role) - {Role.STAFF},
        Permission.CHANGE_INITIATIVES: _LEADING,
        Permission.SET_DIGEST: _LEADING,
        Permission.NAME_PRACTICES: frozenset({Role.PLAN_MANAGER}),
        Permission.SEE_WHO_ANSWERED: _LEADING,
        Permission.RUN_CHECK_INS: _LEADING,
        Permission.WRITE_MINUTES: _LEADING,
        Permission.ASSIGN_ROLES: frozenset({Role.PLAN_MANAGER}),
        Permission.ALLOW_NAMES: frozenset({Role.PLAN_MANAGER}),
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
        Permission.SEE_AUDIT: frozenset({Role.PLAN_MANAGER}),
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
    return bool(allowed_in(session, person, permission, [plan]))


def allowed_in(
    session: Session, person: PersonRow, permission: Permission, plans: Sequence[PlanSummary]
) -> list[PlanSummary]:
    """The plans in which `may` says yes, in the same few statements for a thousand plans as for one."""
    tree = _Tree(session, [plan.organization_id for plan in plans])
    granted = memberships.roles_granted(session, person.id)
    allowed = ALLOWED[permission]
    if person.guest:
        allowed = frozenset({Role.COACH}) if permission in GUEST_PERMISSIONS else frozenset()
    named: Collection[int] = ()
    if Role.STAFF in allowed and not person.guest:
        named = role_holders.plans_naming(session, person.id, [plan.id for plan in plans])

    def gives(place: int, role: str, organization_id: int) -> bool:
        is_above = role in allowed and place in tree.places[organization_id]
        return is_above and (person.guest or permission in FROM_ABOVE or tree.works(organization_id, place, Role(role)))

    return [
        plan
        for plan in plans
        if plan.id in named or any(gives(place, role, plan.organization_id) for place, role in granted)
    ]


def working_from_above(session: Session, plan: PlanSummary) -> list[PersonRow]:
    """Those in the organizations above who work in the plan by their role, by name."""
    tree = _Tree(session, [plan.organization_id])
    people = [
        person
        for place in tree.places[plan.organization_id][1:]
        for role in _FILLED_FROM_ABOVE
        if tree.works_by_role(plan.organization_id, place, role)
        for person in memberships.granted_here(session, place, {role})
    ]
    return sorted({person.id: person for person in people}.values(), key=lambda person: person.name)


class _Tree:
    """Who works where among organizations and those above them, each fact read once for all of them."""

    def __init__(self, session: Session, organization_ids: Collection[int]) -> None:
        self._session = session
        self.places = organizations.lineages(session, organization_ids)
        """By the id of the organization: its own and those of all above it, the nearest first."""
        self._with: dict[Role, Collection[int]] = {}
        """The organizations in which anybody has the role."""

    @cached_property
    def _leaves(self) -> Mapping[int, Collection[int]]:
        return sharing.leaves_of_each(self._session, self.places.keys())

    def works(self, organization_id: int, place: int, role: Role) -> bool:
        """Whether a role granted in `place`, it or one above it, counts in full in the organization."""
        return self.works_by_role(organization_id, place, role) or place in self._leaves.get(organization_id, ())

    def works_by_role(self, organization_id: int, place: int, role: Role) -> bool:
        places = self.places[organization_id]
        if place == places[0] or (role in _WORKING and place == places[1]):
            return True
        return role in _FILLED_FROM_ABOVE and self._nearest(places, role) == place

    def _nearest(self, places: Sequence[int], role: Role) -> int | None:
        if role not in self._with:
            everywhere = {place for above in self.places.values() for place in above}
            self._with[role] = memberships.organizations_with(self._session, everywhere, role)
        return next((place for place in places if place in self._with[role]), None)


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
            raise RefusedError("errors", "not_shared", plan_id=plan.id, organization=plan.organization)
        allowed = sorted(ALLOWED[permission])
        raise RefusedError("errors", "not_allowed", plan_id=plan.id, roles=allowed, organization=plan.organization)
