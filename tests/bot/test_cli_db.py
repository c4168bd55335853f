"""throughline db: moving to another database, and backups, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import make
from bot.cli.common import BAD_INPUT
from storage.database import Database


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
    told = run("db", "copy", home, empty_url, "--json")

    assert told.exit_code == 0, told.output
    assert json.loads(told.stdout)["action_item"]["rows"] > 20
    again = run("db", "copy", home, empty_url)
    assert again.exit_code == BAD_INPUT
    assert "something in the database to be filled already" in again.stderr


def test_a_database_in_use_is_not_copied(home: str, tmp_path: Path) -> None:
    running = Database(home)
    running.hold()

    told = run("db", "copy", home, f"sqlite:///{tmp_path / 'new.db'}")

    running.close()
    assert told.exit_code == BAD_INPUT
    assert "already running" in told.stderr


def test_a_backup_can_be_read_like_the_database(home: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = run("status", "--plan", "Bethel", "--json").stdout
    assert run("db", "backup", str(tmp_path / "kept.db")).exit_code == 0

    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'kept.db'}")

    assert run("status", "--plan", "Bethel", "--json").stdout == before


def test_a_backup_that_cannot_be_written_is_said(home: str, tmp_path: Path) -> None:
    told = run("db", "backup", str(tmp_path / "nowhere" / "kept.db"))

    assert told.exit_code == BAD_INPUT
    assert "could not be written" in " ".join(told.stderr.split())
