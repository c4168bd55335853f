"""Reads audit records with the names of today: a person who was erased has none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from storage.audit.kinds import AuditKind
from storage.models import ActionItemRow, AuditRecordRow, MinutesRow, OrganizationRow, PersonRow, PlanRow


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """Which records are read. What is None or empty leaves none out."""

    workspace_id: str | None = None
    """Also records of no workspace, such as those of commands about the whole database."""
    plan_id: int | None = None
    person_id: int | None = None
    kind: AuditKind | None = None
    begins: datetime | None = None
    ends: datetime | None = None
    """The first moment that is too late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    id: int
    at: datetime
    kind: AuditKind
    action: str
    person_id: int | None
    person: str
    """Empty for the bot itself, for commands, and for people this workspace doesn't know."""
    login: str
    plan_id: int | None
    organization_id: int | None
    organization: str
    school_year: str
    request_id: str
    details: Mapping[str, Any]
    item_code: str
    """Of the action item it is about."""
    period: str
    """Of the minutes it is about, such as "2026-11"."""


def newest(session: Session, chosen: AuditFilter, most: int) -> Sequence[AuditLine]:
    """Newest first."""
    statement = (
        select(AuditRecordRow, PersonRow.name, OrganizationRow.name, PlanRow.school_year)
        .outerjoin(PersonRow, PersonRow.id == AuditRecordRow.person_id)
        .outerjoin(PlanRow, PlanRow.id == AuditRecordRow.plan_id)
        .outerjoin(
            OrganizationRow,
            OrganizationRow.id == func.coalesce(PlanRow.organization_id, AuditRecordRow.organization_id),
        )
        .where(*_conditions(chosen))
        .order_by(AuditRecordRow.at.desc(), AuditRecordRow.id.desc())
        .limit(most)
    )
    rows = session.execute(statement).all()
    codes = _by_id(session, ActionItemRow.code, ActionItemRow.id, [row[0].details.get("item_id") for row in rows])
    periods = _by_id(session, MinutesRow.period, MinutesRow.id, [row[0].details.get("minutes_id") for row in rows])
    return [_line(*row, codes=codes, periods=periods) for row in rows]


def count(session: Session, chosen: AuditFilter) -> int:
    return session.scalar(select(func.count()).select_from(AuditRecordRow).where(*_conditions(chosen))) or 0


def _conditions(chosen: AuditFilter) -> list[ColumnElement[bool]]:
    row = AuditRecordRow
    conditions: list[ColumnElement[bool]] = []
    if chosen.workspace_id is not None:
        conditions.append(func.coalesce(row.workspace_id, chosen.workspace_id) == chosen.workspace_id)
    if chosen.plan_id is not None:
        conditions.append(row.plan_id == chosen.plan_id)
    if chosen.person_id is not None:
        conditions.append(row.person_id == chosen.person_id)
    if chosen.kind is not None:
        conditions.append(row.kind == chosen.kind)
    if chosen.begins is not None:
        conditions.append(row.at >= chosen.begins)
    if chosen.ends is not None:
        conditions.append(row.at < chosen.ends)
    return conditions


def _by_id(session: Session, column: Any, key: Any, ids: Sequence[int | None]) -> Mapping[int, str]:
    numbers = {each for each in ids if each is not None}
    return dict(session.execute(select(key, column).where(key.in_(numbers))).tuples().all()) if numbers else {}


def _line(
    row: AuditRecordRow,
    person: str | None,
    organization: str | None,
    school_year: str | None,
    *,
    codes: Mapping[int, str],
    periods: Mapping[int, str],
) -> AuditLine:
    return AuditLine(
        id=row.id,
        at=row.at,
        kind=AuditKind(row.kind),
        action=row.action,
        person_id=row.person_id,
        person=person or "",
        login=row.login or "",
        plan_id=row.plan_id,
        organization_id=row.organization_id,
        organization=organization or "",
        school_year=school_year or "",
        request_id=row.request_id or "",
        details=row.details,
        item_code=codes.get(row.details.get("item_id", 0), ""),
        period=periods.get(row.details.get("minutes_id", 0), ""),
    )
