"""throughline privacy: a person's data, legal holds, and how long records are kept."""

import typer

from bot.cli import erasing, exporting, legal_holds, retention

app = typer.Typer(no_args_is_help=True, help="A person's data, legal holds, and how long records are kept.")
app.command("export")(exporting.export)
app.command("erase")(erasing.erase)
app.command("hold")(legal_holds.hold)
app.command("release")(legal_holds.release)
app.command("holds")(legal_holds.list_holds)
app.add_typer(retention.app, name="retention")
