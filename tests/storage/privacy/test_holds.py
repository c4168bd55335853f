"""Legal holds: a plan can be under several, each is placed and released once, and both stay on record."""

from datetime import UTC, datetime

import pytest

from storage.database import Database
from storage.people.role_changes import Author
from storage.privacy import holds
from tests.support import districts
from tests.support.districts import SCHOOL, TEAM

PLACED = Author(at=datetime(2026, 11, 3, 2, 0, tzinfo=UTC), login="it")
RELEASED = Author(at=datetime(2026, 12, 1, 15, 0, tzinfo=UTC), login="it")


@pytest.fixture
def plan_id(database: Database) -> int:
    return districts.save_district(database, districts.staff(1))


def test_a_plan_is_held_until_its_last_hold_is_released(database: Database, plan_id: int) -> None:
    with database.write() as session:
        assert not holds.is_held(session, plan_id)
        first = holds.place(session, plan_id, "Doe v. Bethel", PLACED)
        second = holds.place(session, plan_id, "Records request 7", PLACED)
        assert holds.reasons(session, plan_id) == ["Doe v. Bethel", "Records request 7"]

        assert holds.release(session, first, "Settled", RELEASED)
        assert holds.held_among(session, [plan_id, 99]) == {plan_id}
        assert holds.held_for_removal(session, [plan_id]) == {plan_id}
        assert holds.held_in_workspace(session, TEAM) == {plan_id}

        assert holds.release(session, second, "", RELEASED)
        assert not holds.is_held(session, plan_id)
        assert holds.held_in_workspace(session, TEAM) == frozenset()


def test_a_hold_is_released_once_and_stays_on_record(database: Database, plan_id: int) -> None:
    with database.write() as session:
        number = holds.place(session, plan_id, "Doe v. Bethel", PLACED)
        assert holds.release(session, number, "Settled", RELEASED)
        assert not holds.release(session, number, "Again", Author(at=RELEASED.at, login="somebody"))

    with database.read() as session:
        (hold,) = holds.in_workspace(session, TEAM)
        assert holds.standing(session, plan_id) == []
        assert holds.in_workspace(session, "T0ELSEWHERE") == []
    assert (hold.organization, hold.school_year, hold.reason) == (SCHOOL, "2026-27", "Doe v. Bethel")
    assert (hold.placed_by, hold.released_by, hold.release_reason) == ("it", "it", "Settled")
    assert hold.placed_at.date().isoformat() == "2026-11-02"  # in New York it was still the day before
