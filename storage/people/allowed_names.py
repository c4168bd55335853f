"""Names that are no student's: those that somebody allowed, and those of the workspace's people, schools and plans."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, delete, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from plans.student_names import is_name_of, is_within, name_key
from storage.models import (
    AllowedNameRow,
    InitiativeRow,
    InitiativeVersionRow,
    OrganizationRow,
    PersonRow,
    PlanRow,
    PriorityRow,
    StrategyRow,
)
from storage.upsert import add_returning_id


@dataclass(frozen=True, slots=True)
class AllowedName:
    id: int
    name: str
    by: str
    """The name of who added it."""
    at: datetime


def listed(session: Session, workspace_id: str) -> Sequence[AllowedName]:
    """In the order of the alphabet."""
    statement = (
        select(AllowedNameRow.id, AllowedNameRow.name, PersonRow.name, AllowedNameRow.at)
        .join(PersonRow, PersonRow.id == AllowedNameRow.person_id)
        .where(AllowedNameRow.workspace_id == workspace_id)
    )
    names = [AllowedName(*row) for row in session.execute(statement)]
    return sorted(names, key=lambda name: name_key(name.name))


def _find(session: Session, workspace_id: str, name: str) -> list[int]:
    """The ids of the allowed name: several if people added it at the same moment."""
    rows = session.execute(select(AllowedNameRow.id, AllowedNameRow.name).filter_by(workspace_id=workspace_id))
    return [row_id for row_id, allowed in rows if name_key(allowed) == name_key(name)]


def allow(session: Session, workspace_id: str, name: str, *, by: int, at: datetime) -> int | None:
    """The id of the added row. None if the name was allowed before: who added it first stays on record."""
    if _find(session, workspace_id, name):
        return None
    values = {"workspace_id": workspace_id, "name": name, "person_id": by, "at": at}
    return add_returning_id(session, AllowedNameRow, values)


def remove(session: Session, workspace_id: str, name: str) -> int | None:
    """The id of the removed row. None if the name wasn't allowed."""
    ids = _find(session, workspace_id, name)
    session.execute(delete(AllowedNameRow).where(AllowedNameRow.id.in_(ids)))
    return ids[0] if ids else None


def unexplained(session: Session, workspace_id: str, names: Collection[str]) -> list[str]:
    """Those of the names that may be students': nobody allowed them, and the workspace knows none of them otherwise."""
    if not names:
        return []
    allowed = select(AllowedNameRow.name).where(AllowedNameRow.workspace_id == workspace_id)
    others = {name_key(name) for name in session.scalars(allowed)}
    asked = [name for name in dict.fromkeys(names) if name_key(name) not in others]
    if not asked:
        return []
    people = session.scalars(select(PersonRow.name).where(PersonRow.workspace_id == workspace_id)).all()
    asked = [name for name in asked if not any(is_name_of(name, full_name) for full_name in people)]
    titles = _titles_with(session, workspace_id, asked)
    return [name for name in asked if not any(is_within(name, title) for title in titles)]


def _titles_with(session: Session, workspace_id: str, names: Sequence[str]) -> list[str]:
    """Names of organizations and initiatives, and titles of priorities and strategies, that may contain a name."""
    if not names:
        return []
    organizations = select(OrganizationRow.id).where(OrganizationRow.workspace_id == workspace_id)
    plans = select(PlanRow.id).where(PlanRow.organization_id.in_(organizations))
    initiatives = select(InitiativeRow.id).where(InitiativeRow.organization_id.in_(organizations))
    statements = (
        _containing(OrganizationRow.name, names).where(OrganizationRow.workspace_id == workspace_id),
        _containing(PriorityRow.title, names).where(PriorityRow.plan_id.in_(plans)),
        _containing(StrategyRow.title, names).where(StrategyRow.plan_id.in_(plans)),
        _containing(InitiativeVersionRow.name, names).where(InitiativeVersionRow.initiative_id.in_(initiatives)),
    )
    return [title for statement in statements for title in session.scalars(statement)]


def _containing(column: InstrumentedAttribute[str], names: Sequence[str]) -> Select[str]:
    """The texts with the first word of a name in them. SQLite puts only ASCII in lower case, so the capital is left."""
    words = (name.split()[0][1:].lower() for name in names)
    return select(column).where(or_(*(func.lower(column).contains(word, autoescape=True) for word in words)))
