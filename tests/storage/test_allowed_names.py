"""Names that are no student's: the list of a workspace, its people, and the titles of its schools and plans."""

from datetime import UTC, datetime

import pytest

from storage.database import Database
from storage.models import PersonRow, StrategyRow
from storage.people import allowed_names
from tests.support import districts
from tests.support.districts import SCHOOL, TEAM

NOW = datetime(2026, 11, 17, 14, 0, tzinfo=UTC)
ELSEWHERE = "T0ELSEWHERE"


@pytest.fixture
def person(database: Database) -> PersonRow:
    districts.save_district(database, districts.staff(1))
    with database.read() as session:
        return session.query(PersonRow).filter_by(name="Teacher 0001").one()


def test_an_allowed_name_is_asked_about_nowhere_in_its_workspace(database: Database, person: PersonRow) -> None:
    with database.write() as session:
        assert allowed_names.unexplained(session, TEAM, ["Jordan Baker", "Maya Lopez"]) == [
            "Jordan Baker",
            "Maya Lopez",
        ]
        first = allowed_names.allow(session, TEAM, "Jordan Baker", by=person.id, at=NOW)
        assert first is not None
        assert allowed_names.allow(session, TEAM, "jordan  BAKER", by=person.id, at=NOW) is None

    with database.write() as session:
        assert allowed_names.unexplained(session, TEAM, ["Jordan Baker", "Maya Lopez"]) == ["Maya Lopez"]
        (allowed,) = allowed_names.listed(session, TEAM)
        assert (allowed.name, allowed.by, allowed.at) == ("Jordan Baker", person.name, NOW)
        assert allowed_names.listed(session, ELSEWHERE) == []
        assert allowed_names.unexplained(session, ELSEWHERE, ["Jordan Baker"]) == ["Jordan Baker"]
        assert allowed_names.remove(session, ELSEWHERE, "Jordan Baker") is None
        assert allowed_names.remove(session, TEAM, "jordan baker") == first
        assert allowed_names.remove(session, TEAM, "jordan baker") is None
        assert allowed_names.unexplained(session, TEAM, ["Jordan Baker"]) == ["Jordan Baker"]


def test_people_schools_and_strategies_are_no_students(database: Database, person: PersonRow) -> None:
    words = SCHOOL.split()
    with database.write() as session:
        session.get_one(PersonRow, person.id).name = "María Ann Okafor"
        strategy = session.query(StrategyRow).first()
        assert strategy is not None
        strategy.title = "Élan Vital mentors for grade 9"

    with database.read() as session:
        names = ["Maria Okafor", "M. Okafor", "Maria O", f"{words[0]} {words[1]}", "Élan Vital", "Maya Okafor"]
        assert allowed_names.unexplained(session, TEAM, names) == ["Maya Okafor"]
        assert allowed_names.unexplained(session, TEAM, []) == []
