"""`throughline workspace export` and `import`: reports print the same from the database it was imported into."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner, Result

from bot.__main__ import make
from bot.cli.console import BAD_INPUT
from storage.database import Database
from storage.models import AuditRecordRow
from tests.bot.role_world import OTHER_TEAM, add_other_workspace

REPORTS = (
    ("status", "--plan", "Bethel"),
    ("status", "--plan", "Bethel", "--as-of", "2026-10-31", "--json"),
    ("minutes", "--plan", "Bethel"),
    ("documents", "--plan", "Bethel", "--document", "quarter"),
    ("measures", "list", "--plan", "Bethel"),
)


@pytest.fixture
def home(furnished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The demo's district."""
    url = f"sqlite:///{shutil.copy(furnished, tmp_path / 'home.db')}"
    monkeypatch.setenv("DATABASE_URL", url)
    return url


def run(*arguments: str) -> Result:
    return CliRunner().invoke(make(), list(arguments))


def printed() -> list[str]:
    outputs = [run(*report) for report in REPORTS]
    assert [output.exit_code for output in outputs] == [0] * len(REPORTS), [output.output for output in outputs]
    return [output.stdout for output in outputs]


def test_reports_print_the_same_after_an_import(
    home: str, empty_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = printed()
    archive = tmp_path / "bethel.zip"
    exported = run("workspace", "export", "--out", str(archive))
    assert exported.exit_code == 0, exported.output
    assert "of Riverbend School District" in exported.stdout
    monkeypatch.setenv("DATABASE_URL", empty_url)

    imported = run("workspace", "import", str(archive))

    assert imported.exit_code == 0, imported.output
    assert "of Riverbend School District, exported on" in imported.stdout
    assert printed() == before
    again = run("workspace", "import", str(archive))
    assert again.exit_code == BAD_INPUT
    assert "isn't empty" in again.stderr
    target = Database(empty_url)
    with target.read() as session:
        actions = session.scalars(select(AuditRecordRow.action).order_by(AuditRecordRow.id)).all()
    target.close()
    assert actions.count("workspace import") == 1


def test_an_export_is_audited(home: str, tmp_path: Path) -> None:
    run("workspace", "export", "--out", str(tmp_path / "bethel.zip"))

    opened = Database(home)
    with opened.read() as session:
        record = session.scalars(select(AuditRecordRow)).one()
    opened.close()
    assert (record.kind, record.action, record.workspace_id) == ("exported", "workspace export", "TRIVERBEND")
    assert record.details["rows"] > 500


def test_of_several_workspaces_one_must_be_named(home: str, tmp_path: Path) -> None:
    opened = Database(home)
    with opened.write() as session:
        add_other_workspace(session)
    opened.close()
    archive = tmp_path / "one.zip"

    assert "This database has several workspaces." in run("workspace", "export", "--out", str(archive)).stderr
    assert "no workspace Nowhere" in run("workspace", "export", "Nowhere", "--out", str(archive)).stderr
    both = run("workspace", "export", "Elsewhere", "--all", "--out", str(archive))
    assert "Name one workspace, or use --all" in both.stderr
    assert not archive.exists()
    assert run("workspace", "export", "elsewhere", "--out", str(archive)).exit_code == 0
    with zipfile.ZipFile(archive) as file:
        assert json.loads(file.read("manifest.json"))["workspaces"] == [{"id": OTHER_TEAM, "name": "Elsewhere"}]
    assert run("workspace", "export", "--all", "--out", str(archive)).exit_code == 0
    with zipfile.ZipFile(archive) as file:
        assert len(json.loads(file.read("manifest.json"))["workspaces"]) == 2


def test_what_is_no_export_is_refused(
    home: str, empty_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", empty_url)
    (tmp_path / "words.zip").write_bytes(b"words")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as file:
        file.writestr("manifest.json", "{}")

    for name in ("words.zip", "other.zip"):
        output = run("workspace", "import", str(tmp_path / name))
        assert (output.exit_code, "isn't an export of Throughline" in output.stderr) == (BAD_INPUT, True)
