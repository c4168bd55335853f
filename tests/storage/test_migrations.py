"""Bringing a database to its newest form, from nothing, twice, at once, and not from the future."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

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
    said = [one.communicate(timeout=60) for one in starting]

    assert [one.returncode for one in starting] == [0, 0, 0], said
    assert sorted(out.strip() for out, _err in said) == [HEAD, HEAD, "None"]
    database = Database(empty_url)
    with database.engine.connect() as connection:
        assert inspect(connection).has_table("outbox")
    database.close()
