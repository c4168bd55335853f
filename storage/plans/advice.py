"""What schools would tell other schools, as it is stored."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from plans.advice import FoundBy
from plans.practices import codes_of
from storage.items.items import Stamp
from storage.models import (
    AdviceEventRow,
    AdviceRow,
    MilestoneRow,
    OrganizationRow,
    PersonRow,
    PlanRow,
    StrategyRow,
)
from storage.plans.places import PlanRowReference
from storage.rows import Columns, rows

RELEASED, WITHDRAWN = "released", "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """The newest words about a milestone or a strategy."""

    id: int
    plan_id: int
    organization_id: int
    organization: str
    place: PlanRowReference
    code: str
    title: str
    practices: tuple[str, ...]
    """The codes that the milestone or strategy works on."""
    completed_on: date | None
    """Of a milestone."""
    words: str
    found_by: FoundBy
    author_id: int
    author: str
    author_slack_id: str
    """Empty if the author has left."""
    told_on: date
    standing: str
    """RELEASED, WITHDRAWN, or empty while no leader has let it leave the school."""

    @property
    def is_findable(self) -> bool:
        return self.found_by is not FoundBy.NOBODY and self.standing == RELEASED


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAdvice:
    plan_id: int
    place: PlanRowReference
    words: str
    found_by: FoundBy


def add(session: Session, new: NewAdvice, stamp: Stamp) -> int:
    is_milestone = new.place.table == MilestoneRow.__tablename__
    row = AdviceRow(
        plan_id=new.plan_id,
        milestone_id=new.place.row_id if is_milestone else None,
        strategy_id=None if is_milestone else new.place.row_id,
        words=new.words,
        found_by=new.found_by.value,
        person_id=stamp.by,
        at=stamp.at,
        recorded_on=stamp.on,
    )
    session.add(row)
    session.flush()
    return row.id


def release(session: Session, advice_id: int, stamp: Stamp) -> None:
    """Let it leave the school."""
    _record(session, advice_id, RELEASED, stamp)


def withdraw(session: Session, advice_id: int, stamp: Stamp) -> None:
    """From now on, nobody finds it."""
    _record(session, advice_id, WITHDRAWN, stamp)


def _record(session: Session, advice_id: int, kind: str, stamp: Stamp) -> None:
    session.add(AdviceEventRow(advice_id=advice_id, kind=kind, person_id=stamp.by, at=stamp.at, recorded_on=stamp.on))
    session.flush()


def get(session: Session, advice_id: int) -> Advice | None:
    """None if there is none, or if newer words have taken its place."""
    return next(iter(_newest(session, AdviceRow.id == advice_id)), None)


def of_place(session: Session, place: PlanRowReference) -> Advice | None:
    column = AdviceRow.milestone_id if place.table == MilestoneRow.__tablename__ else AdviceRow.strategy_id
    return next(iter(_newest(session, column == place.row_id)), None)


def of_workspace(session: Session, team_id: str) -> list[Advice]:
    return _newest(session, OrganizationRow.workspace_id == team_id)


def _newest(session: Session, *conditions: ColumnElement[bool]) -> list[Advice]:
    newest = select(func.max(AdviceRow.id)).group_by(AdviceRow.milestone_id, AdviceRow.strategy_id)
    event = select(AdviceEventRow.kind).where(AdviceEventRow.advice_id == AdviceRow.id)
    standing = event.order_by(AdviceEventRow.id.desc()).limit(1).correlate(AdviceRow).scalar_subquery()
    columns: tuple[Any, ...] = (
        *(AdviceRow.id, AdviceRow.plan_id, AdviceRow.milestone_id, AdviceRow.words, AdviceRow.found_by),
        *(AdviceRow.person_id, AdviceRow.recorded_on, MilestoneRow.completed_on, PlanRow.organization_id),
        StrategyRow.id.label("strategy_id"),
        func.coalesce(MilestoneRow.code, StrategyRow.code).label("code"),
        func.coalesce(MilestoneRow.title, StrategyRow.title).label("title"),
        func.coalesce(func.nullif(MilestoneRow.practice, ""), StrategyRow.practice).label("practice"),
        *(OrganizationRow.name.label("organization"), PersonRow.name.label("author"), PersonRow.slack_id),
        *(PersonRow.active, standing.label("standing")),
    )
    statement = (
        select(*columns)
        .outerjoin(MilestoneRow, MilestoneRow.id == AdviceRow.milestone_id)
        .join(StrategyRow, StrategyRow.id == func.coalesce(AdviceRow.strategy_id, MilestoneRow.strategy_id))
        .join(PlanRow, PlanRow.id == AdviceRow.plan_id)
        .join(OrganizationRow, OrganizationRow.id == PlanRow.organization_id)
        .join(PersonRow, PersonRow.id == AdviceRow.person_id)
        .where(AdviceRow.id.in_(newest), *conditions)
        .order_by(OrganizationRow.name, AdviceRow.id)
    )
    return [_advice(row) for row in rows(session, statement)]


def _advice(row: Columns) -> Advice:
    table, row_id = (
        (MilestoneRow.__tablename__, row.milestone_id)
        if row.milestone_id is not None
        else (StrategyRow.__tablename__, row.strategy_id)
    )
    return Advice(
        id=row.id,
        plan_id=row.plan_id,
        organization_id=row.organization_id,
        organization=row.organization,
        place=PlanRowReference(table, row_id),
        code=row.code,
        title=row.title,
        practices=codes_of(row.practice),
        completed_on=row.completed_on,
        words=row.words,
        found_by=FoundBy(row.found_by),
        author_id=row.person_id,
        author=row.author,
        author_slack_id=row.slack_id if row.active else "",
        told_on=row.recorded_on,
        standing=row.standing or "",
    )
