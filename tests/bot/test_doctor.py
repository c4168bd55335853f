"""`throughline doctor`: what it says of a sound installation, and of broken ones with one fault each."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sqlalchemy import delete, text, update
from typer.testing import CliRunner

from bot.__main__ import make
from bot.cli import doctor
from bot.configuration.settings import Settings
from bot.slack import last_requests
from sandbox import Sandbox
from sandbox.manifest import read_manifest
from storage import migrate
from storage.audit import chain, records
from storage.audit.kinds import AuditKind
from storage.database import Database
from storage.delivery import last_requests as stored_requests
from storage.delivery import outbox
from storage.delivery.outbox import OutboxMessage
from storage.models import ClosingRow, OutboxRow, RoleHolderRow
from tests.bot.programs import slack
from tests.bot.test_delivery import HandClock
from tests.scenarios.district import MANIFEST

TEAM = "TRIVERBEND"
NOW = datetime(2026, 11, 17, 15, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Installation(NamedTuple):
    """The demo's district, at NOW, a backup of this night, and a .env file."""

    slack: Sandbox
    folder: Path
    database: Path
    clock: HandClock
    settings: dict[str, str]

    def says(self, *words: str) -> tuple[int, str]:
        """Run the doctor. Return its exit code and what it prints, without what depends on this computer."""
        (self.folder / ".env").write_text("".join(f"{name}={text}\n" for name, text in self.settings.items()))
        outcome = CliRunner().invoke(make("doctor"), ["doctor", *words])
        assert not outcome.stderr, outcome.stderr
        printed = outcome.stdout.replace(str(self.folder), "FOLDER").replace(self.slack.api_url, "SLACK")
        return outcome.exit_code, printed.replace(sqlite3.sqlite_version, "3.X").replace(migrate.HEAD, "HEAD")

    def crosses(self) -> list[str]:
        """What is wrong."""
        code, printed = self.says()
        crosses = [line.removeprefix("✗ ") for line in printed.splitlines() if line.startswith("✗")]
        assert code == (1 if crosses else 0)
        return crosses

    @contextmanager
    def opened(self) -> Iterator[Database]:
        with closing(Database(f"sqlite:///{self.database}")) as database:
            yield database


@contextmanager
def install(database: Path, monkeypatch: pytest.MonkeyPatch, **options: Any) -> Iterator[Installation]:
    folder = database.parent
    for name in Settings.names():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(folder)
    clock = HandClock(NOW)
    monkeypatch.setattr(doctor, "Clock", lambda: clock)
    usage = shutil.disk_usage("/")._replace(free=45_200_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage)
    backup = folder / "backups" / "nightly.db"
    backup.parent.mkdir()
    backup.touch()
    os.utime(backup, times=((NOW - 13 * HOUR).timestamp(),) * 2)
    with slack(clock=NOW.timestamp, **options) as running:
        tokens = running.world.tokens
        settings = {
            "SLACK_BOT_TOKEN": tokens.bot,
            "SLACK_APP_TOKEN": tokens.app,
            "SLACK_API_URL": running.api_url,
            "DATABASE_URL": f"sqlite:///{database}",
            "THROUGHLINE_BACKUPS": "backups",
        }
        yield Installation(running, folder, database, clock, settings)


@pytest.fixture
def installation(database_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installation]:
    with install(database_path, monkeypatch) as installed:
        yield installed


# ---------------------------------------------------------------- a sound installation


def test_a_sound_installation_has_ticks_and_says_what_has_not_come_yet(installation: Installation) -> None:
    assert installation.says() == (
        0,
        "✓ Settings: All of them can be used.\n"
        "✓ Bot token: Slack accepts it, for Riverbend School District.\n"
        "✓ Scopes: All are there.\n"
        "✓ Connection: Slack accepts the app token, and Socket Mode is on.\n"
        "– Events: None has come yet. Open the bot's Home tab in Slack; if this stays, compare "
        '"Event Subscriptions" in your app\'s settings with app_manifest.yml.\n'
        "– Command: Not typed yet. Type /plan help in Slack; if it isn't answered, compare "
        '"Slash Commands" in your app\'s settings with app_manifest.yml.\n'
        "– Buttons and forms: Not used yet. Press a button below /plan help in Slack; if nothing happens, "
        'switch on "Interactivity" in your app\'s settings.\n'
        "✓ Clock: It agrees with Slack's.\n"
        "✓ Database: SQLite 3.X at sqlite:///FOLDER/throughline.db.\n"
        "✓ Migrations: Up to date (HEAD).\n"
        "✓ Disk: 45.2 GB free in FOLDER.\n"
        "✓ Days off: Known for 2026-27, for every plan.\n"
        "✓ Roles: Every role of the plans has somebody.\n"
        "✓ Messages: Everything that was due is delivered.\n"
        "✓ Audit: Nothing is recorded yet.\n"
        "✓ Backups: The newest, nightly.db, is from Tue, Nov 17, 2:00 AM UTC.\n",
    )


def test_it_says_when_each_kind_of_request_last_came(installation: Installation) -> None:
    times = dict.fromkeys([*last_requests.EVENTS, last_requests.COMMAND, last_requests.INTERACTION], NOW - HOUR)

    def events(**more: datetime) -> list[str]:
        with installation.opened() as database, database.write() as session:
            stored_requests.save(session, {(TEAM, kind): at for kind, at in (times | more).items()})
        _code, printed = installation.says()
        return printed.splitlines()[4:7]

    del times["team_join"]
    assert events()[0] == (
        "– Events: The last one came Tue, Nov 17, 2:00 PM UTC. Not yet seen: team_join. Some are rare; if one should "
        'have come, compare "Event Subscriptions" in your app\'s settings with app_manifest.yml.'
    )
    assert events(team_join=NOW - 30 * HOUR) == [
        "✓ Events: All kinds have come, the last one Tue, Nov 17, 2:00 PM UTC.",
        "✓ Command: Last typed Tue, Nov 17, 2:00 PM UTC.",
        "✓ Buttons and forms: Last used Tue, Nov 17, 2:00 PM UTC.",
    ]


def test_an_empty_database_of_either_kind_is_sound(installation: Installation, database_url: str, kind: str) -> None:
    installation.settings["DATABASE_URL"] = database_url

    _code, printed = installation.says()

    assert printed.splitlines()[8].startswith(f"✓ Database: {'SQLite' if kind == 'sqlite' else 'PostgreSQL'} ")
    assert printed.splitlines()[9:14:2] == [
        "✓ Migrations: Up to date (HEAD).",
        "– Days off: There's no plan for this school year yet.",
        "✓ Messages: Everything that was due is delivered.",
    ]


def test_json_has_the_same(installation: Installation) -> None:
    code, printed = installation.says("--json")

    assert code == 0
    assert json.loads(printed)[-1] == {
        "area": "backups",
        "verdict": "fine",
        "what": "The newest, nightly.db, is from Tue, Nov 17, 2:00 AM UTC.",
    }


# ---------------------------------------------------------------- broken ones


def test_without_a_single_setting_it_makes_nothing_and_names_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "inside").mkdir()
    with install(tmp_path / "inside" / "throughline.db", monkeypatch) as installed:
        installed.settings.clear()
        code, printed = installed.says()

    assert code == 1
    assert printed == (
        '✗ Settings: SLACK_BOT_TOKEN is not set. It is the "Bot User OAuth Token" that begins with xoxb-: in Slack\'s '
        'app settings (api.slack.com/apps), open your app, then "OAuth & Permissions". To try Throughline without '
        "Slack, use `throughline demo`.\n"
        "✗ Settings: Neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set, so Slack has no way in. For Socket Mode "
        'make an app-level token (xapp-) under "Basic Information", "App-Level Tokens", with the scope '
        'connections:write. For HTTP copy the "Signing Secret" from the same page.\n'
        "– Bot token: Not tried, because the settings above are wrong.\n"
        "– Scopes: Not known until Slack accepts the bot token.\n"
        "– Connection: Not tried, because the settings above are wrong.\n"
        "– Events: Not known until there's a database in this version's form.\n"
        "– Command: Not known until there's a database in this version's form.\n"
        "– Buttons and forms: Not known until there's a database in this version's form.\n"
        "– Clock: Not known until Slack accepts the bot token.\n"
        "– Database: There's no file at sqlite:///throughline.db yet. `throughline run` makes it.\n"
        "– Migrations: Not known until there's a database in this version's form.\n"
        "✓ Disk: 45.2 GB free in FOLDER.\n"
        "– Days off: Not known until there's a database in this version's form.\n"
        "– Roles: Not known until there's a database in this version's form.\n"
        "– Messages: Not known until there's a database in this version's form.\n"
        "– Audit: Not known until there's a database in this version's form.\n"
        "✗ Backups: No folder is set. Set THROUGHLINE_BACKUPS to the folder they go to, and make one every night.\n"
    )
    assert sorted(path.name for path in (tmp_path / "inside").iterdir()) == [".env", "backups"]


def test_a_misspelled_setting(installation: Installation) -> None:
    installation.settings["DATABSE_URL"] = installation.settings.pop("DATABASE_URL")

    assert installation.crosses() == [
        "Settings: DATABSE_URL (line 5 of .env) isn't a setting. Did you mean DATABASE_URL?"
    ]


def test_a_token_under_a_misspelled_name_is_not_tried(installation: Installation) -> None:
    installation.settings["SLACK_BOT_TOKN"] = installation.settings.pop("SLACK_BOT_TOKEN")

    assert installation.crosses() == [
        "Settings: SLACK_BOT_TOKN (line 5 of .env) isn't a setting. Did you mean SLACK_BOT_TOKEN?"
    ]


def test_a_database_of_another_kind(installation: Installation) -> None:
    installation.settings["DATABASE_URL"] = "postgre://me:geheim@127.0.0.1/none"

    assert installation.crosses() == ["Settings: DATABASE_URL must begin with sqlite:/// or postgresql://."]


def test_a_database_file_that_cannot_be_made(installation: Installation) -> None:
    (installation.folder / "notes.txt").touch()
    installation.settings["DATABASE_URL"] = "sqlite:///notes.txt/throughline.db"

    assert installation.crosses() == [
        "Database: There's no file at sqlite:///notes.txt/throughline.db, and this user can't make one: "
        "FOLDER/notes.txt isn't a folder that can be written to. Correct DATABASE_URL, or make the folder."
    ]


def test_a_token_of_another_app(installation: Installation) -> None:
    installation.settings["SLACK_BOT_TOKEN"] = "xoxb-another"

    assert installation.crosses() == [
        'Bot token: Slack doesn\'t accept SLACK_BOT_TOKEN (invalid_auth). Copy it again from "OAuth & Permissions" in '
        "your app's settings; if you reinstalled the app, it has changed."
    ]


def test_an_app_token_of_another_app(installation: Installation) -> None:
    installation.settings["SLACK_APP_TOKEN"] = "xapp-another"

    assert installation.crosses() == [
        "Connection: Slack doesn't accept SLACK_APP_TOKEN (invalid_auth). Make a new one under "
        '"Basic Information", "App-Level Tokens", with the scope connections:write, and switch on Socket Mode.'
    ]


def test_scopes_that_are_missing_are_named_with_what_needs_them(
    database_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = read_manifest(MANIFEST)
    assert whole.scopes is not None
    without = dataclasses.replace(whole, scopes=whole.scopes - {"files:write", "app_mentions:read"})
    with install(database_path, monkeypatch, manifest=without) as installed:
        assert installed.crosses() == [
            "Scopes: Missing: app_mentions:read (answers to mentions in channels), "
            "files:write (charts, documents and minutes as files). Add them under "
            '"OAuth & Permissions", "Bot Token Scopes" in your app\'s settings, then press "Reinstall to Workspace".'
        ]


def test_slack_cannot_be_reached(installation: Installation) -> None:
    installation.settings["SLACK_API_URL"] = "http://127.0.0.1:9/api/"

    sentence = (
        "Can't reach Slack at http://127.0.0.1:9/api/ (<urlopen error [Errno 111] Connection refused>). "
        "Check the network, or SLACK_API_URL if you set it."
    )
    assert installation.crosses() == [f"Bot token: {sentence}", f"Connection: {sentence}"]


@pytest.mark.parametrize(
    ("ahead", "text"),
    [
        (timedelta(minutes=12), "12 minutes ahead of"),
        (timedelta(minutes=-2), "2 minutes behind"),
        (timedelta(hours=5, minutes=40), "6 hours ahead of"),
    ],
)
def test_a_clock_that_goes_wrong(installation: Installation, ahead: timedelta, text: str) -> None:
    installation.clock.moment = NOW + ahead

    assert installation.crosses() == [
        f"Clock: This computer's clock is {text} Slack's. Switch on network time (NTP): people are asked and reminded "
        "by this clock."
    ]


def test_a_database_that_does_not_answer(installation: Installation) -> None:
    installation.settings["DATABASE_URL"] = "postgresql://me:geheim@127.0.0.1:9/none"

    (cross,) = installation.crosses()
    assert cross.startswith("Database: Can't open the database postgresql://…@127.0.0.1:9/none: connection failed: ")
    assert "geheim" not in cross


def test_a_database_that_was_not_migrated(installation: Installation) -> None:
    with closing(sqlite3.connect(installation.database)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0060'")

    assert installation.crosses() == [
        "Migrations: The database is at 0060, and this version needs HEAD. Back it up, then start Throughline, which "
        "migrates it."
    ]


def test_a_database_of_a_newer_version(installation: Installation) -> None:
    with closing(sqlite3.connect(installation.database)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999', runs_from = '9999'")

    assert installation.crosses() == [
        "Migrations: This database was made by a newer version of Throughline (revision 9999). Use that version, or "
        "restore a backup."
    ]


def test_a_database_of_a_newer_version_on_which_this_one_can_work(installation: Installation) -> None:
    with closing(sqlite3.connect(installation.database)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    assert installation.crosses() == []
    assert (
        "✓ Migrations: A newer version made the database (9999). This one (HEAD) can work on it."
        in (installation.says()[1])
    )


def test_a_disk_that_is_nearly_full(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage("/")._replace(free=200_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage)

    assert installation.crosses() == [
        "Disk: Only 0.2 GB free in FOLDER. Make room: on a full disk no answer can be saved."
    ]


def test_no_days_off_this_year_and_roles_without_anybody(installation: Installation) -> None:
    with installation.opened() as database, database.write() as session:
        session.execute(delete(ClosingRow))
        session.execute(delete(RoleHolderRow).where(RoleHolderRow.role_key.in_(["counselor", "data coach"])))

    assert installation.crosses() == [
        "Days off: 2 organizations with a plan, such as Bethel Elementary School, have no days off in 2026-27, so "
        "people are asked on holidays. Add them with `throughline calendar import`, or in Slack with /plan setup.",
        'Roles: No one is assigned to "Counselor" of Bethel Elementary School and to 1 more role, so nobody is asked. '
        'Assign people with `throughline people assign "ROLE" @user`, or in Slack with /plan people.',
    ]


def test_messages_that_did_not_arrive(installation: Installation) -> None:
    with installation.opened() as database, database.write() as session:
        for number, ago in enumerate((HOUR, 50 * HOUR, 31 * 24 * HOUR)):
            message = OutboxMessage.post(TEAM, "C00BETHEL", f"lost:{number}", {"text": "lost"})
            outbox.put(session, message, NOW - ago)
        session.execute(
            update(OutboxRow).where(OutboxRow.key.like("lost:%")).values(state="failed", error="is_archived")
        )
        outbox.put(session, OutboxMessage.post(TEAM, "C00BETHEL", "waiting", {"text": "waiting"}), NOW - HOUR)

    assert installation.crosses() == [
        "Messages: 2 messages of the last 30 days couldn't be delivered, the oldest due Sun, Nov 15, 1:00 PM UTC. "
        "`throughline db check` names the reasons, and `throughline db retry` tries again.",
        "Messages: Answers have been waiting to be sent since Tue, Nov 17, 2:00 PM UTC. Start Throughline if it isn't "
        "running, and otherwise look into its log.",
    ]


@pytest.mark.parametrize(
    ("folder", "sentence"),
    [
        (
            "backups",
            "The newest in backups, nightly.db, is from Sat, Nov 14, 2:00 PM UTC, more than two days ago. Look into "
            "what makes them.",
        ),
        ("empty", "There's none in empty. Make one every night."),
        ("nowhere", "There's no folder nowhere. Make it, or set THROUGHLINE_BACKUPS to another one."),
        ("", "No folder is set. Set THROUGHLINE_BACKUPS to the folder they go to, and make one every night."),
    ],
)
def test_backups_that_are_missing_or_too_old(installation: Installation, folder: str, sentence: str) -> None:
    (installation.folder / "empty").mkdir()
    installation.settings["THROUGHLINE_BACKUPS"] = folder
    os.utime(installation.folder / "backups" / "nightly.db", times=((NOW - 73 * HOUR).timestamp(),) * 2)

    assert installation.crosses() == [f"Backups: {sentence}"]


def test_an_edited_audit_is_a_cross(installation: Installation) -> None:
    with installation.opened() as database, database.write() as session:
        for number in range(3):
            records.add(session, AuditKind.CHANGED, "item.update", at=NOW, item_id=number)
        chain.seal(session, NOW)
    _code, printed = installation.says()
    assert "✓ Audit: The chain of hashes over the newest 3 records is unbroken.\n" in printed

    with installation.opened() as database, database.write() as session:
        session.execute(text("DROP TRIGGER audit_record_no_update"))
        session.execute(text("UPDATE audit_record SET person_id = 1 WHERE id = 2"))
    code, printed = installation.says()
    assert code == 1
    assert (
        "✗ Audit: The chain of hashes breaks at position 2: somebody has edited the audit. `throughline audit check`"
        " says more.\n"
    ) in printed
