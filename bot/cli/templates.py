"""throughline documents fields and fill: what a district's own template may hold, and filling one."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import PlanName, plan_named, turns
from bot.cli.console import AsJson, echo, fail, print_json
from bot.cli.reports import AsOf, past_day
from bot.documents.templates import checking, fields
from bot.documents.templates.filling import file_name, fill
from bot.documents.templates.loading import load
from plans.files.opening import content_of
from prompts import plain

NOUN = "templates"
TemplateFile = Annotated[Path, typer.Argument(help="A Word file (.docx) with fields.", exists=True, dir_okay=False)]


def list_fields(as_json: AsJson = False) -> None:
    """List the fields that a district's own template may hold."""
    if as_json:
        print_json(list(fields.paths()))
    for path in fields.paths() if not as_json else ():
        echo(path)


def fill_template(
    template: TemplateFile,
    plan: PlanName = "",
    as_of: AsOf = None,
    folder: Annotated[Path, typer.Option("--to", help="A folder for the file.")] = Path(),
) -> None:
    """Check a district's own template, and fill it for a plan."""
    content = content_of(template)
    _check(template.name, content)
    if not folder.is_dir():
        fail("no_folder", folder=folder)
    with turns() as opened, opened.read() as turn:
        summary = plan_named(turn.session, plan)
        day = past_day(as_of, turn.today(summary.time_zone))
        filled = fill(content, load(turn.session, summary, day), day.on)
    path = folder / file_name(summary, template.stem, day.on)
    path.write_bytes(filled)
    echo(str(path))


def _check(name: str, content: bytes) -> None:
    reading = checking.read(content)
    if reading is None:
        fail("no_template", name=name)
    if reading.findings:
        lines = [plain(NOUN, "finding", finding=finding) for finding in reading.findings]
        fail("template_findings", name=name, lines=lines)
