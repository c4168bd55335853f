"""A file that is imported after the plan was changed by form leaves those changes, or asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from conversations.parts import PartKind
from plans.plan import Plan
from storage.database import Database
from storage.items.items import Stamp
from storage.models import BenchmarkRow, GoalRow, MeasureRow, MilestoneRow, StrategyRow
from storage.people import organizations
from storage.plans import files, part_removal, part_search, written_parts
from storage.plans.files import Imported
from storage.plans.places import PlanRowReference
from storage.plans.written_parts import NewPart
from tests.storage.test_plan_changes import BEFORE, NOVEMBER, OCTOBER, READING, SEEN, bring_in, strategy_of
from tests.storage.test_plan_changes import with_strategy as having
from tests.support.districts import SCHOOL, TEAM

DECEMBER = Stamp(at=datetime(2026, 12, 4, 12, tzinfo=UTC), on=date(2026, 12, 4))
OTHER = replace(BEFORE, vision="Every child thrives")
"""A file that changes something else."""


@pytest.fixture
def plan_id(database: Database) -> int:
    return bring_in(database, BEFORE, "1", OCTOBER)


def reimport(database: Database, plan: Plan, *, overwrite: bool = False) -> Imported:
    with database.write() as session:
        school = organizations.save_organization(session, TEAM, SCHOOL, "school")
        years = (date(2026, 7, 1), date(2027, 6, 30))
        return files.save(
            session,
            school.id,
            plan,
            years=years,
            source="plan.xlsx",
            digest=f"{plan.vision}{overwrite}",
            stamp=DECEMBER,
            overwrite=overwrite,
        )


def write(database: Database, plan_id: int, kind: PartKind, values: Mapping[str, str], **more: Any) -> None:
    with database.write() as session:
        written_parts.save(
            session, NewPart(plan_id=plan_id, kind=kind, values=values, stamp=NOVEMBER, why="they asked", **more)
        )


def row_of(database: Database, table: Any) -> PlanRowReference:
    with database.read() as session:
        row_id = session.scalars(select(table.id).order_by(table.id).limit(1)).one()
        return PlanRowReference(table.__tablename__, row_id)


def take_out(database: Database, plan_id: int, kind: PartKind) -> None:
    with database.write() as session:
        [part, *_] = part_search.search(session, [plan_id], [kind], "")
        part_removal.take_out(session, part, part_removal.open_work(session, part), NOVEMBER, "another focus")


def rows(database: Database, table: Any, *columns: str) -> list[tuple[Any, ...]]:
    with database.read() as session:
        return [
            tuple(getattr(row, name) for name in columns) for row in session.scalars(select(table).order_by(table.id))
        ]


def test_a_reworded_benchmark_and_measure_are_still_those_of_the_file(database: Database, plan_id: int) -> None:
    values = {"text": "60% of lessons end so", "stage": "early_evidence", "due": "2026-11-20"}
    write(database, plan_id, PartKind.BENCHMARK, values, place=row_of(database, BenchmarkRow))
    measure = {"indicator": "Reading in grade 3", "baseline": "30%", "targets": "60%"}
    write(database, plan_id, PartKind.MEASURE, measure, place=row_of(database, MeasureRow))

    imported = reimport(database, OTHER)

    assert imported.conflicts == ()
    assert rows(database, BenchmarkRow, "text", "dropped") == [("60% of lessons end so", False)]
    assert rows(database, MeasureRow, "indicator", "dropped") == [("Reading in grade 3", False)]


def test_a_benchmark_and_a_measure_that_were_added_stay(database: Database, plan_id: int) -> None:
    strategy, goal = row_of(database, StrategyRow), row_of(database, GoalRow)
    write(database, plan_id, PartKind.BENCHMARK, {"text": "80% do"}, parent=strategy)
    write(database, plan_id, PartKind.MEASURE, {"indicator": "Math"}, parent=goal)

    reimport(database, OTHER)

    assert rows(database, BenchmarkRow, "text", "dropped") == [(SEEN.text, False), ("80% do", False)]
    assert rows(database, MeasureRow, "indicator", "dropped") == [(READING.indicator, False), ("Math", False)]


def test_what_was_taken_out_stays_out(database: Database, plan_id: int) -> None:
    take_out(database, plan_id, PartKind.MEASURE)
    take_out(database, plan_id, PartKind.STRATEGY)

    assert reimport(database, OTHER).conflicts == ()
    for table in (StrategyRow, MilestoneRow, BenchmarkRow, MeasureRow):
        assert {dropped for (dropped,) in rows(database, table, "dropped")} == {True}


def test_what_the_file_changed_since_is_asked_about(database: Database, plan_id: int) -> None:
    take_out(database, plan_id, PartKind.STRATEGY)
    changed = having(OTHER, title="Another title", benchmarks=(replace(SEEN, due=date(2027, 1, 29)),))

    codes = [conflict.code for conflict in reimport(database, changed).conflicts]

    code = strategy_of(BEFORE).code
    assert codes == [f"strategy {code}", f"strategy {code}, {SEEN.text}"]
    assert rows(database, StrategyRow, "dropped") == [(True,)]
    assert reimport(database, changed, overwrite=True).conflicts == ()
    assert rows(database, StrategyRow, "title", "dropped") == [("Another title", False)]
    assert rows(database, BenchmarkRow, "due", "dropped") == [(date(2027, 1, 29), False)]


def test_a_changed_milestone_keeps_its_words_and_date(database: Database, plan_id: int) -> None:
    place = row_of(database, MilestoneRow)
    write(database, plan_id, PartKind.MILESTONE, {"title": "New name", "due": "2027-02-26"}, place=place)

    assert reimport(database, OTHER).conflicts == ()
    assert rows(database, MilestoneRow, "title", "due")[0] == ("New name", date(2027, 2, 26))
