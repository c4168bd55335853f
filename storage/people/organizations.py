"""The workspace and its organizations."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, literal, select
from sqlalchemy.orm import Session

from plans.time_zones import USUAL_ZONE
from storage.models import OrganizationRow, PlanChangeRow, WorkspaceRow
from storage.rows import rows
from storage.upsert import change, insert_missing, upsert

HIGHEST = 20
"""No organization has more of them above it. A circle, which would be a mistake, ends there."""


def save_workspace(session: Session, team_id: str, name: str, bot_user: str) -> None:
    upsert(session, WorkspaceRow, {"id": team_id, "name": name, "bot_user": bot_user}, unique=["id"])


def workspaces(session: Session) -> Mapping[str, str]:
    """The names of all workspaces, by id."""
    statement = select(WorkspaceRow.id, WorkspaceRow.name).order_by(WorkspaceRow.name)
    return {row.id: row.name for row in session.execute(statement)}


def has_workspace(session: Session, team_id: str) -> bool:
    return session.get(WorkspaceRow, team_id) is not None


def usual_zone(session: Session, team_id: str) -> str:
    """The time zone of most of the workspace's schools."""
    count = func.count(OrganizationRow.id)
    zones = select(OrganizationRow.time_zone).filter_by(workspace_id=team_id).group_by(OrganizationRow.time_zone)
    zone = session.scalar(zones.order_by(count.desc(), OrganizationRow.time_zone).limit(1))
    return zone or USUAL_ZONE


def level(session: Session, organization_id: int) -> str:
    """state, district or school."""
    return session.get_one(OrganizationRow, organization_id).level


def get(session: Session, organization_id: int) -> OrganizationRow:
    return session.get_one(OrganizationRow, organization_id)


def find(session: Session, team_id: str, name: str) -> OrganizationRow | None:
    """The organization with this name, or the last one that had it: plan files keep the name of their time."""
    in_team = select(OrganizationRow).filter_by(workspace_id=team_id)
    is_renamed = (PlanChangeRow.organization_id == OrganizationRow.id) & (PlanChangeRow.field == "name")
    formerly = in_team.join(PlanChangeRow, is_renamed).where(PlanChangeRow.before == name)
    return session.scalar(in_team.filter_by(name=name)) or session.scalar(
        formerly.order_by(PlanChangeRow.id.desc()).limit(1)
    )


def in_workspace(session: Session, team_id: str) -> Sequence[OrganizationRow]:
    statement = select(OrganizationRow).filter_by(workspace_id=team_id).order_by(OrganizationRow.name)
    return session.scalars(statement).all()


def save_organization(
    session: Session, team_id: str, name: str, level: str, *, parent: str | None = None
) -> OrganizationRow:
    """Find or create the organization of that name. Raises LookupError for an unknown parent."""
    values: dict[str, object] = {"workspace_id": team_id, "name": name, "level": level}
    if parent is not None:
        above = find(session, team_id, parent)
        if above is None:
            raise LookupError(parent)
        values["parent_id"] = above.id
    if existing := find(session, team_id, name):
        return existing
    insert_missing(session, OrganizationRow, [values], unique=["workspace_id", "name"])
    stored = find(session, team_id, name)
    if stored is None:
        raise LookupError(name)
    return stored


def name_above(session: Session, organization_id: int) -> str:
    """The name of the organization above; empty at the top."""
    parent = get(session, organization_id).parent_id
    return get(session, parent).name if parent is not None else ""


def lineage(session: Session, organization_id: int) -> list[int]:
    """Ids of the organization and all above it."""
    return lineages(session, [organization_id])[organization_id]


def lineages(session: Session, organization_ids: Collection[int]) -> dict[int, list[int]]:
    """The same of each, by its id, in one statement."""
    places: dict[int, list[int]] = {id_: [id_] for id_ in organization_ids}
    for first_id, id_ in rows(session, _lineages(), organization_ids=list(places)):
        if id_ not in places[first_id]:
            places[first_id].append(id_)
    return places


@cache
def _lineages() -> Select[*tuple[Any, ...]]:
    own = select(
        OrganizationRow.id.label("first_id"), OrganizationRow.id, OrganizationRow.parent_id, literal(0).label("height")
    )
    below = own.where(OrganizationRow.id.in_(bindparam("organization_ids", expanding=True))).cte(recursive=True)
    above = select(below.c.first_id, OrganizationRow.id, OrganizationRow.parent_id, below.c.height + 1)
    above = above.join(below, OrganizationRow.id == below.c.parent_id).where(below.c.height < HIGHEST)
    tree = below.union_all(above)
    return select(tree.c.first_id, tree.c.id).order_by(tree.c.first_id, tree.c.height)


def set_channel(session: Session, organization_id: int, channel: str) -> None:
    """Set the organization's Slack channel."""
    change(session, OrganizationRow, organization_id, channel=channel)


def set_time_zone(session: Session, organization_id: int, zone: str) -> None:
    change(session, OrganizationRow, organization_id, time_zone=zone)


def fewest_students(session: Session, team_id: str) -> int:
    """Values of fewer students are never shown."""
    return session.get_one(WorkspaceRow, team_id).fewest_students


def set_fewest_students(session: Session, team_id: str, fewest: int) -> None:
    session.get_one(WorkspaceRow, team_id).fewest_students = fewest
