"""Who did what: audit records, the chain of hashes over them, and where records were dropped.

People, plans and rows are ids without foreign keys: a record outlives what it is about. The database refuses changes.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.audit.kinds import AuditKind
from storage.models.base import Base, one_of


class AuditRecordRow(Base):
    """Rows are only ever added, and dropped as a whole once they are older than the retention says."""

    __tablename__ = "audit_record"
    __table_args__ = (
        one_of("kind", *AuditKind),
        # Every turn that changes something pays for an index; only Slack waits for an answer about a plan.
        Index("ix_audit_record_plan_at", "plan_id", "at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    workspace_id: Mapped[str | None]
    person_id: Mapped[int | None]
    """None for the bot itself and for commands run on the machine."""
    login: Mapped[str | None]
    """Whose account on the machine a command ran under."""
    kind: Mapped[str]
    action: Mapped[str]
    """The route or command, as docs/roles.md and docs/operations.md name it."""
    plan_id: Mapped[int | None]
    organization_id: Mapped[int | None]
    request_id: Mapped[str | None]
    """See storage/delivery/request_ids.py."""
    details: Mapped[dict[str, Any]]
    """Ids, counts, days and codes; never a name and nothing that somebody typed."""


class AuditSealRow(Base):
    """One link of the chain: the hash of a record together with the hash before it. Rows are only ever added."""

    __tablename__ = "audit_seal"
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Counts from 1 without gaps, in the order of sealing, which may differ from the order of record ids."""
    record_id: Mapped[int] = mapped_column(unique=True)
    sealed_at: Mapped[datetime]
    previous: Mapped[str]
    """The hash at the position before; empty at the first."""
    hash: Mapped[str]


class AuditCheckpointRow(Base):
    """Where the chain begins since older records were dropped. Rows are only ever added."""

    __tablename__ = "audit_checkpoint"
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """The position of the last record dropped."""
    hash: Mapped[str]
    """The hash at that position."""
    at: Mapped[datetime]
    """When they were dropped."""
