"""Roles that plans name and nobody in the workspace is assigned to, for several plans in two queries."""

from collections.abc import Collection, Mapping

from sqlalchemy import Select, select, union_all
from sqlalchemy.orm import Session

from plans.mentions import mentioned
from storage.models import ActionItemRow, MilestoneRow, PersonRow, PriorityRow, RoleHolderRow, StrategyRow
from storage.people.role_holders import role_key


def roles(session: Session, plan_ids: Collection[int]) -> Mapping[int, list[str]]:
    """By plan id, in the order of the parts; no entry for a plan whose roles all have somebody.

    Owners of open action items are among them; collaborators aren't, who are asked nothing.
    """
    if not plan_ids:
        return {}
    holders = select(RoleHolderRow.plan_id, RoleHolderRow.role_key).join(
        PersonRow, PersonRow.id == RoleHolderRow.person_id
    )
    present = holders.where(RoleHolderRow.plan_id.in_(plan_ids), PersonRow.active)
    assigned = {(plan_id, key) for plan_id, key in session.execute(present)}
    by_plan: dict[int, dict[str, None]] = {}
    for plan_id, role in session.execute(_named(plan_ids)):
        if (plan_id, role_key(role)) not in assigned and not mentioned(role):
            by_plan.setdefault(plan_id, {})[role] = None
    return {plan_id: list(names) for plan_id, names in by_plan.items()}


def _named(plan_ids: Collection[int]) -> Select[int, str]:
    parts = [
        select(table.plan_id, table.lead.label("role")).where(
            table.plan_id.in_(plan_ids), table.lead.is_not(None), table.dropped.is_(False)
        )
        for table in (PriorityRow, StrategyRow, MilestoneRow)
    ]
    owners = select(ActionItemRow.plan_id, ActionItemRow.owner_role.label("role")).where(
        ActionItemRow.plan_id.in_(plan_ids),
        ActionItemRow.owner_role.is_not(None),
        ActionItemRow.owner_id.is_(None),
        ActionItemRow.completed_on.is_(None),
        ActionItemRow.cancelled.is_(False),
    )
    named = union_all(*parts, owners).subquery()
    return select(named.c.plan_id, named.c.role).where(named.c.role != "").distinct().order_by(named.c.role)
