"""throughline db: moving to another database, and backups, from the command line."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import update
from typer.testing import CliRunner, Result

from bot.__main__ import make
from bot.cli.console import BAD_INPUT
from storage.database import Database
from storage.delivery import outbox
from storage.delivery.outbox import MessageKind, OutboxMessage
from storage.models import OutboxRow
from tests.scenarios.district import TEAM


@pytest.fixture
def home(database_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The demo's district."""
    url = f"sqlite:///{database_path}"
    monkeypatch.setenv("DATABASE_URL", url)
    return url


def run(*arguments: str) -> Result:
    return CliRunner().invoke(make(), list(arguments))


@pytest.mark.parametrize("kind", ["postgresql"])
def test_a_copy_is_proven_by_counts_and_checksums(home: str, empty_url: str) -> None:
    output = run("db", "copy", home, empty_url, "--json")

    assert output.exit_code == 0, output.output
    assert json.loads(output.stdout)["action_item"]["rows"] > 20
    again = run("db", "copy", home, empty_url)
    assert again.exit_code == BAD_INPUT
    assert "The target database isn't empty" in again.stderr


def test_a_database_in_use_is_not_copied(home: str, tmp_path: Path) -> None:
    running = Database(home)
    running.lock()

    output = run("db", "copy", home, f"sqlite:///{tmp_path / 'new.db'}")

    running.close()
    assert output.exit_code == BAD_INPUT
    assert "already running" in output.stderr


def test_a_backup_can_be_read_like_the_database(home: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = run("status", "--plan", "Bethel", "--json").stdout
    assert run("backup", str(tmp_path / "kept.db")).exit_code == 0

    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'kept.db'}")

    assert run("status", "--plan", "Bethel", "--json").stdout == before


def test_a_backup_that_cannot_be_written_is_said(home: str, tmp_path: Path) -> None:
    output = run("backup", str(tmp_path / "nowhere" / "kept.db"))

    assert output.exit_code == BAD_INPUT
    assert "Couldn't write the backup" in " ".join(output.stderr.split())


def test_what_failed_for_good_tries_again_and_what_is_in_doubt_does_not(home: str) -> None:
    with closing(Database(home)) as database, database.write() as session:
        for key, state in (("note:1", "failed"), ("note:2", "unknown")):
            note = OutboxMessage(
                workspace_id=TEAM, key=key, kind=MessageKind.POST, channel="C1", payload={"text": "Hello."}
            )
            outbox.put(session, note, datetime(2026, 11, 17, 15, tzinfo=UTC))
            session.execute(update(OutboxRow).where(OutboxRow.key == key).values(state=state, error="is_archived"))
    assert "throughline db retry" in run("db", "check").stdout

    output = run("db", "retry").stdout

    assert "note:1" in output
    assert "1 message tries again." in output
    undelivered = json.loads(run("db", "check", "--json").stdout)["undelivered"]
    assert [row["key"] for row in undelivered] == ["note:2"]
