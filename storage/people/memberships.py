"""Roles in an organization and all below it."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import MembershipRow, OrganizationRow, PersonRow
from storage.people.organizations import lineage
from storage.upsert import insert_missing


def roles_in(session: Session, person_id: int, organization_id: int) -> set[str]:
    """A person's roles in an organization, including those from above it."""
    statement = select(MembershipRow.role).where(
        MembershipRow.person_id == person_id,
        MembershipRow.organization_id.in_(lineage(session, organization_id)),
    )
    return set(session.scalars(statement))


def roles_by_place(session: Session, person_id: int, places: Collection[int]) -> list[tuple[int, str]]:
    """A person's roles in these organizations: where each was granted, and the role."""
    statement = select(MembershipRow.organization_id, MembershipRow.role).where(
        MembershipRow.person_id == person_id, MembershipRow.organization_id.in_(places)
    )
    return [(organization_id, role) for organization_id, role in session.execute(statement)]


def roles_granted(session: Session, person_id: int) -> list[tuple[int, str]]:
    """Where each of a person's roles was granted, and the role."""
    statement = select(MembershipRow.organization_id, MembershipRow.role).where(MembershipRow.person_id == person_id)
    return [(organization_id, role) for organization_id, role in session.execute(statement)]


def roles_anywhere(session: Session, person_id: int) -> set[str]:
    """A person's roles in any organization."""
    return set(session.scalars(select(MembershipRow.role).where(MembershipRow.person_id == person_id)))


def names_with(session: Session, team_id: str, role: str) -> list[str]:
    """People with a role in any organization of the workspace."""
    statement = (
        select(PersonRow.name)
        .join(MembershipRow, MembershipRow.person_id == PersonRow.id)
        .where(PersonRow.workspace_id == team_id, MembershipRow.role == role)
        .where(PersonRow.active, PersonRow.guest.is_(False))
    )
    return list(session.scalars(statement.distinct().order_by(PersonRow.name)))


def is_coach(session: Session, person_id: int) -> bool:
    """Whether a person is a coach of any organization."""
    return "coach" in roles_anywhere(session, person_id)


def grant(session: Session, organization_id: int, person_id: int, role: str) -> bool:
    """Returns False if the person has the role in this very organization already."""
    values = {"organization_id": organization_id, "person_id": person_id, "role": role}
    return insert_missing(session, MembershipRow, [values], unique=["organization_id", "person_id", "role"]) == 1


def granted_here(session: Session, organization_id: int, roles: Collection[str]) -> Sequence[PersonRow]:
    """People still in the workspace with one of these roles in this very organization."""
    statement = (
        select(PersonRow)
        .join(MembershipRow, MembershipRow.person_id == PersonRow.id)
        .where(
            MembershipRow.organization_id == organization_id,
            MembershipRow.role.in_(roles),
            PersonRow.active,
            PersonRow.guest.is_(False),
        )
        .distinct()
        .order_by(PersonRow.name)
    )
    return session.scalars(statement).all()


def organizations_with(session: Session, organization_ids: Collection[int], role: str) -> set[int]:
    """Those of the organizations in which somebody still in the workspace has the role."""
    statement = (
        select(MembershipRow.organization_id)
        .join(PersonRow, PersonRow.id == MembershipRow.person_id)
        .where(MembershipRow.organization_id.in_(organization_ids), MembershipRow.role == role)
        .where(PersonRow.active, PersonRow.guest.is_(False))
    )
    return set(session.scalars(statement))


def led_above_schools(session: Session) -> Sequence[OrganizationRow]:
    """Districts and states that are not closed and have a leader of their own in the workspace."""
    statement = (
        select(OrganizationRow)
        .join(MembershipRow, MembershipRow.organization_id == OrganizationRow.id)
        .join(PersonRow, PersonRow.id == MembershipRow.person_id)
        .where(
            OrganizationRow.level != "school",
            OrganizationRow.closed_on.is_(None),
            MembershipRow.role == "leader",
            PersonRow.active,
            PersonRow.guest.is_(False),
        )
        .distinct()
        .order_by(OrganizationRow.id)
    )
    return session.scalars(statement).all()


def granted_nearest(session: Session, organization_id: int, roles: Collection[str]) -> Sequence[PersonRow]:
    """The same here, or else in the nearest organization above that has any: a district looks after its schools."""
    for place in lineage(session, organization_id):
        holders = granted_here(session, place, roles)
        if holders:
            return holders
    return ()


def granted_above(session: Session, organization_id: int, roles: Collection[str]) -> Sequence[PersonRow]:
    """The same in the organizations above only."""
    parent = session.get_one(OrganizationRow, organization_id).parent_id
    return granted_nearest(session, parent, roles) if parent is not None else ()


def nearest_others(
    session: Session, organization_id: int, roles: Collection[str], not_person_id: int
) -> tuple[int, Sequence[PersonRow]] | None:
    """Others with one of these roles here or in the nearest organization above that has any, and which one that is."""
    for place in lineage(session, organization_id):
        others = [holder for holder in granted_here(session, place, roles) if holder.id != not_person_id]
        if others:
            return place, others
    return None


def organizations_of(session: Session, person_id: int) -> set[int]:
    """Ids of the very organizations in which a person has a role."""
    return set(session.scalars(select(MembershipRow.organization_id).where(MembershipRow.person_id == person_id)))
