"""Deletes every row of a workspace, and of nobody else. storage/scrubbing.py then takes its bytes out of the file."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy import Connection, Table, delete, func, select, text
from sqlalchemy.orm import Session

from storage import copying, counts, installations
from storage.archives import scopes
from storage.archives.contents import ArchiveManifest, as_line, exported_rows, exported_tables
from storage.delivery import token_pauses
from storage.delivery.due import EVERY_METHOD
from storage.delivery.token_pauses import TokenPause
from storage.models import Base
from storage.search import index

OUTLIVES = frozenset({"audit_record"})
"""Stays: ids, counts and days of who did what, without words. It also says that the workspace was removed."""
NEVER = datetime(9000, 1, 1, tzinfo=UTC)
REMOVED = "workspace_removed"


class OthersTouchedError(Exception):
    """A row of somebody else would have been deleted, or one would have stayed. Nothing was changed."""


def rows_of(session: Session, workspace_id: str) -> dict[str, int]:
    """How many rows each table has of the workspace; without tables that have none."""
    counted = {
        table.name: session.scalar(select(func.count()).select_from(table).where(_of(table, workspace_id))) or 0
        for table in Base.metadata.sorted_tables
    }
    return {name: rows for name, rows in counted.items() if rows}


def differs_from(session: Session, workspace_id: str, manifest: ArchiveManifest) -> str | None:
    """The first table whose rows aren't those of the export. The audit's don't count: the export added to them."""
    for table in exported_tables():
        if table.name in OUTLIVES:
            continue
        digest = sha256()
        for row in copying.rows(session, table, _of(table, workspace_id), exported_rows(table)):
            digest.update(as_line(row))
        archived = manifest.tables.get(table.name)
        if (archived.sha256 if archived else sha256().hexdigest()) != digest.hexdigest():
            return table.name
    return None


def stop_sending(session: Session, workspace_id: str, at: datetime) -> None:
    """From now on no replica sends anything there, and its token is gone from the database."""
    installations.remove(session, workspace_id, at)
    token_pauses.begin(session, workspace_id, None, REMOVED, NEVER)


def remove(session: Session, workspace_id: str) -> Mapping[str, int]:
    """Delete all rows, in the session's transaction. Returns how many of each table, without the pause in sending.

    The search index is built anew, because a full-text index keeps words of deleted texts for a while.
    """
    token_pauses.end(session, TokenPause(workspace_id=workspace_id, method=EVERY_METHOD, why=REMOVED))
    before = counts.rows_by_table(session)
    expected = rows_of(session, workspace_id)
    connection = session.connection()
    index.remove(connection)
    with _deletable(connection):
        for table in reversed(Base.metadata.sorted_tables):
            if table.name in expected and table.name not in OUTLIVES:
                connection.execute(delete(table).where(_of(table, workspace_id)))
    index.build(connection)
    removed = {name: rows for name, rows in expected.items() if name not in OUTLIVES}
    after = counts.rows_by_table(session)
    if any(before[name] - after[name] != removed.get(name, 0) for name in before):
        raise OthersTouchedError(workspace_id)
    return removed


def _of(table: Table, workspace_id: str) -> scopes.Belongs:
    return scopes.of_workspace(table, workspace_id)


@contextmanager
def _deletable(connection: Connection) -> Iterator[None]:
    """Lift, in this transaction, the triggers that refuse to delete rows of signed documents; the audit's stay."""
    if connection.dialect.name == "sqlite":
        triggers = connection.execute(_SQLITE_TRIGGERS).all()
        for trigger in triggers:
            connection.exec_driver_sql(f"DROP TRIGGER {trigger.name}")
        yield
        for trigger in triggers:
            connection.exec_driver_sql(trigger.sql)
        return
    locked = connection.execute(_POSTGRESQL_TRIGGERS).all()
    for trigger in locked:
        connection.exec_driver_sql(f"ALTER TABLE {trigger.table_name} DISABLE TRIGGER {trigger.name}")
    yield
    for trigger in locked:
        connection.exec_driver_sql(f"ALTER TABLE {trigger.table_name} ENABLE TRIGGER {trigger.name}")


_SQLITE_TRIGGERS = text(
    "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
    " AND name LIKE '%\\_no\\_delete' ESCAPE '\\' AND tbl_name NOT LIKE 'audit%' ORDER BY name"
)
_POSTGRESQL_TRIGGERS = text(
    "SELECT tgname AS name, relname AS table_name FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
    " WHERE NOT tgisinternal AND tgname LIKE '%\\_unchanging' AND relname NOT LIKE 'audit%' ORDER BY tgname"
)
