"""throughline documents list, verify and packet: the signed documents, whether they are unchanged, and an archive."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.common import PlanName, plan_named, turns
from bot.cli.console import BAD_INPUT, AsJson, echo, fail, print_json
from bot.documents.signing import archive as packing
from bot.documents.signing.signed import with_names
from bot.messages import signed_documents as messages
from bot.messages.signed_documents import NOUN, SHORT
from conversations.documents.signed import SignedDocument, checksum
from prompts import plain
from storage.documents import signing as store

Number = Annotated[int, typer.Argument(help="The number of the document, as the list has it.")]
CHANGED = 1
"""The exit code if a document no longer says what was signed."""


def list_signed(plan: PlanName = "", as_json: AsJson = False) -> None:
    """List the signed documents of a plan: number, day, who signed, checksum."""
    with turns() as opened, opened.read() as turn:
        summary = plan_named(turn.session, plan)
        signed = [with_names(turn.session, each) for each in store.of_plan(turn.session, summary.id)]
    if as_json:
        print_json([_values(each) for each in signed])
    elif not signed:
        echo(plain(NOUN, "list_none", plan=summary))
    for each in signed if not as_json else ():
        echo(messages.printed_line(summary, each))


def _values(signed: SignedDocument) -> dict[str, Any]:
    return {
        "number": signed.number,
        "amendment": signed.amendment,
        "document": signed.name,
        "as_of": signed.as_of,
        "reason": signed.reason,
        "checksum": signed.checksum,
        "signatures": [
            {"name": each.name, "position": each.position, "improvement_plan_role": each.plan_role, "at": each.at}
            for each in signed.signatures
        ],
    }


def verify(number: Number, plan: PlanName = "") -> None:
    """Recompute the checksum of a signed document, of its amendments and of every signature."""
    with turns() as opened, opened.read() as turn:
        summary = plan_named(turn.session, plan)
        versions = store.numbered(turn.session, summary.id, number)
        contents = [store.content(turn.session, each.id) for each in versions]
    if not versions:
        echo(plain(NOUN, "not_numbered", plan=summary, number=number), err=True)
        raise typer.Exit(CHANGED)
    lines = [line for each, content in zip(versions, contents, strict=True) for line in _changes(each, content)]
    for line in lines:
        echo(line, err=True)
    if lines:
        raise typer.Exit(CHANGED)
    for each in versions:
        echo(plain(NOUN, "verified", name=messages.name(each), checksum=each.checksum[:SHORT]))


def _changes(signed: SignedDocument, content: Any) -> list[str]:
    """What no longer says what was signed."""
    name = messages.name(signed)
    lines = [plain(NOUN, "signature_changed", name=name, signature=each) for each in signed.changed_signatures()]
    if not signed.is_unchanged(content):
        now = checksum(content)
        lines.insert(0, plain(NOUN, "not_verified", name=name, checksum=signed.checksum, checksum_now=now))
    return lines


def packet(
    first: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day, such as 2026-10-05.")],
    last: Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%d"], help="The last day, such as 2026-12-18.")],
    out: Annotated[Path, typer.Option("--out", help="The archive to write, or a folder for it.")],
    plan: PlanName = "",
) -> None:
    """Write a monitor's packet: signed documents, adjustment log, evidence and an index with checksums, as one zip."""
    with turns() as opened, opened.read() as turn:
        summary = plan_named(turn.session, plan)
        if not first.date() <= last.date() <= turn.today(summary.time_zone):
            echo(plain(packing.NOUN, "bad_span"), err=True)
            raise typer.Exit(BAD_INPUT)
        packed = packing.load(turn.session, summary, first.date(), last.date())
    file = out / packing.file_name(summary, packed.first, packed.last) if out.is_dir() else out
    if not file.parent.is_dir():
        fail("no_folder", folder=file.parent)
    file.write_bytes(packing.archive(packed))
    echo(str(file))
