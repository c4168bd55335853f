"""throughline privacy erase: what it says, whom it tells, what holds it up, and backups that bring nobody back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from typer.testing import CliRunner, Result

from bot.__main__ import make
from storage.database import Database
from storage.delivery.outbox import OutboxMessage, put
from storage.models import ActionItemRow, AuditRecordRow, OutboxRow, PersonRow
from storage.people import memberships, people
from storage.people.people import Member
from storage.people.role_changes import Author
from storage.privacy import holds
from tests.support.databases import new_sqlite
from tests.support.districts import MANAGER, TEAM, save_district, staff

HELD = 2
ERASED, ID = "Teacher 0001", "U00000001"
NOW = datetime(2026, 11, 16, 15, tzinfo=UTC)
Run = Callable[..., Result]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    database = new_sqlite(tmp_path / "t.db")
    save_district(database, staff(2))
    database.close()
    return tmp_path / "t.db"


@pytest.fixture
def run(path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.setenv("THROUGHLINE_BACKUPS", str(path.parent / "backups"))
    for name in ("SLACK_BOT_TOKEN", "SLACK_API_URL"):
        monkeypatch.delenv(name, raising=False)
    (path.parent / "backups").mkdir()

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(make(), list(arguments))

    return call


@contextmanager
def opened(path: Path) -> Iterator[Session]:
    database = Database(f"sqlite:///{path}")
    try:
        with database.write() as session:
            yield session
    finally:
        database.close()


def names(path: Path) -> list[str]:
    with opened(path) as session:
        return sorted(session.scalars(select(PersonRow.name)))


def test_first_it_says_what_it_will_do(run: Run, path: Path) -> None:
    outcome = run("privacy", "erase", ERASED)

    assert outcome.exit_code == 0, outcome.output
    assert "Nothing has been changed. This is what erasing Teacher 0001 will do:" in outcome.stdout
    assert 'Stays, under "a former member": 1 record (leads assigned: 1).' in outcome.stdout
    assert "Bethel Elementary: 1 open action item needs a new owner." in outcome.stdout
    assert "To do it: throughline privacy erase 'Teacher 0001' --confirm" in outcome.stdout
    assert ERASED in names(path)


def test_done_it_leaves_a_former_member_whose_item_the_manager_hears_of(run: Run, path: Path) -> None:
    outcome = run("privacy", "erase", ERASED, "--confirm")

    assert outcome.exit_code == 0, outcome.output
    assert 'Erased. Everywhere it said Teacher 0001, people now read "a former member".' in outcome.stdout
    assert names(path) == ["Pat Manager", "Teacher 0002", "a former member"]
    with opened(path) as session:
        item = session.scalars(select(ActionItemRow).order_by(ActionItemRow.id)).first()
        assert item is not None
        assert item.owner == "a former member"
        (message,) = session.scalars(select(OutboxRow).where(OutboxRow.key.startswith("left:"))).all()
        assert message.channel == MANAGER
        assert "A former member is no longer in this workspace. This open action item needs a new owner." in str(
            message.payload
        )
        (record,) = session.scalars(select(AuditRecordRow).filter_by(kind="erased")).all()
        assert (record.action, record.workspace_id) == ("privacy erase", TEAM)
        assert record.details["erased"] == item.owner_id
    assert run("privacy", "erase", ERASED, "--confirm").exit_code != 0


def test_slack_brings_nobody_back(run: Run, path: Path) -> None:
    """Slack still lists the account: from then on it is somebody new, who has nothing."""
    run("privacy", "erase", ERASED, "--confirm")

    with opened(path) as session:
        people.save_people(session, TEAM, [Member(slack_id=ID, name=ERASED, time_zone="America/New_York")])
    with opened(path) as session:
        rows = session.scalars(select(PersonRow).order_by(PersonRow.id)).all()
        assert [row.name for row in rows] == ["Pat Manager", "a former member", "Teacher 0002", ERASED]
        owners = set(session.scalars(select(ActionItemRow.owner_id)))
        assert rows[-1].id not in owners
        assert people.find_ever(session, TEAM, "a former member") == []


def test_nothing_is_sent_to_them_any_more(run: Run, path: Path) -> None:
    with opened(path) as session:
        put(session, OutboxMessage.post(TEAM, ID, f"waiting:{ID}", {"text": "Hi Teacher 0001"}), NOW)
    run("privacy", "erase", ERASED, "--confirm")

    with opened(path) as session:
        (erased,) = session.scalars(select(PersonRow).where(PersonRow.erased_at.is_not(None))).all()
        put(session, OutboxMessage.post(TEAM, erased.slack_id, "later", {"text": "Hi"}), NOW)
        assert session.scalars(select(OutboxRow.key).where(~OutboxRow.key.startswith("left:"))).all() == []


def test_what_was_posted_in_slack_is_listed_for_somebody_to_delete(run: Run, path: Path) -> None:
    words = {"text": f"Minutes: <@{ID}> and {ERASED} report"}
    with opened(path) as session:
        put(session, OutboxMessage.post(TEAM, "C1", "minutes:1", words), NOW)
        put(session, OutboxMessage.upload(TEAM, "C1", "minutes:1:files", {"make": "minutes", "minutes": 1}), NOW)
        for row in session.scalars(select(OutboxRow)):
            row.state, row.sent_channel, row.sent_ts, row.file_id = "sent", "C1", "1763300001.000100", "F1"

    outcome = run("privacy", "erase", ERASED, "--confirm")

    assert "1 message in Slack names this person." in outcome.stdout
    link = f"https://slack.com/app_redirect?team={TEAM}&channel=C1&message_ts=1763300001.000100"
    assert link in outcome.stdout
    assert "1 file posted in Slack may name this person." in outcome.stdout
    assert f"{link} (file F1)" in outcome.stdout
    with opened(path) as session:
        stored = session.scalars(select(OutboxRow.payload).filter_by(key="minutes:1")).one()
    assert stored == {"text": "Minutes: a former member and a former member report"}


def test_a_name_that_somebody_else_has_too_stays_and_that_is_said(run: Run, path: Path) -> None:
    with opened(path) as session:
        session.add(PersonRow(workspace_id=TEAM, slack_id="U0SECOND", name=ERASED, time_zone="UTC"))

    outcome = run("privacy", "erase", ID, "--confirm")

    assert "Someone else in this workspace has the same name, so the name itself stays" in outcome.stdout
    assert names(path) == ["Pat Manager", ERASED, "Teacher 0002", "a former member"]


def test_a_legal_hold_wins_until_it_is_released(run: Run, path: Path) -> None:
    with opened(path) as session:
        hold = holds.place(session, 1, "Doe v. Bethel", Author(at=NOW, login="it"))
    before = path.read_bytes()

    outcome = run("privacy", "erase", ERASED, "--confirm")

    assert outcome.exit_code == HELD
    assert "Teacher 0001 can't be erased: Bethel Elementary 2026-27 is under a legal hold" in outcome.stderr
    assert names(path) == ["Pat Manager", ERASED, "Teacher 0002"]
    assert len(path.read_bytes()) == len(before)
    with opened(path) as session:
        holds.release(session, hold, "Settled", Author(at=NOW, login="it"))
    assert run("privacy", "erase", ERASED, "--confirm").exit_code == 0


def test_the_only_plan_manager_leaves_a_gap_that_is_said(run: Run, path: Path) -> None:
    outcome = run("privacy", "erase", "Pat Manager", "--confirm")

    assert (
        "Bethel Elementary has no other plan manager. Grant someone that role: throughline people grant"
        in outcome.stdout
    )
    with opened(path) as session:
        (erased,) = session.scalars(select(PersonRow).where(PersonRow.erased_at.is_not(None))).all()
        assert memberships.roles_granted(session, erased.id) == []


def test_texts_with_a_part_of_the_name_are_listed(run: Run, path: Path) -> None:
    with opened(path) as session:
        session.add(PersonRow(workspace_id=TEAM, slack_id="U0MARIA", name="Maria Okafor", time_zone="UTC"))
        first = session.scalars(select(ActionItemRow).order_by(ActionItemRow.id)).first()
        assert first is not None
        first.output = "Maria brings the data; Maria Okafor checks them"

    outcome = run("privacy", "erase", "Maria Okafor", "--confirm")

    assert "1 text has a part of the name, which may mean someone else." in outcome.stdout
    assert "Learning intentions, action items 1: Maria brings the data; a former member checks them" in outcome.stdout
    listed = json.loads(run("privacy", "erase", "Teacher 0001", "--json").stdout)
    assert (listed["done"], listed["left"], listed["unowned"]) == (False, [], {"Bethel Elementary": 1})


def test_a_restored_backup_brings_nobody_back(run: Run, path: Path) -> None:
    assert run("backup").exit_code == 0
    (backup,) = (path.parent / "backups").glob("*.db")
    erased = run("privacy", "erase", ERASED, "--confirm")
    assert "1 backup in" in erased.stdout
    assert "A restored one erases them again at once." in erased.stdout
    path.unlink()

    outcome = run("restore", str(backup))

    assert "1 person was erased since that was written, and was erased again." in outcome.stdout
    assert names(path) == ["Pat Manager", "Teacher 0002", "a former member"]
    assert ERASED not in (path.parent / "backups" / "erased-people.jsonl").read_text()


def test_neither_does_an_earlier_export_of_the_workspace(run: Run, path: Path) -> None:
    archive = path.parent / "backups" / "export.zip"
    assert run("workspace", "export", "--out", str(archive)).exit_code == 0
    run("privacy", "erase", ERASED, "--confirm")
    path.unlink()

    outcome = run("workspace", "import", str(archive))

    assert outcome.exit_code == 0, outcome.output
    assert "1 person was erased since that was written, and was erased again." in outcome.stdout
    assert names(path) == ["Pat Manager", "Teacher 0002", "a former member"]
