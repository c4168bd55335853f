"""Backups of the whole database, of either kind: each is a SQLite file that this version, or a later one, can open."""

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from storage import copying
from storage.copying import Content
from storage.database import Database
from storage.delivery import restorations
from storage.migrate import migrate, require_own

BESIDE = ("-wal", "-shm", ".write")
"""Ends of the names of files that stand beside an open SQLite file."""


def write(database: Database, to: Path) -> int:
    """Back up the database while the bot runs, and check the copy. Returns its size in bytes.

    Raises copying.DamagedError, copying.DifferentError or migrate.NewerDatabaseError, and leaves no file then.
    """
    if database.path is not None:
        return copying.backup(database, to)
    require_own(database)
    unfinished = to.with_name(f".{to.name}.unfinished")
    try:
        _remove(unfinished)
        os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        target = Database(f"sqlite:///{unfinished}")
        try:
            migrate(target)
            copying.copy(database, target)
        finally:
            target.close()
        unfinished.replace(to)
    finally:
        _remove(unfinished)
    return to.stat().st_size


def restore(backup: Path, target: Database, at: datetime) -> Mapping[str, Content]:
    """Copy a backup into an empty database. The file is brought into this version's form first, so give a copy of it.

    Raises copying.NotEmptyError or copying.DifferentError; the target is then as it was.
    """
    source = Database(f"sqlite:///{backup}")
    try:
        migrate(source)
        restored = copying.copy(source, target)
    finally:
        source.close()
    with target.write() as session:
        restorations.note(session, at)
    return restored


def _remove(file: Path) -> None:
    for name in (file.name, *(f"{file.name}{suffix}" for suffix in BESIDE)):
        file.with_name(name).unlink(missing_ok=True)
