"""The chain of hashes over audit records: each hash covers a record and the hash before it.

A turn only adds its records. They are sealed afterwards, in one order, by whoever holds the lock: no turn waits for
another one's hash. On PostgreSQL transactions that overlap commit their ids out of order, so what is sealed next are
all records without a seal, not those after the last id.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy import ColumnElement, Row, func, insert, select, text
from sqlalchemy.orm import Session

from storage import upsert
from storage.models import AuditCheckpointRow, AuditRecordRow, AuditSealRow

AT_ONCE = 1000
OVERLAP = 2000
"""How many seals back an unsealed record can be younger than, for a quick look: more than turns can overlap."""
_LOCK = 7268492
RECORD_COLUMNS = AuditRecordRow.__table__.c


@dataclass(frozen=True, slots=True)
class ChainLink:
    """A position in the chain and its hash."""

    position: int
    hash: str

    def __str__(self) -> str:
        """As the log and `throughline audit check` print it, to be kept elsewhere."""
        return f"{self.position}:{self.hash}"


START = ChainLink(0, "")


def seal(session: Session, now: datetime, *, all_ids: bool = True) -> int:
    """Seal records that have no seal yet, AT_ONCE of them at most, and return how many.

    Without `all_ids`, only those that aren't far behind the newest are looked for, which takes a few milliseconds.
    """
    _wait_for_other_sealers(session)
    link = last_link(session)
    unsealed = select(*RECORD_COLUMNS).where(*_without_seal(session, all_ids)).order_by(RECORD_COLUMNS.id)
    seals = []
    for record in session.execute(unsealed.limit(AT_ONCE)):
        following = link.position + 1
        digest = hash_of(record, following, now, link.hash)
        seals.append(
            {"position": following, "record_id": record.id, "sealed_at": now, "previous": link.hash, "hash": digest}
        )
        link = ChainLink(following, digest)
    if seals:
        session.execute(insert(AuditSealRow), seals)
    return len(seals)


def needs_seals(session: Session, *, all_ids: bool = True) -> bool:
    """Whether `seal` would find anything."""
    return session.scalar(select(RECORD_COLUMNS.id).where(*_without_seal(session, all_ids)).limit(1)) is not None


def last_link(session: Session) -> ChainLink:
    """The newest link; what a checkpoint says where no seal is left."""
    for table in (AuditSealRow, AuditCheckpointRow):
        newest = session.execute(select(table.position, table.hash).order_by(table.position.desc()).limit(1)).first()
        if newest is not None:
            return ChainLink(newest.position, newest.hash)
    return START


def hash_of(record: Row[tuple[object, ...]], position: int, sealed_at: datetime, previous: str) -> str:
    """The hash of a record at its position, as hexadecimal digits."""
    fields = [position, previous, _moment(sealed_at), record.id, _moment(record.at)]
    fields += [getattr(record, name) for name in _HASHED]
    return sha256(json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


_HASHED = tuple(column.name for column in RECORD_COLUMNS if column.name not in {"id", "at"})


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _without_seal(session: Session, all_ids: bool) -> list[ColumnElement[bool]]:
    sealed = select(AuditSealRow.record_id).where(AuditSealRow.record_id == RECORD_COLUMNS.id)
    conditions: list[ColumnElement[bool]] = [~sealed.exists()]
    if not all_ids:
        conditions.append(RECORD_COLUMNS.id > _newest_ids_begin(session))
    return conditions


def _newest_ids_begin(session: Session) -> int:
    """The smallest record id among the newest seals."""
    newest = select(AuditSealRow.record_id).order_by(AuditSealRow.position.desc()).limit(OVERLAP).subquery()
    return session.scalar(select(func.min(newest.c.record_id))) or 0


def _wait_for_other_sealers(session: Session) -> None:
    """Take a lock until the transaction ends. SQLite has one writer at a time anyway."""
    if upsert.dialect(session) == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
