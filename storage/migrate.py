"""Migrates the database to this program's schema.

Runs at every start; usually one query shows nothing is to be done.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import OperationalError

from storage import upgrades
from storage.database import Database
from storage.search import index
from storage.upgrades import FOLDER

log = logging.getLogger(__name__)

HEAD = "0087"
"""The newest migration. A test compares it with the folder."""
LOCK_MILLISECONDS = 300
"""Less than PostgreSQL's deadlock_timeout of a second, and a delay that nobody notices."""
LOCK_TRIES = 200
"""For two minutes: a backup holds locks for as long as it reads."""


class NewerDatabaseError(Exception):
    """A newer version of the program made the database."""


def migrate(database: Database, *, accepts_newer: bool = False) -> str | None:
    """Return the revision before the migration; None for a new database.

    Raises NewerDatabaseError if a newer version made the database, unless this one can work on it and that is accepted:
    so a version can be started again after an upgrade. What copies whole databases must not accept that.
    """
    with database.patiently(), database.engine.connect() as connection, tables_may_be_copied(connection):
        revision = _revision(connection)
        if revision == HEAD:
            return revision
        _wait_for_other_replicas(connection)
        revision = _revision(connection)
        if revision is not None and is_newer(revision):
            if not (accepts_newer and _is_for_this_version(connection)):
                raise NewerDatabaseError(revision)
            log.warning("a newer version made the database (%s); this one (%s) can work on it", revision, HEAD)
            return revision
        _lock_tables(connection)
        index.remove(connection)
        _upgrade(connection)
        index.build(connection)
        _check_references(connection)
        connection.commit()
    return revision


def create(database: Database, revision: str) -> None:
    """Make the tables of an earlier version in a database without any, to load what that version wrote.

    Without the search index, which `migrate` builds.
    """
    with database.engine.connect() as connection, tables_may_be_copied(connection):
        _upgrade(connection, revision)
        connection.commit()


def revision(database: Database) -> str | None:
    """The migration that the database is at; None for one without tables. It only reads, so it waits for no writer."""
    with database.read() as session:
        return _revision(session.connection())


def is_newer(revision: str) -> bool:
    """Whether this program doesn't know the migration."""
    return not list((FOLDER / "versions").glob(f"{revision}_*.py"))


def is_for_this_version(database: Database) -> bool:
    """Whether this program can work on a database that a newer version made."""
    with database.read() as session:
        return _is_for_this_version(session.connection())


def require_own(database: Database) -> None:
    """Raises NewerDatabaseError if a newer version made the database: it may hold what this one doesn't know."""
    number = revision(database)
    if number is not None and is_newer(number):
        raise NewerDatabaseError(number)


@contextmanager
def tables_may_be_copied(connection: Connection) -> Iterator[None]:
    """Turn foreign keys off: SQLite changes a table by copying it and dropping the old one.

    The switch works only outside a transaction, so it is set on the driver's connection before one begins.
    """
    driver = connection.connection.driver_connection
    if connection.dialect.name != "sqlite" or driver is None:
        yield
        return
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        connection.rollback()
        driver.execute("PRAGMA foreign_keys=ON")


def _wait_for_other_replicas(connection: Connection) -> None:
    """Take a lock: on PostgreSQL several replicas may start at once. It is released with the transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(7268491)"))


def _lock_tables(connection: Connection) -> None:
    """Lock every table at once, before anything is changed: the version before is at work beside a migration.

    On PostgreSQL, locks taken one after the other would meet those of a turn the wrong way round, and the turn would be
    ended as a deadlock. So whatever can't be locked soon is let go, and tried again.
    """
    if connection.dialect.name != "postgresql" or not (names := inspect(connection).get_table_names()):
        return
    tables = ", ".join(map(connection.dialect.identifier_preparer.quote, names))
    for is_last in (*[False] * LOCK_TRIES, True):
        try:
            with connection.begin_nested():
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = {LOCK_MILLISECONDS}")
                connection.exec_driver_sql(f"LOCK TABLE {tables} IN ACCESS EXCLUSIVE MODE")
                connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
        except OperationalError:
            if is_last:
                raise
            time.sleep(LOCK_MILLISECONDS / 1000)
        else:
            return


def _check_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        assert not broken, broken  # A migration that loses rows is our mistake, so nothing is committed.


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def _is_for_this_version(connection: Connection) -> bool:
    stored = connection.execute(text("SELECT * FROM alembic_version")).mappings().one()
    oldest = stored.get(upgrades.COLUMN) or stored["version_num"]
    return bool(oldest <= HEAD)


def _upgrade(connection: Connection, to: str = HEAD) -> None:
    from alembic import command  # noqa: PLC0415 (a fifth of a second, needed only when there is something to do)
    from alembic.config import Config  # noqa: PLC0415 (the same)

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
    if to == HEAD:
        oldest = {"oldest": upgrades.oldest_program()}
        connection.execute(text("UPDATE alembic_version SET runs_from = :oldest"), oldest)
