"""Keeps what was changed in a plan's parts and among the organizations: who, when and why."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, and_, func, not_, or_, select
from sqlalchemy.orm import Session

from plans.sheet_changes import as_text
from storage.aliases import alias_of
from storage.items.items import Stamp
from storage.models import (
    ActionItemRow,
    AgreementRow,
    BenchmarkRow,
    GoalRow,
    ItemEventRow,
    ItemRegroupingRow,
    MeasureRow,
    MilestoneEventRow,
    MilestoneRow,
    OrganizationRow,
    PersonRow,
    PlanChangeRow,
    PlanRow,
    PriorityRow,
    StrategyRow,
    SwotFactorRow,
)
from storage.plans.places import PlanRowReference
from storage.upsert import add

PartRow = (
    AgreementRow
    | PlanRow
    | GoalRow
    | PriorityRow
    | StrategyRow
    | MeasureRow
    | BenchmarkRow
    | MilestoneRow
    | ActionItemRow
    | SwotFactorRow
)
_Record, _Other = alias_of(PlanChangeRow), alias_of(PlanChangeRow)
OWNER = "owner"
LISTS = frozenset({"team", "targets", "collaborators"})
DAYS_AT_ONCE = 128
"""Conditions and columns as of a day are built once for each table or column and day. Most readers ask for today."""
DATES = frozenset({"start", "due"})
"""Columns of the parts that hold lists or dates; all others hold text."""


class ChangeKind(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartChange:
    """A part added or dropped, or one field before and after. Persons stand in it by ids, other words as they are."""

    kind: ChangeKind
    field: str = ""
    before: str = ""
    after: str = ""
    before_person_id: int | None = None
    after_person_id: int | None = None


def record_added(session: Session, row: PartRow, stamp: Stamp, why: str = "", source: str = "") -> None:
    """`source` is the name of the file that a whole plan comes from."""
    _add(session, row, PartChange(kind=ChangeKind.ADDED, after=source), stamp, why)


def record_dropped(session: Session, row: PartRow, stamp: Stamp, why: str = "") -> None:
    _add(session, row, PartChange(kind=ChangeKind.DROPPED), stamp, why)


def record_changed(session: Session, row: PartRow, after: Mapping[str, Any], stamp: Stamp, why: str = "") -> None:
    """Keep each column whose cell differs. Call it while the row still has its cells from before."""
    for field, cell in after.items():
        before = recorded(getattr(row, field))
        if before != recorded(cell):
            change = PartChange(kind=ChangeKind.CHANGED, field=field, before=before, after=recorded(cell))
            _add(session, row, change, stamp, why)


def record_owner(session: Session, row: ActionItemRow, after: Mapping[str, Any], stamp: Stamp, why: str = "") -> None:
    """Keep that an action item goes from one owner to another. `after` has its columns owner and owner_id."""
    if (row.owner_id, row.owner_key) == (after["owner_id"], after["owner_key"]):
        return
    change = PartChange(
        kind=ChangeKind.CHANGED,
        field=OWNER,
        before="" if row.owner_id else row.owner or "",
        after="" if after["owner_id"] else after["owner"] or "",
        before_person_id=row.owner_id,
        after_person_id=after["owner_id"],
    )
    _add(session, row, change, stamp, why)


def record_organization(session: Session, row: OrganizationRow, stamp: Stamp) -> None:
    """Keep that an organization was added, and under which other one."""
    values = {"organization_id": row.id, "plan_id": None, "place": OrganizationRow.__tablename__, "row_id": row.id}
    parent = "parent_id" if row.parent_id else ""
    change = PartChange(kind=ChangeKind.ADDED, field=parent, after=cell_text(row.parent_id))
    add(session, PlanChangeRow, {**values, "code": "", **_columns(change, stamp, "")})


def in_plan_on(table: Any, day: date) -> ColumnElement[bool]:
    """Whether a row of the table was in its plan at the end of the day, by what was recorded until then.

    A row whose first record is later was not there yet if it says "added", and was there if it says "dropped".
    """
    return _in_plan_on(table, day)


@lru_cache(DAYS_AT_ONCE)
def _in_plan_on(table: Any, day: date) -> ColumnElement[bool]:
    """With NOT EXISTS, so that PostgreSQL joins the records once for all rows and can tell how many are left."""
    record, other = _Record, _Other
    is_later = record.recorded_on > day
    takes_out = or_(
        and_(record.kind == ChangeKind.DROPPED.value, not_(is_later)),
        and_(record.kind == ChangeKind.ADDED.value, is_later),
    )
    is_nearer = or_(
        and_(other.recorded_on <= day, or_(is_later, other.id > record.id)),
        and_(other.recorded_on > day, is_later, other.id < record.id),
    )
    nearer = select(other.id).where(other.place == record.place, other.row_id == record.row_id)
    nearer = nearer.where(other.kind != ChangeKind.CHANGED.value, is_nearer)
    of_row = select(record.id).where(record.place == table.__tablename__, record.row_id == table.id)
    taken_out = of_row.where(takes_out, ~nearer.correlate(record).exists())
    recorded_at_all = of_row.where(record.kind != ChangeKind.CHANGED.value)
    return and_(
        ~taken_out.correlate(table).exists(),
        or_(table.dropped.is_(False), recorded_at_all.correlate(table).exists()),
    )


def was_in_plan_by(table: Any, day: date) -> ColumnElement[bool]:
    """Whether a row of the table was in its plan at any time until the end of the day."""
    of_row = select(PlanChangeRow.kind).where(
        PlanChangeRow.place == table.__tablename__,
        PlanChangeRow.row_id == table.id,
        PlanChangeRow.kind != ChangeKind.CHANGED.value,
    )
    is_recorded = of_row.where(PlanChangeRow.recorded_on <= day).correlate(table).exists()
    later = of_row.where(PlanChangeRow.recorded_on > day).order_by(PlanChangeRow.id).limit(1)
    first_later = func.coalesce(later.correlate(table).scalar_subquery(), ChangeKind.DROPPED.value)
    return is_recorded | (first_later == ChangeKind.DROPPED.value)


def taken_out_on(session: Session, table: Any, plan_id: int, day: date) -> dict[str, tuple[date, str]]:
    """When and why the rows of the table that had left the plan by the end of the day did, by their codes."""
    newest: dict[str, tuple[date, str]] = {}
    statement = select(PlanChangeRow.kind, table.code, PlanChangeRow.recorded_on, PlanChangeRow.reason)
    statement = statement.join(table, (PlanChangeRow.row_id == table.id) & (table.plan_id == plan_id))
    of_table = (PlanChangeRow.place == table.__tablename__, PlanChangeRow.kind != ChangeKind.CHANGED.value)
    statement = statement.where(*of_table, PlanChangeRow.recorded_on <= day).order_by(PlanChangeRow.id)
    for kind, code, recorded_on, reason in session.execute(statement):
        if kind == ChangeKind.DROPPED:
            newest[code] = (recorded_on, reason)
        else:
            newest.pop(code, None)
    return newest


def is_taken_out(session: Session, row: PartRow) -> bool:
    """Whether the newest record says that the part has left the plan."""
    of_row = select(PlanChangeRow.kind).filter_by(place=row.__tablename__, row_id=row.id)
    newest = of_row.where(PlanChangeRow.kind != ChangeKind.CHANGED.value).order_by(PlanChangeRow.id.desc()).limit(1)
    return session.scalar(newest) == ChangeKind.DROPPED.value


def newest_author(session: Session, place: PlanRowReference) -> str:
    """The name of whoever changed the part last; empty if it was nobody of the workspace."""
    histories: list[tuple[Any, Any]] = [
        (PlanChangeRow, (PlanChangeRow.place == place.table) & (PlanChangeRow.row_id == place.row_id))
    ]
    if place.table == ActionItemRow.__tablename__:
        histories += [(table, table.item_id == place.row_id) for table in (ItemEventRow, ItemRegroupingRow)]
    if place.table == MilestoneRow.__tablename__:
        histories.append((MilestoneEventRow, MilestoneEventRow.milestone_id == place.row_id))
    newest: list[tuple[datetime, str]] = []
    for table, of_part in histories:
        statement = select(table.at, PersonRow.name).outerjoin(PersonRow, PersonRow.id == table.person_id)
        row = session.execute(statement.where(of_part).order_by(table.id.desc()).limit(1)).first()
        newest += [(row.at, row.name or "")] if row else []
    return max(newest)[1] if newest else ""


def recorded(cell: object) -> str:
    """A list as JSON: what people type may hold any separator."""
    return json.dumps(cell, ensure_ascii=False) if isinstance(cell, list) and cell else as_text(cell)


def printed(field: str, text: str) -> str | date:
    """What was recorded of a column, as people read it."""
    if field in LISTS:
        return ", ".join(list_of(text))
    return date.fromisoformat(text) if field in DATES and text else text


def list_of(text: str) -> list[str]:
    """A list as it was recorded. The oldest rows have commas between the parts."""
    if text.startswith("["):
        parts: list[str] = json.loads(text)
        return parts
    return text.split(", ") if text else []


def date_of(text: str) -> date | None:
    """A date as it was recorded."""
    return date.fromisoformat(text) if text else None


def has_cell(row: PartRow, field: str, text: str) -> bool:
    """Whether a column still holds what was recorded."""
    cell: object = getattr(row, field)
    return cell == cell_of(row, field, text) or (not cell and not text)


def cell_of(row: PartRow, field: str, text: str) -> Any:
    """What was recorded of a column, as the column holds it."""
    if field in LISTS:
        return list_of(text)
    if field in DATES:
        return date_of(text)
    return None if not text and type(row).__table__.columns[field].nullable else text


def cell_text(cell: object) -> str:
    return ", ".join(str(part) for part in cell) if isinstance(cell, list) else as_text(cell)


def _add(session: Session, row: PartRow, change: PartChange, stamp: Stamp, why: str) -> None:
    session.flush()
    plan_id = row.id if isinstance(row, PlanRow) else row.plan_id
    values = {"plan_id": plan_id, "organization_id": None, "place": row.__tablename__, "row_id": row.id}
    add(session, PlanChangeRow, {**values, "code": _code(session, row), **_columns(change, stamp, why)})


def _columns(change: PartChange, stamp: Stamp, why: str) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "field": change.field,
        "before": change.before,
        "after": change.after,
        "before_person_id": change.before_person_id,
        "after_person_id": change.after_person_id,
        "at": stamp.at,
        "recorded_on": stamp.on,
        "person_id": stamp.by,
        "reason": why,
    }


def _code(session: Session, row: PartRow) -> str:
    """The part's own code, or that of the goal or strategy to which it belongs."""
    match row:
        case PlanRow() | SwotFactorRow():
            return ""
        case MeasureRow(goal_id=int(goal_id)):
            return session.scalar(select(GoalRow.code).filter_by(id=goal_id)) or ""
        case MeasureRow() | BenchmarkRow() | AgreementRow():
            return session.scalar(select(StrategyRow.code).filter_by(id=row.strategy_id)) or ""
        case _:
            return row.code
