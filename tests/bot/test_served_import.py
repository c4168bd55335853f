"""What a plan file says that strategies serve: a column, a line below a strategy, and the plan's own documents again.

Larkmoor's plan has the objectives 1 Strong lessons, 2 Every student's needs and 3 Better attendance.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import importing
from bot.demo.district import HandClock
from bot.importing import Outcome, SourceFile
from bot.turns import Turns
from plans.files import read, write_yaml
from plans.objectives import OWN
from plans.plan import Plan
from prompts import finding_text
from storage.database import Database
from storage.models import OrganizationRow, PlanChangeRow, PlanRow, StrategyRow
from storage.plans import objectives, whole_plan
from tests.support import larkmoor
from tests.support.larkmoor import DISTRICT, TEAM

SCHOOL = "Birch Lane Elementary"
CSV = """\
Birch Lane Elementary,,,,,
School Improvement Plan 2026-27,,,,,
Strategy,Serves Objective,Action,Person Responsible,Start Date,Due Date
1.1 Number talks,{first},Watch a lesson,Principal,9/8/2026,10/16/2026
1.1 Number talks,{again},Plan a lesson,Coach,9/8/2026,11/20/2026
1.2 Home visits,{second},Call families,Counselor,9/8/2026,12/11/2026
1.3 Reading nook,{third},Move shelves,Librarian,9/8/2026,12/11/2026
"""
LINES = """\
Birch Lane Elementary,,,
School Improvement Plan 2026-27,,,
Objective 1: Clear lessons,,,
Initiative 1: Number talks,,,
Serves objective: 1 Strong lessons,,,
Activities to Achieve the Outcomes,Who will Lead?,When will it Start?,When will it be Complete?
Watch a lesson,Principal,9/8/2026,10/16/2026
"""


@dataclass
class World:
    database: Database
    folder: Path
    keys: dict[str, str]
    clock: HandClock = field(default_factory=lambda: HandClock(datetime(2026, 11, 17, 15, tzinfo=UTC)))

    def imports(self, text: str, name: str = "plan.csv", parent: str | None = DISTRICT) -> Outcome:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        reading = read(path)
        assert reading.plan is not None, reading.findings
        with Turns(self.database, self.clock).write() as turn:
            return importing.bring_in(turn, TEAM, reading.plan, SourceFile.at(path), parent=parent)

    @property
    def serves(self) -> list[str | None]:
        return self.serves_of(SCHOOL)

    def serves_of(self, school: str) -> list[str | None]:
        """What the school's strategies serve, by the objectives' numbers."""
        numbers: dict[str | None, str | None] = {key: number for number, key in self.keys.items()}
        with self.database.read() as session:
            statement = select(StrategyRow).join(PlanRow, PlanRow.id == StrategyRow.plan_id).join(OrganizationRow)
            rows = session.scalars(statement.where(OrganizationRow.name == school).order_by(StrategyRow.id)).all()
            return [numbers.get(row.serves, row.serves) for row in rows]

    def plan(self) -> Plan:
        with self.database.read() as session:
            plan_id = session.scalars(select(PlanRow.id).join(OrganizationRow).filter_by(name=SCHOOL)).one()
            return whole_plan.load(session, plan_id)


def sentences(outcome: Outcome) -> Sequence[str]:
    return [f"{finding.where}: {finding_text(finding)}" for finding in outcome.findings]


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    with database.write() as session:
        keys = larkmoor.save_district_plan(session, larkmoor.save(session))
    return World(database, tmp_path, keys)


def test_a_column_says_it_by_number_by_name_by_both_and_that_it_is_the_schools_own(world: World) -> None:
    outcome = world.imports(CSV.format(first="1", again="", second="Better Attendance", third="Our own"))
    assert sentences(outcome) == []
    assert world.serves == ["1", "3", OWN]

    outcome = world.imports(CSV.format(first="Objective 2: Every student’s needs", again="", second="3", third="own"))
    assert world.serves == ["2", "3", OWN]
    [change] = outcome.imported.changed
    assert (change.code, change.part, change.old, change.new) == (
        "strategy 1.1",
        "serves",
        "1 Strong lessons",
        "2 Every student's needs",
    )
    with world.database.read() as session:
        change_row = session.scalars(select(PlanChangeRow).filter_by(field="serves", after=world.keys["2"])).all()[-1]
        assert (change_row.before, change_row.recorded_on) == (world.keys["1"], date(2026, 11, 17))


def test_a_line_below_the_strategy_says_it_too(world: World) -> None:
    world.imports(LINES)
    assert world.serves == ["1"]


def test_an_unknown_objective_is_named_with_its_cell_and_changes_nothing(world: World) -> None:
    world.imports(CSV.format(first="1", again="", second="", third=""))
    outcome = world.imports(CSV.format(first="4 Better writing", again="", second="2", third=""))
    assert sentences(outcome) == [
        "plan.csv, cell B4: “4 Better writing” isn't an objective of Larkmoor School District's plan, so what strategy "
        "1.1 serves wasn't changed. The plan has 1 Strong lessons, 2 Every student's needs and 3 Better attendance. "
        "Write the number, the name or both, or “own” if it's the school's own."
    ]
    assert world.serves == ["1", "2", None]


def test_two_objectives_in_the_rows_of_one_strategy_are_pointed_out(world: World, tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    path.write_text(CSV.format(first="1", again="2", second="", third=""), encoding="utf-8")
    [finding] = [each for each in read(path).findings if each.code == "serves_two"]
    assert (finding.where, finding_text(finding)) == (
        "two.csv, cell B5",
        "Another row of this strategy serves “1”, which was used, and not “2”. A strategy serves one objective.",
    )


def test_without_a_plan_above_the_file_can_be_imported_again_once_there_is_one(world: World) -> None:
    text = CSV.format(first="1", again="", second="", third="own")
    outcome = world.imports(text, parent=None)
    assert sentences(outcome) == [
        "plan.csv, cell B4: “1” can't be an objective that strategy 1.1 serves: no organization above this one has a "
        "plan in Throughline. Import that plan first, then this file again."
    ]
    assert world.serves == [None, None, OWN]
    with world.database.write() as session:
        rows = {row.name: row for row in session.scalars(select(OrganizationRow))}
        rows[SCHOOL].parent_id = rows[DISTRICT].id
        changes = session.scalars(select(PlanChangeRow).filter_by(place="organization", row_id=rows[SCHOOL].id))
        for change in changes:
            change.field, change.after = "parent_id", str(rows[DISTRICT].id)

    assert sentences(world.imports(text)) == []
    assert world.serves == ["1", None, OWN]


def test_an_empty_cell_leaves_what_somebody_chose_in_slack_and_another_one_is_a_conflict(world: World) -> None:
    world.imports(CSV.format(first="1", again="", second="", third=""))
    with world.database.write() as session:
        for code, key in (("1.1", world.keys["3"]), ("1.2", world.keys["2"])):
            row = session.scalars(
                select(StrategyRow)
                .join(PlanRow, PlanRow.id == StrategyRow.plan_id)
                .join(OrganizationRow)
                .where(OrganizationRow.name == SCHOOL, StrategyRow.code == code)
            ).one()
            objectives.link(session, row, key, larkmoor.stamp_on(date(2026, 11, 17)), "It fits")

    outcome = world.imports(CSV.format(first="2", again="", second="", third="3"))
    assert world.serves == ["3", "2", "3"]
    [conflict] = outcome.imported.conflicts
    assert (conflict.code, conflict.exported, conflict.sheet, conflict.now) == (
        "strategy 1.1",
        "1 Strong lessons",
        "2 Every student's needs",
        "3 Better attendance",
    )


def test_what_is_written_out_reads_back_the_same(world: World) -> None:
    world.imports(CSV.format(first="1", again="", second="3", third="own"))
    plan = world.plan()
    assert [strategy.serves for strategy in plan.strategies()] == ["1 Strong lessons", "3 Better attendance", "own"]
    text = write_yaml(plan)
    assert "serves: 1 Strong lessons\n" in text

    twin = "Cedar Lane Elementary"
    outcome = world.imports(text.replace(SCHOOL, twin), "plan.yml")
    assert sentences(outcome) == []
    assert world.serves_of(twin) == ["1", "3", OWN]
