"""Action items of people who have left the workspace."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.items import items
from storage.items.assignments import OwnedItem, owned_item
from storage.models import ActionItemRow, OrganizationRow, PersonRow, PlanRow, RoleHolderRow


def left_by(session: Session, person_id: int) -> dict[int, list[OwnedItem]]:
    """Open items that only this person owns, by organization."""
    others = (
        select(RoleHolderRow.id)
        .join(PersonRow, PersonRow.id == RoleHolderRow.person_id)
        .where(
            RoleHolderRow.plan_id == ActionItemRow.plan_id,
            RoleHolderRow.role_key == ActionItemRow.owner_key,
            RoleHolderRow.person_id != person_id,
            PersonRow.active,
            ActionItemRow.owner_id.is_(None),
        )
        .exists()
    )
    statement = (
        select(ActionItemRow, OrganizationRow)
        .join(PlanRow, PlanRow.id == ActionItemRow.plan_id)
        .join(OrganizationRow, OrganizationRow.id == PlanRow.organization_id)
        .where(ActionItemRow.id.in_(items.owned_by(person_id)), items.is_open(), ~others)
        .order_by(ActionItemRow.due.is_(None), ActionItemRow.due, ActionItemRow.id)
    )
    by_organization: dict[int, list[OwnedItem]] = {}
    for item, organization in session.execute(statement):
        by_organization.setdefault(organization.id, []).append(owned_item(item, organization.name))
    return by_organization


def departed_owners(session: Session, item_id: int) -> Sequence[PersonRow]:
    """The owners of an item who have left the workspace."""
    holds = (
        select(RoleHolderRow.id)
        .where(
            RoleHolderRow.person_id == PersonRow.id,
            RoleHolderRow.plan_id == ActionItemRow.plan_id,
            RoleHolderRow.role_key == ActionItemRow.owner_key,
            ActionItemRow.owner_id.is_(None),
        )
        .exists()
    )
    statement = (
        select(PersonRow)
        .join(ActionItemRow, ActionItemRow.id == item_id)
        .where(PersonRow.active.is_(False), (PersonRow.id == ActionItemRow.owner_id) | holds)
    )
    return session.scalars(statement.order_by(PersonRow.id)).all()
