"""A person's data exported: all of it, readable, and nothing that others wrote in private."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, update
from typer.testing import CliRunner

from bot.__main__ import make
from bot.clock import Clock
from bot.people import exporting
from bot.turns import Turns
from plans.mentions import mention
from prompts import records
from storage.database import Database
from storage.models import (
    AuditRecordRow,
    CoachCommentRow,
    DialogReplyRow,
    DialogRow,
    PersonRow,
    SupportRow,
)
from storage.privacy.columns import Holds, columns_with, tables
from tests.support import full_world
from tests.support.databases import new_sqlite
from tests.support.districts import TEAM, save_district, staff
from tests.support.full_world import SLACK_ID

SECRET = "The principal never listens"


def export(database: Database, person_id: int) -> tuple[dict[str, Any], str]:
    with Turns(database, Clock()).read() as turn:
        content, text = exporting.export(turn, turn.session.get_one(PersonRow, person_id))
        return json.loads(json.dumps(content, default=str)), text


def test_everything_that_points_to_them_is_there(database: Database) -> None:
    person_id = full_world.fill(database)

    content, text = export(database, person_id)

    assert (content["format"], content["version"], content["person"]) == ("throughline-person", 1, person_id)
    exported = {record["table"] for record in content["records"]}
    about_people = {table.name for table in tables() if columns_with(table, Holds.POINTER, Holds.SLACK_ID)}
    assert about_people - exported == {"outbox"}
    assert content["messages"]
    for table in about_people - {"outbox"}:
        assert f"\n{records()['tables'][table]}\n" in text, table
    profile = next(record for record in content["records"] if record["table"] == "person")
    assert profile["cells"]["slack_id"] == SLACK_ID
    mentioned = {each["table"] for each in content["mentions"]}
    assert {"minutes", "strategy", "goal", "dialog"} <= mentioned


def test_what_others_wrote_in_private_stays_out(database: Database) -> None:
    """Also where they wrote about the person, lead by them or for them."""
    person_id = full_world.fill(database)
    words = f"{SECRET}, says {mention(person_id)}"
    with database.write() as session:
        dialog = session.scalars(select(DialogRow)).first()
        assert dialog is not None
        for number, voice in enumerate(("nameless", "named", "open")):
            reply = {"dialog_id": dialog.id, "ts": f"0.{number}", "person": "U00000001", "text": words, "voice": voice}
            session.execute(insert(DialogReplyRow), [reply])
        session.execute(update(DialogRow).values(state=json.dumps({"rounds": [{"ballots": [words]}]}), frozen=words))
        session.execute(update(SupportRow).values(provider_id=1, background=words))

    content, text = export(database, person_id)

    assert SECRET not in text
    assert SECRET not in json.dumps(content)
    assert "- Replies in dialogs: in a conversation, whose words are its members'" in text


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    database = new_sqlite(tmp_path / "t.db")
    save_district(database, staff(1))
    with database.write() as session:
        about = {"place": "action_item", "row_id": 1, "about": "1.1.1 Step 1.1.1"}
        when = {"written_at": datetime(2026, 11, 16, 15, tzinfo=UTC), "written_on": date(2026, 11, 16)}
        session.add(CoachCommentRow(plan_id=1, person_id=2, text="Start with grade 7.", **about, **when))
    database.close()
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 't.db'}")
    for name in ("SLACK_BOT_TOKEN", "SLACK_API_URL"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


EXPECTED = """Profile and whatever belongs to no single plan
==============================================

Profile
- Language and region: en-US; Name: Teacher 0001; Reminders: standard; Slack ID: U00000001; Time zone: America/New_York

Bethel Elementary, 2026-27
==========================

Action items
- 1.1; Code: 1.1.1; Owner: Teacher 0001; Text: Step 1.1.1

Coaching comments
- Mon, Nov 16, 2026: About: 1.1.1 Step 1.1.1; Place: action item; Text: Start with grade 7.

Leads assigned
- Role: Teacher 0001
"""


def test_as_text_it_is_in_plain_words(path: Path) -> None:
    outcome = CliRunner().invoke(make(), ["privacy", "export", "Teacher 0001"])

    assert outcome.exit_code == 0, outcome.output
    title, _, rest = outcome.stdout.partition("\n\n")
    assert title.startswith("What Throughline has stored by and about Teacher 0001, as of ")
    assert rest == EXPECTED
    database = Database(f"sqlite:///{path / 't.db'}")
    with database.read() as session:
        (audited,) = session.scalars(select(AuditRecordRow).filter_by(kind="exported")).all()
    database.close()
    assert (audited.action, audited.details) == ("privacy export", {"exported": 2, "rows": 4})


def test_files_are_written_once_and_readable_for_whoever_runs_it(path: Path) -> None:
    out = path / "out"
    arguments = ["privacy", "export", "U00000001", "--out", str(out)]

    outcome = CliRunner().invoke(make(), arguments)

    assert outcome.exit_code == 0, outcome.output
    assert sorted(file.name for file in out.iterdir()) == ["person-2.json", "person-2.txt"]
    assert json.loads((out / "person-2.json").read_text())["workspace"] == TEAM
    assert "Hand it to that person only." in outcome.stdout
    again = CliRunner().invoke(make(), arguments)
    assert again.exit_code == 2
    assert "exists already" in again.stderr
