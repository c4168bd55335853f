"""The computer's own part: room on the disk, and the backups in their folder."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.configuration.settings import Settings
from bot.doctor.diagnoses import Diagnosis, ExaminedArea, fine, unknown, wrong

GIGABYTE = 1e9
LEAST_FREE = 0.5 * GIGABYTE
OLDEST_BACKUP = timedelta(days=2)
"""A nightly backup that was missed twice."""


def examine(settings: Settings, now: datetime) -> Iterator[Diagnosis]:
    yield from _disks(settings)
    yield _backups(settings, now)


def _disks(settings: Settings) -> Iterator[Diagnosis]:
    folder = _existing(_database_folder(settings.database_url))
    free = shutil.disk_usage(folder).free
    part = "disk_full" if free < LEAST_FREE else "disk_free"
    yield (wrong if free < LEAST_FREE else fine)(
        ExaminedArea.DISK, part, folder=folder, gigabytes=round(free / GIGABYTE, 1)
    )


def _database_folder(url: str) -> Path:
    """The folder of a SQLite file; for a server, whose disk can't be seen from here, this one."""
    try:
        address = make_url(url)
    except SQLAlchemyError:
        return Path.cwd()
    return Path(address.database or "").resolve().parent if address.get_backend_name() == "sqlite" else Path.cwd()


def _existing(folder: Path) -> Path:
    return next((each for each in (folder, *folder.parents) if each.is_dir()), Path.cwd())


def _backups(settings: Settings, now: datetime) -> Diagnosis:
    folder = settings.backups_dir
    if folder is None:
        is_file = settings.database_url.startswith("sqlite")
        return (wrong if is_file else unknown)(
            ExaminedArea.BACKUPS, "backups_unset" if is_file else "backups_unset_on_server"
        )
    if not folder.is_dir():
        return wrong(ExaminedArea.BACKUPS, "backups_no_folder", folder=folder)
    files = [(file.stat().st_mtime, file.name) for file in folder.iterdir() if _is_backup(file)]
    if not files:
        return wrong(ExaminedArea.BACKUPS, "backups_none", folder=folder)
    seconds, name = max(files)
    at = datetime.fromtimestamp(seconds, UTC)
    if now - at > OLDEST_BACKUP:
        return wrong(ExaminedArea.BACKUPS, "backups_old", folder=folder, name=name, at=at)
    return fine(ExaminedArea.BACKUPS, "backups_new", name=name, at=at)


def _is_backup(file: Path) -> bool:
    """Files with a leading dot are still being written."""
    return file.is_file() and not file.name.startswith(".")
