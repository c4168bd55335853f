"""throughline privacy: a person's data, and legal holds."""

import typer

from bot.cli import erasing, exporting, legal_holds

app = typer.Typer(no_args_is_help=True, help="A person's data, and legal holds on plans.")
app.command("export")(exporting.export)
app.command("erase")(erasing.erase)
app.command("hold")(legal_holds.hold)
app.command("release")(legal_holds.release)
app.command("holds")(legal_holds.list_holds)
