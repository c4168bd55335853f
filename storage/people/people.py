"""The workspace, its organizations, its people and their roles."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Select, bindparam, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from plans.time_zones import USUAL_ZONE
from storage.models import ActionItemRow, MembershipRow, OrganizationRow, PersonRow, RoleHolderRow, WorkspaceRow
from storage.upsert import change, insert_missing, upsert

AT_ONCE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member as Slack describes them."""

    slack_id: str
    name: str
    time_zone: str
    locale: str = "en-US"
    handle: str = ""
    active: bool = True
    guest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A role named in a plan and a person who holds it."""

    role: str
    slack_id: str
    name: str


def role_key(role: str) -> str:
    return " ".join(role.split()).casefold()


def save_workspace(session: Session, team_id: str, name: str, bot_user: str) -> None:
    upsert(session, WorkspaceRow, {"id": team_id, "name": name, "bot_user": bot_user}, unique=["id"])


def any_workspace(session: Session) -> str | None:
    """The id of the workspace this database belongs to; None while it is new."""
    return session.scalar(select(WorkspaceRow.id).limit(1))


def other_workspaces(session: Session, team_id: str) -> Sequence[str]:
    """Names of other workspaces in this database."""
    return session.scalars(
        select(WorkspaceRow.name).where(WorkspaceRow.id != team_id).order_by(WorkspaceRow.name)
    ).all()


def has_workspace(session: Session, team_id: str) -> bool:
    return session.get(WorkspaceRow, team_id) is not None


def usual_zone(session: Session, team_id: str) -> str:
    """The time zone of most of the workspace's schools."""
    count = func.count(OrganizationRow.id)
    zones = select(OrganizationRow.time_zone).filter_by(workspace_id=team_id).group_by(OrganizationRow.time_zone)
    zone = session.scalar(zones.order_by(count.desc(), OrganizationRow.time_zone).limit(1))
    return zone or USUAL_ZONE


def save_people(session: Session, team_id: str, members: Iterable[Member]) -> None:
    """Save names, zones and departures from Slack. Marks the people as reachable again."""
    rows = [
        {
            "workspace_id": team_id,
            "slack_id": member.slack_id,
            "handle": member.handle,
            "name": member.name,
            "time_zone": member.time_zone,
            "locale": member.locale,
            "active": member.active,
            "guest": member.guest,
            "unreachable": None,
        }
        for member in members
    ]
    upsert(session, PersonRow, *rows, unique=["workspace_id", "slack_id"])


def person(session: Session, team_id: str, slack_id: str) -> PersonRow | None:
    return session.scalar(_person(), {"team_id": team_id, "slack_id": slack_id})


@cache
def _person() -> Select[PersonRow]:
    is_it = (PersonRow.workspace_id == bindparam("team_id")) & (PersonRow.slack_id == bindparam("slack_id"))
    return select(PersonRow).where(is_it)


def locale(session: Session, team_id: str, slack_id: str) -> str | None:
    """The locale of the person a message goes to; None for a channel."""
    return session.scalar(select(PersonRow.locale).filter_by(workspace_id=team_id, slack_id=slack_id))


def people(session: Session, team_id: str) -> Sequence[PersonRow]:
    return session.scalars(select(PersonRow).filter_by(workspace_id=team_id).order_by(PersonRow.name)).all()


def by_handle(session: Session, team_id: str, handle: str) -> PersonRow | None:
    """None if two people have the handle: Slack changes handles, and the update may be on its way."""
    alike = find_by_name(session, team_id, f"@{handle}")
    return alike[0] if len(alike) == 1 else None


def full_members(session: Session, team_id: str) -> list[PersonRow]:
    """People who can hold a role and own items: no guests, no members of other organizations, nobody who left."""
    return [person for person in people(session, team_id) if person.active and not person.guest]


def find_by_name(session: Session, team_id: str, name: str) -> list[PersonRow]:
    """Everyone in the workspace, guests included, who may be meant by a name.

    `@x` matches only a handle and a Slack id only that id: people choose their names freely, and one may equal
    another's handle.
    """
    everyone = people(session, team_id)
    everybody = [person for person in everyone if person.active] or everyone
    if name.startswith("@"):
        handle = name[1:].casefold()
        return [person for person in everybody if handle and person.handle.casefold() == handle]
    by_id = [person for person in everybody if person.slack_id == name]
    return by_id or [person for person in everybody if role_key(person.name) == role_key(name)]


def by_slack_id(session: Session, team_id: str, slack_ids: Collection[str]) -> dict[str, PersonRow]:
    """Queries in batches: a workspace may have more people than a statement takes parameters."""
    ids = list(slack_ids)
    people: dict[str, PersonRow] = {}
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        statement = select(PersonRow).where(PersonRow.workspace_id == team_id, PersonRow.slack_id.in_(some))
        people |= {person.slack_id: person for person in session.scalars(statement)}
    return people


def by_id(session: Session, person_ids: Collection[int]) -> dict[int, PersonRow]:
    return {person.id: person for person in by_ids(session, person_ids)}


def by_ids(session: Session, ids: Collection[int]) -> Sequence[PersonRow]:
    return session.scalars(select(PersonRow).where(PersonRow.id.in_(ids)).order_by(PersonRow.id)).all()


def names(session: Session, team_id: str, slack_ids: Collection[str]) -> dict[str, str]:
    """Names by Slack id, for the people in the database."""
    statement = select(PersonRow.slack_id, PersonRow.name).where(
        PersonRow.workspace_id == team_id, PersonRow.slack_id.in_(slack_ids)
    )
    return dict(session.execute(statement).all())


def name(session: Session, team_id: str, slack_id: str) -> str:
    """The person's name; the id itself if they are not in the database."""
    return names(session, team_id, [slack_id]).get(slack_id, slack_id)


def level(session: Session, organization_id: int) -> str:
    """state, district or school."""
    return session.get_one(OrganizationRow, organization_id).level


def place(session: Session, organization_id: int) -> OrganizationRow:
    return session.get_one(OrganizationRow, organization_id)


def organization(session: Session, team_id: str, name: str) -> OrganizationRow | None:
    return session.scalar(select(OrganizationRow).filter_by(workspace_id=team_id, name=name))


def organizations(session: Session, team_id: str) -> Sequence[OrganizationRow]:
    statement = select(OrganizationRow).filter_by(workspace_id=team_id).order_by(OrganizationRow.name)
    return session.scalars(statement).all()


def save_organization(
    session: Session, team_id: str, name: str, level: str, *, parent: str | None = None
) -> OrganizationRow:
    """Find or create the organization of that name. Raises LookupError for an unknown parent."""
    values: dict[str, object] = {"workspace_id": team_id, "name": name, "level": level}
    if parent is not None:
        above = organization(session, team_id, parent)
        if above is None:
            raise LookupError(parent)
        values["parent_id"] = above.id
    insert_missing(session, OrganizationRow, [values], unique=["workspace_id", "name"])
    stored = organization(session, team_id, name)
    if stored is None:
        raise LookupError(name)
    return stored


def lineage(session: Session, organization_id: int) -> list[int]:
    """Ids of the organization and all above it."""
    above: list[int] = []
    organization: int | None = organization_id
    while organization is not None and organization not in above:
        above.append(organization)
        organization = session.scalar(select(OrganizationRow.parent_id).filter_by(id=organization))
    return above


def roles_in(session: Session, person_id: int, organization_id: int) -> set[str]:
    """A person's roles in an organization, including those from above it."""
    statement = select(MembershipRow.role).where(
        MembershipRow.person_id == person_id,
        MembershipRow.organization_id.in_(lineage(session, organization_id)),
    )
    return set(session.scalars(statement))


def grant(session: Session, organization_id: int, person_id: int, role: str) -> None:
    values = {"organization_id": organization_id, "person_id": person_id, "role": role}
    insert_missing(session, MembershipRow, [values], unique=["organization_id", "person_id", "role"])


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


def zones_of(session: Session, plan_id: int) -> set[str]:
    """Time zones of the people named in the plan."""
    named = select(RoleHolderRow.person_id).where(RoleHolderRow.plan_id == plan_id)
    given = select(ActionItemRow.owner_id).where(ActionItemRow.plan_id == plan_id)
    statement = select(PersonRow.time_zone).where(PersonRow.id.in_(named) | PersonRow.id.in_(given), PersonRow.active)
    return set(session.scalars(statement.distinct()))


def assign_role(session: Session, plan_id: int, role: str, person_ids: Sequence[int]) -> None:
    """Assign `role` of the plan to these people and nobody else."""
    session.execute(delete(RoleHolderRow).filter_by(plan_id=plan_id, role_key=role_key(role)))
    rows = [
        {"plan_id": plan_id, "role": role, "role_key": role_key(role), "person_id": person_id}
        for person_id in person_ids
    ]
    insert_missing(session, RoleHolderRow, rows, unique=["plan_id", "role_key", "person_id"])


def holders(session: Session, plan_id: int) -> Sequence[Holder]:
    statement = (
        select(RoleHolderRow.role, PersonRow.slack_id, PersonRow.name)
        .join(PersonRow, PersonRow.id == RoleHolderRow.person_id)
        .where(RoleHolderRow.plan_id == plan_id)
        .order_by(RoleHolderRow.role_key, PersonRow.name)
    )
    return [Holder(role=role, slack_id=slack_id, name=name) for role, slack_id, name in session.execute(statement)]


def holders_by_key(session: Session, plan_id: int) -> dict[str, list[PersonRow]]:
    """People by the key of their role, including those who left."""
    statement = select(RoleHolderRow.role_key, PersonRow).join(PersonRow).where(RoleHolderRow.plan_id == plan_id)
    by_key: dict[str, list[PersonRow]] = {}
    for key, someone in session.execute(statement.order_by(RoleHolderRow.id)):
        by_key.setdefault(key, []).append(someone)
    return by_key


def mark_unreachable(session: Session, team_id: str, slack_id: str, why: str | None) -> None:
    session.execute(
        update(PersonRow)
        .where(PersonRow.workspace_id == team_id, PersonRow.slack_id == slack_id)
        .values(unreachable=why)
    )


def set_channel(session: Session, organization_id: int, channel: str) -> None:
    """Set the organization's Slack channel."""
    change(session, OrganizationRow, organization_id, channel=channel)


def is_named(session: Session, plan_id: int, person_id: int) -> bool:
    """Whether a person is assigned to a lead named in the plan, or to one of its action items."""
    named = select(RoleHolderRow.id).filter_by(plan_id=plan_id, person_id=person_id)
    given = select(ActionItemRow.id).filter_by(plan_id=plan_id, owner_id=person_id)
    return bool(session.scalar(select(or_(exists(named), exists(given)))))
