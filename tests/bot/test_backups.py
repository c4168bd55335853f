"""Backups of either database: they come back whole, and after a restoration nobody is asked twice."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import make
from bot.app import build_app
from bot.backups import keeping, sealing
from bot.backups.nightly import NightlyBackup
from bot.backups.sealing import UnreadableBackupError
from bot.check_ins.round_desk import RoundDesk
from bot.cli.console import BAD_INPUT
from bot.configuration.settings import Settings
from bot.demo.district import HandClock
from bot.encryption import EncryptionKeys, new_key
from bot.turns import Turns
from storage import backups, copying
from storage.database import Database
from storage.delivery import token_pauses
from storage.models import RestorationRow
from tests.bot.test_delivery import Desk, opened
from tests.storage.test_copying import lived_in
from tests.support.databases import new_sqlite
from tests.support.districts import MORNING, staff

KEYS = EncryptionKeys.read(new_key())


def restored(desk: Desk, backup: Path, target: Database) -> Desk:
    """The bot on the restored database, with the same Slack."""
    desk.bot.stop()
    backups.restore(backup, target, desk.clock.now())
    tokens = desk.slack.world.tokens
    given = {"SLACK_BOT_TOKEN": tokens.bot, "SLACK_APP_TOKEN": tokens.app, "SLACK_API_URL": desk.slack.api_url}
    return Desk(desk.slack, build_app(Settings.read(given), target, desk.clock), desk.clock, desk.staff)


def test_restored_in_the_middle_of_a_round_nobody_is_asked_twice(tmp_path: Path, database: Database) -> None:
    (tmp_path / "before").mkdir()
    with opened(tmp_path / "before", staff(24)) as desk:
        RoundDesk(desk.bot.turns).tick()
        desk.bot.delivery.send_due()
        asked_before = desk.asked()
        backups.write(desk.bot.database, tmp_path / "backup.db")
        desk.works_until_settled()
        assert 0 < asked_before[1] < 24
        assert desk.asked() == {1: 24}

        after = restored(desk, tmp_path / "backup.db", database)
        RoundDesk(after.bot.turns).tick()
        after.works_until_settled()

        assert after.asked() == {1: 24}
        assert after.states(kinds=("failed", "unknown")) == []
        after.bot.stop()


def test_restored_to_before_a_round_nobody_is_asked_twice(tmp_path: Path, database: Database) -> None:
    (tmp_path / "before").mkdir()
    with opened(tmp_path / "before", staff(24)) as desk:
        backups.write(desk.bot.database, tmp_path / "backup.db")
        RoundDesk(desk.bot.turns).tick()
        desk.works_until_settled()

        after = restored(desk, tmp_path / "backup.db", database)
        RoundDesk(after.bot.turns).tick()
        after.works_until_settled()

        assert after.asked() == {1: 24}
        after.bot.stop()


@pytest.mark.parametrize("refusal", ["token_revoked", "channel_not_found"])
def test_what_slack_refuses_after_a_restoration_is_noticed_as_ever(tmp_path: Path, refusal: str) -> None:
    """A token that it refuses pauses everything; a history it doesn't show keeps nobody from being asked."""
    (tmp_path / "before").mkdir()
    with opened(tmp_path / "before", staff(3)) as desk, closing(new_sqlite(tmp_path / "target.db")) as target:
        backups.write(desk.bot.database, tmp_path / "backup.db")
        after = restored(desk, tmp_path / "backup.db", target)
        RoundDesk(after.bot.turns).tick()
        after.trouble(refusals={"conversations.history": refusal})
        after.works()

        with target.read() as session:
            paused = [pause.code for pause in token_pauses.all_of(session)]
        if refusal == "token_revoked":
            assert paused == ["token_revoked"]
            assert after.asked() == {0: 3}
            after.trouble()
        after.works_until_settled()
        assert after.asked() == {1: 3}
        after.bot.stop()


def test_everything_comes_back_from_either_database(tmp_path: Path, database: Database) -> None:
    lived_in(database)
    backups.write(database, tmp_path / "backup.db")
    assert not list(tmp_path.glob(".*"))

    with closing(new_sqlite(tmp_path / "target.db")) as target:
        backups.restore(tmp_path / "backup.db", target, MORNING)
        with database.read() as before, target.read() as after:
            was, came_back = copying.contents(before), copying.contents(after)
            assert after.query(RestorationRow).one().restored_at == MORNING
    different = {name for name in was if was[name] != came_back[name]}
    assert different <= {"restoration", "outbox"}, "waiting messages are in doubt now"


# ---------------------------------------------------------------- encryption


@pytest.mark.parametrize("size", [0, 1, sealing.PART, 2 * sealing.PART + 5])
def test_a_sealed_file_comes_back(tmp_path: Path, size: int) -> None:
    plain = tmp_path / "plain"
    plain.write_bytes(bytes(number % 251 for number in range(1000)) * (size // 1000) + b"\n" * (size % 1000))
    sealing.seal(plain, tmp_path / "sealed", KEYS)
    sealing.unseal(tmp_path / "sealed", tmp_path / "again", KEYS)
    assert (tmp_path / "again").read_bytes() == plain.read_bytes()


@pytest.mark.parametrize("damage", ["another key", "the end missing", "parts exchanged", "a letter"])
def test_a_sealed_file_that_is_not_as_it_was_is_refused(tmp_path: Path, damage: str) -> None:
    (tmp_path / "plain").write_bytes(b"x" * (2 * sealing.PART + 1))
    sealing.seal(tmp_path / "plain", tmp_path / "sealed", KEYS)
    heading, first, second, last = (tmp_path / "sealed").read_bytes().splitlines(keepends=True)
    changed = {
        "another key": [heading, first, second, last],
        "the end missing": [heading, first, second],
        "parts exchanged": [heading, second, first, last],
        "a letter": [heading, first[:500] + (b"A" if first[500:501] != b"A" else b"B") + first[501:], second, last],
    }[damage]
    (tmp_path / "sealed").write_bytes(b"".join(changed))
    keys = EncryptionKeys.read(new_key()) if damage == "another key" else KEYS
    with pytest.raises(UnreadableBackupError):
        sealing.unseal(tmp_path / "sealed", tmp_path / "again", keys)


# ---------------------------------------------------------------- which are kept


def test_two_weeks_are_kept_and_the_first_of_each_month_for_a_year() -> None:
    now = datetime(2026, 11, 28, 7, tzinfo=UTC)
    nights = [now - timedelta(days=days) for days in range(500)]
    files = [Path(keeping.name_at(night, sealed=False)) for night in nights]

    old = set(keeping.too_old([*files, Path("throughline.db"), Path("notes.txt")], now))

    remaining = sorted(moment.date() for file in files if file not in old and (moment := keeping.made_at(file)))
    assert remaining == [
        *(date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)),
        *(date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1)),
        date(2026, 11, 1),
        *(date(2026, 11, day) for day in range(14, 29)),
    ]


def test_the_running_bot_makes_one_a_day(tmp_path: Path) -> None:
    new_sqlite(tmp_path / "throughline.db").close()
    (tmp_path / "backups").mkdir()
    with closing(Database(f"sqlite:///{tmp_path / 'throughline.db'}")) as database:
        clock = HandClock(datetime(2026, 11, 16, 6, 59, tzinfo=UTC))
        replicas = [NightlyBackup(Turns(database, clock), tmp_path / "backups", time(7), KEYS) for _ in range(2)]
        for moment, files in (("06:59", 0), ("07:01", 1), ("23:00", 1)):
            clock.moment = datetime.fromisoformat(f"2026-11-16T{moment}+00:00")
            for replica in replicas:
                replica.tick()
            for thread in [each for each in threading.enumerate() if each.name == "backup"]:
                thread.join()
            assert len(list((tmp_path / "backups").iterdir())) == files
    assert [file.name for file in (tmp_path / "backups").iterdir()] == ["throughline-20261116-070100.db.sealed"]


# ---------------------------------------------------------------- the commands


def run(monkeypatch: pytest.MonkeyPatch, arguments: Sequence[str], **settings: str) -> Result:
    for name in ("SLACK_BOT_TOKEN", "BACKUP_KEYS", "THROUGHLINE_BACKUPS"):
        monkeypatch.delenv(name, raising=False)
    for name, text in settings.items():
        monkeypatch.setenv(name, text)
    return CliRunner().invoke(make(arguments[0]), list(arguments))


def error_of(outcome: Result) -> str:
    assert outcome.exit_code == BAD_INPUT, outcome.output
    return " ".join(outcome.stderr.split())


def test_backup_and_restore_on_the_command_line(
    tmp_path: Path, database_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, key = tmp_path / "backups", new_key()
    folder.mkdir()
    old = folder / "throughline-20200101-070000.db"
    old.touch()
    outcome = run(
        monkeypatch,
        ["backup"],
        DATABASE_URL=f"sqlite:///{database_path}",
        THROUGHLINE_BACKUPS=str(folder),
        BACKUP_KEYS=key,
    )
    assert outcome.exit_code == 0, outcome.output
    assert "It's encrypted: without BACKUP_KEYS nobody can read it. Deleted 1 old backup." in " ".join(
        outcome.stdout.split()
    )
    (file,) = folder.iterdir()
    target = f"sqlite:///{tmp_path / 'target.db'}"

    assert "is encrypted. Set BACKUP_KEYS" in error_of(run(monkeypatch, ["restore", str(file)], DATABASE_URL=target))
    wrong_key = run(monkeypatch, ["restore", str(file)], DATABASE_URL=target, BACKUP_KEYS=new_key())
    assert "can't be decrypted: BACKUP_KEYS has another key" in error_of(wrong_key)
    outcome = run(monkeypatch, ["restore", str(file)], DATABASE_URL=target, BACKUP_KEYS=key)
    assert outcome.exit_code == 0, outcome.output
    assert outcome.stdout.startswith("Restored ")
    again = run(monkeypatch, ["restore", str(file)], DATABASE_URL=target, BACKUP_KEYS=key)
    assert "isn't empty." in error_of(again)


def test_what_is_no_backup_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plan.csv").write_text("Activity,Person responsible")
    target = f"sqlite:///{tmp_path / 'target.db'}"
    outcome = run(monkeypatch, ["restore", str(tmp_path / "plan.csv")], DATABASE_URL=target)
    assert "isn't a backup of Throughline (no SQLite file). Nothing was changed." in error_of(outcome)
    assert "Name a file, or set THROUGHLINE_BACKUPS" in error_of(run(monkeypatch, ["backup"], DATABASE_URL=target))
