"""Grants and revokes roles, and records each change with its author and time. Records are never changed."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.orm import Session, aliased

from storage.models import MembershipRow, OrganizationRow, PersonRow, PlanRow, RoleChangeRow
from storage.people import memberships, role_holders

GRANTED, REVOKED, ASSIGNED, UNASSIGNED = "granted", "revoked", "assigned", "unassigned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """A person in Slack, or the account of the computer whose command line was used."""

    at: datetime
    person_id: int | None = None
    login: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleChange:
    at: datetime
    change: str
    role: str
    person: str
    place: str
    """The organization, or the title of the plan."""
    by: str


def grant(session: Session, organization_id: int, person_id: int, role: str, author: Author) -> None:
    if memberships.grant(session, organization_id, person_id, role):
        _note(session, author, GRANTED, role, [person_id], organization_id=organization_id)


def revoke(session: Session, organization_id: int, person_id: int, role: str, author: Author) -> bool:
    """Returns False if the person did not have the role in this very organization."""
    gone = delete(MembershipRow).filter_by(organization_id=organization_id, person_id=person_id, role=role)
    if session.execute(gone.returning(MembershipRow.id)).first() is None:
        return False
    _note(session, author, REVOKED, role, [person_id], organization_id=organization_id)
    return True


def assign(session: Session, plan_id: int, role: str, person_ids: Sequence[int], author: Author) -> None:
    """Assign a lead of the plan to these people and no one else."""
    before = {holder.id for holder in role_holders.by_key(session, plan_id).get(role_holders.role_key(role), ())}
    role_holders.assign(session, plan_id, role, person_ids)
    _note(session, author, UNASSIGNED, role, sorted(before - set(person_ids)), plan_id=plan_id)
    _note(session, author, ASSIGNED, role, [each for each in person_ids if each not in before], plan_id=plan_id)


def granted_in(session: Session, person_id: int, organization_ids: Iterable[int], role: str) -> list[int]:
    """Ids of those organizations in which the person has the role."""
    statement = select(MembershipRow.organization_id).filter_by(person_id=person_id, role=role)
    return list(session.scalars(statement.where(MembershipRow.organization_id.in_(organization_ids))))


def _note(
    session: Session,
    author: Author,
    change: str,
    role: str,
    person_ids: Iterable[int],
    *,
    organization_id: int | None = None,
    plan_id: int | None = None,
) -> None:
    for person_id in person_ids:
        row = RoleChangeRow(at=author.at, change=change, role=role, person_id=person_id, by_login=author.login)
        row.organization_id, row.plan_id, row.by_id = organization_id, plan_id, author.person_id
        session.add(row)


def history(session: Session, team_id: str) -> list[RoleChange]:
    """All of the workspace, the oldest first."""
    return _oldest_first(session, PersonRow.workspace_id == team_id)


def history_of_plan(session: Session, plan_id: int, organization_ids: Collection[int]) -> list[RoleChange]:
    """The leads assigned in the plan and the roles granted in the organizations, the oldest change first."""
    in_organizations = RoleChangeRow.organization_id.in_(organization_ids)
    return _oldest_first(session, or_(RoleChangeRow.plan_id == plan_id, in_organizations))


def _oldest_first(session: Session, condition: ColumnElement[bool]) -> list[RoleChange]:
    by = aliased(PersonRow)
    statement = (
        select(RoleChangeRow, PersonRow.name, OrganizationRow.name, PlanRow.title, by.name)
        .join(PersonRow, PersonRow.id == RoleChangeRow.person_id)
        .outerjoin(OrganizationRow, OrganizationRow.id == RoleChangeRow.organization_id)
        .outerjoin(PlanRow, PlanRow.id == RoleChangeRow.plan_id)
        .outerjoin(by, by.id == RoleChangeRow.by_id)
        .where(condition)
        .order_by(RoleChangeRow.id)
    )
    return [
        RoleChange(
            at=row.at,
            change=row.change,
            role=row.role,
            person=person,
            place=organization or plan or "",
            by=author or row.by_login,
        )
        for row, person, organization, plan, author in session.execute(statement)
    ]
