"""Drops audit records that are older than the retention says. A checkpoint takes their place in the chain.

The database lets records be deleted only up to a checkpoint, and the checkpoint is a row that can't be taken back. An
audit record says who dropped them. The newest record always stays, so that the chain goes on from it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from storage.audit import records
from storage.audit.kinds import AuditKind
from storage.models import AuditCheckpointRow, AuditRecordRow, AuditSealRow

ACTION = "audit.drop"
_SEALS = AuditSealRow.__table__.c
_RECORDS = AuditRecordRow.__table__.c


@dataclass(frozen=True, slots=True)
class OldRecords:
    """What `drop` would drop: the chain up to a position."""

    count: int
    last_position: int
    """0 if there is nothing to drop."""
    last_hash: str = ""


def old_records(session: Session, before: datetime, *, held_plans: Collection[int] = ()) -> OldRecords:
    """The sealed records from before the moment, up to the first one that has to stay.

    A chain can only be shortened from its beginning. So the first record of a plan under a legal hold keeps everything
    after it, whatever plan that is of.
    """
    first_to_stay = _first_to_stay(session, before, held_plans)
    last = select(_SEALS.position, _SEALS.hash).where(_SEALS.position < first_to_stay).order_by(_SEALS.position.desc())
    row = session.execute(last.limit(1)).first()
    if row is None:
        return OldRecords(0, 0)
    count = session.scalar(select(func.count()).select_from(AuditSealRow).where(_SEALS.position <= row.position))
    return OldRecords(count or 0, row.position, row.hash)


def drop(
    session: Session,
    before: datetime,
    *,
    now: datetime,
    held_plans: Collection[int] = (),
    login: str | None = None,
) -> OldRecords:
    """Drop them, and add a record of it."""
    old = old_records(session, before, held_plans=held_plans)
    if old.last_position == 0:
        return old
    session.add(AuditCheckpointRow(position=old.last_position, hash=old.last_hash, at=now))
    session.flush()
    dropped = select(_SEALS.record_id).where(_SEALS.position <= old.last_position)
    session.execute(delete(AuditRecordRow).where(_RECORDS.id.in_(dropped)))
    session.execute(delete(AuditSealRow).where(_SEALS.position <= old.last_position))
    records.add(
        session,
        AuditKind.ERASED,
        ACTION,
        at=now,
        login=login,
        count=old.count,
        position=old.last_position,
        before=before,
    )
    return old


def _first_to_stay(session: Session, before: datetime, held_plans: Collection[int]) -> int:
    """The position of the first record that is younger or of a held plan; else of the newest."""
    stays = or_(_RECORDS.at >= before, _RECORDS.plan_id.in_(held_plans), _RECORDS.id.is_(None))
    joined = select(func.min(_SEALS.position)).outerjoin(AuditRecordRow, _RECORDS.id == _SEALS.record_id)
    newest = session.scalar(select(func.max(_SEALS.position))) or 0
    return session.scalar(joined.where(stays)) or newest
