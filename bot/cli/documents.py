"""throughline documents: the reports for a district, as files or as text."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import AsJson, PlanName, echo, fail, plan_named, print_json, turns
from bot.cli.reports import AsOf
from bot.documents.files import as_files
from bot.documents.quarter import quarter
from bot.documents.text import text
from plans.item_progress import Day


def documents(
    plan: PlanName = "",
    as_of: AsOf = None,
    folder: Annotated[
        Path | None,
        typer.Option("--to", help="A folder for the files: Word, PDF and Excel. Without it, print the text."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write Tool A's Implementation Data: what each milestone and strategy brought, quarter by quarter."""
    with turns() as opened, opened.read() as turn:
        summary = plan_named(turn.session, plan)
        today = turn.today(summary.time_zone)
        on = as_of.date() if as_of else today
        if on > today:
            fail("future_day", on=on)
        document = quarter(turn.session, summary, Day.seen_from(today, on))
    if folder is not None:
        if not folder.is_dir():
            fail("no_folder", folder=folder)
        for name, content in as_files(document, summary, on).items():
            (folder / name).write_bytes(content)
            echo(str(folder / name))
    elif as_json:
        print_json(asdict(document))
    else:
        echo(text(document))
