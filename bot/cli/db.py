"""throughline db: the state of the database."""

import sqlite3
from dataclasses import asdict
from typing import Annotated

import typer

from bot.cli.auditing import record_command
from bot.cli.common import team_of, turns
from bot.cli.console import AsJson, database_at, echo, fail, hold, print_json, print_sentence, settings
from bot.sending import token
from storage import copying, upgrades
from storage import migrate as migrations
from storage.audit.kinds import AuditKind
from storage.copying import DifferentError, NotEmptyError
from storage.database import Database
from storage.delivery import outbox, token_pauses
from storage.migrate import HEAD, migrate

app = typer.Typer(no_args_is_help=True, help="The database: its state, its problems, copies of it.")

MENDED_SQLITE = (3, 51, 3)


@app.command()
def check(as_json: AsJson = False) -> None:
    """Show what an upgrade would change in the database, or which messages could not be delivered. Changes nothing."""
    config = settings()
    with database_at(config.database_url, migrated=False) as opened:
        revision = migrations.revision(opened)
        if revision is None or (revision != HEAD and not migrations.is_newer(revision)):
            _show_pending(opened, revision, as_json=as_json)
            return
        migrate(opened, accepts_newer=True)
        _show_undelivered(opened, revision, as_json=as_json)


def _show_pending(opened: Database, revision: str | None, *, as_json: bool) -> None:
    pending = upgrades.pending(revision)
    keeps_working = revision is not None and upgrades.is_for_earlier_versions(revision)
    url = opened.url.render_as_string(hide_password=True)
    if as_json:
        rows = [{"migration": each.number, "title": each.title} for each in pending]
        about = {"url": url, "revision": revision, "head": HEAD}
        print_json({**about, "pending": rows, "earlier_versions_keep_working": keeps_working})
    elif revision is None:
        print_sentence("database_is_empty", url=url)
    else:
        print_sentence("upgrade_pending", url=url, revision=revision, head=HEAD)
        for each in pending:
            print_sentence("pending_migration", number=each.number, title=each.title)
        print_sentence("upgrade_keeps_earlier" if keeps_working else "upgrade_ends_earlier")
        print_sentence("upgrade_notes")


def _show_undelivered(opened: Database, revision: str, *, as_json: bool) -> None:
    with opened.read() as session:
        troubles = outbox.undelivered(session, team_of(session))
        refused = [token.fix(pause) for pause in token_pauses.all_of(session)]
    url = opened.url.render_as_string(hide_password=True)
    if as_json:
        rows = [{"key": key, "state": state, "error": error} for key, state, error in troubles]
        about = {"url": url, "revision": revision, "head": HEAD, "pending": []}
        print_json({**about, "undelivered": rows, "paused": refused})
        return
    print_sentence("database_newer_state" if revision != HEAD else "database_state", url=url, revision=revision)
    for sentence in refused:
        echo(sentence)
    for key, state, error in troubles:
        print_sentence("outbox_trouble", key=key, state=state, error=error)
    if any(state == "failed" for _key, state, _error in troubles):
        print_sentence("outbox_retry")
    _warn_of_old_sqlite(opened)


@app.command(name="migrate")
def migrate_(as_json: AsJson = False) -> None:
    """Bring the database into this version's form, as every start does."""
    config = settings()
    with database_at(config.database_url, migrated=False) as opened:
        before = migrate(opened, accepts_newer=True)
        revision = migrations.revision(opened)
        url = opened.url.render_as_string(hide_password=True)
    if as_json:
        print_json({"before": before, "revision": revision})
    elif revision != HEAD:
        print_sentence("database_newer_state", url=url, revision=revision)
    elif before == HEAD:
        print_sentence("migrated_before", revision=HEAD)
    else:
        print_sentence("migrated", before=before or "", revision=HEAD)


@app.command()
def retry() -> None:
    """Try again to deliver failed messages, once the cause is fixed."""
    with turns() as opened, opened.write() as turn:
        keys = outbox.retry_failed(turn.session, team_of(turn.session), turn.now)
    for key in keys:
        print_sentence("outbox_retried", key=key)
    print_sentence("outbox_retried_all", count=len(keys))


@app.command()
def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help="URL of the database to copy.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="URL of an empty database.")],
    as_json: AsJson = False,
) -> None:
    """Move to another database, SQLite or PostgreSQL: every row, compared by counts and checksums."""
    with database_at(source) as old, database_at(target) as new:
        for opened in (old, new):
            hold(opened)
        try:
            copied = copying.copy(old, new)
        except NotEmptyError as error:
            fail("target_not_empty", table=str(error))
        except DifferentError as error:
            fail("copy_differs", table=str(error))
        record_command(new, AuditKind.EXPORTED)
    if as_json:
        print_json({name: asdict(content) for name, content in copied.items()})
        return
    for name, content in copied.items():
        print_sentence("copied_table", table=name, rows=content.rows, checksum=content.checksum)
    print_sentence("copied", rows=sum(content.rows for content in copied.values()), tables=len(copied))


def _warn_of_old_sqlite(opened: Database) -> None:
    if opened.is_sqlite and sqlite3.sqlite_version_info < MENDED_SQLITE:
        print_sentence("old_sqlite", version=sqlite3.sqlite_version)
