"""A document as of a day prints titles and wordings of that day, whatever is changed in the plan later."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import event

from bot.documents import kinds
from bot.documents.formats.text import text
from conversations.documents.names import DocumentName
from plans.item_progress import Day
from plans.plan import ActionItem, Benchmark, BenchmarkKind, Goal, Measure, Milestone, Plan, Priority, Strategy
from storage.database import Database
from storage.items import support_changes, supports
from storage.items.items import Stamp
from storage.items.support_changes import Need, Provider
from storage.models import (
    ActionItemRow,
    BenchmarkRow,
    GoalRow,
    MeasureRow,
    MilestoneRow,
    OrganizationRow,
    PersonRow,
    PlanRow,
    PriorityRow,
    StrategyRow,
)
from storage.people import organization_tree, organizations, people
from storage.people.people import Member
from storage.plans import files, plan_changes, plans

TEAM = "TLARKMOOR"
SEPTEMBER = Stamp(at=datetime(2026, 9, 1, 12, tzinfo=UTC), on=date(2026, 9, 1))
JANUARY = Stamp(at=datetime(2027, 1, 12, 12, tzinfo=UTC), on=date(2027, 1, 12))
FEBRUARY = Stamp(at=datetime(2027, 2, 2, 12, tzinfo=UTC), on=date(2027, 2, 2))
DAY = Day(date(2026, 12, 18))
CHECKS = Milestone(
    code="1.1.1",
    title="Every unit has a check",
    due=date(2026, 12, 18),
    action_items=(ActionItem(code="1.1.1.1", text="Write the checks", owner="Ana", output="Nine checks"),),
)
STRATEGY = Strategy(
    code="1.1",
    title="Common checks",
    if_we="give common checks",
    measures=(Measure(indicator="lessons adjusted", baseline="30%", targets=("60%", "80%")),),
    benchmarks=(Benchmark(kind=BenchmarkKind.SHORT_TERM, text="60% improve", due=date(2026, 12, 18)),),
    milestones=(CHECKS,),
)
VISITS = Strategy(code="1.2", title="Visits", milestones=(Milestone(code="1.2.1", title="Teachers visit"),))
PLAN = Plan(
    title="Improvement Plan",
    organization="Quarry Hill",
    school_year="2026-27",
    goals=(Goal(code="1", text="Every child reads", measures=(Measure(indicator="proficient", baseline="30%"),)),),
    priorities=(Priority(code="1", title="Instruction", strategies=(STRATEGY, VISITS)),),
)
REWORDED: tuple[tuple[Any, str, Any], ...] = (
    (PlanRow, "title", "Another title"),
    (GoalRow, "text", "Every child writes"),
    (PriorityRow, "title", "Teaching"),
    (StrategyRow, "title", "Other checks"),
    (StrategyRow, "if_we", "give other checks"),
    (MeasureRow, "indicator", "lessons changed"),
    (MeasureRow, "baseline", "35%"),
    (MeasureRow, "targets", ["90%"]),
    (BenchmarkRow, "text", "90% improve"),
    (BenchmarkRow, "due", date(2027, 5, 1)),
    (MilestoneRow, "title", "Some units have a check"),
    (ActionItemRow, "output", "Two checks"),
)


@pytest.fixture
def plan_id(database: Database) -> int:
    with database.write() as session:
        organizations.save_workspace(session, TEAM, "Larkmoor", "U00000BOT")
        people.save_people(session, TEAM, [member(name) for name in ("Ana", "Ben", "Dee")])
        for name in ("Larkmoor", "Eastfield"):
            organizations.save_organization(session, TEAM, name, "district")
    saved = bring_in(database, PLAN, SEPTEMBER)
    with database.write() as session:
        need = Need(plan_id=saved, item_id=None, asker_id=1, needed="two substitutes")
        support = support_changes.request(session, need, SEPTEMBER)
        support_changes.ask(session, support, Provider(person_id=2, organization_id=district(session)), SEPTEMBER)
    return saved


def member(name: str) -> Member:
    return Member(slack_id=f"U{name}", name=name, time_zone="America/New_York")


def district(session: Any) -> int:
    row = organizations.find(session, TEAM, "Larkmoor")
    assert row is not None
    return row.id


def bring_in(database: Database, plan: Plan, stamp: Stamp) -> int:
    with database.write() as session:
        school = organizations.save_organization(session, TEAM, "Quarry Hill", "school", parent="Larkmoor")
        more: dict[str, Any] = {"years": (date(2026, 7, 1), date(2027, 6, 30)), "source": "plan.xlsx"}
        return files.save(session, school.id, plan, **more, digest=str(stamp.on), stamp=stamp).plan_id


@contextmanager
def counting(database: Database) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_others: Any) -> None:
        statements.append(statement)

    event.listen(database._reader, "before_cursor_execute", note)
    yield statements
    event.remove(database._reader, "before_cursor_execute", note)


@pytest.fixture(params=list(DocumentName), ids=str)
def name(request: pytest.FixtureRequest) -> DocumentName:
    document: DocumentName = request.param
    return document


def printed(database: Database, name: DocumentName, plan_id: int, day: Day = DAY) -> str:
    with database.read() as session:
        return text(kinds.make(session, name, plans.summary(session, plan_id), day))


def reword(database: Database, table: Any, column: str, cell: Any, stamp: Stamp) -> None:
    with database.write() as session:
        row = session.get_one(table, 1)
        plan_changes.record_changed(session, row, {column: cell}, stamp)
        setattr(row, column, cell)


def test_what_is_reworded_later_changes_nothing(database: Database, plan_id: int, name: DocumentName) -> None:
    before = printed(database, name, plan_id)
    for table, column, cell in REWORDED:
        reword(database, table, column, cell, JANUARY)
        assert printed(database, name, plan_id) == before, column


def test_the_first_wording_after_the_day_is_not_the_days(database: Database, plan_id: int) -> None:
    reword(database, MilestoneRow, "title", "Some units", JANUARY)
    reword(database, MilestoneRow, "title", "A few units", FEBRUARY)

    assert "Every unit has a check" in printed(database, DocumentName.QUARTER, plan_id)
    assert "Some units" in printed(database, DocumentName.QUARTER, plan_id, Day(date(2027, 1, 15)))
    assert "A few units" in printed(database, DocumentName.QUARTER, plan_id, Day(date(2027, 2, 2)))


def test_renamed_organizations_keep_their_names_of_the_day(
    database: Database, plan_id: int, name: DocumentName
) -> None:
    before = printed(database, name, plan_id)
    with database.write() as session:
        school, above, other = (
            session.get_one(OrganizationRow, organizations.find(session, TEAM, each).id)  # type: ignore[union-attr]
            for each in ("Quarry Hill", "Larkmoor", "Eastfield")
        )
        organization_tree.record(session, school, "name", "Quarry Ridge", JANUARY)
        organization_tree.record(session, above, "name", "Larkmoor Schools", JANUARY)
        organization_tree.record(session, school, "parent_id", other.id, JANUARY)

    assert printed(database, name, plan_id) == before


def test_supports_read_as_they_were_asked_for_by_the_day(database: Database, plan_id: int, name: DocumentName) -> None:
    before = printed(database, name, plan_id)
    with database.write() as session:
        support = supports.get(session, 1)
        assert support is not None
        support_changes.reword(session, support, "four substitutes", date(2027, 2, 1), JANUARY)
        support_changes.ask(session, support, Provider(person_id=session.get_one(PersonRow, 3).id), JANUARY)
        support_changes.offer(session, support, date(2027, 3, 1), FEBRUARY)

    assert printed(database, name, plan_id) == before


def test_strategies_taken_out_or_added_later_stand_as_on_the_day(
    database: Database, plan_id: int, name: DocumentName
) -> None:
    before = printed(database, name, plan_id)
    fresh = replace(VISITS, code="1.3", title="Clubs", milestones=(Milestone(code="1.3.1", title="A club"),))
    priority = replace(PLAN.priorities[0], strategies=(STRATEGY, VISITS, fresh))
    bring_in(database, replace(PLAN, priorities=(priority,)), JANUARY)
    with database.write() as session:
        for row in (session.get_one(MilestoneRow, 2), session.get_one(StrategyRow, 2)):
            plan_changes.record_dropped(session, row, FEBRUARY, "no one to visit")
            row.dropped = True

    assert printed(database, name, plan_id) == before
    assert "Clubs" in printed(database, DocumentName.QUARTER, plan_id, Day(date(2027, 1, 15)))
    later = printed(database, DocumentName.QUARTER, plan_id, Day(date(2027, 3, 1)))
    assert "Taken out of the plan Tue, Feb 2: no one to visit." in later


def test_many_parts_cost_no_more_statements_than_one(database: Database, plan_id: int, name: DocumentName) -> None:
    with counting(database) as few:
        printed(database, name, plan_id)
    more = tuple(replace(CHECKS, code=f"1.1.{number}", action_items=()) for number in range(2, 12))
    strategies = tuple(replace(VISITS, code=f"1.{number}", milestones=()) for number in range(3, 9))
    fuller = replace(STRATEGY, milestones=(CHECKS, *more))
    priority = replace(PLAN.priorities[0], strategies=(fuller, VISITS, *strategies))
    bring_in(database, replace(PLAN, priorities=(priority,)), SEPTEMBER)
    with counting(database) as many:
        printed(database, name, plan_id)

    assert len(many) == len(few)
