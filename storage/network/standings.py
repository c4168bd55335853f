"""How each school of a network stands with one practice, or with its whole plan."""

from dataclasses import replace

from sqlalchemy.orm import Session

from plans import network
from plans.network import CausedGroup, MilestoneGroup, NetworkBy, NetworkCounts, NetworkGroups
from plans.progress import Fraction
from storage.network import counts, items, milestones
from storage.network.scope import NetworkScope
from storage.network.view import Key, NetworkView


def read(session: Session, scope: NetworkScope, practice: str = "") -> dict[int, NetworkCounts]:
    """Of the schools that work on it, by the ids of their plans: only action items and milestones are counted."""
    view = NetworkView(plan_ids=tuple(scope.schools), day=scope.day, by=NetworkBy.SCHOOL, practice=practice)
    of_items: dict[Key, list[CausedGroup]] = {}
    of_milestones: dict[Key, list[MilestoneGroup]] = {}
    for day, plan_ids in scope.by_day(view.plan_ids):
        there = replace(view, day=day, plan_ids=plan_ids)
        of_items |= items.groups(session, there)
        of_milestones |= milestones.groups(session, there)
    working = counts.plans_on(session, view, practice) if practice else scope.schools.keys()
    groups = {
        plan_id: NetworkGroups(items=tuple(of_items.get(plan_id, ())), milestones=tuple(of_milestones.get(plan_id, ())))
        for plan_id in scope.schools
        if plan_id in working
    }
    return {
        plan_id: network.sum_of((group,), scope.day, code=scope.schools[plan_id].name, schools=Fraction(1, 1))
        for plan_id, group in groups.items()
    }
