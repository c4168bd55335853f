"""throughline workspace remove."""

import getpass
import shlex
from collections.abc import Mapping
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from bot.archives import leaving
from bot.archives.leaving import Departure, LeavingToken
from bot.backups import keeping
from bot.cli.console import database, echo, hold
from bot.cli.console import settings as read_settings
from bot.cli.workspace_archives import NOUN, checksum_of, fail_with, opened_archive, workspace_named
from bot.clock import Clock
from bot.configuration.settings import Settings
from bot.documents.formats.pdf import pdf
from prompts import plain
from storage import scrubbing
from storage.archives import reading, removal
from storage.archives.contents import ArchiveError
from storage.audit import records
from storage.audit.kinds import AuditKind
from storage.database import Database
from storage.people import organizations
from storage.plans import plans
from storage.privacy import holds

Name = Annotated[str, typer.Argument(metavar="WORKSPACE", help="Its Slack id or a part of its name.")]
ExportFile = Annotated[
    Path | None, typer.Option("--export", help="The full export, made with the bot stopped.", exists=True)
]
WithoutExport = Annotated[bool, typer.Option("--without-export", help="Remove it without an export.")]
Confirm = Annotated[str, typer.Option(help="Its exact name. Without it, only say what would be removed.")]
CertificateFile = Annotated[Path | None, typer.Option("--certificate", help="Where to write the certificate (.pdf).")]


def remove(
    name: Name,
    export: ExportFile = None,
    without_export: WithoutExport = False,
    confirm: Confirm = "",
    certificate: CertificateFile = None,
) -> None:
    """Remove a workspace and everything of it for good, and write a certificate of destruction."""
    settings = read_settings()
    with database(settings, accepts_newer=False) as opened:
        with opened.read() as session:
            workspace_id = workspace_named(session, name)
            full_name = organizations.workspaces(session)[workspace_id]
            rows = removal.rows_of(session, workspace_id)
        if not confirm:
            _say_what_would_go(workspace_id, full_name, rows)
            return
        if confirm != full_name:
            fail_with("wrong_confirmation", quoted=shlex.quote(full_name))
        path = certificate or Path(f"throughline-destruction-{workspace_id}.pdf")
        _require_free(path)
        hold(opened)
        checksum = _checked(opened, workspace_id, full_name, export, without_export=without_export)
        departure = _leave(settings, opened, workspace_id, full_name, checksum)
    path.write_bytes(pdf(leaving.certificate(departure)))
    echo(plain(NOUN, "removed", departure=departure, path=path))
    for part in (f"certificate_token_{departure.token}", "certificate_backups", "certificate_slack"):
        echo(plain(NOUN, part, departure=departure))


def _say_what_would_go(workspace_id: str, name: str, rows: Mapping[str, int]) -> None:
    going = {table: count for table, count in sorted(rows.items()) if table not in removal.OUTLIVES}
    echo(plain(NOUN, "would_remove", name=name, workspace_id=workspace_id, rows=sum(going.values()), tables=len(going)))
    for table, count in going.items():
        echo(f"  {plain(NOUN, 'count', table=table, rows=count)}")
    echo(plain(NOUN, "would_stay"))
    echo(plain(NOUN, "how_to_remove", workspace_id=workspace_id, quoted=shlex.quote(name)))


def _require_free(path: Path) -> None:
    if path.exists():
        fail_with("certificate_exists", path=path)
    if not path.resolve().parent.is_dir():
        fail_with("certificate_nowhere", path=path)


def _checked(opened: Database, workspace_id: str, name: str, export: Path | None, *, without_export: bool) -> str:
    """The checksum of the export, or an empty text without one. Exits if the workspace must not be removed."""
    with opened.read() as session:
        _require_no_hold(session, workspace_id, name)
        if export is None:
            if not without_export:
                fail_with("needs_export")
            return ""
        with opened_archive(export) as archive:
            try:
                manifest = reading.checked_manifest(archive)
            except ArchiveError as error:
                fail_with(error.problem, path=export, **error.values)
        if list(manifest.workspaces) != [workspace_id]:
            fail_with("export_is_of_other", path=export, names=list(manifest.workspaces.values()), name=name)
        table = removal.differs_from(session, workspace_id, manifest)
        if table is not None:
            fail_with("export_is_older", path=export, table=table)
    return checksum_of(export).hex()


def _require_no_hold(session: Session, workspace_id: str, name: str) -> None:
    under_hold = holds.held_in_workspace(session, workspace_id)
    if under_hold:
        named = [plans.summary(session, plan_id) for plan_id in sorted(under_hold)]
        fail_with("under_hold", name=name, plans=[f"{plan.organization} {plan.school_year}" for plan in named])


def _leave(settings: Settings, opened: Database, workspace_id: str, name: str, checksum: str) -> Departure:
    token = LeavingToken(settings, opened, workspace_id)
    now, login = Clock().now(), getpass.getuser()
    with opened.write() as session:
        removal.stop_sending(session, workspace_id, now)
    token_end = token.revoke()
    with opened.write() as session:
        holds.held_for_removal(session, [plan.id for plan in plans.summaries(session, workspace_id)])
        _require_no_hold(session, workspace_id, name)
        removed = removal.remove(session, workspace_id)
        records.add(
            session,
            AuditKind.ERASED,
            "workspace remove",
            at=now,
            workspace_id=workspace_id,
            login=login,
            rows=sum(removed.values()),
            tables=len(removed),
            checksum=bytes.fromhex(checksum),
            token=token_end,
        )
        audit_records = removal.rows_of(session, workspace_id).get("audit_record", 0)
    backups, until = _backups(settings.backups_dir, now)
    return Departure(
        workspace_id=workspace_id,
        name=name,
        at=now,
        login=login,
        version=version("throughline"),
        removed=removed,
        export=checksum,
        token=token_end,
        audit_records=audit_records,
        backups=backups,
        backups_until=until.date() if until else None,
        is_scrubbed=scrubbing.scrub(opened),
        is_sqlite=opened.is_sqlite,
    )


def _backups(folder: Path | None, now: datetime) -> tuple[int, datetime | None]:
    """How many backups from before there are, and when the last of them is deleted."""
    files = folder.iterdir() if folder is not None and folder.is_dir() else ()
    until = [until for made_at, until in keeping.kept_until(files).items() if made_at <= now]
    return len(until), max(until, default=None)
