"""A part that is taken out leaves with its open work, and past days stay as they were."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import select

from conversations.parts import PartKind
from plans.item_progress import Day
from storage.database import Database
from storage.items.items import Stamp
from storage.models import BenchmarkRow, MilestoneRow, StrategyRow
from storage.plans import milestones, part_removal, part_search, plan_changes
from storage.plans.part_search import NamedPart
from storage.rounds import outcomes
from storage.upsert import change
from tests.storage.test_plan_changes import BEFORE, NOVEMBER, OCTOBER, SEEN, bring_in

DECEMBER = Stamp(at=datetime(2026, 12, 4, 12, tzinfo=UTC), on=date(2026, 12, 4))


def strategy(database: Database, plan_id: int) -> NamedPart:
    with database.read() as session:
        [part] = part_search.search(session, [plan_id], [PartKind.STRATEGY], "")
        return part


def take_out(database: Database, part: NamedPart) -> None:
    with database.write() as session:
        work = part_removal.open_work(session, part)
        part_removal.take_out(session, part, work, NOVEMBER, "another focus")


def benchmarks(database: Database, plan_id: int, day: date) -> list[str]:
    with database.read() as session:
        return [outcome.text for outcome in outcomes.of_plan(session, plan_id, day) if not outcome.kind.is_measure]


def test_what_was_taken_out_is_in_the_plan_of_the_days_before(database: Database) -> None:
    plan_id = bring_in(database, BEFORE, "1", OCTOBER)
    take_out(database, strategy(database, plan_id))

    assert benchmarks(database, plan_id, date(2026, 11, 4)) == [SEEN.text]
    assert benchmarks(database, plan_id, date(2026, 11, 5)) == []
    with database.read() as session:
        assert milestones.as_of(session, plan_id, Day(date(2026, 11, 4)))
        assert milestones.as_of(session, plan_id, Day(date(2026, 11, 5))) == []
        assert session.scalars(select(StrategyRow.dropped)).all() == [True]


def test_what_is_brought_back_was_out_in_between(database: Database) -> None:
    plan_id = bring_in(database, BEFORE, "1", OCTOBER)
    take_out(database, strategy(database, plan_id))
    with database.write() as session:
        row = session.scalars(select(BenchmarkRow)).one()
        plan_changes.record_added(session, row, DECEMBER, "undone")
        change(session, BenchmarkRow, row.id, dropped=False)

    on_days = [benchmarks(database, plan_id, day) for day in (OCTOBER.on, NOVEMBER.on, DECEMBER.on)]
    assert on_days == [[SEEN.text], [], [SEEN.text]]


def test_a_part_added_later_is_not_in_the_plan_of_the_days_before(database: Database) -> None:
    plan_id = bring_in(database, BEFORE, "1", OCTOBER)
    strategy_row = BEFORE.priorities[0].strategies[0]
    more = replace(strategy_row, benchmarks=(SEEN, replace(SEEN, text="80% use an exit ticket")))
    bring_in(database, replace(BEFORE, priorities=(replace(BEFORE.priorities[0], strategies=(more,)),)), "2", NOVEMBER)

    assert benchmarks(database, plan_id, OCTOBER.on) == [SEEN.text]
    assert len(benchmarks(database, plan_id, NOVEMBER.on)) == 2


def test_a_completed_milestone_stays_when_its_strategy_leaves(database: Database) -> None:
    plan_id = bring_in(database, BEFORE, "1", OCTOBER)
    with database.write() as session:
        for row in session.scalars(select(MilestoneRow)):
            change(session, MilestoneRow, row.id, completed_on=OCTOBER.on)
    take_out(database, strategy(database, plan_id))

    with database.read() as session:
        assert not any(session.scalars(select(MilestoneRow.dropped)))


def test_the_newest_change_names_its_author_on_both_databases(database: Database) -> None:
    plan_id = bring_in(database, BEFORE, "1", OCTOBER)
    part = strategy(database, plan_id)
    take_out(database, part)

    with database.read() as session:
        assert plan_changes.newest_author(session, part.place) == ""
        assert part_search.search(session, [plan_id], [PartKind.STRATEGY], "") == []
        assert part_search.row_of(session, part.kind, part.row_id, for_change=True).dropped
