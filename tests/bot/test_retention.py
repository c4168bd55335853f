"""Retention on the command line and at night: rules, a dry run, what a hold keeps, and who hears of it before."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from typer.testing import CliRunner, Result

from bot.__main__ import make
from bot.demo.district import HandClock
from bot.retention import removing
from bot.retention.nightly import RetentionTick
from bot.turns import Turns
from storage import backups
from storage.database import Database
from storage.delivery import outbox
from storage.delivery.outbox import OutboxMessage
from storage.items.items import Stamp
from storage.models import (
    AnswerRow,
    AuditRecordRow,
    FileUploadRow,
    ItemEventRow,
    OutboxRow,
    PersonRow,
    PlanRow,
    RetentionRuleRow,
)
from storage.people import organizations
from storage.plans import uploads
from storage.privacy import retention_rules, retention_survey
from storage.privacy.retention_classes import RetentionClass
from tests.support import planted
from tests.support.databases import new_sqlite

BAD_INPUT = 2
BETHEL = "Bethel Elementary School"
CAUSE = "The new math units arrived three weeks late."


@pytest.fixture
def database(database_path: Path) -> Any:
    """Bethel's plan is ten years old, and Reynolds' is of this year."""
    with closing(Database(f"sqlite:///{database_path}")) as opened:
        with opened.write() as session:
            old = {"school_year": "2016-17", "starts_on": date(2016, 7, 1), "ends_on": date(2017, 6, 30)}
            session.execute(update(PlanRow).where(PlanRow.id == 1).values(**old))
        yield opened


@pytest.fixture
def retention(database: Database, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{database.path}")
    for name in ("SLACK_BOT_TOKEN", "SLACK_API_URL"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: str, group: tuple[str, ...] = ("privacy", "retention")) -> Result:
        return CliRunner().invoke(make(), [*group, *arguments])

    return call


def _stored(database: Database) -> str:
    with database.read() as session:
        return planted.words_in(session.connection())


def _answers(database: Database) -> list[str]:
    """What owners said got in the way, where it was first written down."""
    with database.read() as session:
        return [*session.scalars(select(AnswerRow.cause)), *session.scalars(select(ItemEventRow.reason))]


def _refused(outcome: Result) -> str:
    assert outcome.exit_code == BAD_INPUT, outcome.output
    return " ".join(outcome.stderr.split())


def test_without_a_rule_everything_stays(retention: Any) -> None:
    listed = retention().stdout
    assert "answers: kept for good\n  Answers: what people typed in check-ins" in listed
    assert "Nothing is removed until you set a rule" in listed
    assert _refused(retention("run")).startswith("No rule removes anything.")


def test_a_rule_names_a_class_and_years(retention: Any) -> None:
    assert 'There\'s no class "words". Choose answers, threads' in _refused(retention("set", "words", "7"))
    assert '"0" isn\'t a number of years' in _refused(retention("set", "answers", "0"))
    assert retention("set", "minutes", "forever").stdout == "Published minutes are kept for good from now on.\n"
    assert "Answers are removed 7 years after the school year ended." in retention("set", "answers", "7").stdout
    assert "answers: kept for 7 years after the school year" in retention().stdout
    assert "Older now:" in retention().stdout


def test_a_dry_run_lists_what_goes_and_changes_nothing(retention: Any, database: Database) -> None:
    retention("set", "answers", "7")
    before = _stored(database)

    listed = retention("run").stdout
    assert "Answers, 7 years after the school year:" in listed
    assert f"  2016-17, {BETHEL}: " in listed
    assert "Reynolds Middle School" not in listed.partition("Next:")[0]
    assert "Nothing was removed." in listed
    assert "Next: Answers of Reynolds Middle School, 2026-27, on Sat, Jul 1, 2034." in listed
    assert _stored(database) == before


def test_a_confirmed_run_removes_the_words_and_leaves_every_count(retention: Any, database: Database) -> None:
    retention("set", "answers", "7")
    assert CAUSE in _stored(database)
    before = _counts(retention)

    assert "Removed: " in retention("run", "--confirm").stdout
    assert CAUSE not in _answers(database)
    assert _counts(retention) == before
    status = retention("--plan", "bethel elementary 2016-17", "--as-of", "2026-10-31", group=("status",)).stdout
    assert "under the retention rule: 7 years]" in status


def _counts(retention: Any) -> Any:
    """Every number of the plan's status as of a past day, without words."""
    plan = ("--plan", "bethel elementary 2016-17", "--as-of", "2026-10-31", "--json")
    return _numbers(json.loads(retention(*plan, group=("status",)).stdout))


def _numbers(content: Any) -> Any:
    if isinstance(content, dict):
        return {name: _numbers(field) for name, field in content.items()}
    if isinstance(content, list):
        return [_numbers(each) for each in content]
    return bool(content) if isinstance(content, str) else content


def test_a_legal_hold_keeps_its_plan(retention: Any, database: Database) -> None:
    retention("set", "answers", "7")
    retention("hold", "bethel elementary 2016-17", "--reason", "Doe v. Bethel", group=("privacy",))

    assert f"{BETHEL}: " in retention("run").stdout
    assert "under a legal hold: stays" in retention("run", "--confirm").stdout
    assert CAUSE in _answers(database)

    retention("release", "bethel elementary 2016-17", group=("privacy",))
    retention("run", "--confirm")
    assert "under a legal hold" not in retention("run").stdout


def test_at_night_only_what_was_announced_thirty_days_before_goes(retention: Any, database: Database) -> None:
    retention("set", "answers", "7")
    clock = HandClock(datetime(2026, 11, 30, 8, tzinfo=UTC))
    tick = RetentionTick(Turns(database, clock))
    tick.run(["TRIVERBEND"])
    assert _announcements(database) == ["U0000OMAR"]
    assert _announced(database) == ANNOUNCEMENT

    clock.moment = datetime(2026, 12, 29, 8, tzinfo=UTC)
    tick.run(["TRIVERBEND"])
    assert "Bethel" in retention("run").stdout.partition("Next:")[0]
    assert len(_announcements(database)) == 1

    clock.moment = datetime(2026, 12, 30, 8, tzinfo=UTC)
    tick.run(["TRIVERBEND"])
    assert "Bethel" not in retention("run").stdout.partition("Next:")[0]


ANNOUNCEMENT = """*Old records will be removed soon*
Records here are kept for a set number of years after the school year. These have passed it, or are about to:
• *Fall River Public Schools*, 2012-13: words in answers and notes (16 records), on Wed, Dec 30
• *Bethel Elementary School*, 2016-17: words in answers and notes (47 records), on Wed, Dec 30
Statuses, dates and numbers stay, so your counts don't change. Do you need to keep something longer? Ask whoever runs \
Throughline for you to place a legal hold on the plan before that day."""


def _announced(database: Database) -> str:
    with database.read() as session:
        payload = session.scalars(select(OutboxRow.payload).where(OutboxRow.key.startswith("retention:"))).one()
    return str(payload["text"])


def _announcements(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.scalars(select(OutboxRow.channel).where(OutboxRow.key.startswith("retention:"))))


def test_what_a_backup_brings_back_goes_the_next_night(retention: Any, database: Database, tmp_path: Path) -> None:
    retention("set", "answers", "7")
    with database.write() as session:
        session.execute(update(RetentionRuleRow).values(set_on=date(2026, 10, 1)))
    backups.write(database, tmp_path / "backup.db")
    with closing(new_sqlite(tmp_path / "restored.db")) as other:
        backups.restore(tmp_path / "backup.db", other, datetime(2026, 11, 29, 15, tzinfo=UTC))
        assert CAUSE in _answers(other)
        RetentionTick(Turns(other, HandClock(datetime(2026, 11, 30, 8, tzinfo=UTC)))).run(["TRIVERBEND"])

        assert CAUSE not in _answers(other)


def test_holds_rules_and_runs_are_in_the_audit(retention: Any, database: Database) -> None:
    retention("set", "answers", "7")
    retention("hold", "reynolds", "--reason", "Doe v. Reynolds", group=("privacy",))
    retention("release", "reynolds", group=("privacy",))
    retention("run")
    retention("run", "--confirm")

    with database.read() as session:
        recorded = session.scalars(select(AuditRecordRow).order_by(AuditRecordRow.id)).all()
    actions = ["privacy retention set", "privacy hold", "privacy release", *["privacy retention run"] * 2]
    assert [record.action for record in recorded] == actions
    assert all(record.login for record in recorded)
    assert recorded[0].details == {"records": "answers", "years": 7}


def test_old_files_and_messages_go_with_their_school_year(retention: Any, database: Database) -> None:
    with database.write() as session:
        _add_message(session, "old", datetime(2016, 10, 3, tzinfo=UTC))
        _add_message(session, "new", datetime(2026, 10, 3, tzinfo=UTC))
        _add_upload(session, "old", datetime(2016, 10, 3, tzinfo=UTC))
        _add_upload(session, "new", datetime(2026, 10, 3, tzinfo=UTC))
    retention("set", "drafts", "7")
    retention("hold", "bethel elementary 2016-17", "--reason", "Doe v. Bethel", group=("privacy",))
    retention("run", "--confirm")
    assert "oldwords" in _stored(database), "the year of a plan under a hold stays"

    retention("release", "bethel elementary 2016-17", group=("privacy",))
    assert "Content of messages sent to Slack: 1 message." in retention("run").stdout
    assert "Files that were never imported: 1 file." in retention("run").stdout
    retention("run", "--confirm")
    stored = _stored(database)
    assert "oldwords" not in stored
    assert stored.count("newwords") == 2


def _add_message(session: Session, age: str, at: datetime) -> None:
    message = OutboxMessage.post("TRIVERBEND", "U0000OMAR", f"{age}:post", {"text": f"{age}words"})
    outbox.put(session, replace(message, not_before=at), at)
    session.execute(update(OutboxRow).where(OutboxRow.key == f"{age}:post").values(state="sent"))


def _add_upload(session: Session, age: str, at: datetime) -> None:
    person_id = session.scalars(select(PersonRow.id)).first() or 0
    uploads.add(session, key=f"{age}:file", person_id=person_id, slack_file_id="F1", name="plan.xlsx", at=at)
    session.flush()
    session.execute(update(FileUploadRow).where(FileUploadRow.key == f"{age}:file").values(content=f"{age}words"))


def test_the_rules_of_a_workspace_leave_the_others_alone(database: Database) -> None:
    stamp = Stamp(at=datetime(2026, 11, 1, tzinfo=UTC), on=date(2026, 11, 1))
    with database.write() as session:
        organizations.save_workspace(session, "TOTHER", "Other", "U0OTHER")
        retention_rules.save(session, "TOTHER", RetentionClass.ANSWERS, 1, stamp, login="it")
    with database.read() as session:
        assert retention_survey.expired(session, "TRIVERBEND", stamp.at) == []
        assert retention_survey.expired(session, "TOTHER", stamp.at) == []


def test_the_audit_goes_by_the_longest_rule_and_only_if_every_workspace_has_one(database: Database) -> None:
    now = datetime(2026, 11, 30, 8, tzinfo=UTC)
    turns, stamp = Turns(database, HandClock(now)), Stamp(at=now, on=now.date())
    with database.write() as session:
        organizations.save_workspace(session, "TOTHER", "Other", "U0OTHER")
        retention_rules.save(session, "TRIVERBEND", RetentionClass.AUDIT, 3, stamp, login="it")
    with turns.read() as turn:
        assert removing.audit_kept_from(turn, date.max) == (None, frozenset())
    with database.write() as session:
        retention_rules.save(session, "TOTHER", RetentionClass.AUDIT, 7, stamp, login="it")
    with turns.read() as turn:
        # the year that ended on June 30, 2019 was seven years old on July 1, 2026
        assert removing.audit_kept_from(turn, date.max)[0] == datetime(2019, 7, 1, tzinfo=UTC)
        assert removing.audit_kept_from(turn, date(2026, 11, 1))[0] is None
