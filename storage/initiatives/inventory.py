"""The initiatives of an organization as of a day. A change adds a version; none is overwritten."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from plans.initiatives import Initiative, InitiativeDecision, InitiativeFacts, in_order
from storage.initiatives import decisions
from storage.items.items import Stamp
from storage.models import InitiativeRow, InitiativeVersionRow, OrganizationRow, PersonRow
from storage.rows import Columns, rows
from storage.upsert import add as add_row
from storage.upsert import add_returning_id

_TYPED = ("name", "purpose", "cost", "time", "started_on", "practices", "owner_id", "owner_name")
_EVIDENCE = ("evidence", "evidence_link", "evidence_since", "evidence_shows")
_FACTS = (*_TYPED, *_EVIDENCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeVersion:
    """One of the versions of an initiative, for its history."""

    facts: InitiativeFacts
    by: str
    at: datetime
    source: str


def of_organization(session: Session, organization_id: int, day: date) -> Sequence[Initiative]:
    """Those on the list at the end of the day, in the order in which they are listed."""
    return in_order(_read(session, [organization_id], day), day)


def running_at(session: Session, lineage: Sequence[int], day: date) -> Sequence[Initiative]:
    """Those of the organizations above the first one that run there. `lineage` are its id and those above it."""
    above = _read(session, lineage[1:], day) if lineage[1:] else []
    return in_order((each for each in above if set(each.facts.place_ids).intersection(lineage)), day)


def find(session: Session, initiative_id: int, day: date) -> Initiative | None:
    """None for one that wasn't on the list at the end of the day."""
    return next(iter(_read(session, None, day, initiative_id)), None)


def owner_of(session: Session, initiative_id: int) -> int:
    """Id of the organization on whose list it is; 0 for an unknown initiative."""
    return session.scalar(select(InitiativeRow.organization_id).filter_by(id=initiative_id)) or 0


def add(session: Session, organization_id: int, facts: InitiativeFacts, stamp: Stamp, source: str = "") -> int:
    """The id of the new initiative."""
    initiative_id = add_returning_id(session, InitiativeRow, {"organization_id": organization_id})
    _add_version(session, initiative_id, facts, stamp, source)
    return initiative_id


def revise(session: Session, initiative: Initiative, facts: InitiativeFacts, stamp: Stamp, source: str = "") -> bool:
    """False if the facts are what they were."""
    if facts == initiative.facts:
        return False
    _add_version(session, initiative.id, facts, stamp, source)
    return True


def remove(session: Session, initiative: Initiative, stamp: Stamp) -> None:
    """Take one off the list that was entered by mistake. Past days still have it."""
    _add_version(session, initiative.id, initiative.facts, stamp, is_removed=True)


def _add_version(
    session: Session,
    initiative_id: int,
    facts: InitiativeFacts,
    stamp: Stamp,
    source: str = "",
    *,
    is_removed: bool = False,
) -> None:
    typed = {name: getattr(facts, name) for name in _FACTS}
    typed["place_ids"] = [str(place) for place in facts.place_ids]
    recorded = {"person_id": stamp.by, "at": stamp.at, "recorded_on": stamp.on}
    of_initiative = {"initiative_id": initiative_id, "source": source, "is_removed": is_removed}
    add_row(session, InitiativeVersionRow, {**of_initiative, **typed, **recorded})


def versions(session: Session, initiative_id: int) -> list[InitiativeVersion]:
    """The newest first."""
    statement = (
        select(*_columns(), PersonRow.name.label("by"), InitiativeVersionRow.at, InitiativeVersionRow.source)
        .join(PersonRow, PersonRow.id == InitiativeVersionRow.person_id)
        .where(InitiativeVersionRow.initiative_id == initiative_id)
        .order_by(InitiativeVersionRow.id.desc())
    )
    return [
        InitiativeVersion(facts=_facts(row), by=row.by, at=row.at, source=row.source)
        for row in session.execute(statement)
    ]


def _read(
    session: Session, organization_ids: Iterable[int] | None, day: date, initiative_id: int | None = None
) -> list[Initiative]:
    newest = (
        select(func.max(InitiativeVersionRow.id))
        .where(InitiativeVersionRow.recorded_on <= day)
        .group_by(InitiativeVersionRow.initiative_id)
    )
    owner = aliased(PersonRow)
    statement = (
        select(InitiativeRow.id, InitiativeRow.organization_id, *_columns(), owner.name.label("owner"))
        .join(InitiativeVersionRow, InitiativeVersionRow.initiative_id == InitiativeRow.id)
        .join(OrganizationRow, OrganizationRow.id == InitiativeRow.organization_id)
        .outerjoin(owner, owner.id == InitiativeVersionRow.owner_id)
        .where(InitiativeVersionRow.is_removed.is_(False))
    )
    if organization_ids is not None:
        ids = list(organization_ids)
        statement = statement.where(InitiativeRow.organization_id.in_(ids))
        newest = newest.join(InitiativeRow).where(InitiativeRow.organization_id.in_(ids))
    if initiative_id is not None:
        statement = statement.where(InitiativeRow.id == initiative_id)
        newest = newest.where(InitiativeVersionRow.initiative_id == initiative_id)
    statement = statement.where(InitiativeVersionRow.id.in_(newest))
    listed = rows(session, statement)
    decided = decisions.newest(session, sorted({row.organization_id for row in listed}), day) if listed else {}
    return [_initiative(row, decided.get(row.id)) for row in listed]


def _columns() -> list[Any]:
    return [getattr(InitiativeVersionRow, name) for name in (*_FACTS, "place_ids")]


def _initiative(row: Columns, decision: InitiativeDecision | None) -> Initiative:
    return Initiative(
        id=row.id,
        organization_id=row.organization_id,
        facts=_facts(row),
        owner=row.owner or row.owner_name,
        decision=decision,
    )


def _facts(row: Columns) -> InitiativeFacts:
    typed = {name: getattr(row, name) for name in _FACTS}
    return InitiativeFacts(**typed, place_ids=tuple(int(place) for place in row.place_ids))
