"""Migrations that only expand: earlier versions work on afterwards, and can be started again.

Each migration since the database says which versions can work on it is compared with its predecessor on both databases.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import inspect, text

from storage import migrate as migrations
from storage import upgrades
from storage.database import Database
from storage.migrate import HEAD, NewerDatabaseError, migrate, tables_may_be_copied
from storage.search import index
from storage.upgrades import FOLDER

PATIENCE = 120

STATEMENTS = re.compile(r"\bop\.(execute|bulk_insert|get_bind)\b")
"""A migration that runs statements of its own may change what is stored, which no comparison of tables shows."""


@dataclass(frozen=True, slots=True)
class Table:
    columns: Mapping[str, bool]
    """By name, whether a program that doesn't know the column can insert rows."""
    not_null: frozenset[str]
    rules: frozenset[str]
    """Checks, unique keys and references."""


def described(database: Database) -> dict[str, Table]:
    tables = {}
    with database.engine.connect() as connection:
        inspector = inspect(connection)
        for name in inspector.get_table_names():
            columns = inspector.get_columns(name)
            rules = [
                *(f"check {each['name']}: {each['sqltext']}" for each in inspector.get_check_constraints(name)),
                *(f"unique {sorted(each['column_names'])}" for each in inspector.get_unique_constraints(name)),
                *(f"unique {each['column_names']}" for each in inspector.get_indexes(name) if each["unique"]),
                *(
                    f"{each['constrained_columns']} in {each['referred_table']}"
                    for each in inspector.get_foreign_keys(name)
                ),
            ]
            tables[name] = Table(
                {column["name"]: column["nullable"] or column["default"] is not None for column in columns},
                frozenset(column["name"] for column in columns if not column["nullable"]),
                frozenset(rules),
            )
    return tables


def contractions(before: Mapping[str, Table], after: Mapping[str, Table]) -> list[str]:
    """What keeps a program that knows only the tables before from working on those after."""
    troubles = [f"the table {name} is gone" for name in before.keys() - after.keys()]
    for name in before.keys() & after.keys():
        old, new = before[name], after[name]
        troubles += [f"{name}.{column} is gone" for column in old.columns.keys() - new.columns.keys()]
        added = new.columns.keys() - old.columns.keys()
        troubles += [f"{name}.{column} has no default" for column in added if not new.columns[column]]
        troubles += [
            f"{name}.{column} must not be empty" for column in new.not_null & old.columns.keys() - old.not_null
        ]
        rules = [rule for rule in new.rules - old.rules if not any(column in rule for column in added)]
        troubles += [f"{name} has a new rule: {rule}" for rule in rules]
    return sorted(troubles)


def test_a_migration_that_does_more_than_expand_says_from_which_on_programs_can_work(empty_url: str) -> None:
    database = Database(empty_url)
    _run(database, command.upgrade, upgrades.FIRST)
    troubles = []
    before = described(database)
    for migration in upgrades.pending(upgrades.FIRST):
        _run(database, command.upgrade, migration.number)
        after = described(database)
        [file] = (FOLDER / "versions").glob(f"{migration.number}_*.py")
        upgrade = file.read_text().partition("def upgrade")[2].partition("def downgrade")[0]
        if contractions(before, after) and migration.runs_from != migration.number:
            troubles.append(f'{file.name} needs runs_from = "{migration.number}": {contractions(before, after)}')
        elif STATEMENTS.search(upgrade) and migration.runs_from is None:
            troubles.append(
                f"{file.name} changes rows: set runs_from to its own number, or to {upgrades.FIRST} if programs that "
                "don't know the change can work with the rows as they are then"
            )
        before = after
    database.close()
    assert troubles == []


EXPANSIONS = (
    "CREATE TABLE of_the_next_release (id INTEGER PRIMARY KEY)",
    "ALTER TABLE answer ADD COLUMN mood VARCHAR",
    "ALTER TABLE outbox ADD COLUMN weight INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX ix_answer_mood ON answer (mood)",
)
CONTRACTIONS = {
    "DROP TABLE restoration": "the table restoration is gone",
    "ALTER TABLE answer RENAME COLUMN cause TO reason": "answer.cause is gone",
    "CREATE UNIQUE INDEX ix_answer_recovery ON answer (recovery)": "answer has a new rule: unique ['recovery']",
}


def test_expansions_and_contractions_are_told_apart(empty_url: str) -> None:
    database = Database(empty_url)
    migrate(database)
    before = described(database)
    for statement in EXPANSIONS:
        _execute(database, statement)
    expanded = described(database)
    assert contractions(before, expanded) == []
    for statement, trouble in CONTRACTIONS.items():
        _execute(database, statement)
        assert trouble in contractions(expanded, described(database))
    database.close()


@pytest.mark.parametrize(("runs_from", "is_accepted"), [(HEAD, True), ("9999", False), (None, False)])
def test_a_newer_database_is_accepted_if_it_says_so(
    database: Database, runs_from: str | None, is_accepted: bool
) -> None:
    set_revision(database, "9999", runs_from)

    assert migrations.is_for_this_version(database) is is_accepted
    if is_accepted:
        assert migrate(database, accepts_newer=True) == "9999"
    else:
        with pytest.raises(NewerDatabaseError):
            migrate(database, accepts_newer=True)
    with pytest.raises(NewerDatabaseError):
        migrate(database)


def test_the_database_says_which_versions_can_work_on_it(database: Database) -> None:
    with database.read() as session:
        runs_from = session.scalar(text("SELECT runs_from FROM alembic_version"))
    assert runs_from == upgrades.oldest_program()
    assert upgrades.FIRST <= runs_from <= HEAD


def test_a_migration_can_be_stepped_back(empty_url: str) -> None:
    database = Database(empty_url)
    migrate(database)
    _run(database, command.downgrade, "0082")
    assert "runs_from" not in described(database)["alembic_version"].columns
    assert migrate(database) == "0082"
    database.close()


@pytest.mark.parametrize("kind", ["postgresql"])
def test_a_turn_is_never_ended_because_of_a_migration_beside_it(empty_url: str) -> None:
    database = Database(empty_url)
    _run(database, command.upgrade, upgrades.FIRST)
    with database.engine.connect() as connection:
        index.build(connection)
        connection.commit()
    others = [name for name in described(database) if name != "minutes"]
    with ThreadPoolExecutor() as threads, database.engine.connect() as turn:
        turn.execute(text("SELECT * FROM minutes"))
        migrating = threads.submit(migrate, database)
        turn.execute(text("SELECT pg_sleep(2)"))
        for name in others:
            turn.execute(text(f'SELECT * FROM "{name}"'))
        turn.commit()
        assert migrating.result(PATIENCE) == upgrades.FIRST
    database.close()


def set_revision(database: Database, revision: str, runs_from: str | None) -> None:
    """As a newer version would leave the database."""
    with database.write() as session:
        statement = text("UPDATE alembic_version SET version_num = :revision, runs_from = :runs_from")
        session.execute(statement, {"revision": revision, "runs_from": runs_from})


def _execute(database: Database, statement: str) -> None:
    with database.engine.begin() as connection:
        connection.execute(text(statement))


def _run(database: Database, step: Callable[[Config, str], None], revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with database.engine.connect() as connection, tables_may_be_copied(connection):
        config.attributes["connection"] = connection
        step(config, revision)
        connection.commit()
