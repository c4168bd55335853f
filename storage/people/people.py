"""The people of a workspace, as Slack describes them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Select, bindparam, select, update
from sqlalchemy.orm import Session

from storage.models import PersonRow
from storage.people.role_holders import role_key
from storage.upsert import upsert

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
    title: str = ""
    administers: bool = False


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
            "title": member.title,
            "administers": member.administers,
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
    return session.scalar(_locale(), {"team_id": team_id, "slack_id": slack_id})


@cache
def _locale() -> Select[str | None]:
    return _person().with_only_columns(PersonRow.locale)


def people(session: Session, team_id: str) -> Sequence[PersonRow]:
    return session.scalars(select(PersonRow).filter_by(workspace_id=team_id).order_by(PersonRow.name)).all()


def by_handle(session: Session, team_id: str, handle: str) -> PersonRow | None:
    """None if two people have the handle: Slack changes handles, and the update may be on its way."""
    alike = find_by_name(session, team_id, f"@{handle}")
    return alike[0] if len(alike) == 1 else None


def full_members(session: Session, team_id: str) -> list[PersonRow]:
    """People who can hold a role and own items: no guests, no members of other organizations, no one who left."""
    return [person for person in people(session, team_id) if person.active and not person.guest]


def find_by_name(session: Session, team_id: str, name: str) -> list[PersonRow]:
    """Everyone in the workspace, guests included, who may be meant by a name.

    `@x` matches only a handle and a Slack id only that id: people choose their names freely, and one may equal
    another's handle.
    """
    everyone = [person for person in people(session, team_id) if person.erased_at is None]
    return _named([person for person in everyone if person.active] or everyone, name)


def find_ever(session: Session, team_id: str, name: str) -> list[PersonRow]:
    """Like `find_by_name`, also among those who have left the workspace."""
    return _named([person for person in people(session, team_id) if person.erased_at is None], name)


def _named(everybody: Sequence[PersonRow], name: str) -> list[PersonRow]:
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


def mark_unreachable(session: Session, team_id: str, slack_id: str, why: str | None) -> None:
    session.execute(
        update(PersonRow)
        .where(PersonRow.workspace_id == team_id, PersonRow.slack_id == slack_id)
        .values(unreachable=why)
    )
