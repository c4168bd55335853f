"""Legal holds: while a plan is under one, nothing of it is removed, erased or destroyed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session, aliased

from plans.time_zones import zone_named
from storage.models import LegalHoldRow, OrganizationRow, PersonRow, PlanRow
from storage.people.role_changes import Author


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalHold:
    id: int
    plan_id: int
    organization: str
    school_year: str
    reason: str
    placed_at: datetime
    """This and `released_at` in the organization's time zone."""
    placed_by: str
    """A person's name, or the computer's account whose command line was used."""
    released_at: datetime | None
    released_by: str
    release_reason: str


def is_held(session: Session, plan_id: int) -> bool:
    return bool(held_among(session, [plan_id]))


def held_among(session: Session, plan_ids: Collection[int]) -> frozenset[int]:
    """Those of these plans that are under a hold."""
    standing = select(LegalHoldRow.plan_id).where(LegalHoldRow.plan_id.in_(plan_ids), _stands())
    return frozenset(session.scalars(standing))


def held_for_removal(session: Session, plan_ids: Collection[int]) -> frozenset[int]:
    """Like `held_among`, for a turn that removes: nobody can place a hold on one of these plans until it ends."""
    _lock(session, plan_ids)
    return held_among(session, plan_ids)


def held_in_workspace(session: Session, team_id: str) -> frozenset[int]:
    """All plans of a workspace that are under a hold."""
    return frozenset(hold.plan_id for hold in in_workspace(session, team_id) if hold.released_at is None)


def reasons(session: Session, plan_id: int) -> Sequence[str]:
    """Why a plan is under a hold, in the order in which they were placed; none if it isn't."""
    statement = select(LegalHoldRow.reason).where(LegalHoldRow.plan_id == plan_id, _stands())
    return session.scalars(statement.order_by(LegalHoldRow.id)).all()


def standing(session: Session, plan_id: int) -> list[LegalHold]:
    """The holds that a plan is under."""
    return _holds(session, LegalHoldRow.plan_id == plan_id, _stands())


def in_workspace(session: Session, team_id: str) -> list[LegalHold]:
    """All holds there ever were, the oldest first."""
    return _holds(session, OrganizationRow.workspace_id == team_id)


def place(session: Session, plan_id: int, reason: str, author: Author) -> int:
    """Returns the hold's number."""
    _lock(session, [plan_id])
    hold = LegalHoldRow(
        plan_id=plan_id,
        reason=reason,
        placed_at=author.at,
        placed_by_id=author.person_id,
        placed_by_login=author.login,
        released_by_login="",
        release_reason="",
    )
    session.add(hold)
    session.flush()
    return hold.id


def placed_at(session: Session, plan_id: int, at: datetime) -> int | None:
    """The number of the hold that was placed on the plan at this moment."""
    return session.scalar(select(LegalHoldRow.id).filter_by(plan_id=plan_id, placed_at=at))


def release(session: Session, hold_id: int, reason: str, author: Author) -> bool:
    """False if it was released before."""
    standing_row = update(LegalHoldRow).where(LegalHoldRow.id == hold_id, _stands()).returning(LegalHoldRow.id)
    released = session.execute(
        standing_row.values(
            released_at=author.at,
            released_by_id=author.person_id,
            released_by_login=author.login,
            release_reason=reason,
        )
    )
    return released.first() is not None


def _stands() -> ColumnElement[bool]:
    return LegalHoldRow.released_at.is_(None)


def _lock(session: Session, plan_ids: Collection[int]) -> None:
    """Make other turns that hold or remove these plans wait until this one ends (PostgreSQL)."""
    session.execute(select(PlanRow.id).where(PlanRow.id.in_(plan_ids)).order_by(PlanRow.id).with_for_update()).all()


def _holds(session: Session, *conditions: ColumnElement[bool]) -> list[LegalHold]:
    placing, releasing = aliased(PersonRow), aliased(PersonRow)
    statement = (
        select(LegalHoldRow, OrganizationRow, PlanRow.school_year, placing.name, releasing.name)
        .join(PlanRow, PlanRow.id == LegalHoldRow.plan_id)
        .join(OrganizationRow, OrganizationRow.id == PlanRow.organization_id)
        .outerjoin(placing, placing.id == LegalHoldRow.placed_by_id)
        .outerjoin(releasing, releasing.id == LegalHoldRow.released_by_id)
        .where(*conditions)
        .order_by(LegalHoldRow.id)
    )
    return [
        LegalHold(
            id=row.id,
            plan_id=row.plan_id,
            organization=organization.name,
            school_year=school_year,
            reason=row.reason,
            placed_at=row.placed_at.astimezone(zone_named(organization.time_zone)),
            placed_by=placed_by or row.placed_by_login,
            released_at=row.released_at and row.released_at.astimezone(zone_named(organization.time_zone)),
            released_by=released_by or row.released_by_login,
            release_reason=row.release_reason,
        )
        for row, organization, school_year, placed_by, released_by in session.execute(statement)
    ]
