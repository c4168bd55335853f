"""The tree of a workspace's organizations, now and as of any day, and its changes: who, when and why."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.items.items import Stamp
from storage.models import OrganizationRow, PlanChangeRow
from storage.upsert import add, change

Cell = str | int | date | None

ADDED, CHANGED = "added", "changed"
NAME, PARENT, CLOSED = "name", "parent_id", "closed_on"
"""The columns whose changes are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TreePlace:
    """An organization in the tree, with its name and parent as they were on a day."""

    id: int
    name: str
    level: str
    parent_id: int | None
    is_closed: bool = False


Tree = Mapping[int, TreePlace]
"""Organizations by id."""


def as_of(session: Session, team_id: str, on: date | None = None) -> Tree:
    """The organizations that were there and not closed at the end of the day; without one, those of now.

    An organization from before such changes were kept was always there.
    """
    statement = select(OrganizationRow).filter_by(workspace_id=team_id).order_by(OrganizationRow.name)
    places = {row.id: _place(row) for row in session.scalars(statement)}
    for event in _later(session, team_id, on) if on else ():
        place = places.get(event.row_id)
        if event.kind == ADDED:
            places.pop(event.row_id, None)
        elif place is not None:
            places[event.row_id] = _undone(place, event)
    return {id_: place for id_, place in places.items() if not place.is_closed}


def _place(row: OrganizationRow) -> TreePlace:
    is_closed = row.closed_on is not None
    return TreePlace(id=row.id, name=row.name, level=row.level, parent_id=row.parent_id, is_closed=is_closed)


def _later(session: Session, team_id: str, on: date) -> list[PlanChangeRow]:
    """What was recorded after the day, newest first."""
    statement = (
        select(PlanChangeRow)
        .join(OrganizationRow, OrganizationRow.id == PlanChangeRow.organization_id)
        .where(OrganizationRow.workspace_id == team_id, PlanChangeRow.recorded_on > on)
        .where(PlanChangeRow.place == OrganizationRow.__tablename__)
        .order_by(PlanChangeRow.id.desc())
    )
    return list(session.scalars(statement))


def _undone(place: TreePlace, event: PlanChangeRow) -> TreePlace:
    match event.field:
        case "name":
            return replace(place, name=event.before)
        case "parent_id":
            return replace(place, parent_id=int(event.before) if event.before else None)
        case "closed_on":
            return replace(place, is_closed=bool(event.before))
    return place


def lineage(tree: Tree, organization_id: int) -> list[int]:
    """Ids of the organization and all above it in this tree."""
    above: list[int] = []
    place = tree.get(organization_id)
    while place is not None and place.id not in above:
        above.append(place.id)
        place = tree.get(place.parent_id) if place.parent_id is not None else None
    return above


def record(
    session: Session, row: OrganizationRow, field: str, after: Cell, stamp: Stamp, *, why: str = "", login: str = ""
) -> None:
    """Change a column of an organization and keep what it was before. `login` is the computer's account."""
    values = {"organization_id": row.id, "plan_id": None, "place": OrganizationRow.__tablename__, "row_id": row.id}
    words = {"before": _text(getattr(row, field)), "after": _text(after), "reason": why, "by_login": login}
    times = {"at": stamp.at, "recorded_on": stamp.on, "person_id": stamp.by}
    add(session, PlanChangeRow, {**values, "code": "", "kind": CHANGED, "field": field, **words, **times})
    change(session, OrganizationRow, row.id, **{field: after})
    session.refresh(row)


def _text(cell: Cell) -> str:
    return cell.isoformat() if isinstance(cell, date) else str(cell or "")
