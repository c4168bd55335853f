"""People on the command line: who is meant, the history of roles, and revoking them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import make
from storage.database import Database
from storage.people import memberships, organizations, people, role_holders
from storage.people.people import Member
from storage.plans import plans
from tests.scenarios.district import TEAM

BAD_INPUT = 2
BETHEL = "Bethel Elementary School"
ZONE = "America/New_York"


@pytest.fixture
def run(database_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{database_path}")
    for name in ("SLACK_BOT_TOKEN", "SLACK_API_URL"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(make(), list(arguments))

    return call


def _arrive(path: Path, *members: Member) -> None:
    database = Database(f"sqlite:///{path}")
    with database.write() as session:
        people.save_people(session, TEAM, members)
    database.close()


def _roles(path: Path, slack_id: str) -> set[str]:
    database = Database(f"sqlite:///{path}")
    with database.read() as session:
        person = people.person(session, TEAM, slack_id)
        place = organizations.find(session, TEAM, BETHEL)
        assert person is not None
        assert place is not None
        roles = memberships.roles_in(session, person.id, place.id)
    database.close()
    return roles


def _refused(outcome: Result) -> str:
    assert outcome.exit_code == BAD_INPUT, outcome.output
    return " ".join(outcome.stderr.split())


def test_a_handle_is_not_a_display_name(run: Any, database_path: Path) -> None:
    _arrive(database_path, Member(slack_id="U0IMPOSTOR", name="root.admin", handle="impostor", time_zone=ZONE))

    output = _refused(run("people", "grant", "plan_manager", "@root.admin", "--in", BETHEL))

    assert 'no full member "@root.admin"' in output
    assert _roles(database_path, "U0IMPOSTOR") == set()


def test_a_handle_that_is_another_ones_id_is_not_that_person(run: Any, database_path: Path) -> None:
    _arrive(database_path, Member(slack_id="U0IMPOSTOR", name="Al Aaronson", handle="u0000dana", time_zone=ZONE))

    assert run("people", "grant", "viewer", "U0000DANA", "--in", BETHEL).exit_code == 0
    assert _roles(database_path, "U0IMPOSTOR") == set()


@pytest.mark.parametrize("guest", [False, True])
def test_of_two_namesakes_none_is_guessed(run: Any, database_path: Path, guest: bool) -> None:
    _arrive(database_path, Member(slack_id="U0NAMESAKE", name="Maria Okafor", handle="mo", time_zone=ZONE, guest=guest))

    output = _refused(run("people", "grant", "leader", "Maria Okafor", "--in", BETHEL))

    assert "@mo, U0NAMESAKE" in output
    assert "leader" not in _roles(database_path, "U000MARIA") | _roles(database_path, "U0NAMESAKE")


def test_a_guest_is_refused_in_words(run: Any) -> None:
    assert "is a guest" in _refused(run("people", "grant", "viewer", "U0000VERA", "--in", BETHEL))


def test_a_guest_can_be_a_coach(run: Any) -> None:
    assert "Vera Stone" in run("people", "grant", "coach", "U0000VERA", "--in", BETHEL).output


def test_who_gave_what_when_is_kept_and_a_role_is_taken_away(run: Any, database_path: Path) -> None:
    run("people", "grant", "coach", "@maria", "--in", BETHEL)
    assert "Maria Okafor is no longer coach" in run("people", "revoke", "coach", "@maria", "--in", BETHEL).stdout
    assert "nothing to revoke" in _refused(run("people", "revoke", "coach", "@maria", "--in", BETHEL))

    assert "coach" not in _roles(database_path, "U000MARIA")
    stored = json.loads(run("people", "history", "--json").stdout)[-2:]
    assert [(each["change"], each["role"], each["person"], each["place"]) for each in stored] == [
        ("granted", "coach", "Maria Okafor", BETHEL),
        ("revoked", "coach", "Maria Okafor", BETHEL),
    ]
    assert all(each["by"] for each in stored)
    assert "Maria Okafor" in run("people", "history").stdout


def test_a_lead_of_a_plan_can_be_left_without_anybody(run: Any) -> None:
    run("people", "unassign", "Math Lead Teacher", "--plan", "bethel")

    rows = json.loads(run("people", "list", "--plan", "bethel", "--json").stdout)
    assert {row["lead"]: row["people"] for row in rows}["Math Lead Teacher"] == []


@pytest.mark.parametrize(
    "members",
    [
        [Member(slack_id="U0PRINCIPAL", name="Principal", handle="p", time_zone=ZONE, guest=True)],
        [Member(slack_id="U0PRINCIPAL", name="Principal", handle="p", time_zone=ZONE)],
        [
            Member(slack_id="U0PRINCIPAL", name="Kim Park", handle="kim1", time_zone=ZONE),
            Member(slack_id="U0PRINCIPA2", name="Kim Park", handle="kim2", time_zone=ZONE),
        ],
    ],
)
def test_an_import_gives_no_role_by_a_name_that_may_be_anybodys(
    run: Any, database_path: Path, tmp_path: Path, members: list[Member]
) -> None:
    _arrive(database_path, *members)
    file = tmp_path / "plan.csv"
    file.write_text(
        "School: Newtown Elementary\nSchool year: 2026-27\n\n"
        f"Action,Person responsible,Due date\nOrder the texts,{members[0].name},11/20/2026\n"
    )
    imported = run("plan", "import", str(file))
    assert imported.exit_code == 0, imported.output

    database = Database(f"sqlite:///{database_path}")
    with database.read() as session:
        plan = next(each for each in plans.summaries(session, TEAM) if each.organization == "Newtown Elementary")
        assert role_holders.by_key(session, plan.id) == {}
    database.close()


def test_the_last_plan_manager_is_not_revoked(run: Any) -> None:
    district = "Riverbend School District"
    revoke = ("people", "revoke", "plan_manager", "@omar", "--in", district)
    assert "is the last plan manager of Riverbend School District" in _refused(run(*revoke))

    run("people", "grant", "plan_manager", "@maria", "--in", district)
    assert run(*revoke).exit_code == 0
