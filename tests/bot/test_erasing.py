"""A person erased: nothing that is stored or written names them, and what they did stays."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.clock import Clock
from bot.people import erasing
from bot.turns import Turns
from storage import backups, scrubbing
from storage.database import Database
from storage.models import PersonRow
from storage.people.role_changes import Author
from storage.privacy.columns import Holds, columns_with, tables
from tests.support import full_world
from tests.support.full_world import NOON, SIGNS

FROZEN = ("signed_document", "document_signature", "signature_request", "minutes_signature")
CHANGING = frozenset(
    {
        *("absence", "home_page", "home_setting", "personal_schedule", "membership", "role_holder", "outbox"),
        *("initiative_rating", "initiative_rater", "role_change", "audit_record", "action_item"),
    }
)
"""Tables from which rows of only the person go, or that are written when they do."""


def every_row(database: Database) -> dict[str, list[dict[str, Any]]]:
    with database.read() as session:
        return {table.name: [dict(row) for row in session.execute(select(table)).mappings()] for table in tables()}


def erase(database: Database, person_id: int) -> erasing.ErasedPerson:
    with Turns(database, Clock()).write() as turn:
        person = turn.session.get_one(PersonRow, person_id)
        return erasing.erase(turn, person, (), Author(at=NOON, login="it"))


def signs_in(content: object) -> list[str]:
    return [sign for sign in SIGNS if sign in repr(content) or sign in str(content)]


def test_no_table_names_them_any_more_and_what_they_did_stays(database: Database) -> None:
    person_id = full_world.fill(database)
    before = every_row(database)
    assert {name for name, rows in before.items() if not rows} == set()
    assert all(signs_in(before[name]) for name in ("answer", "plan", "outbox", "dialog", "plan_change", "role_holder"))

    erase(database, person_id)

    after = every_row(database)
    assert {name: signs_in(rows) for name, rows in after.items() if signs_in(rows)} == {}
    with database.read() as session:
        searched = session.connection().exec_driver_sql("SELECT * FROM searched_text").all()
    assert signs_in(searched) == []
    _are_pointed_to_as_before(before, after)
    assert {name: after[name] for name in FROZEN} == {name: before[name] for name in FROZEN}
    assert after["answer"][-1]["cause"].startswith("A former member and a former member (a former member, a former")
    (row,) = (row for row in after["person"] if row["id"] == person_id)
    assert (row["name"], row["slack_id"]) == ("a former member", f"ERASED{person_id}")
    assert (row["handle"], row["title"], row["active"]) == ("", "", False)
    assert {row["name"] for row in after["person"]} >= {"Pat Manager", "Teacher 0001"}


def _are_pointed_to_as_before(before: dict[str, list[dict[str, Any]]], after: dict[str, list[dict[str, Any]]]) -> None:
    for table in tables():
        if table.name not in CHANGING:
            for column in columns_with(table, Holds.POINTER):
                pointed = [[row[column.name] for row in rows[table.name]] for rows in (before, after)]
                assert pointed[0] == pointed[1], column


def test_no_file_has_them_either(database: Database, tmp_path: Path) -> None:
    """The database's own file with its free pages, and a backup made afterward."""
    person_id = full_world.fill(database)
    erase(database, person_id)

    assert scrubbing.scrub(database)

    backup = tmp_path / "backup.db"
    backups.write(database, backup)
    files = [backup, *([database.path, *database.path.parent.glob(f"{database.path.name}*")] if database.path else [])]
    for file in files:
        content = file.read_bytes()
        assert [sign for sign in SIGNS if sign.encode() in content] == [], file
    with sqlite3.connect(backup) as copied:
        assert copied.execute("SELECT name FROM person WHERE id = ?", (person_id,)).fetchone() == ("a former member",)
