"""How far the setup of a plan in Slack has come."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, exists, select, update
from sqlalchemy.orm import Session

from storage.models import OrganizationRow, PlanRow, PlanSetupRow
from storage.upsert import insert_missing


@dataclass(frozen=True, slots=True)
class PlanSetup:
    plan_id: int
    step: str
    started_at: datetime | None

    @property
    def is_started(self) -> bool:
        return self.started_at is not None


def is_unfinished() -> ColumnElement[bool]:
    """Of PlanRow: its setup in Slack has begun, and nobody has started the plan yet."""
    return exists().where(PlanSetupRow.plan_id == PlanRow.id, PlanSetupRow.started_at.is_(None))


def begin(session: Session, plan_id: int, step: str, *, started_at: datetime | None = None) -> None:
    """Begin a setup, unless the plan has one. With `started_at`, the plan goes on meanwhile."""
    row = {"plan_id": plan_id, "step": step, "started_at": started_at}
    insert_missing(session, PlanSetupRow, [row], unique=["plan_id"])


def find(session: Session, plan_id: int) -> PlanSetup | None:
    row = session.get(PlanSetupRow, plan_id, populate_existing=True)
    return PlanSetup(row.plan_id, row.step, row.started_at) if row is not None else None


def unfinished(session: Session, team_id: str) -> list[int]:
    """Ids of the workspace's plans whose setup has begun and that nobody has started."""
    statement = (
        select(PlanSetupRow.plan_id)
        .join(PlanRow, PlanRow.id == PlanSetupRow.plan_id)
        .join(OrganizationRow, OrganizationRow.id == PlanRow.organization_id)
        .where(OrganizationRow.workspace_id == team_id, PlanSetupRow.started_at.is_(None))
        .order_by(PlanSetupRow.plan_id)
    )
    return list(session.scalars(statement))


def go_on(session: Session, plan_id: int, step: str) -> None:
    session.execute(update(PlanSetupRow).filter_by(plan_id=plan_id).values(step=step))


def start(session: Session, plan_id: int, *, at: datetime, on: date) -> bool:
    """Start the plan: rounds that were due before `on` are not opened. False if it was started before."""
    row = update(PlanSetupRow).where(PlanSetupRow.plan_id == plan_id, PlanSetupRow.started_at.is_(None))
    if session.execute(row.values(started_at=at).returning(PlanSetupRow.plan_id)).first() is None:
        return False
    session.execute(update(PlanRow).filter_by(id=plan_id).values(created_on=on))
    return True


def set_rhythm(session: Session, plan_id: int, *, asks_on: str, asks_at: str) -> None:
    """The day of the month and the local time of the monthly check-in."""
    session.execute(update(PlanRow).filter_by(id=plan_id).values(asks_on=asks_on, asks_at=asks_at))
