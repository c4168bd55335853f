"""Copies a database into another, of the same or the other kind, and proves that nothing was lost."""

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, func, insert, select, text, update
from sqlalchemy.orm import Session

from storage.database import Database
from storage.models import Base

AT_ONCE = 1000
WHOLE = 1 << 256


class NotEmptyError(Exception):
    """The target database already has rows."""


class DifferentError(Exception):
    """A table's content in the target differs from the source."""


class DamagedError(Exception):
    """SQLite's own check found a fault in the backup."""


@dataclass(frozen=True, slots=True)
class Content:
    """A table's row count and a checksum that does not depend on the order of rows."""

    rows: int
    checksum: str


def copy(source: Database, target: Database) -> Mapping[str, Content]:
    """Copy all rows or none. The target must have empty tables; raises NotEmptyError or DifferentError."""
    with source.read() as reading, target.write() as writing:
        as_of_one_moment(reading)
        for table in Base.metadata.sorted_tables:
            if writing.execute(select(table).limit(1)).first() is not None:
                raise NotEmptyError(table.name)
        copied = {table.name: _copy_table(reading, writing, table) for table in Base.metadata.sorted_tables}
        for name, content in contents(writing).items():
            if content != copied[name]:
                raise DifferentError(name)
        return copied


def contents(session: Session) -> dict[str, Content]:
    """Return every table's content by its name."""
    return {table.name: _content(rows(session, table)) for table in Base.metadata.sorted_tables}


def backup(database: Database, to: Path) -> int:
    """Back up a running SQLite database: copy, check, then rename into place. Returns the size in bytes."""
    assert database.path is not None
    unfinished = to.with_name(f"{to.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with closing(sqlite3.connect(database.path)) as source, closing(sqlite3.connect(unfinished)) as copied:
            source.backup(copied)
            verdict = copied.execute("PRAGMA quick_check").fetchone()[0]
        if verdict != "ok":
            raise DamagedError(verdict)
        _reach_the_disk(unfinished)
        unfinished.replace(to)
        _reach_the_disk(to.parent)
    finally:
        unfinished.unlink(missing_ok=True)
    return to.stat().st_size


def _reach_the_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def as_of_one_moment(session: Session) -> None:
    """Let all of the session's queries see the same rows. SQLite does so anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def _copy_table(reading: Session, writing: Session, table: Table) -> Content:
    own = _columns_to_itself(table)
    digest = _Digest()
    batch: list[dict[str, Any]] = []
    for row in rows(reading, table):
        digest.add(row)
        batch.append(row)
        if len(batch) == AT_ONCE:
            _insert(writing, table, batch, own)
            batch = []
    _insert(writing, table, batch, own)
    for column in own:
        _point(reading, writing, table, column)
    _go_on_counting(writing, table)
    return digest.content()


def _columns_to_itself(table: Table) -> list[Column[Any]]:
    """Columns that point to the same table. They are filled last, as a row may point to a later one."""
    return [column for column in table.columns if any(key.column.table is table for key in column.foreign_keys)]


def _insert(session: Session, table: Table, batch: list[dict[str, Any]], left_out: list[Column[Any]]) -> None:
    if batch:
        empty = {column.name: None for column in left_out}
        session.execute(insert(table), [row | empty for row in batch])


def _point(reading: Session, writing: Session, table: Table, column: Column[Any]) -> None:
    for row in rows(reading, table):
        if row[column.name] is not None:
            same = [key == row[key.name] for key in table.primary_key]
            writing.execute(update(table).where(*same).values({column.name: row[column.name]}))


def _go_on_counting(session: Session, table: Table) -> None:
    """Raise PostgreSQL's sequence above the ids that were inserted explicitly."""
    counted = table.autoincrement_column
    if session.get_bind().dialect.name != "postgresql" or counted is None:
        return
    highest = session.scalar(select(func.max(counted)))
    if highest is not None:
        sequence = session.scalar(select(func.pg_get_serial_sequence(table.name, counted.name)))
        session.execute(text("SELECT setval(:sequence, :highest)"), {"sequence": sequence, "highest": highest})


def rows(session: Session, table: Table, *conditions: ColumnElement[bool]) -> Iterator[dict[str, Any]]:
    """By primary key, and never all in memory at once."""
    ordered = select(table).where(*conditions).order_by(*table.primary_key)
    for row in session.execute(ordered, execution_options={"yield_per": AT_ONCE}):
        yield dict(row._mapping)  # noqa: SLF001 (SQLAlchemy's public name for it)


class _Digest:
    """Sums the rows' hashes, so that order does not matter: the two databases sort text differently."""

    def __init__(self) -> None:
        self._rows = 0
        self._sum = 0

    def add(self, row: Mapping[str, Any]) -> None:
        written = json.dumps(row, sort_keys=True, default=_plain).encode()
        self._rows += 1
        self._sum = (self._sum + int.from_bytes(hashlib.sha256(written).digest())) % WHOLE

    def content(self) -> Content:
        return Content(self._rows, f"{self._sum:064x}")


def _content(rows: Iterator[dict[str, Any]]) -> Content:
    digest = _Digest()
    for row in rows:
        digest.add(row)
    return digest.content()


def _plain(cell: object) -> str:
    return cell.astimezone(UTC).isoformat() if isinstance(cell, datetime) else str(cell)
