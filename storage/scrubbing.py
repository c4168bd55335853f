"""Takes what was deleted out of the database's own files, as far as a program can."""

import sqlite3
from contextlib import closing

from sqlalchemy import text

from storage.database import PATIENT_SECONDS, Database
from storage.search.sqlite import WORDS, has_index

BRIEF_SECONDS = 0.2
"""Turns wait for the log while it is emptied, and it waits for those who read."""
_EMPTY_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"


def empty_log(database: Database) -> bool:
    """Carry SQLite's log into its file and empty it: the log has pages from before what was deleted. False if busy."""
    if database.path is None:
        return True
    with closing(sqlite3.connect(database.path, timeout=BRIEF_SECONDS)) as connection:
        busy, *_ = connection.execute(_EMPTY_LOG).fetchone()
    return not busy


def scrub(database: Database) -> bool:
    """Rewrite the database without what was deleted. False if it is too busy for that now.

    SQLite writes the file and its search index anew and empties the log beside it. PostgreSQL frees the rows; its own
    logs and backups are kept by its own rules.
    """
    if database.path is None:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM"))
        return True
    with database.engine.connect() as connection:
        searches = has_index(connection)
    try:
        with closing(sqlite3.connect(database.path, timeout=PATIENT_SECONDS, isolation_level=None)) as connection:
            connection.execute("PRAGMA secure_delete=ON")
            if searches:
                connection.execute(f"INSERT INTO {WORDS}({WORDS}) VALUES('rebuild')")
            connection.execute("VACUUM")
            busy, *_ = connection.execute(_EMPTY_LOG).fetchone()
    except sqlite3.OperationalError:
        return False
    return not busy
