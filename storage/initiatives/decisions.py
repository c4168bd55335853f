"""What was decided about initiatives, who tells whom, and what of it is due on a day. Decisions are only added."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session, aliased

from plans.initiatives import Doubt, InitiativeDecision, InitiativeDecisionKind
from storage.items.items import Stamp
from storage.models import (
    InitiativeDecisionRow,
    InitiativeNoticeRow,
    InitiativeRow,
    InitiativeVersionRow,
    OrganizationRow,
    PersonRow,
)
from storage.rows import Columns, rows
from storage.upsert import add as add_row
from storage.upsert import add_returning_id

_TYPED = ("kind", "reason", "into_id", "stops_on", "review_on", "freed_cost", "freed_time")


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeNotice:
    """Who tells whom by when that an initiative stops."""

    teller_id: int
    teller: str
    audiences: Sequence[str]
    other_audience: str
    due: date
    item_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDecision:
    """A decision of which somebody must hear on a day."""

    id: int
    initiative_id: int
    time_zone: str
    workspace_id: str
    organization_id: int


def add(session: Session, initiative_id: int, decision: InitiativeDecision, stamp: Stamp) -> int:
    """The id of the decision."""
    typed = {name: getattr(decision, name) for name in _TYPED}
    recorded = {"person_id": stamp.by, "at": stamp.at, "recorded_on": stamp.on}
    of_initiative = {"initiative_id": initiative_id, "doubts": [str(doubt) for doubt in decision.doubts]}
    return add_returning_id(session, InitiativeDecisionRow, {**of_initiative, **typed, **recorded})


def add_notice(session: Session, decision_id: int, notice: InitiativeNotice) -> None:
    typed = {name: getattr(notice, name) for name in ("teller_id", "other_audience", "due", "item_id")}
    add_row(session, InitiativeNoticeRow, {"decision_id": decision_id, "audiences": list(notice.audiences), **typed})


def notices(session: Session, decision_id: int) -> list[InitiativeNotice]:
    statement = (
        select(InitiativeNoticeRow, PersonRow.name)
        .join(PersonRow, PersonRow.id == InitiativeNoticeRow.teller_id)
        .where(InitiativeNoticeRow.decision_id == decision_id)
        .order_by(InitiativeNoticeRow.due, InitiativeNoticeRow.id)
    )
    return [
        InitiativeNotice(
            teller_id=row.teller_id,
            teller=name,
            audiences=row.audiences,
            other_audience=row.other_audience,
            due=row.due,
            item_id=row.item_id,
        )
        for row, name in session.execute(statement)
    ]


def newest(session: Session, organization_ids: Sequence[int], day: date) -> dict[int, InitiativeDecision]:
    """The newest of each initiative at the end of the day, by the initiative's id."""
    row = InitiativeDecisionRow
    latest = (
        select(func.max(row.id))
        .join(InitiativeRow, InitiativeRow.id == row.initiative_id)
        .where(row.recorded_on <= day, InitiativeRow.organization_id.in_(organization_ids))
        .group_by(row.initiative_id)
    )
    return {each.initiative_id: _decision(each) for each in _read(session, row.id.in_(latest))}


def history(session: Session, initiative_id: int) -> list[InitiativeDecision]:
    """The newest first."""
    return [_decision(each) for each in _read(session, InitiativeDecisionRow.initiative_id == initiative_id)]


def _read(session: Session, *conditions: ColumnElement[bool]) -> Sequence[Columns]:
    row, into = InitiativeDecisionRow, aliased(InitiativeVersionRow)
    newest_version = select(func.max(into.id)).where(into.initiative_id == row.into_id).correlate(row).scalar_subquery()
    named = aliased(InitiativeVersionRow)
    statement = (
        select(
            row.id,
            row.initiative_id,
            *(getattr(row, name) for name in _TYPED),
            row.doubts,
            row.recorded_on,
            PersonRow.name.label("by"),
            named.name.label("into"),
        )
        .join(PersonRow, PersonRow.id == row.person_id)
        .outerjoin(named, named.id == newest_version)
        .where(*conditions)
        .order_by(row.id.desc())
    )
    return rows(session, statement)


def _decision(row: Columns) -> InitiativeDecision:
    typed = {name: getattr(row, name) for name in _TYPED}
    typed["kind"] = InitiativeDecisionKind(row.kind)
    return InitiativeDecision(
        id=row.id,
        **typed,
        into=row.into or "",
        doubts=tuple(Doubt(doubt) for doubt in row.doubts),
        by=row.by,
        on=row.recorded_on,
    )


# ---------------------------------------------------------------- what is due


def due_reviews(session: Session, latest: date) -> list[DueDecision]:
    """Newest decisions whose review is due by that day and whose owner was not reminded."""
    row = InitiativeDecisionRow
    return _due(session, row.review_on <= latest, row.review_asked_on.is_(None))


def due_stops(session: Session, latest: date) -> list[DueDecision]:
    """Newest decisions to stop by that day of which nobody was told on the day."""
    row = InitiativeDecisionRow
    return _due(session, row.kind == "stop", row.stops_on <= latest, row.stop_announced_on.is_(None))


def _due(session: Session, *conditions: ColumnElement[bool]) -> list[DueDecision]:
    row = InitiativeDecisionRow
    later = aliased(InitiativeDecisionRow)
    is_newest = ~select(later.id).where(later.initiative_id == row.initiative_id, later.id > row.id).exists()
    statement = (
        select(
            row.id,
            row.initiative_id,
            InitiativeRow.organization_id,
            OrganizationRow.time_zone,
            OrganizationRow.workspace_id,
        )
        .join(InitiativeRow, InitiativeRow.id == row.initiative_id)
        .join(OrganizationRow, OrganizationRow.id == InitiativeRow.organization_id)
        .where(OrganizationRow.closed_on.is_(None), is_newest, *conditions)
        .order_by(row.id)
    )
    return [DueDecision(**each._asdict()) for each in rows(session, statement)]


def mark_review_asked(session: Session, decision_id: int, on: date) -> bool:
    """False if another replica asked first."""
    row = InitiativeDecisionRow
    statement = update(row).where(row.id == decision_id, row.review_asked_on.is_(None)).values(review_asked_on=on)
    return session.execute(statement.returning(row.id)).first() is not None


def mark_stop_announced(session: Session, decision_id: int, on: date) -> bool:
    """False if another replica told them first."""
    row = InitiativeDecisionRow
    statement = update(row).where(row.id == decision_id, row.stop_announced_on.is_(None)).values(stop_announced_on=on)
    return session.execute(statement.returning(row.id)).first() is not None
