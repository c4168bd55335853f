"""`throughline workspace remove`: said first, refused where it must be, then gone, with a certificate."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from typer.testing import CliRunner, Result

from bot.__main__ import make
from bot.archives import leaving
from bot.archives.leaving import Departure, TokenEnd
from bot.cli.console import BAD_INPUT
from bot.documents.formats.text import text
from bot.encryption import EncryptionKeys, new_key
from storage import copying
from storage.copying import Content
from storage.database import Database
from storage.models import AuditRecordRow, InstallationRow, PlanRow, SendPauseRow
from storage.people import organizations
from storage.people.role_changes import Author
from storage.privacy import holds
from tests.bot.programs import slack
from tests.bot.role_world import OTHER_TEAM, add_other_workspace
from tests.support.several import settings_for

TEAM, NAME = "TRIVERBEND", "Riverbend School District"
AT = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)


@pytest.fixture
def home(furnished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The demo's district, with another workspace beside it."""
    url = f"sqlite:///{shutil.copy(furnished, tmp_path / 'home.db')}"
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.chdir(tmp_path)
    with changing(url) as session:
        add_other_workspace(session)
    return url


@contextmanager
def changing(url: str) -> Iterator[Session]:
    with closing(Database(url)) as opened, opened.write() as session:
        yield session


def contents(url: str) -> dict[str, Content]:
    with closing(Database(url)) as opened, opened.read() as session:
        return copying.contents(session)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(make(), ["workspace", *arguments])


def exported() -> str:
    assert run("export", NAME, "--out", "riverbend.zip").exit_code == 0
    return "riverbend.zip"


def test_first_it_says_what_would_go(home: str) -> None:
    before = contents(home)
    output = run("remove", "riverbend")

    assert output.exit_code == 0
    assert f"This would remove {NAME} ({TEAM}) from the database for good" in output.stdout
    assert "  answer: 66\n" in output.stdout
    assert "Nothing has been changed yet." in output.stdout
    assert f"throughline workspace remove {TEAM} --export {TEAM}.zip --confirm '{NAME}'" in output.stdout
    assert contents(home) == before


def test_it_is_refused_without_name_export_or_a_free_file(home: str, tmp_path: Path) -> None:
    before = contents(home)
    refusals = {
        "--confirm 'Riverbend School District'": run("remove", TEAM, "--confirm", "yes"),
        "Make a full export first": run("remove", TEAM, "--confirm", NAME),
    }
    (tmp_path / "taken.pdf").touch()
    refusals["exists already"] = run("remove", TEAM, "--confirm", NAME, "--certificate", "taken.pdf")
    refusals["isn't there"] = run("remove", TEAM, "--confirm", NAME, "--certificate", "nowhere/c.pdf")

    for sentence, output in refusals.items():
        assert (output.exit_code, sentence in output.stderr, "Nothing was changed." in output.stderr) == (
            BAD_INPUT,
            True,
            True,
        ), output.stderr
    assert contents(home) == before


def test_an_export_that_is_not_complete_is_refused(home: str) -> None:
    archive = exported()
    of_other = run("remove", "Elsewhere", "--export", archive, "--confirm", "Elsewhere")
    assert f"is an export of {NAME}, not of Elsewhere" in of_other.stderr
    with changing(home) as session:
        session.execute(update(PlanRow).values(vision="Changed since"))

    output = run("remove", TEAM, "--export", archive, "--confirm", NAME)

    assert (output.exit_code, "The table plan has changed since riverbend.zip was made" in output.stderr) == (
        BAD_INPUT,
        True,
    )


def test_a_legal_hold_wins(home: str) -> None:
    archive = exported()
    with changing(home) as session:
        holds.place(
            session, session.scalars(select(PlanRow.id)).first() or 0, "Doe v. Bethel", Author(at=AT, login="it")
        )

    output = run("remove", TEAM, "--export", archive, "--confirm", NAME)

    assert (output.exit_code, "under a legal hold" in output.stderr) == (BAD_INPUT, True)
    assert "2026-27 is under" in output.stderr


def test_all_of_it_goes_with_a_certificate(home: str, tmp_path: Path) -> None:
    archive = exported()
    would_go = run("remove", TEAM).stdout.partition("for good: ")[2].partition(". Nothing")[0]
    output = run("remove", TEAM, "--export", archive, "--confirm", NAME)

    assert output.exit_code == 0, output.output
    assert f"Removed {NAME} ({TEAM}): {would_go}." in output.stdout
    assert "Throughline had no token of this workspace to revoke." in output.stdout
    assert (tmp_path / f"throughline-destruction-{TEAM}.pdf").read_bytes().startswith(b"%PDF")
    with changing(home) as session:
        assert organizations.workspaces(session) == {OTHER_TEAM: "Elsewhere"}
        record = session.scalars(select(AuditRecordRow).order_by(AuditRecordRow.id.desc())).first()
        assert record is not None
        assert (record.kind, record.action, record.workspace_id) == ("erased", "workspace remove", TEAM)
        assert record.details["token"] == "none"
        assert session.scalars(select(SendPauseRow)).all() == []
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.name.startswith("home.db"))
    assert not [words for words in (b"Dana Whitfield", b"U00000ANA", b"31 of 34 teachers") if words in raw]
    assert run("remove", TEAM).exit_code == BAD_INPUT


def test_its_token_is_revoked(home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with slack() as running:
        assert running.world.state.team_id == TEAM
        monkeypatch.setenv("SLACK_BOT_TOKEN", running.world.tokens.bot)
        monkeypatch.setenv("SLACK_API_URL", running.api_url)
        output = run("remove", TEAM, "--without-export", "--confirm", NAME)

        assert output.exit_code == 0, output.output
        assert "The app's token was revoked in Slack" in output.stdout
        assert not running.world.is_installed


KEY = new_key()


def install(session: Session, workspace_id: str, token: str | None, through: str | None = None) -> None:
    encrypted = EncryptionKeys.read(KEY).encrypt(token, workspace_id) if token else None
    session.add(
        InstallationRow(
            id=workspace_id,
            name=workspace_id,
            is_organization=workspace_id.startswith("E"),
            through_id=through,
            bot_user="U",
            bot_id="B",
            scopes="",
            token=encrypted.text if encrypted else None,
            key_id=encrypted.key_id if encrypted else None,
            installed_by="U",
            installed_at=AT,
        )
    )
    session.flush()


def installed_settings(monkeypatch: pytest.MonkeyPatch, api_url: str) -> None:
    for name, setting in settings_for(api_url, "https://throughline.example", "").items():
        if name not in ("DATABASE_URL", "TOKEN_KEYS"):
            monkeypatch.setenv(name, setting)
    monkeypatch.setenv("TOKEN_KEYS", KEY)


def test_a_token_that_slack_gave_when_the_app_was_installed_is_revoked(
    home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with slack() as running:
        with changing(home) as session:
            install(session, TEAM, running.world.tokens.bot)
        installed_settings(monkeypatch, running.api_url)
        output = run("remove", TEAM, "--without-export", "--confirm", NAME)

        assert output.exit_code == 0, output.output
        assert not running.world.is_installed
    with changing(home) as session:
        assert session.scalars(select(InstallationRow)).all() == []


def test_the_token_of_a_whole_organization_stays_while_another_workspace_uses_it(
    home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with slack() as running:
        with changing(home) as session:
            install(session, "E1", running.world.tokens.bot)
            for workspace_id in (TEAM, OTHER_TEAM):
                install(session, workspace_id, None, through="E1")
        installed_settings(monkeypatch, running.api_url)
        output = run("remove", TEAM, "--without-export", "--confirm", NAME)

        assert output.exit_code == 0, output.output
        assert "shared with other workspaces of the same Enterprise organization" in output.stdout
        assert running.world.is_installed
    with changing(home) as session:
        assert set(session.scalars(select(InstallationRow.id))) == {"E1", OTHER_TEAM}


CERTIFICATE = """\
# Certificate of destruction

Workspace Riverbend School District (TRIVERBEND), Fri, Nov 27, 2026, 3:30 PM UTC

On Fri, Nov 27, 2026, Throughline 1.2.3 deleted every row of this workspace from its database: 67 rows in 2 tables, as \
listed below. The command was run under the account dvance. Before and after, the rows of every table were counted; no \
row of another workspace was deleted. The database file was then written anew without what was deleted.

A full export was made before. Its SHA-256 checksum is 9f86d0.

The app's token was revoked in Slack, and the app can no longer read or write there.

## What remains elsewhere

Backups: 3 backups in Throughline's folder still have these rows. As long as backups are made there, the last of them \
is deleted on Tue, Nov 2, 2027; they can be deleted by hand before. Restoring one brings the workspace back. Copies \
made by other means, such as snapshots of the disk or of the database server, follow their own rules.

Files made from it, such as exports, reports and archives for records requests, are where they were saved or sent.

Messages and files that Throughline posted are in Slack and follow that workspace's own retention.

2 audit records stay: ids, counts, days and codes of who did what, without names and without words. This removal is \
recorded there, too.

## Rows deleted, by table

| Table | Rows |
|---|---|
| answer | 66 |
| workspace | 1 |
"""


def test_the_certificate_reads_as_it_should() -> None:
    departure = Departure(
        workspace_id=TEAM,
        name=NAME,
        at=AT,
        login="dvance",
        version="1.2.3",
        removed={"workspace": 1, "answer": 66},
        export="9f86d0",
        token=TokenEnd.REVOKED,
        audit_records=2,
        backups=3,
        backups_until=datetime(2027, 11, 2, tzinfo=UTC).date(),
        is_scrubbed=True,
        is_sqlite=True,
    )
    assert text(leaving.certificate(departure)).replace("\\", "") == CERTIFICATE
