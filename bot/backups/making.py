"""Makes a backup in the folder for backups, encrypted if there is a key, and deletes what is too old."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.backups import keeping, sealing
from bot.encryption import EncryptionKeys
from storage import backups
from storage.database import Database


@dataclass(frozen=True, slots=True)
class MadeBackup:
    path: Path
    size: int
    """In bytes."""
    is_sealed: bool
    deleted: int = 0
    """The number of old backups that were deleted."""


def make(database: Database, to: Path, keys: EncryptionKeys | None) -> MadeBackup:
    """Raises what storage.backups.write raises. A file gets its name when it is whole."""
    if keys is None:
        return MadeBackup(to, backups.write(database, to), is_sealed=False)
    plain, sealed = (to.with_name(f".{to.name}.{part}") for part in ("plain", "unfinished"))
    try:
        backups.write(database, plain)
        sealing.seal(plain, sealed, keys)
        sealed.replace(to)
    finally:
        plain.unlink(missing_ok=True)
        sealed.unlink(missing_ok=True)
    return MadeBackup(to, to.stat().st_size, is_sealed=True)


def make_in(folder: Path, database: Database, keys: EncryptionKeys | None, now: datetime) -> MadeBackup:
    """The same under a name with its moment; what is then too old is deleted."""
    new_backup = make(database, folder / keeping.name_at(now, sealed=keys is not None), keys)
    old = list(keeping.too_old(folder.iterdir(), now))
    for file in old:
        file.unlink(missing_ok=True)
    return MadeBackup(new_backup.path, new_backup.size, new_backup.is_sealed, len(old))
