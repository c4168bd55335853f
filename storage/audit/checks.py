"""Checks the chain of hashes, and says where it breaks first.

Whoever can change the database can also write a chain of their own. What shows that is a link that was kept somewhere
else: the log has one every day, and `throughline audit check` prints the newest.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm import Session

from storage.audit import dropping
from storage.audit.chain import RECORD_COLUMNS, START, ChainLink, hash_of
from storage.models import AuditCheckpointRow, AuditRecordRow, AuditSealRow

LATE = timedelta(hours=1)
"""Turns that overlap are sealed out of order by seconds. A record this much older than those before was put in."""
PAGE_SIZE = 1000
_SEALS = AuditSealRow.__table__.c
_PAGE = (
    select(*_SEALS, *RECORD_COLUMNS)
    .select_from(AuditSealRow)
    .outerjoin(AuditRecordRow, RECORD_COLUMNS.id == _SEALS.record_id)
    .where(_SEALS.position > bindparam("position"))
    .order_by(_SEALS.position)
    .limit(PAGE_SIZE)
)


class BreakCode(StrEnum):
    """What is wrong. The sentences are in prompts/messages/audit.j2."""

    CHANGED = "changed"
    """The record doesn't have the hash it was sealed with."""
    DELETED = "deleted"
    """The record of a seal is gone."""
    SEAL_DELETED = "seal_deleted"
    """A position is missing, or its hash isn't what the next one says."""
    ADDED_LATER = "added_later"
    """The record is dated long before the records that were sealed earlier."""
    CUT_OFF = "cut_off"
    """The end is missing: there is no link at the position of the link that was kept."""
    REWRITTEN = "rewritten"
    """The hash at that position is another one than the link that was kept."""
    BEGINNING_DELETED = "beginning_deleted"
    """There is a checkpoint, and no record that the retention dropped what was before it."""


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where the chain breaks."""

    code: BreakCode
    position: int
    record_id: int | None = None
    at: datetime | None = None
    """When the record says it happened, if it is there."""


@dataclass(frozen=True, slots=True)
class ChainCheck:
    checked: int
    """How many positions were checked."""
    first: int
    """The first position that was checked."""
    last: ChainLink
    """The newest link; START for an empty chain."""
    first_break: Break | None = None


def check(session: Session, *, newest: int | None = None, expected: ChainLink | None = None) -> ChainCheck:
    """Check the chain from its beginning, or its newest positions only.

    `expected` is a link that somebody kept elsewhere. One that is older than what is stored can't be compared.
    """
    before = _begin(session, newest)
    walk = _Walk(before)
    for row in _rows(session, before):
        walk.go_on(row)
        if walk.first_break is not None:
            break
        if expected is not None and expected.position == walk.link.position and expected.hash != walk.link.hash:
            walk.first_break = Break(BreakCode.REWRITTEN, expected.position, row.id, row.at)
            break
    else:
        walk.first_break = _at_the_ends(session, walk.link, expected)
    return ChainCheck(walk.link.position - before.position, before.position + 1, walk.link, walk.first_break)


class _Walk:
    """Goes from link to link."""

    def __init__(self, before: ChainLink) -> None:
        self.link = before
        self.first_break: Break | None = None
        self._newest_at: datetime | None = None

    def go_on(self, row: Row[Any]) -> None:
        code = self._fault(row)
        if code is not None:
            position = self.link.position + 1 if code == BreakCode.SEAL_DELETED else row.position
            self.first_break = Break(code, position, row.record_id, row.at)
            return
        self.link = ChainLink(row.position, row.hash)
        self._newest_at = max(self._newest_at or row.at, row.at)

    def _fault(self, row: Row[Any]) -> BreakCode | None:
        if row.position != self.link.position + 1 or row.previous != self.link.hash:
            return BreakCode.SEAL_DELETED
        if row.id is None:
            return BreakCode.DELETED
        if hash_of(row, row.position, row.sealed_at, row.previous) != row.hash:
            return BreakCode.CHANGED
        if self._newest_at is not None and row.at < self._newest_at - LATE:
            return BreakCode.ADDED_LATER
        return None


def _begin(session: Session, newest: int | None) -> ChainLink:
    """The link before the first to be checked."""
    checkpoint = _newest_checkpoint(session)
    if newest is None:
        return checkpoint
    last = session.scalar(select(func.max(_SEALS.position))) or 0
    position = max(checkpoint.position, last - newest)
    digest = session.scalar(select(_SEALS.hash).where(_SEALS.position == position))
    return checkpoint if digest is None else ChainLink(position, digest)


def _newest_checkpoint(session: Session) -> ChainLink:
    table = AuditCheckpointRow
    row = session.execute(select(table.position, table.hash).order_by(table.position.desc()).limit(1)).first()
    return START if row is None else ChainLink(row.position, row.hash)


def _rows(session: Session, before: ChainLink) -> Iterator[Row[Any]]:
    """Each seal with its record, in the order of the chain."""
    position = before.position
    while True:
        page = session.execute(_PAGE, {"position": position}).all()
        yield from page
        if len(page) < PAGE_SIZE:
            return
        position = page[-1].position


def _at_the_ends(session: Session, last: ChainLink, expected: ChainLink | None) -> Break | None:
    """What the links between can't show: a missing end, and a beginning that no record explains."""
    checkpoint = _newest_checkpoint(session)
    if checkpoint.position > 0 and not _is_explained(session, checkpoint):
        return Break(BreakCode.BEGINNING_DELETED, checkpoint.position)
    if expected is not None and expected.position > last.position:
        return Break(BreakCode.CUT_OFF, last.position + 1)
    return None


def _is_explained(session: Session, checkpoint: ChainLink) -> bool:
    """Whether a record says that everything up to the checkpoint was dropped."""
    details = session.scalars(select(RECORD_COLUMNS.details).where(RECORD_COLUMNS.action == dropping.ACTION))
    return any(each.get("position") == checkpoint.position for each in details)
