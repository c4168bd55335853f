"""Writes an archive: the rows of one workspace, or of all, as they were at one moment."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import Table, select, true
from sqlalchemy.orm import Session

from storage import copying
from storage.archives import scopes
from storage.archives.contents import (
    MANIFEST,
    ArchivedTable,
    ArchiveManifest,
    as_line,
    exported_rows,
    exported_tables,
    file_of,
)
from storage.database import Database
from storage.migrate import HEAD
from storage.models import WorkspaceRow


@dataclass(frozen=True, slots=True)
class Export:
    workspace_id: str | None
    """None for all workspaces."""
    version: str
    """Of this program."""
    at: datetime


def write(database: Database, to: Path, export: Export) -> ArchiveManifest:
    """Write a zip file, which gets its name once it is whole. The database must have all migrations."""
    unfinished = to.with_name(f".{to.name}.unfinished")
    try:
        with ZipFile(unfinished, "w", ZIP_DEFLATED) as archive, database.read() as session:
            copying.as_of_one_moment(session)
            manifest = _write_tables(archive, session, export)
            archive.writestr(MANIFEST, manifest.to_json())
        unfinished.replace(to)
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def _write_tables(archive: ZipFile, session: Session, export: Export) -> ArchiveManifest:
    tables = {}
    for table in exported_tables():
        with archive.open(file_of(table.name), "w", force_zip64=True) as file:
            tables[table.name] = write_rows(file, _rows(session, table, export.workspace_id))
    of_workspace = WorkspaceRow.id == export.workspace_id if export.workspace_id else true()
    workspaces = session.execute(select(WorkspaceRow.id, WorkspaceRow.name).where(of_workspace)).all()
    return ArchiveManifest(
        version=export.version,
        revision=HEAD,
        made_at=export.at,
        workspaces={row.id: row.name for row in workspaces},
        tables=tables,
    )


def write_rows(file: IO[bytes], rows: Iterator[Mapping[str, Any]]) -> ArchivedTable:
    digest, count = sha256(), 0
    for row in rows:
        line = as_line(row)
        digest.update(line)
        file.write(line)
        count += 1
    return ArchivedTable(count, digest.hexdigest())


def _rows(session: Session, table: Table, workspace_id: str | None) -> Iterator[Mapping[str, Any]]:
    belongs = scopes.of_workspace(table, workspace_id) if workspace_id else true()
    yield from copying.rows(session, table, belongs, exported_rows(table))
