"""Who held which role at the end of a day: as it is now, without what was granted or revoked later."""

from collections.abc import Mapping
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from storage.models import MembershipRow, RoleChangeRow, RoleHolderRow
from storage.people import organization_tree
from storage.people.organization_tree import TreePlace
from storage.people.role_changes import ASSIGNED, GRANTED
from storage.people.role_holders import role_key
from storage.plans.plans import PlanSummary
from storage.rows import rows


def leaders(session: Session, plan: PlanSummary, organization_id: int, day: date) -> list[int]:
    """The ids of the people who led the organization."""
    now = select(MembershipRow.person_id).filter_by(organization_id=organization_id, role="leader")
    stood = dict.fromkeys(session.scalars(now.order_by(MembershipRow.id)))
    of_leaders = (RoleChangeRow.organization_id == organization_id) & (RoleChangeRow.role == "leader")
    for change, _role, person_id in _later(session, plan, day, of_leaders):
        if change == GRANTED:
            stood.pop(person_id, None)
        else:
            stood[person_id] = None
    return list(stood)


def holders(session: Session, plan: PlanSummary, day: date) -> Mapping[int, list[str]]:
    """By person, the roles and names of the plan to which they were assigned."""
    now = select(RoleHolderRow.role, RoleHolderRow.person_id).filter_by(plan_id=plan.id).order_by(RoleHolderRow.id)
    stood = {(role_key(row.role), row.person_id): row.role for row in rows(session, now)}
    for change, role, person_id in _later(session, plan, day, RoleChangeRow.plan_id == plan.id):
        if change == ASSIGNED:
            stood.pop((role_key(role), person_id), None)
        else:
            stood[role_key(role), person_id] = role
    by_person: dict[int, list[str]] = {}
    for (_, person_id), role in stood.items():
        by_person.setdefault(person_id, []).append(role)
    return by_person


def _later(session: Session, plan: PlanSummary, day: date, which: ColumnElement[bool]) -> list[tuple[str, str, int]]:
    """What was changed after the day in the plan's time zone, the newest first: change, role and person."""
    statement = select(RoleChangeRow.at, RoleChangeRow.change, RoleChangeRow.role, RoleChangeRow.person_id)
    zone = ZoneInfo(plan.time_zone)
    return [
        (row.change, row.role, row.person_id)
        for row in session.execute(statement.where(which).order_by(RoleChangeRow.id.desc()))
        if row.at.astimezone(zone).date() > day
    ]


def district_above(session: Session, plan: PlanSummary, day: date) -> TreePlace | None:
    """The nearest district above the plan's organization."""
    tree = organization_tree.as_of(session, plan.workspace_id, day)
    place = tree.get(plan.organization_id)
    while place is not None and place.parent_id is not None:
        place = tree.get(place.parent_id)
        if place is not None and place.level == "district":
            return place
    return None
