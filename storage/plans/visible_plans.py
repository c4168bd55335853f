"""The plans of this school year that a person has a role in, by its organization or one above it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from plans.time_zones import zone_named
from storage.models import MembershipRow
from storage.people import organization_tree
from storage.plans import plans
from storage.plans.plans import PlanSummary


@dataclass(frozen=True, slots=True, kw_only=True)
class VisiblePlan:
    plan: PlanSummary
    roles: frozenset[str]
    """In its organization and those above."""
    roles_there: frozenset[str]
    """In its very organization."""


def of_person(session: Session, person_id: int, team_id: str, now: datetime) -> list[VisiblePlan]:
    """By organization: its plan of this school year, or the coming one. Closed organizations are left out."""
    granted: dict[int, set[str]] = {}
    statement = select(MembershipRow.organization_id, MembershipRow.role).where(MembershipRow.person_id == person_id)
    for organization_id, role in session.execute(statement):
        granted.setdefault(organization_id, set()).add(role)
    if not granted:
        return []
    tree = organization_tree.as_of(session, team_id)
    visible: dict[int, VisiblePlan] = {}
    for plan in plans.summaries(session, team_id):
        roles = _union(granted.get(place, ()) for place in organization_tree.lineage(tree, plan.organization_id))
        if roles and plan.ends_on >= now.astimezone(zone_named(plan.time_zone)).date():
            there = frozenset(granted.get(plan.organization_id, ()))
            visible.setdefault(plan.organization_id, VisiblePlan(plan=plan, roles=roles, roles_there=there))
    return list(visible.values())


def _union(parts: Iterable[Iterable[str]]) -> frozenset[str]:
    return frozenset(role for part in parts for role in part)
