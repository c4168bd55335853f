"""A person's data exported: all of it, readable, and nothing that others wrote in private."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import CheckConstraint, Table, insert, select, update
from typer.testing import CliRunner

from bot import late_rendering
from bot.__main__ import make
from bot.clock import Clock
from bot.people import exporting
from bot.people.export_facts import codes_of
from bot.turns import Turns
from conversations.documents.plan_details import PlanDetail
from plans.mentions import mention
from prompts import records
from storage.audit import records as audit
from storage.audit.kinds import AuditKind
from storage.database import Database
from storage.models import (
    AnswerRow,
    AuditRecordRow,
    Base,
    CheckInRequestRow,
    CoachCommentRow,
    DialogReplyRow,
    DialogRow,
    ItemEventRow,
    ItemOfferRow,
    MembershipRow,
    MinutesRow,
    OutboxRow,
    PersonRow,
    PlanDetailRow,
    PromiseRow,
    RiskRow,
    RoleChangeRow,
    RoundRow,
    SectionTextRow,
    SupportEventRow,
    SupportRow,
)
from storage.privacy.columns import SPOKEN, Holds, columns_with, tables
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
    assert ": in a conversation, whose words are its members'" in text


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
- Name: Teacher 0001; Slack ID: U00000001; Language and region: en-US; Time zone: America/New_York; reminders: standard

Bethel Elementary, 2026-27
==========================

Action items
- 1.1.1 Step 1.1.1: Owner: Teacher 0001

Coaching comments
- Mon, Nov 16, 2026, 1.1.1 Step 1.1.1: Text: “Start with grade 7.”

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


def save_november(database: Database) -> None:
    """What Teacher 0001 answered, promised and got in one month, and who else had to do with it."""
    save_district(database, staff(2))
    plan, teacher, colleague, manager, when, on = 1, 2, 3, 1, NOON, date(2026, 11, 17)
    stamp = {"at": when, "recorded_on": on}
    rows: list[tuple[type[Base], dict[str, Any]]] = [
        (MembershipRow, {"organization_id": 1, "person_id": teacher, "role": "coach"}),
        (RoleChangeRow, {"at": when, "change": "granted", "role": "coach", "person_id": teacher, "by_id": manager}),
        (RoundRow, {"plan_id": plan, "period": "2026-11", "opened_at": when, "closes_at": when}),
        (CheckInRequestRow, {"round_id": 1, "person_id": teacher}),
        (
            AnswerRow,
            {"round_id": 1, "item_id": 1, "person_id": teacher, "at": when, "on": on, "status": "behind"}
            | {"cause": "The room is taken.", "recovery": "Ask for the library.", "recovery_by": date(2026, 12, 1)},
        ),
        (
            AnswerRow,
            {"round_id": 1, "milestone_id": 1, "person_id": manager, "for_person_id": teacher, "at": when, "on": on}
            | {"status": "on_track"},
        ),
        (
            AnswerRow,
            {"round_id": 1, "item_id": 2, "person_id": colleague, "at": when, "on": on, "status": "behind"}
            | {"cause": "Teacher 0001 is away."},
        ),
        (ItemEventRow, {"item_id": 1, "kind": "reported", "status": "behind", "person_id": teacher, **stamp}),
        (ItemEventRow, {"item_id": 2, "kind": "due_moved", "due": date(2027, 1, 15), "person_id": teacher, **stamp}),
        (RiskRow, {"request_id": 1, "person_id": teacher, "owner_id": colleague, "risk": "Snow days.", **stamp}),
        (
            MinutesRow,
            {
                "plan_id": plan,
                "period": "2026-11",
                "content": {
                    "participants": [mention(teacher)],
                    "sections": {"next_steps": [{"text": "Ask for the library", "who": mention(teacher)}]},
                },
            },
        ),
        (PromiseRow, {"minutes_id": 1, "kind": "recovery", "answer_id": 1, "owner_id": teacher}),
        (SupportRow, {"plan_id": plan, "item_id": 1, "asker_id": teacher, "provider_id": manager} | NEEDED),
        (
            SupportEventRow,
            {"support_id": 1, "kind": "asked", "person_id": teacher, "words": NEEDED["needed"], **stamp},
        ),
        (PlanDetailRow, {"plan_id": plan, "name": "essa_status", "text": "TSI", "person_id": teacher, **stamp}),
        (
            SectionTextRow,
            {
                "plan_id": plan,
                "document": "action plan",
                "section": "next_steps",
                "as_of": on,
                "revision": 1,
                "person_id": teacher,
            }
            | {"text": "More students read well.", **stamp},
        ),
        (
            ItemOfferRow,
            {"item_id": 2, "person_id": teacher, "by_id": manager, "kind": "assigned", "at": when}
            | {"message_key": "offers:1"},
        ),
        (
            OutboxRow,
            {"workspace_id": TEAM, "kind": "post", "channel": "U00000001", "state": "sent", "claimed_at": when}
            | {"key": "offers:1", "payload": {"make": "offers", "key": "offers:1"}, "not_before": when},
        ),
        (
            OutboxRow,
            {"workspace_id": TEAM, "kind": "post", "channel": "U00000001", "state": "sent", "claimed_at": when}
            | {"key": "check_in:1", "payload": {"make": "check_in", "request": 1}, "not_before": when},
        ),
        (
            OutboxRow,
            {"workspace_id": TEAM, "kind": "post", "channel": "U00000001", "state": "pending", "not_before": when}
            | {"key": "hello", "payload": {"text": "*Done*: <@U00000002> has 1.1.2 now."}},
        ),
    ]
    with database.write() as session:
        for table, cells in rows:
            session.add(table(**cells))
            session.flush()
        audit.add(session, AuditKind.CHANGED, "check_in.behind", at=when, workspace_id=TEAM, person_id=2, plan_id=1)


NOON = datetime(2026, 11, 17, 17, tzinfo=UTC)
NEEDED: dict[str, Any] = {"at": NOON, "needed": "A bigger room", "needed_by": date(2026, 12, 15), "effective": "very"}
NOVEMBER = """Profile and whatever belongs to no single plan
==============================================

Profile
- Name: Teacher 0001; Slack ID: U00000001; Language and region: en-US; Time zone: America/New_York; reminders: standard

Roles
- Bethel Elementary: Coach

Audit records
- Tue, Nov 17, 2026, 12:00 PM: Teacher 0001 answered a check-in: behind, Bethel Elementary 2026-27.

Changes of roles
- Tue, Nov 17, 2026: granted; Role: Coach; By: Pat Manager

Bethel Elementary, 2026-27
==========================

Action items
- 1.1.1 Step 1.1.1: Owner: Teacher 0001

Check-in answers
- Tue, Nov 17, 2026, November 2026 check-in, 1.1.1 Step 1.1.1: behind; \
Cause: “The room is taken.”; Recovery step: “Ask for the library.”; Recovery step by: Tue, Dec 1, 2026
- Tue, Nov 17, 2026, November 2026 check-in, 1.1 First steps: on course; By: Pat Manager

Check-ins
- November 2026 check-in

History of action items
- Tue, Nov 17, 2026, 1.1.2 Step 1.1.2: date moved; Due: Fri, Jan 15, 2027

Action items offered
- Tue, Nov 17, 2026, 1.1.2 Step 1.1.2: assigned; not answered yet; By: Pat Manager

Plan details
- Tue, Nov 17, 2026: ESSA Status: “TSI”

Next steps
- November 2026 minutes, the step “Ask for the library.”, 1.1.1 Step 1.1.1: step to get back on track

Risks
- Tue, Nov 17, 2026, November 2026 check-in: Risk: “Snow days.”; Owner: Teacher 0002

Leads assigned
- Role: Teacher 0001

Sections of documents
- Tue, Nov 17, 2026: Document: action plan; Section: next steps; Text: “More students read well.”

Support
- Tue, Nov 17, 2026, 1.1.1 Step 1.1.1: requested; very effective; \
Needed: “A bigger room”; Needed by: Tue, Dec 15, 2026; Support from: Pat Manager

Mentioned by others
- Check-in answers, November 2026 check-in, 1.1.2 Step 1.1.2: “Teacher 0001 is away.”
- November 2026 minutes: among those who took part
- November 2026 minutes: “Ask for the library” (Teacher 0001)

Messages that Throughline sent them
- Tue, Nov 17, 2026: Offers and news of action items: 1.1.2 Step 1.1.2, Bethel Elementary
- Tue, Nov 17, 2026: November 2026 check-in for Bethel Elementary
- Not sent yet: *Done*: Teacher 0002 has 1.1.2 now.
"""


def test_each_line_says_when_what_about_and_what_in_words(database: Database) -> None:
    save_november(database)

    content, text = export(database, 2)

    assert text.partition("\n\n")[2] == NOVEMBER
    repeated = [each["cells"]["kind"] for each in content["records"] if each["table"] == "item_event"]
    assert repeated == ["reported", "due_moved"]  # the JSON has what the answer says, too


def test_the_programs_words_are_never_printed_as_they_are_stored() -> None:
    """Every code that a check allows in a printed column, but statuses and roles, which messages/ has."""
    printed = records()["columns"].keys() - {"status", "role"}
    without_words = {
        f"{table.name}.{column} {code}"
        for table in tables()
        if columns_with(table, Holds.POINTER, Holds.SLACK_ID) and table.name not in ("audit_record", "outbox")
        for column, codes in allowed_codes(table).items()
        if column in printed
        for code in codes
        if code not in (codes_of(table.name, column) or {})
    }

    assert without_words == set()


def allowed_codes(table: Table) -> dict[str, list[str]]:
    checks = [str(check.sqltext) for check in table.constraints if isinstance(check, CheckConstraint)]
    listed = [match for check in checks if (match := re.match(r"(\w+) IN \(('[^)]*')\)", check))]
    return {match[1]: re.findall(r"'([^']*)'", match[2]) for match in listed}


def test_whatever_people_typed_has_a_name_in_the_text() -> None:
    documents = {"content", "frozen", "imported", "posted_content", "state"}
    without_name = {
        f"{table.name}.{column.name}"
        for table in tables()
        if columns_with(table, Holds.POINTER, Holds.SLACK_ID)
        for column in columns_with(table, *SPOKEN)
        if column.name not in records()["columns"].keys() | documents
    }

    assert without_name == {"coach_comment.about"}  # it's what the comment's line begins with


def test_every_message_that_is_drawn_when_sent_has_a_name() -> None:
    assert {*late_rendering.CONTENT, *late_rendering.FILES} == records()["drawn"].keys()


def test_every_detail_of_a_plan_has_a_label(database: Database) -> None:
    save_district(database, staff(1))
    cells = {"plan_id": 1, "text": "climate Twice", "person_id": 2, "at": NOON, "recorded_on": NOON.date()}
    with database.write() as session:
        session.add_all([PlanDetailRow(name=detail, **cells) for detail in PlanDetail])

    _, text = export(database, 2)

    details = text.partition("\nPlan details\n")[2].partition("\n\n")[0].splitlines()
    labels = [line.removeprefix("- Tue, Nov 17, 2026: ").partition(": ")[0] for line in details]
    assert len(set(labels)) == len(PlanDetail)
    assert not [label for label in labels if not label or "_" in label]
    assert "- Tue, Nov 17, 2026: Elements: Climate and culture and Twice" in details
