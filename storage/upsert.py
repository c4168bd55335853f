"""Writes rows without mapped objects, with the same calls for both databases.

Building a statement takes longer than running it, so each is built once and run with values.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Executable, Table, bindparam, insert, inspect, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key

from storage.models import Base

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

    Insert = postgresql.Insert | sqlite.Insert


def add(session: Session, table: type[Base], row: Mapping[str, Any]) -> None:
    """Insert one row at once, without an object."""
    session.connection().execute(_adding(table), dict(row))


def add_returning_id(session: Session, table: type[Base], row: Mapping[str, Any]) -> int:
    """Insert one row at once and return its id."""
    key = session.connection().execute(_adding(table), dict(row)).inserted_primary_key
    assert key is not None  # a single row was inserted
    number: int = key[0]
    return number


def change(session: Session, table: type[Base], row_id: int, **values: Any) -> None:
    """Update columns of one row, and of its object if the session has one."""
    session.flush()
    session.connection().execute(_by_id(table), {"row_id": row_id, **values})
    loaded = session.identity_map.get(identity_key(table, row_id))
    for name, new in values.items() if loaded is not None else ():
        set_committed_value(loaded, _attribute(table, name), new)


def _attribute(table: type[Base], column: str) -> str:
    """The attribute of the table's objects that has the column."""
    return inspect(table).get_property_by_column(_table(table).c[column]).key


def insert_missing(
    session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]], *, unique: Sequence[str]
) -> int:
    """Insert the rows that do not exist yet and return how many there were."""
    if not rows:
        return 0
    statement = _missing(dialect(session), table, tuple(unique))
    return len(session.connection().execute(statement, [dict(row) for row in rows]).all())


def upsert(session: Session, table: type[Base], *rows: Mapping[str, Any], unique: Sequence[str]) -> None:
    """Insert or replace rows. All must name the same columns."""
    if rows:
        changed = tuple(name for name in rows[0] if name not in unique)
        statement = _replacing(dialect(session), table, changed, tuple(unique))
        session.connection().execute(statement, [dict(row) for row in rows])


def dialect(session: Session) -> str:
    return session.get_bind().dialect.name


@cache
def _adding(table: type[Base]) -> Executable:
    return insert(_table(table))


@cache
def _by_id(table: type[Base]) -> Executable:
    columns = _table(table)
    return update(columns).where(columns.c.id == bindparam("row_id"))


@cache
def _missing(dialect: str, table: type[Base], unique: tuple[str, ...]) -> Executable:
    statement = insert_into(dialect, table).on_conflict_do_nothing(index_elements=unique)
    return statement.returning(*(statement.table.c[name] for name in unique))


@cache
def _replacing(dialect: str, table: type[Base], changed: tuple[str, ...], unique: tuple[str, ...]) -> Executable:
    statement = insert_into(dialect, table)
    values = {name: statement.excluded[name] for name in changed}
    return statement.on_conflict_do_update(index_elements=unique, set_=values)


def insert_into(dialect: str, table: type[Base]) -> "Insert":
    """Insert into the table, bypassing the mapped class, whose extra work only serves objects."""
    if dialect == "sqlite":
        return sqlite.insert(_table(table))
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 (a start on SQLite does without it)

    return postgresql.insert(_table(table))


def _table(table: type[Base]) -> Table:
    mapped = table.__table__
    assert isinstance(mapped, Table)  # every class of storage.models is one
    return mapped
