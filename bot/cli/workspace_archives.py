"""throughline workspace export and import."""

import getpass
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from sqlalchemy.orm import Session

from bot.cli.common import team_of
from bot.cli.console import BAD_INPUT, database, echo, fail, hold
from bot.cli.console import settings as read_settings
from bot.clock import Clock
from bot.configuration.masking import masked
from prompts import formats, plain
from storage.archives import reading, writing
from storage.archives.contents import ArchiveError, ArchiveManifest
from storage.archives.writing import Export
from storage.audit import records
from storage.audit.kinds import AuditKind
from storage.copying import NotEmptyError
from storage.database import Database
from storage.people import organizations

NOUN = "archives"
Workspace = Annotated[
    str, typer.Argument(metavar="WORKSPACE", help="Its Slack id or a part of its name; needed if there are several.")
]
Out = Annotated[Path, typer.Option("--out", help="The zip file to write.")]


def export(
    out: Out,
    name: Workspace = "",
    everything: Annotated[bool, typer.Option("--all", help="All workspaces of the database, into one file.")] = False,
) -> None:
    """Write all rows of a workspace as JSON, with a manifest, to read elsewhere or import into an empty database."""
    if everything and name:
        fail_with("all_or_one")
    with database(accepts_newer=False) as opened:
        with opened.read() as session:
            workspace_id = None if everything else workspace_named(session, name)
        manifest, checksum = export_to(opened, out, workspace_id)
    echo(plain(NOUN, "exported", manifest=manifest, path=out, checksum=checksum.hex()))


def export_to(opened: Database, out: Path, workspace_id: str | None) -> tuple[ArchiveManifest, bytes]:
    """Write the file and audit it. Returns the checksum of the file, too."""
    now = Clock().now()
    try:
        manifest = writing.write(opened, out, Export(workspace_id, version("throughline"), now))
    except OSError as error:
        fail("cannot_write", name=str(out), why=error.strerror)
    checksum = checksum_of(out)
    with opened.write() as session:
        records.add(
            session,
            AuditKind.EXPORTED,
            "workspace export",
            at=now,
            workspace_id=workspace_id,
            login=getpass.getuser(),
            rows=manifest.rows,
            checksum=checksum,
        )
    return manifest, checksum


def import_archive(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The export.", exists=True, dir_okay=False)],
) -> None:
    """Fill an empty database from an export, of this version or an earlier one, with the bot stopped."""
    settings, now = read_settings(), Clock().now()
    with database(settings, accepts_newer=False) as opened, opened_archive(file) as archive:
        hold(opened)
        try:
            manifest = reading.read(archive, opened, now)
        except NotEmptyError:
            fail_with("not_empty", url=masked(opened.url.render_as_string(hide_password=False)))
        except ArchiveError as error:
            fail_with(error.problem, path=file, **error.values)
        with opened.write() as session:
            records.add(
                session, AuditKind.CHANGED, "workspace import", at=now, login=getpass.getuser(), rows=manifest.rows
            )
        from bot.cli.erased_again import erase_again  # noqa: PLC0415 (loads every room; only an import needs it)

        erase_again({folder.resolve() for folder in (file.parent, settings.backups_dir) if folder}, opened)
    with formats.for_a_file():
        echo(plain(NOUN, "imported", manifest=manifest))


@contextmanager
def opened_archive(file: Path) -> Iterator[zipfile.Path]:
    """The root of the zip file."""
    try:
        with zipfile.ZipFile(file) as opened:
            yield zipfile.Path(opened)
    except zipfile.BadZipFile:
        fail_with("no_archive", path=file)


def checksum_of(file: Path) -> bytes:
    with file.open("rb") as content:
        return file_digest(content, "sha256").digest()


def workspace_named(session: Session, name: str) -> str:
    """The id of the workspace that is meant. Exits if none is, or several are."""
    if not name:
        return team_of(session)
    workspaces = organizations.workspaces(session)
    fitting = [id_ for id_, full in workspaces.items() if name == id_ or name.casefold() in full.casefold()]
    exact = [id_ for id_ in fitting if name in (id_, workspaces[id_])]
    chosen = exact if len(exact) == 1 else fitting
    if len(chosen) != 1:
        fail_with("unknown_workspace", name=name, names=[f"{full} ({id_})" for id_, full in workspaces.items()])
    return chosen[0]


def fail_with(part: str, **values: Any) -> NoReturn:
    echo(plain(NOUN, part, **values), err=True)
    raise typer.Exit(BAD_INPUT)
