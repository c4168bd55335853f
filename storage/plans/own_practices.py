"""Codes that a district adds under one of the twelve practices, such as 3b-1. They hold in it and below it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from storage.items.items import Stamp
from storage.models import OrganizationRow, OwnPracticeRow, PlanChangeRow
from storage.people import organizations
from storage.plans.plan_changes import ChangeKind
from storage.rows import rows
from storage.upsert import add

_TABLE = OwnPracticeRow.__tablename__
_NAME = "own_name"
"""The field of a renaming in the history. Not "name", which is an organization's."""


@dataclass(frozen=True, slots=True)
class OwnPractice:
    code: str
    name: str
    organization: str
    """Whose it is."""


def practices(session: Session, organization_id: int, on: date | None = None) -> Sequence[OwnPractice]:
    """Those of the organization and of all above it that were there on the day, or now. The nearest come first."""
    places = organizations.lineage(session, organization_id)
    statement = (
        select(OwnPracticeRow.code, _name_on(on).label("name"), OwnPracticeRow.organization_id)
        .add_columns(OrganizationRow.name.label("organization"))
        .join(OrganizationRow, OrganizationRow.id == OwnPracticeRow.organization_id)
        .where(OwnPracticeRow.organization_id.in_(places))
        .order_by(OwnPracticeRow.code)
    )
    if on is not None:
        statement = statement.where(OwnPracticeRow.recorded_on <= on)
    nearest_first = sorted(rows(session, statement), key=lambda row: places.index(row.organization_id))
    return [OwnPractice(row.code, row.name, row.organization) for row in nearest_first]


def _name_on(day: date | None) -> ColumnElement[str]:
    """What the code was called at the end of the day, or is called now."""
    if day is None:
        return OwnPracticeRow.name.expression
    change = PlanChangeRow
    later = select(change.before).where(change.place == _TABLE, change.field == _NAME, change.recorded_on > day)
    later = later.where(change.organization_id == OwnPracticeRow.organization_id, change.code == OwnPracticeRow.code)
    first = later.order_by(change.id).limit(1).correlate(OwnPracticeRow).scalar_subquery()
    return func.coalesce(first, OwnPracticeRow.name)


def names(session: Session, organization_id: int, on: date | None = None) -> dict[str, str]:
    """By code, in order. Of two names under one code, the nearest organization's."""
    nearest_last = reversed(practices(session, organization_id, on))
    return dict(sorted({practice.code: practice.name for practice in nearest_last}.items()))


def two_names(session: Session, organization_id: int) -> list[Sequence[OwnPractice]]:
    """Codes that the organization and one above it gave to different practices."""
    by_code: dict[str, list[OwnPractice]] = {}
    for practice in practices(session, organization_id):
        by_code.setdefault(practice.code, []).append(practice)
    return [alike for alike in by_code.values() if len({practice.name.casefold() for practice in alike}) > 1]


def save(session: Session, organization_id: int, code: str, name: str, stamp: Stamp) -> None:
    values = {"organization_id": organization_id, "code": code, "name": name, "person_id": stamp.by}
    add(session, OwnPracticeRow, {**values, "at": stamp.at, "recorded_on": stamp.on})


def find(session: Session, organization_id: int, code: str) -> OwnPracticeRow | None:
    """The code that this very organization added."""
    return session.scalar(select(OwnPracticeRow).filter_by(organization_id=organization_id, code=code))


def rename(session: Session, row: OwnPracticeRow, name: str, stamp: Stamp) -> None:
    """Past days keep the name of then."""
    place = {"organization_id": row.organization_id, "plan_id": None, "place": _TABLE, "row_id": row.id}
    words = {"code": row.code, "field": _NAME, "before": row.name, "after": name}
    times = {"at": stamp.at, "recorded_on": stamp.on, "person_id": stamp.by}
    add(session, PlanChangeRow, {**place, **words, **times, "kind": ChangeKind.CHANGED.value})
    row.name = name
    session.flush()
