"""Bringing a database to its newest form, from nothing, twice, at once, and not from the future."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from storage.database import Database
from storage.migrate import FOLDER, HEAD, NewerDatabaseError, migrate
from storage.models import Base

MIGRATE = """
import sys
from storage.database import Database
from storage.migrate import migrate
opened = Database(sys.argv[1])
print(migrate(opened))
opened.close()
"""


def test_an_empty_database_becomes_what_the_models_say(empty_url: str) -> None:
    database = Database(empty_url)

    before = migrate(database)

    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, Base.metadata)
    database.close()
    assert before is None
    assert differences == []


def test_a_second_start_changes_nothing(database: Database) -> None:
    assert migrate(database) == HEAD


def test_the_head_is_the_newest_file() -> None:
    newest = max(path.name for path in (FOLDER / "versions").glob("[0-9]*.py"))

    assert newest.startswith(f"{HEAD}_")


def test_a_database_from_a_newer_version_is_left_alone(database: Database) -> None:
    with database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(NewerDatabaseError, match="9999"):
        migrate(database)

    with database.read() as session:
        assert session.scalar(text("SELECT version_num FROM alembic_version")) == "9999"


def test_programs_that_start_at_once_migrate_once(empty_url: str) -> None:
    command = [sys.executable, "-c", MIGRATE, empty_url]
    starting = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=Path.cwd())
        for _ in range(3)
    ]
    text = [each.communicate(timeout=60) for each in starting]

    assert [each.returncode for each in starting] == [0, 0, 0], text
    assert sorted(out.strip() for out, _err in text) == [HEAD, HEAD, "None"]
    database = Database(empty_url)
    with database.engine.connect() as connection:
        assert inspect(connection).has_table("outbox")
    database.close()


def test_what_was_answered_before_the_calendars_came_is_still_there(empty_url: str) -> None:
    """Tables are copied on the way; no row and no constraint is lost."""
    database = Database(empty_url)
    _upgrade_to(database, "0003")
    with database.write() as session:
        for statement in OLD_ROWS:
            session.execute(text(statement))

    migrate(database)

    with database.write() as session:
        assert session.execute(text("SELECT state, cadence, nudged FROM round")).one() == ("open", "monthly", 0)
        assert session.execute(text("SELECT person_id, channel FROM ask")).one() == (1, None)
        assert session.execute(text("SELECT status, late FROM answer")).one() == ("on_track", False)
        assert str(session.execute(text("SELECT last FROM absence")).scalar_one()) == "2099-01-01"
        assert str(session.execute(text("SELECT first FROM closing")).scalar_one()) == "2026-11-11"
        for statement in NEW_ROWS:
            session.execute(text(statement))
    for statement in BROKEN_ROWS:
        with pytest.raises(IntegrityError), database.write() as session:
            session.execute(text(statement))
    database.close()


def _upgrade_to(database: Database, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with database.engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.commit()


OLD_ROWS = (
    "INSERT INTO workspace (id, name, bot_user) VALUES ('T', 'District', 'U')",
    "INSERT INTO organization (id, workspace_id, name, level, time_zone) VALUES (1, 'T', 'School', 'school', 'UTC')",
    "INSERT INTO person (id, workspace_id, slack_id, handle, name, time_zone, active, guest)"
    " VALUES (1, 'T', 'U1', 'ana', 'Ana', 'UTC', TRUE, FALSE)",
    "UPDATE person SET away_until = '2099-01-01'",
    "INSERT INTO closed_day (organization_id, day) VALUES (1, '2026-11-11')",
    "INSERT INTO plan (id, organization_id, title, school_year, vision, mission, purpose, asks_on, asks_at, open_days,"
    " starts_on, ends_on, created_on, imported_from, imported_hash) VALUES"
    " (1, 1, 'Plan', '2026-27', '', '', '', '3rd tue', '09:00', 7, '2026-07-01', '2027-06-30', '2026-08-01', '', '')",
    "INSERT INTO action_item (id, plan_id, code, text, owner_key, collaborators, output, resources, ongoing, cancelled,"
    " imported) VALUES (1, 1, '1.1', 'Step', '', '[]', '', '', FALSE, FALSE, '{}')",
    "INSERT INTO round (id, plan_id, period, state, opened_at, closes_at)"
    " VALUES (1, 1, '2026-11', 'open', '2026-11-17 14:00:00', '2026-11-24 05:00:00')",
    "INSERT INTO ask (id, round_id, person_id, page, risk, mitigation) VALUES (1, 1, 1, 0, '', '')",
    "INSERT INTO ask_topic (id, ask_id, position, item_id) VALUES (1, 1, 0, 1)",
    'INSERT INTO answer (id, round_id, item_id, person_id, at, "on", status, cause, recovery, new_due_reason, support,'
    " evidence) VALUES (1, 1, 1, 1, '2026-11-17 15:00:00', '2026-11-17', 'on_track', '', '', '', '', '')",
)
NEW_ROWS = (
    "INSERT INTO round (id, plan_id, cadence, period, state, opened_at, closes_at)"
    " VALUES (2, 1, 'quarterly', '2026-Q2', 'coming', '2026-12-09 14:00:00', '2026-12-19 05:00:00')",
    "INSERT INTO priority (id, plan_id, code, title) VALUES (1, 1, '1', 'Priority')",
    'INSERT INTO strategy (id, plan_id, priority_id, code, title, if_we, "then", and_so, resources)'
    " VALUES (1, 1, 1, '1.1', 'Strategy', '', '', '', '')",
    "INSERT INTO benchmark (id, plan_id, strategy_id, kind, text) VALUES (1, 1, 1, 'short_term', 'Outcome')",
    "INSERT INTO ask (id, round_id, channel, page, risk, mitigation) VALUES (3, 2, 'C1', 0, '', '')",
    "INSERT INTO ask_topic (id, ask_id, position, benchmark_id) VALUES (3, 3, 0, 1)",
)
BROKEN_ROWS = (
    "UPDATE round SET state = 'somewhen'",
    "UPDATE round SET cadence = 'hourly'",
    "UPDATE round SET plan_id = 99",
    "UPDATE ask SET person_id = NULL WHERE id = 1",
    "UPDATE ask SET round_id = 99",
    "UPDATE ask_topic SET item_id = NULL",
    "UPDATE ask_topic SET milestone_id = 1 WHERE id = 1",
    "UPDATE answer SET status = 'fine'",
    "UPDATE answer SET person_id = 99",
    "INSERT INTO ask (id, round_id, person_id, page, risk, mitigation) VALUES (2, 1, 1, 0, '', '')",
)
