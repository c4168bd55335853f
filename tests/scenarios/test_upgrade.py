"""Two versions on one database: the older one still works after the newer one has migrated."""

from pathlib import Path

import pytest
from sqlalchemy import text

from bot.cli.common import BAD_INPUT
from storage.database import Database
from tests.support.answers import form_for, new_client, send
from tests.support.chaos import recorded, settled
from tests.support.districts import staff
from tests.support.people import Person
from tests.support.stage import stage

NEXT_RELEASE = (
    "ALTER TABLE answer ADD COLUMN mood VARCHAR",
    "ALTER TABLE outbox ADD COLUMN lane VARCHAR",
    "ALTER TABLE check_in_request ADD COLUMN weight INTEGER NOT NULL DEFAULT 0",
    "CREATE TABLE of_the_next_release (id INTEGER PRIMARY KEY)",
    "UPDATE alembic_version SET version_num = '9999'",
)
"""What a migration that only expands may do."""


@pytest.mark.slow
def test_a_running_program_works_on_after_the_next_one_has_migrated(database_url: str, tmp_path: Path) -> None:
    with stage(database_url, tmp_path, staff(3)) as played, new_client() as client:
        program = played.start()
        played.until(lambda: set(played.asked().values()) == {1}, "all are asked")
        _migrate_to_the_next_release(database_url)

        form = form_for(played.slack.world, "U00000001", "No cover for the visits")
        assert form is not None
        assert send(client, played.address(), played.slack.world.tokens.signing_secret, form)
        played.until(lambda: settled(database_url), "everything has left")
        program.end()

        assert recorded(database_url) == {"No cover for the visits": 1}
        Person(played.slack.url, "U00000001").sees("No cover for the visits")


@pytest.mark.slow
def test_an_older_program_does_not_start_on_a_newer_database(database_url: str, tmp_path: Path) -> None:
    with stage(database_url, tmp_path, staff(1)) as played:
        _migrate_to_the_next_release(database_url)

        assert played.launch().ended() == BAD_INPUT
        assert "newer version" in played.log.read_text()


def _migrate_to_the_next_release(database_url: str) -> None:
    database = Database(database_url)
    with database.write() as session:
        for statement in NEXT_RELEASE:
            session.execute(text(statement))
    database.close()
