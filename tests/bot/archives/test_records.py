"""`throughline records`: everything of one plan between two days, and nothing else, with an index."""

from __future__ import annotations

import csv
import json
import re
import shutil
import zipfile
from collections.abc import Mapping
from contextlib import closing
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner, Result

from bot.__main__ import make
from bot.archives import plan_files
from bot.cli.console import BAD_INPUT
from conversations.threads.replies import Reply, Voice
from plans.time_zones import zone_named
from storage.archives.plan_records import RecordSpan
from storage.database import Database
from storage.dialogs import replies
from storage.models import AuditRecordRow, DialogRow
from storage.plans import plans
from tests.bot.role_world import NOW, furnish

FALL = ("--from", "2026-09-16", "--to", "2026-10-20")


@pytest.fixture
def home(furnished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The demo's district."""
    url = f"sqlite:///{shutil.copy(furnished, tmp_path / 'home.db')}"
    monkeypatch.setenv("DATABASE_URL", url)
    return url


def run(*arguments: str) -> Result:
    return CliRunner().invoke(make(), ["records", *arguments])


def read(archive: Path) -> Mapping[str, bytes]:
    with zipfile.ZipFile(archive) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_school_between_two_days(home: str, tmp_path: Path) -> None:
    archive = tmp_path / "bethel.zip"
    output = run("Bethel", *FALL, "--out", str(archive))
    files = read(archive)
    index = rows(files["index.csv"])

    assert output.exit_code == 0, output.output
    assert f"Wrote {len(index)} pieces in {len(files)} files" in output.stdout
    assert "review it for what names or describes students (FERPA)" in output.stdout
    # What somebody looks for in it, by hand from examples/demo/district.yml.
    september = next(piece for piece in index if "31 of 34 teachers attended" in piece["What"])
    assert (september["Date"], september["Kind"], september["Who"]) == ("2026-09-16", "Check-in answer", "Ana Ruiz")
    assert september["What"].startswith("2026-09 · 1.1.1.1 Open the year with a workshop")
    assert september["File"] == "records/answer.csv"
    minutes = [piece for piece in index if piece["Kind"] == "Minutes"]
    assert [(piece["Date"], piece["What"]) for piece in minutes] == [("2026-09-22", "Minutes of September 2026")]
    assert b"31 of 34 teachers attended" in files["records/answer.csv"]
    # Both days are included, and no other.
    days = {piece["Date"] for piece in index}
    assert (min(days), max(days)) == ("2026-09-16", "2026-10-20")
    # Nothing of another school.
    assert not any(b"Hillcrest" in content for name, content in files.items() if not name.startswith("documents/"))


def test_the_index_lists_every_file_with_its_checksum(home: str, tmp_path: Path) -> None:
    archive = tmp_path / "bethel.zip"
    run("Bethel", *FALL, "--out", str(archive))
    files = read(archive)

    listed = {row["File"]: row["SHA-256"] for row in rows(files["files.csv"])}
    assert set(listed) == set(files) - {"index.html", "index.csv", "files.csv"}
    assert all(sha256(files[name]).hexdigest() == checksum for name, checksum in listed.items())
    assert {piece["File"] for piece in rows(files["index.csv"])} <= set(files)
    page = files["index.html"].decode()
    assert '<html lang="en">' in page
    assert "<h1>Records of Bethel Elementary School</h1>" in page
    assert set(re.findall(r'href="([^"]+)"', page)) <= set(files)
    assert f"{len(files)} files" in page
    assert page.count('<tr><td class="number">') == len(rows(files["index.csv"]))
    assert "<script" not in page
    assert "the time zone America/New_York" in page


def test_it_is_audited(home: str, tmp_path: Path) -> None:
    archive = tmp_path / "bethel.zip"
    run("Bethel", *FALL, "--out", str(archive))

    with closing(Database(home)) as opened, opened.read() as session:
        record = session.scalars(select(AuditRecordRow)).one()
    assert (record.kind, record.action) == ("exported", "records")
    assert record.details["first"] == "2026-09-16"
    assert record.details["checksum"] == sha256(archive.read_bytes()).hexdigest()


@pytest.mark.parametrize("days", [("2026-10-20", "2026-09-16"), ("2026-09-16", "2999-01-01")])
def test_days_that_cannot_be(home: str, tmp_path: Path, days: tuple[str, str]) -> None:
    output = run("Bethel", "--from", days[0], "--to", days[1], "--out", str(tmp_path / "none.zip"))
    assert (output.exit_code, "neither may lie ahead" in output.stderr) == (BAD_INPUT, True)
    assert not (tmp_path / "none.zip").exists()


def test_a_dialog_is_in_it_without_what_could_tell_who_answered_in_private(tmp_path: Path) -> None:
    world = furnish(tmp_path / "furnished.db")
    database = world.turns.database
    with database.write() as session:
        plan = plans.summary(session, world.plan_id)
        dialog = session.get_one(DialogRow, world.whys_id)
        ts = f"{NOW.timestamp():.6f}"
        open_reply = Reply(ts=ts, person=dialog.leader, text="Teachers leave <@U000STAFF>")
        private = Reply(ts="0.654321", person="", text="Nobody dares to say it", voice=Voice.NAMELESS)
        named = Reply(ts="0.123456", person=dialog.leader, text="I would say it", voice=Voice.NAMED)
        for reply in (open_reply, private, named):
            replies.save(session, dialog.id, reply)
        on = NOW.astimezone(zone_named(plan.time_zone)).date()
    with database.read() as session:
        collected = plan_files.dialogs(database, session, plan, RecordSpan(on, on))
        for make_files in (plan_files.recorded, plan_files.messages, plan_files.rows_as_stored):
            collected += make_files(session, plan, RecordSpan(on, on))
    database.close()
    files = {file.name: file.content for file in collected.files}

    thread = next(name for name in files if name.startswith("dialogs/") and b"Teachers leave" in files[name])
    assert [piece.file for piece in collected.pieces if "Teachers leave" in piece.what] == [thread]
    tables = [content for name, content in files.items() if name.endswith((".csv", ".jsonl", ".txt"))]
    assert not any(words in content for content in tables for words in (b"Nobody dares", b"I would say it"))
    assert not {"rows/private_question.jsonl", "rows/private_answer.jsonl", "rows/reading.jsonl"} & set(files)
    assert json.loads(files["rows/action_item.jsonl"].splitlines()[0])["text"] == "Late"
