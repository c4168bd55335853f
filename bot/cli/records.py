"""throughline records: everything of one plan between two days, for a records request."""

import getpass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Annotated

import typer

from bot.archives import records as making
from bot.archives.plan_files import NOUN
from bot.archives.records import RecordsRequest
from bot.cli.common import plan_named, turns
from bot.cli.console import BAD_INPUT, echo, fail
from plans.time_zones import zone_named
from prompts import plain
from storage.archives.plan_records import RecordSpan
from storage.audit import records as audit
from storage.audit.kinds import AuditKind

Plan = Annotated[
    str, typer.Argument(metavar="PLAN", help='Name of the school, district or plan, with a year: "Bethel 2025-26".')
]


def records(
    plan: Plan,
    first: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day.")],
    last: Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%d"], help="The last day, included.")],
    out: Annotated[Path, typer.Option("--out", help="The zip file to write.")],
) -> None:
    """Write everything of a plan between two days as one archive with an index, for a records request."""
    span = RecordSpan(first.date(), last.date())
    with turns(accepts_newer=False) as opened:
        with opened.read() as turn:
            summary = plan_named(turn.session, plan)
            made_at = turn.now.astimezone(zone_named(summary.time_zone))
        if not span.first <= span.last <= made_at.date():
            echo(plain(NOUN, "bad_span"), err=True)
            raise typer.Exit(BAD_INPUT)
        request = RecordsRequest(plan=summary, span=span, made_at=made_at, made_by=getpass.getuser())
        archive = making.make(opened.database, request)
        try:
            out.write_bytes(archive.content)
        except OSError as error:
            fail("cannot_write", name=str(out), why=error.strerror)
        with opened.write() as turn:
            audit.add(
                turn.session,
                AuditKind.EXPORTED,
                "records",
                at=turn.now,
                workspace_id=summary.workspace_id,
                login=request.made_by,
                plan_id=summary.id,
                organization_id=summary.organization_id,
                first=span.first,
                last=span.last,
                pieces=archive.pieces,
                checksum=sha256(archive.content).digest(),
            )
    echo(plain(NOUN, "written", pieces=archive.pieces, files=archive.files, path=out))
