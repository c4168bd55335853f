"""Organizations are renamed, moved, closed and reopened, and their tree is read as of any day."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from typer.testing import CliRunner, Result

from bot import importing, which_plan
from bot.__main__ import make
from bot.demo.district import HandClock
from bot.people.organizing import Reorganization
from bot.slack.payloads import Who
from bot.turns import CannotDoError, Turn, Turns
from storage.database import Database
from storage.items import reminders
from storage.models import OrganizationRow, PlanChangeRow
from storage.people import organization_tree, organizations
from storage.plans import plans
from tests.support.districts import MANAGER, NEW_YORK, SCHOOL, TEAM, save_district, staff

STATE, OLD_DISTRICT, NEW_DISTRICT = "The State", "Old District", "New District"
Change = Callable[[Reorganization], None]


class Office:
    """The people who set organizations up, with a clock they can turn."""

    def __init__(self, database: Database) -> None:
        save_district(database, staff(2))
        self.database, self.clock = database, HandClock(datetime(2026, 9, 1, 15, tzinfo=UTC))
        self.turns = Turns(database, self.clock)
        with self.turns.write() as turn:
            importing.save_organization(turn, TEAM, STATE, "state")
            for district in (OLD_DISTRICT, NEW_DISTRICT):
                importing.save_organization(turn, TEAM, district, "district", parent=STATE)

    def changes(self, day: str, name: str, change: Change, why: str = "") -> None:
        self.clock.moment = datetime.fromisoformat(f"{day}T15:00:00+00:00")
        with self.turns.write() as turn:
            change(Reorganization(turn=turn, where=self.named(turn, name), why=why, login="root"))

    def named(self, turn: Turn, name: str) -> OrganizationRow:
        row = organizations.find(turn.session, TEAM, name)
        assert row is not None
        return row

    def moves(self, day: str, name: str, above: str) -> None:
        self.changes(day, name, lambda change: change.move(self.named(change.turn, above)))

    def tree(self, day: str = "") -> dict[str, str]:
        """Each organization's name and that of the one above it."""
        with self.database.read() as session:
            tree = organization_tree.as_of(session, TEAM, date.fromisoformat(day) if day else None)
        names = {place.id: place.name for place in tree.values()}
        return {place.name: names.get(place.parent_id or 0, "") for place in tree.values()}

    def refusal(self, name: str, change: Change) -> str:
        with pytest.raises(CannotDoError) as refused:
            self.changes("2026-12-01", name, change)
        return refused.value.part

    def cannot_move(self, name: str, above: str) -> str:
        return self.refusal(name, lambda change: change.move(self.named(change.turn, above)))

    def schools_of(self, name: str, day: str = "") -> list[str]:
        """Whose plans `/plan status <name> as of <day>` sums up."""
        with self.turns.read(Who(team=TEAM, user=MANAGER)) as turn:
            as_of = date.fromisoformat(day) if day else None
            return [plan.organization for plan in which_plan.candidates(turn, name, "", as_of)]


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


def live_a_year(office: Office) -> None:
    office.moves("2026-09-10", SCHOOL, OLD_DISTRICT)
    office.changes("2026-10-01", SCHOOL, lambda change: change.rename("Bethel Academy"), "a new charter")
    office.moves("2026-10-05", SCHOOL, NEW_DISTRICT)
    office.changes("2026-10-20", OLD_DISTRICT, Reorganization.close)


def test_the_tree_is_read_as_of_any_day(office: Office) -> None:
    live_a_year(office)
    districts = {STATE: "", OLD_DISTRICT: STATE, NEW_DISTRICT: STATE}

    assert office.tree("2026-08-31") == {SCHOOL: ""}
    assert office.tree("2026-09-09") == {**districts, SCHOOL: ""}
    assert office.tree("2026-09-10") == {**districts, SCHOOL: OLD_DISTRICT}
    assert office.tree("2026-10-01") == {**districts, "Bethel Academy": OLD_DISTRICT}
    assert office.tree("2026-10-19") == {**districts, "Bethel Academy": NEW_DISTRICT}
    assert office.tree("2026-10-20") == {STATE: "", NEW_DISTRICT: STATE, "Bethel Academy": NEW_DISTRICT}
    assert office.tree() == office.tree("2026-10-20")


def test_each_change_is_kept_with_who_when_and_why(office: Office) -> None:
    live_a_year(office)

    with office.database.read() as session:
        rows = session.scalars(select(PlanChangeRow).filter_by(kind="changed").order_by(PlanChangeRow.id)).all()
    renamed = rows[1]
    assert [(row.field, row.recorded_on) for row in rows] == [
        ("parent_id", date(2026, 9, 10)),
        ("name", date(2026, 10, 1)),
        ("parent_id", date(2026, 10, 5)),
        ("closed_on", date(2026, 10, 20)),
    ]
    assert (renamed.before, renamed.after, renamed.reason) == (SCHOOL, "Bethel Academy", "a new charter")
    assert {row.by_login for row in rows} == {"root"}


def test_a_district_means_the_schools_that_belonged_to_it_on_the_day(office: Office) -> None:
    live_a_year(office)

    assert office.schools_of(NEW_DISTRICT) == ["Bethel Academy"]
    assert office.schools_of(OLD_DISTRICT, "2026-10-02") == ["Bethel Academy"]
    with pytest.raises(CannotDoError):
        office.schools_of(NEW_DISTRICT, "2026-10-02")


def test_a_plan_file_with_a_former_name_belongs_to_the_same_school(office: Office) -> None:
    live_a_year(office)

    with office.turns.write() as turn:
        row = importing.save_organization(turn, TEAM, SCHOOL, "school")
        assert row.name == "Bethel Academy"
    assert SCHOOL not in office.tree()


def test_nobody_is_asked_about_the_plan_of_a_closed_school_until_it_opens_again(office: Office) -> None:
    day, first, last = date(2026, 11, 17), date(2026, 1, 1), date(2027, 12, 31)
    office.changes("2026-10-20", SCHOOL, Reorganization.close)
    with office.database.read() as session:
        assert plans.in_session(session, day) == []
        assert reminders.due_between(session, NEW_YORK, first, last) == []
        assert len(plans.summaries(session, TEAM)) == 1

    office.changes("2026-10-21", SCHOOL, Reorganization.reopen)
    with office.database.read() as session:
        assert len(plans.in_session(session, day)) == 1
    assert SCHOOL not in office.tree("2026-10-20")
    assert SCHOOL in office.tree("2026-10-21")


def test_what_cannot_be_is_refused(office: Office) -> None:
    live_a_year(office)

    assert office.cannot_move(STATE, NEW_DISTRICT) == "below_itself"
    assert office.cannot_move(STATE, STATE) == "below_itself"
    assert office.cannot_move(SCHOOL, OLD_DISTRICT) == "closed_already"
    assert office.cannot_move(SCHOOL, NEW_DISTRICT) == "there_already"
    assert office.refusal(STATE, lambda change: change.rename(NEW_DISTRICT)) == "name_taken"
    assert office.refusal(STATE, lambda change: change.rename(SCHOOL)) == "name_taken"
    assert office.refusal(NEW_DISTRICT, Reorganization.close) == "open_below"
    assert office.refusal(OLD_DISTRICT, Reorganization.close) == "closed_already"
    assert office.refusal(STATE, Reorganization.reopen) == "not_closed"


# ---------------------------------------------------------------- the command


@pytest.fixture
def run(database_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{database_path}")
    for name in ("SLACK_BOT_TOKEN", "SLACK_API_URL"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(make(), ["organizations", *arguments])

    return call


def test_the_command_changes_the_tree_and_prints_it(run: Any) -> None:
    bethel, academy, other = "Bethel Elementary School", "Bethel Academy", "Fall River Public Schools"
    before = run("tree").stdout.splitlines()
    renamed = run("rename", bethel, academy, "--reason", "a new charter").stdout
    moved = run("move", academy, "--under", other).stdout
    after = run("tree").stdout.splitlines()
    closed = run("close", bethel).stdout

    assert before.index(f"  {bethel} (school)") > before.index("Riverbend School District (district)")
    assert f"{bethel} is now called {academy}." in renamed
    assert moved == f"{academy} now belongs to {other}.\n"
    assert after[after.index(f"{other} (district)") + 1] == f"  {academy} (school)"
    assert closed.startswith(f"{bethel} is closed. Nobody is asked")
    assert "Bethel" not in run("tree").stdout
    assert json.loads(run("tree", "--on", "2025-09-01", "--json").stdout) == []  # before the first of them was added
    assert "There is no organization" in run("close", "Nowhere").stderr
    assert f"{academy} has been closed since" in run("close", bethel).stderr
    assert run("reopen", academy).stdout == f"{academy} is open again.\n"
