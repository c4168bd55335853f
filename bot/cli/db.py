"""throughline db: the state of the database."""

import sqlite3

import typer

from bot.cli.common import AsJson, database, print_json, settings, team_of, tell
from storage import outbox
from storage.database import Database
from storage.migrate import HEAD

app = typer.Typer(no_args_is_help=True, help="The database: its state, its troubles.")

MENDED_SQLITE = (3, 51, 3)


@app.command()
def check(as_json: AsJson = False) -> None:
    """Whether the database is up to date, and which messages could not be delivered."""
    known = settings()
    with database(known) as opened, opened.read() as session:
        troubles = outbox.troubled(session, team_of(session))
        shown = opened.url.render_as_string(hide_password=True)
        if as_json:
            rows = [{"key": key, "state": state, "error": error} for key, state, error in troubles]
            print_json({"url": shown, "revision": HEAD, "undelivered": rows})
            return
        tell("database_state", url=shown, revision=HEAD, current=True)
        for key, state, error in troubles:
            tell("outbox_trouble", key=key, state=state, error=error)
        _warn_of_old_sqlite(opened)


def _warn_of_old_sqlite(opened: Database) -> None:
    if opened.is_sqlite and sqlite3.sqlite_version_info < MENDED_SQLITE:
        tell("old_sqlite", version=sqlite3.sqlite_version)
