"""Column types mean the same on both databases."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import StatementError

from storage.database import Database
from storage.delivery import dedup_keys
from storage.people import organizations, people
from storage.people.people import Member


def test_a_nul_character_is_left_out_and_the_rest_of_the_text_is_kept(database: Database) -> None:
    with database.write() as session:
        organizations.save_workspace(session, "T1", "District", "U00000BOT")
        people.save_people(session, "T1", [Member(slack_id="U1", name="A\x00na", time_zone="America/New_York")])

    with database.read() as session:
        assert [person.name for person in people.people(session, "T1")] == ["Ana"]


def test_a_moment_without_a_zone_is_refused_and_one_with_comes_back_in_utc(database: Database) -> None:
    moment = datetime(2026, 11, 17, 15, tzinfo=UTC)
    with database.write() as session:
        assert dedup_keys.claim(session, "click:1", moment)
    with pytest.raises(StatementError, match="time zone"), database.write() as session:
        dedup_keys.claim(session, "click:2", moment.replace(tzinfo=None))
