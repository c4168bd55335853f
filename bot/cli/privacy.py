"""throughline privacy: legal holds."""

import typer

from bot.cli import legal_holds

app = typer.Typer(no_args_is_help=True, help="Legal holds on plans.")
app.command("hold")(legal_holds.hold)
app.command("release")(legal_holds.release)
app.command("holds")(legal_holds.list_holds)
