"""The people assigned to the leads that a plan names: "Literacy Director" is these people."""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, exists, or_, select, union
from sqlalchemy.orm import Session

from storage.models import ActionItemRow, PersonRow, PlanRow, RoleHolderRow
from storage.rows import rows
from storage.upsert import insert_missing


def role_key(role: str) -> str:
    return " ".join(role.split()).casefold()


def zones_of(session: Session, plan_id: int) -> set[str]:
    """Time zones of the people named in the plan."""
    named = select(RoleHolderRow.person_id).where(RoleHolderRow.plan_id == plan_id)
    given = select(ActionItemRow.owner_id).where(ActionItemRow.plan_id == plan_id)
    statement = select(PersonRow.time_zone).where(PersonRow.id.in_(named) | PersonRow.id.in_(given), PersonRow.active)
    return set(session.scalars(statement.distinct()))


def assign(session: Session, plan_id: int, role: str, person_ids: Sequence[int]) -> None:
    """Assign `role` of the plan to these people and no one else."""
    session.execute(delete(RoleHolderRow).filter_by(plan_id=plan_id, role_key=role_key(role)))
    rows = [
        {"plan_id": plan_id, "role": role, "role_key": role_key(role), "person_id": person_id}
        for person_id in person_ids
    ]
    insert_missing(session, RoleHolderRow, rows, unique=["plan_id", "role_key", "person_id"])


def by_key(session: Session, plan_id: int) -> dict[str, list[PersonRow]]:
    """People by the key of their role, including those who left."""
    statement = select(RoleHolderRow.role_key, PersonRow).join(PersonRow).where(RoleHolderRow.plan_id == plan_id)
    people: dict[str, list[PersonRow]] = {}
    for key, person in session.execute(statement.order_by(RoleHolderRow.id)):
        people.setdefault(key, []).append(person)
    return people


def roles_of(session: Session, plan_id: int, person_id: int) -> Sequence[str]:
    """The leads named in the plan that a person is assigned to, as the plan names them."""
    statement = select(RoleHolderRow.role).filter_by(plan_id=plan_id, person_id=person_id)
    return session.scalars(statement.order_by(RoleHolderRow.id)).all()


def role_names(session: Session, plan_id: int) -> dict[str, str]:
    """By its key, each role that somebody is assigned to, as the plan names it."""
    statement = select(RoleHolderRow.role_key, RoleHolderRow.role).where(RoleHolderRow.plan_id == plan_id)
    return dict(session.execute(statement.order_by(RoleHolderRow.id)).all())


def organizations_naming(session: Session, person_id: int) -> set[int]:
    """Ids of the organizations in whose plans a person is assigned to a lead or to an action item."""
    named = select(RoleHolderRow.plan_id).filter_by(person_id=person_id)
    given = select(ActionItemRow.plan_id).filter_by(owner_id=person_id)
    statement = select(PlanRow.organization_id).where(or_(PlanRow.id.in_(named), PlanRow.id.in_(given)))
    return set(session.scalars(statement))


def is_named_anywhere(session: Session, person_id: int) -> bool:
    """Whether a person is assigned to a lead named in any plan, or to an action item."""
    named = select(RoleHolderRow.id).filter_by(person_id=person_id)
    given = select(ActionItemRow.id).filter_by(owner_id=person_id)
    return bool(session.scalar(select(or_(exists(named), exists(given)))))


def plans_naming(session: Session, person_id: int, plan_ids: Collection[int]) -> set[int]:
    """The plans in which a person is assigned to a lead that they name, or to an action item."""
    named = select(RoleHolderRow.plan_id).where(RoleHolderRow.plan_id.in_(plan_ids))
    given = select(ActionItemRow.plan_id).where(ActionItemRow.plan_id.in_(plan_ids))
    both = union(named.where(RoleHolderRow.person_id == person_id), given.where(ActionItemRow.owner_id == person_id))
    return {row.plan_id for row in rows(session, both)}
