"""INSERT … ON CONFLICT, the same for both databases."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.models import Base

Insert = postgresql.Insert | sqlite.Insert
CHUNK = 500
"""Rows to a statement: SQLite counts at most 32,766 variables in one."""


def insert_missing(
    session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]], *, unique: Sequence[str]
) -> int:
    """Rows that were not there yet are added, the others left alone; tells how many were added."""
    added = 0
    for start in range(0, len(rows), CHUNK):
        chunk = [dict(row) for row in rows[start : start + CHUNK]]
        statement = insert_into(session, table).values(chunk).on_conflict_do_nothing(index_elements=list(unique))
        keys = [getattr(table, name) for name in unique]
        added += len(session.execute(statement.returning(*keys)).all())
    return added


def upsert(session: Session, table: type[Base], row: Mapping[str, Any], *, unique: Sequence[str]) -> None:
    """The row as given, whether it was there or not."""
    changed = {name: value for name, value in row.items() if name not in unique}
    statement = insert_into(session, table).values(dict(row))
    session.execute(statement.on_conflict_do_update(index_elements=list(unique), set_=changed))


def insert_into(session: Session, table: type[Base]) -> Insert:
    dialect = session.get_bind().dialect.name
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
