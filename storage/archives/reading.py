"""Reads an archive of this version or an earlier one into an empty database.

A table may have changed since the archive was made. So the rows go into a SQLite file in the form that the archive
names, the migrations bring that file into today's form, and it is copied into the database, of either kind.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, date, datetime
from hashlib import sha256
from importlib.resources.abc import Traversable
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any
from zipfile import BadZipFile

from sqlalchemy import JSON, Boolean, Column, Connection, Date, DateTime, MetaData, Table, insert
from sqlalchemy.exc import SQLAlchemyError

from storage import backups, migrate
from storage.archives.contents import MANIFEST, ArchivedTable, ArchiveError, ArchiveManifest, file_of
from storage.copying import AT_ONCE
from storage.database import Database


def manifest_of(archive: Traversable) -> ArchiveManifest:
    """Raises ArchiveError."""
    try:
        text = archive.joinpath(MANIFEST).read_text(encoding="utf-8")
    except (OSError, KeyError, UnicodeDecodeError) as error:
        raise ArchiveError("no_archive") from error
    return ArchiveManifest.from_json(text)


def checked_manifest(archive: Traversable) -> ArchiveManifest:
    """The manifest, once every table is as it was written. Raises ArchiveError."""
    manifest = manifest_of(archive)
    for name, archived in manifest.tables.items():
        _check(archive, name, archived)
    return manifest


def read(archive: Traversable, target: Database, at: datetime) -> ArchiveManifest:
    """Fill the target, which must have all migrations and no rows. Messages that waited count as in doubt.

    `archive` is the root of a zip file or a folder. Raises ArchiveError, or copying.NotEmptyError; the target is then
    as it was.
    """
    manifest = checked_manifest(archive)
    if migrate.is_newer(manifest.revision):
        raise ArchiveError("newer_archive", version=manifest.version, revision=manifest.revision)
    with TemporaryDirectory(prefix="throughline-import-") as folder:
        staging = Path(folder) / "archive.db"
        with closing(Database(f"sqlite:///{staging}")) as database:
            migrate.create(database, manifest.revision)
            _load(archive, manifest, database)
        backups.restore(staging, target, at)
    return manifest


def _load(archive: Traversable, manifest: ArchiveManifest, staging: Database) -> None:
    tables = MetaData()
    tables.reflect(staging.engine)
    with staging.engine.connect() as connection, migrate.tables_may_be_copied(connection):
        for name in manifest.tables:
            if name not in tables.tables:
                raise ArchiveError("damaged", table=name)
            _load_table(connection, tables.tables[name], _lines(archive, name))
        if connection.exec_driver_sql("PRAGMA foreign_key_check").all():
            raise ArchiveError("incomplete")
        connection.commit()


def _load_table(connection: Connection, table: Table, lines: Iterator[bytes]) -> None:
    readers = {column.name: _reader(column) for column in table.columns}
    try:
        while some := list(islice(lines, AT_ONCE)):
            rows = [{name: readers[name](cell) for name, cell in json.loads(line).items()} for line in some]
            connection.execute(insert(table), rows)
    except (AttributeError, KeyError, TypeError, ValueError, SQLAlchemyError) as error:
        raise ArchiveError("damaged", table=table.name) from error


def _check(archive: Traversable, table: str, archived: ArchivedTable) -> None:
    """Raises ArchiveError if the table's lines aren't those that were written."""
    digest, count = sha256(), 0
    for line in _lines(archive, table):
        digest.update(line)
        count += 1
    if (count, digest.hexdigest()) != (archived.rows, archived.sha256):
        raise ArchiveError("damaged", table=table)


def _lines(archive: Traversable, table: str) -> Iterator[bytes]:
    try:
        with archive.joinpath(file_of(table)).open("rb") as file:
            yield from file
    except (OSError, KeyError, BadZipFile) as error:
        raise ArchiveError("damaged", table=table) from error


Reader = Callable[[Any], Any]


def _reader(column: Column[Any]) -> Reader:
    """From a cell as JSON has it to what the column takes."""
    if isinstance(column.type, JSON):
        column.type = JSON(none_as_null=True)
    read_cell = next((reader for kind, reader in _READERS.items() if isinstance(column.type, kind)), _as_it_is)
    return lambda cell: None if cell is None else read_cell(cell)


def _moment(cell: str) -> datetime:
    """SQLite keeps moments without their zone, which is UTC."""
    return datetime.fromisoformat(cell).astimezone(UTC).replace(tzinfo=None)


def _as_it_is(cell: object) -> object:
    return cell


_READERS: Mapping[type[Any], Reader] = MappingProxyType({DateTime: _moment, Date: date.fromisoformat, Boolean: bool})
