"""throughline documents: the reports for a district, as files or as text."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli import signed_documents, templates
from bot.cli.common import PlanName, plan_named, turns
from bot.cli.console import AsJson, echo, fail, print_json
from bot.cli.reports import AsOf, past_day
from bot.documents import kinds
from bot.documents.files import as_files
from bot.documents.formats.text import text
from bot.documents.formats.values import as_values
from conversations.documents.names import DocumentName

app = typer.Typer(invoke_without_command=True)


@app.callback()
def documents(
    context: typer.Context,
    *,
    plan: PlanName = "",
    name: Annotated[DocumentName, typer.Option("--document", help="Which one.")] = DocumentName.QUARTER,
    as_of: AsOf = None,
    folder: Annotated[
        Path | None,
        typer.Option("--to", help="A folder for the files. Without it, print the text."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write a document for the district, such as what each milestone and strategy brought, quarter by quarter."""
    if context.invoked_subcommand is not None:
        return
    with turns() as opened, opened.read() as turn:
        summary = plan_named(turn.session, plan)
        day = past_day(as_of, turn.today(summary.time_zone))
        document = kinds.make(turn.session, name, summary, day)
    if folder is not None:
        if not folder.is_dir():
            fail("no_folder", folder=folder)
        for file, content in as_files(name, document, summary, day.on).items():
            (folder / file).write_bytes(content)
            echo(str(folder / file))
    elif as_json:
        print_json(as_values(document))
    else:
        echo(text(document))


app.command("list")(signed_documents.list_signed)
app.command()(signed_documents.verify)
app.command()(signed_documents.packet)
app.command("fields")(templates.list_fields)
app.command("fill")(templates.fill_template)
