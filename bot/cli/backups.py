"""throughline backup and restore."""

import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from sqlalchemy.exc import SQLAlchemyError

from bot.backups import making, sealing
from bot.backups.sealing import UnreadableBackupError
from bot.cli.auditing import record_command
from bot.cli.console import database, database_at, fail, hold, print_sentence
from bot.cli.console import settings as read_settings
from bot.clock import Clock
from bot.configuration.masking import masked
from bot.configuration.settings import Settings
from bot.encryption import EncryptionKeys
from storage import backups
from storage.audit.kinds import AuditKind
from storage.copying import DamagedError, DifferentError, NotEmptyError
from storage.database import Database
from storage.migrate import NewerDatabaseError

SQLITE_HEADING = b"SQLite format 3\x00"


def backup(
    file: Annotated[Path | None, typer.Argument(help="Where to write it, instead of into the folder.")] = None,
) -> None:
    """Back up the database while the bot runs, check the copy, and delete backups that are too old."""
    settings = read_settings()
    if file is None and settings.backups_dir is None:
        fail("backup_where")
    with database(settings) as opened:
        try:
            if file is not None:
                new_backup = making.make(opened, file, _keys(settings))
            else:
                new_backup = making.make_in(settings.backups_dir or Path(), opened, _keys(settings), Clock().now())
        except (DamagedError, DifferentError) as error:
            fail("backup_damaged", why=str(error))
        except (OSError, sqlite3.Error, SQLAlchemyError) as error:
            fail("backup_failed", path=file or settings.backups_dir, why=str(error))
        record_command(opened, AuditKind.EXPORTED)
    print_sentence(
        "backed_up",
        path=new_backup.path,
        megabytes=new_backup.size / 1e6,
        sealed=new_backup.is_sealed,
        deleted=new_backup.deleted,
    )


def restore(file: Annotated[Path, typer.Argument(help="The backup.", exists=True, dir_okay=False)]) -> None:
    """Fill an empty database from a backup, of this version or an earlier one, with the bot stopped."""
    settings = read_settings()
    with TemporaryDirectory() as folder, database_at(settings.database_url) as opened:
        hold(opened)
        _restore(file, _plain(file, Path(folder) / "backup.db", settings), opened)
        _hold_again(file, settings, opened)
        _erase_again(file, settings, opened)
        _remove_again(opened)


def _hold_again(file: Path, settings: Settings, opened: Database) -> None:
    """Before anything is erased or removed again, plans are under the holds they were under."""
    from bot.backups import hold_list  # noqa: PLC0415 (a backup needs nothing of it)

    count = hold_list.place_again(_folders(file, settings), opened)
    if count:
        print_sentence("held_again", count=count)


def _erase_again(file: Path, settings: Settings, opened: Database) -> None:
    """By the lists beside this backup and in the folder for backups."""
    from bot.cli.erased_again import erase_again  # noqa: PLC0415 (loads every room; a backup needs none)

    erase_again(_folders(file, settings), opened)


def _folders(file: Path, settings: Settings) -> set[Path]:
    return {folder.resolve() for folder in (file.parent, settings.backups_dir) if folder}


def _remove_again(opened: Database) -> None:
    from bot.cli.retention import remove_again  # noqa: PLC0415 (a backup needs nothing of it)

    remove_again(opened)


def _plain(file: Path, copied: Path, settings: Settings) -> Path:
    """A copy that can be opened and changed."""
    if not sealing.is_sealed(file):
        copied.write_bytes(file.read_bytes())
        return copied
    keys = _keys(settings)
    if keys is None:
        fail("backup_needs_keys", path=file)
    try:
        sealing.unseal(file, copied, keys)
    except UnreadableBackupError:
        fail("backup_unreadable", path=file)
    return copied


def _restore(file: Path, copied: Path, opened: Database) -> None:
    if copied.read_bytes()[: len(SQLITE_HEADING)] != SQLITE_HEADING:
        fail("restore_no_backup", path=file, why="no SQLite file")
    try:
        restored = backups.restore(copied, opened, Clock().now())
    except NotEmptyError:
        fail("restore_not_empty", url=masked(opened.url.render_as_string(hide_password=False)))
    except NewerDatabaseError as error:
        fail("database_newer", revision=str(error))
    except (DifferentError, SQLAlchemyError) as error:
        fail("restore_no_backup", path=file, why=str(error).partition("\n")[0])
    record_command(opened, AuditKind.CHANGED)
    rows = sum(content.rows for content in restored.values())
    print_sentence("restored", rows=rows, tables=len(restored), path=file)


def _keys(settings: Settings) -> EncryptionKeys | None:
    return EncryptionKeys.read(settings.backup_keys) if settings.backup_keys else None
