"""Changes at the ends of links between plans: objectives, strategies under them, and strategies that serve them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from plans.objectives import OWN
from storage.models import OrganizationRow, PersonRow, PlanChangeRow, PlanRow, PriorityRow, StrategyRow
from storage.people import memberships
from storage.people.mentions import with_names
from storage.plans import leads, objectives
from storage.plans.places import PlanRowReference
from storage.plans.plan_changes import ChangeKind
from storage.rows import rows

_STRATEGY, _PRIORITY = StrategyRow.__tablename__, PriorityRow.__tablename__
_SERVES = "serves"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedCell:
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedChange:
    """What one turn changed of an objective or a strategy, and why."""

    first_id: int
    """Of its rows in the history."""
    plan_id: int
    organization_id: int
    workspace_id: str
    organization: str
    place: PlanRowReference
    is_dropped: bool
    cells: Sequence[ChangedCell]
    at: datetime
    by_id: int | None
    by: str
    """Empty for a file or a program."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedPart:
    """A part of a plan at one end of a link."""

    place: PlanRowReference
    code: str
    title: str
    organization_id: int
    organization: str

    @property
    def is_objective(self) -> bool:
        return self.place.table == _PRIORITY


@dataclass(frozen=True, slots=True, kw_only=True)
class AffectedPart:
    """What a change touches in another plan."""

    changed: LinkedPart
    other: LinkedPart
    objective: LinkedPart
    """Which links the two: the changed part, the other one, or the one that the changed strategy is under."""


def newest_id(session: Session, until: datetime) -> int:
    statement = select(PlanChangeRow.id).where(PlanChangeRow.at <= until).order_by(PlanChangeRow.id.desc()).limit(1)
    return session.scalar(statement) or 0


def between(session: Session, after_id: int, last_id: int, since: datetime) -> list[LinkedChange]:
    """Of strategies and objectives, with ids after the one and up to the other, made after `since`."""
    statement = (
        select(
            PlanChangeRow,
            OrganizationRow.id,
            OrganizationRow.workspace_id,
            OrganizationRow.name,
            PersonRow.name,
        )
        .join(PlanRow, PlanRow.id == PlanChangeRow.plan_id)
        .join(OrganizationRow, OrganizationRow.id == PlanRow.organization_id)
        .outerjoin(PersonRow, PersonRow.id == PlanChangeRow.person_id)
        .where(
            PlanChangeRow.id > after_id,
            PlanChangeRow.id <= last_id,
            PlanChangeRow.at > since,
            PlanChangeRow.place.in_((_STRATEGY, _PRIORITY)),
            PlanChangeRow.kind != ChangeKind.ADDED.value,
        )
        .order_by(PlanChangeRow.id)
    )
    by_turn: dict[tuple[str, int, datetime], list[tuple[PlanChangeRow, int, str, str, str]]] = {}
    for row, organization_id, workspace_id, organization, person in session.execute(statement):
        of_turn = by_turn.setdefault((row.place, row.row_id, row.at), [])
        of_turn.append((row, organization_id, workspace_id, organization, person or ""))
    return [_change(session, of_turn) for of_turn in by_turn.values()]


def _change(session: Session, of_turn: Sequence[tuple[PlanChangeRow, int, str, str, str]]) -> LinkedChange:
    first, organization_id, workspace_id, organization, person = of_turn[0]
    plan_id = first.plan_id
    assert plan_id is not None  # a strategy and an objective belong to a plan
    changes = [row for row, *_ in of_turn]
    return LinkedChange(
        first_id=first.id,
        plan_id=plan_id,
        organization_id=organization_id,
        workspace_id=workspace_id,
        organization=organization,
        place=PlanRowReference(first.place, first.row_id),
        is_dropped=any(row.kind == ChangeKind.DROPPED for row in changes),
        cells=[
            ChangedCell(
                field=row.field,
                before=with_names(session, plan_id, row.before),
                after=with_names(session, plan_id, row.after),
            )
            for row in changes
            if row.field
        ],
        at=first.at,
        by_id=first.person_id,
        by=person,
        reason=with_names(session, plan_id, next((row.reason for row in changes if row.reason), "")),
    )


# ---------------------------------------------------------------- whom it touches


def affected(session: Session, change: LinkedChange) -> list[AffectedPart]:
    """The parts of other plans at the other ends of its links, from below to above and from above to below."""
    changed = part_at(session, change.place)
    if changed is None:
        return []
    if changed.is_objective:
        return _serving(session, changed, changed)
    row = session.get_one(StrategyRow, change.place.row_id)
    above = [part for key in _served(change, row.serves) if (part := _of_key(session, key))]
    upward = [AffectedPart(changed=changed, other=objective, objective=objective) for objective in above]
    own = part_at(session, PlanRowReference(_PRIORITY, row.priority_id))
    return [*upward, *(_serving(session, changed, own) if own else [])]


def _served(change: LinkedChange, serves: str | None) -> list[str]:
    """What it served before, and what it serves if more than that was changed."""
    before = [cell.before for cell in change.cells if cell.field == _SERVES]
    is_more = change.is_dropped or any(cell.field != _SERVES for cell in change.cells)
    keys = [*before, *([serves] if is_more and serves else [])]
    return [key for key in dict.fromkeys(keys) if key and key != OWN]


def _of_key(session: Session, key: str) -> LinkedPart | None:
    return part_at(session, PlanRowReference.parse(key))


def _serving(session: Session, changed: LinkedPart, objective: LinkedPart) -> list[AffectedPart]:
    places = (PlanRowReference(_STRATEGY, row.id) for row in objectives.serving(session, str(objective.place)))
    parts = (part_at(session, place) for place in places)
    return [AffectedPart(changed=changed, other=part, objective=objective) for part in parts if part]


def part_at(session: Session, place: PlanRowReference) -> LinkedPart | None:
    table = PriorityRow if place.table == _PRIORITY else StrategyRow
    statement = (
        select(table.code, table.title, OrganizationRow.id, OrganizationRow.name.label("organization"))
        .join(PlanRow, PlanRow.id == table.plan_id)
        .join(OrganizationRow, OrganizationRow.id == PlanRow.organization_id)
        .where(table.id == place.row_id)
    )
    for row in rows(session, statement):
        return LinkedPart(
            place=place, code=row.code, title=row.title, organization_id=row.id, organization=row.organization
        )
    return None


def readers(session: Session, part: LinkedPart) -> set[int]:
    """Ids of its leads; where nobody leads it, of its organization's leaders."""
    led_by = leads.of_part(session, part.place)
    return led_by or _ids(memberships.granted_here(session, part.organization_id, {"leader"}))


def _ids(people: Iterable[PersonRow]) -> set[int]:
    return {person.id for person in people}
