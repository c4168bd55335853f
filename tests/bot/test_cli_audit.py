"""throughline audit: what people and commands did, as sentences, and whether anybody edited the list."""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session
from typer.testing import CliRunner, Result

from bot.__main__ import make
from storage.audit import records
from storage.audit.kinds import AuditKind
from storage.database import Database
from storage.models import AuditRecordRow
from storage.people import people
from storage.plans import plans
from tests.scenarios.district import TEAM

NOV_12 = datetime(2026, 11, 12, 20, 4, tzinfo=UTC)
"""3:04 PM at the school."""


@pytest.fixture
def opened(database_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{database_path}")
    yield database
    database.close()


@pytest.fixture
def run(database_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{database_path}")
    monkeypatch.setattr(getpass, "getuser", lambda: "itadmin")
    for name in ("SLACK_BOT_TOKEN", "SLACK_API_URL"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(make(), list(arguments))

    return call


def bethel(session: Session) -> int:
    return next(plan.id for plan in plans.summaries(session, TEAM) if plan.organization.startswith("Bethel"))


def person_id(session: Session, slack_id: str) -> int:
    person = people.person(session, TEAM, slack_id)
    assert person is not None
    return person.id


@pytest.fixture
def audited(opened: Database) -> Database:
    """Three records of Bethel's plan and one of nobody's."""
    with opened.write() as session:
        plan_id, dana, sam = bethel(session), person_id(session, "U0000DANA"), person_id(session, "U00000SAM")
        of_bethel: Any = {"workspace_id": TEAM, "plan_id": plan_id}
        add, minute = records.add, timedelta(minutes=1)
        add(session, AuditKind.REFUSED, "/plan people", at=NOV_12, person_id=sam, **of_bethel)
        add(session, AuditKind.READ, "/plan status", at=NOV_12 + minute, person_id=dana, **of_bethel)
        add(session, AuditKind.PUBLISHED, "minutes.publish", at=NOV_12 + 2 * minute, person_id=dana, **of_bethel)
        add(session, AuditKind.EXPORTED, "backup", at=NOV_12 + 3 * minute, login="itadmin")
        add(session, AuditKind.READ, "/plan find", at=NOV_12 + 4 * minute, person_id=987654, **of_bethel)
    return opened


def test_the_newest_come_first_as_sentences(run: Any, audited: Database) -> None:
    outcome = run("audit")

    assert outcome.exit_code == 0, outcome.output
    assert outcome.stdout.splitlines() == [
        "Thu, Nov 12, 2026, 3:08 PM: a former member looked at search results, Bethel Elementary School 2026-27.",
        "Thu, Nov 12, 2026, 3:07 PM: itadmin, on the server, exported with `throughline backup`.",
        "Thu, Nov 12, 2026, 3:06 PM: Dana Whitfield published the minutes, Bethel Elementary School 2026-27.",
        "Thu, Nov 12, 2026, 3:05 PM: Dana Whitfield looked at the plan's status, Bethel Elementary School 2026-27.",
        "Thu, Nov 12, 2026, 3:04 PM: Sam Oyelaran was denied access to the roles of the plan,"
        " Bethel Elementary School 2026-27.",
        "5 records.",
    ]


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["--plan", "Bethel"], 4),
        (["--plan", "Reynolds"], 0),
        (["--person", "@dana"], 2),
        (["--kind", "refused"], 1),
        (["--from", "2026-11-12", "--to", "2026-11-12"], 5),
        (["--from", "2026-11-13"], 0),
        (["--to", "2026-11-11"], 0),
        (["--plan", "Bethel", "--person", "@dana", "--kind", "read"], 1),
    ],
)
def test_options_choose_records(run: Any, audited: Database, options: list[str], count: int) -> None:
    outcome = run("audit", *options, "--json")

    assert len(json.loads(outcome.stdout)) == count, outcome.output


def test_a_command_that_changes_something_is_recorded_with_its_login(run: Any, opened: Database) -> None:
    run("people", "grant", "coach", "@sam", "--in", "Bethel Elementary School")
    run("status", "--plan", "Bethel")
    run("people", "list")

    with opened.read() as session:
        rows = session.scalars(select(AuditRecordRow).order_by(AuditRecordRow.id)).all()
        sam = person_id(session, "U00000SAM")
        plan_id = bethel(session)
    assert [(row.login, row.kind, row.action) for row in rows] == [
        ("itadmin", "changed", "people grant"),
        ("itadmin", "exported", "status"),
    ]
    assert rows[0].details == {"about_person_id": sam}
    assert (rows[0].workspace_id, rows[1].plan_id) == (TEAM, plan_id)
    assert "itadmin, on the server, ran `throughline people grant`, Bethel Elementary School" in run("audit").stdout


def test_an_unbroken_chain_prints_its_newest_link(run: Any, audited: Database) -> None:
    outcome = run("audit", "check")

    assert outcome.exit_code == 0, outcome.output
    link = outcome.stdout.partition("newest link is ")[2].partition(". Keep")[0]
    assert outcome.stdout == (
        f"The chain of hashes is unbroken: 5 records checked. Its newest link is {link}. Keep it somewhere else.\n"
    )
    assert link.startswith("5:")
    assert f"The chain contains {link}." in run("audit", "check", "--expect", link).stdout
    assert json.loads(run("audit", "check", "--json").stdout)["link"] == link


def test_an_edit_breaks_the_chain_and_the_exit_code_says_so(run: Any, audited: Database) -> None:
    link = run("audit", "check").stdout.partition("newest link is ")[2].partition(". Keep")[0]
    with audited.write() as session:
        for table in ("audit_record", "audit_seal"):
            session.execute(text(f"DROP TRIGGER {table}_no_update"))
            session.execute(text(f"DROP TRIGGER {table}_no_delete"))
        session.execute(text("DELETE FROM audit_record WHERE id = 5"))
        session.execute(text("DELETE FROM audit_seal WHERE position = 5"))

    assert run("audit", "check").exit_code == 0
    cut = run("audit", "check", "--expect", link)
    assert cut.exit_code == 1
    assert cut.stdout == (
        "The chain of hashes breaks at position 5: everything from here to the link you gave is gone. It was deleted,"
        " or the database was restored from an older backup.\n"
    )

    with audited.write() as session:
        session.execute(text("UPDATE audit_record SET person_id = 1 WHERE id = 3"))
    changed = run("audit", "check")
    assert changed.exit_code == 1
    assert changed.stdout == (
        "The chain of hashes breaks at position 3: record 3 isn't what it was when it was sealed.\n"
    )
    assert run("audit", "check", "--expect", "soon").exit_code == 2
