"""What was changed in a plan is kept with who, when and why, whichever way it was changed."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from conversations.highlight import Change
from conversations.parts import PartKind
from plans.item_events import Completed, DueMoved
from plans.plan import Benchmark, BenchmarkKind, Goal, Measure, Milestone, Plan, Strategy
from storage.database import Database
from storage.documents import past_plan
from storage.items import item_changes, items
from storage.items.items import Stamp
from storage.models import ItemEventRow, MilestoneEventRow, PersonRow, PlanChangeRow
from storage.people import organizations
from storage.plans import files, places, plan_month, plans, taking_back, whole_plan, written_parts
from storage.plans.places import Footprint, PlanRowReference
from storage.plans.written_parts import NewPart
from tests.support.districts import SCHOOL, TEAM, plan_of, save_district, staff

OCTOBER = Stamp(at=datetime(2026, 10, 1, 12, tzinfo=UTC), on=date(2026, 10, 1))
NOVEMBER = Stamp(at=datetime(2026, 11, 6, 2, tzinfo=UTC), on=date(2026, 11, 5))
WHY = "the team read the walks together"
SEEN = Benchmark(kind=BenchmarkKind.EARLY_EVIDENCE, text="60% use an exit ticket", due=date(2026, 11, 20))
READING = Measure(indicator="Reading", baseline="30%", targets=("60%",))


@pytest.fixture
def plan_id(database: Database) -> int:
    return save_district(database, staff(3))


def strategy_of(plan: Plan) -> Strategy:
    return plan.priorities[0].strategies[0]


def with_strategy(plan: Plan, *more: Strategy, **parts: Any) -> Plan:
    [priority] = plan.priorities
    changed = replace(strategy_of(plan), **parts)
    return replace(plan, priorities=(replace(priority, strategies=(changed, *more)),))


GOALS = (Goal(code="1", text="Every child reads", measures=(READING,)),)
BEFORE = replace(with_strategy(plan_of(staff(2)), benchmarks=(SEEN,)), goals=GOALS)


def bring_in(database: Database, plan: Plan, digest: str, stamp: Stamp, why: str = "") -> int:
    with database.write() as session:
        organizations.save_workspace(session, TEAM, "District", "U00000BOT")
        school = organizations.save_organization(session, TEAM, SCHOOL, "school")
        years = (date(2026, 7, 1), date(2027, 6, 30))
        more: dict[str, Any] = {"years": years, "source": "plan.xlsx", "digest": digest, "stamp": stamp, "why": why}
        return files.save(session, school.id, plan, **more).plan_id


def stored_changes(database: Database) -> list[tuple[str, ...]]:
    with database.read() as session:
        rows = session.scalars(select(PlanChangeRow).order_by(PlanChangeRow.id)).all()
        return [(row.kind, row.place, row.code, row.field, row.before, row.after, row.reason) for row in rows]


def test_a_whole_new_plan_is_one_change(database: Database) -> None:
    bring_in(database, BEFORE, "1", OCTOBER, why="the year begins")

    assert stored_changes(database) == [("added", "plan", "", "", "", "plan.xlsx", "the year begins")]


def test_a_changed_file_keeps_each_change_with_the_managers_reason(database: Database) -> None:
    bring_in(database, BEFORE, "1", OCTOBER)
    [milestone] = strategy_of(BEFORE).milestones
    first, second = milestone.action_items
    milestone = replace(
        milestone,
        title="Every unit has a check",
        action_items=(replace(first, text="Said better", owner="Ben"), second),
    )
    fresh = Strategy(code="1.2", title="Visits", milestones=(Milestone(code="1.2.1", title="Teachers visit"),))
    changed = with_strategy(BEFORE, fresh, practice="3b", milestones=(milestone,), benchmarks=())
    bring_in(database, replace(changed, goals=()), "2", NOVEMBER, why=WHY)

    strategy = strategy_of(BEFORE)
    assert set(stored_changes(database)[1:]) == {
        ("changed", "strategy", strategy.code, "practice", strategy.practice or "", "3b", WHY),
        ("changed", "milestone", milestone.code, "title", strategy.milestones[0].title, milestone.title, WHY),
        ("changed", "action_item", first.code, "text", first.text, "Said better", WHY),
        ("changed", "action_item", first.code, "owner", first.owner or "", "Ben", WHY),
        ("added", "strategy", "1.2", "", "", "", WHY),
        ("dropped", "benchmark", strategy.code, "", "", "", WHY),
        ("dropped", "measure", "1", "", "", "", WHY),
    }
    with database.read() as session:
        newest = session.scalars(select(PlanChangeRow).order_by(PlanChangeRow.id.desc())).first()
        assert newest is not None
        assert (newest.at, newest.recorded_on) == (NOVEMBER.at, NOVEMBER.on)
        added = session.scalars(select(MilestoneEventRow).order_by(MilestoneEventRow.id.desc())).first()
        assert added is not None
        assert (added.kind, added.reason) == ("added", WHY)


def test_the_minutes_tell_of_strategies_milestones_and_owners(database: Database) -> None:
    plan_id = bring_in(database, BEFORE, "1", OCTOBER, why="the year begins")
    [milestone] = strategy_of(BEFORE).milestones
    first, second = milestone.action_items
    items_now = (replace(first, text="Said better", owner="Ben"), second)
    milestone = replace(milestone, title="Every unit has a check", action_items=items_now)
    fresh = Strategy(code="1.2", title="Visits", milestones=(Milestone(code="1.2.1", title="Teachers visit"),))
    bring_in(database, with_strategy(BEFORE, fresh, practice="3b", milestones=(milestone,)), "2", NOVEMBER, why=WHY)
    with database.read() as session:
        changes = plan_month.all_changes(session, plan_id, OCTOBER.on, NOVEMBER.on)

    lines = [
        (change.change, change.code, change.new_owner or [field.name for field in change.fields]) for change in changes
    ]
    assert lines[0] == (Change.IMPORTED, "", [])
    assert sorted(lines[1:], key=str) == sorted(
        [
            (Change.REASSIGNED, first.code, "Ben"),
            (Change.REVISED, "1", ["practice"]),
            (Change.REVISED, milestone.code, ["title"]),
            (Change.REVISED, first.code, ["text"]),
            (Change.ADDED, "1.2", []),
            (Change.ADDED, "1.2.1", []),
        ],
        key=str,
    )
    assert {change.reason for change in changes[1:]} == {WHY}


def test_without_a_reason_it_is_the_name_of_the_file(database: Database) -> None:
    bring_in(database, BEFORE, "1", OCTOBER)
    [milestone] = strategy_of(BEFORE).milestones
    first, second = milestone.action_items
    moved = replace(milestone, action_items=(replace(first, due=date(2026, 12, 4)), second))
    bring_in(database, with_strategy(BEFORE, milestones=(moved,)), "2", NOVEMBER)

    with database.read() as session:
        reasons = session.scalars(select(ItemEventRow.reason).filter_by(kind="due_moved")).all()
    assert reasons == ["plan.xlsx"]


def test_a_person_who_gets_an_item_stands_in_it_by_their_id(database: Database, plan_id: int) -> None:
    with database.write() as session:
        ben = session.scalars(select(PersonRow).order_by(PersonRow.id)).all()[2]
        item = items.find(session, plan_id, "1.1.1")
        before = item.owner
        item_changes.assign_to(session, item.id, ben, stamp=NOVEMBER, why=WHY)
        item_changes.assign_to(session, item.id, ben, stamp=NOVEMBER)
        [row] = session.scalars(select(PlanChangeRow).filter_by(field="owner"))

        assert (row.before, row.after, row.before_person_id, row.after_person_id) == (before, "", None, ben.id)
        assert row.reason == WHY


def test_what_a_dialog_writes_into_the_plan_is_kept(database: Database, plan_id: int) -> None:
    with database.write() as session:

        def write(kind: PartKind, place: PlanRowReference | None = None, **values: str) -> PlanRowReference:
            part = NewPart(plan_id=plan_id, kind=kind, values=values, stamp=NOVEMBER, place=place, why=WHY)
            saved = written_parts.save(session, part)
            assert saved is not None
            return saved.place

        place = write(PartKind.GOAL, text="Every child reads")
        write(PartKind.GOAL, place, text="Every child reads by third grade")
        write(PartKind.VISION, text="A school that learns")
        write(PartKind.STRENGTH, text="Teachers share their work")

    assert [row for row in stored_changes(database) if row[-1] == WHY] == [
        ("added", "goal", "1", "", "", "", WHY),
        ("changed", "goal", "1", "text", "Every child reads", "Every child reads by third grade", WHY),
        ("changed", "plan", "", "vision", "", "A school that learns", WHY),
        ("added", "swot_factor", "", "", "", "", WHY),
    ]


def moved_item(database: Database, plan_id: int, *, due: date, completed_on: date | None = None) -> None:
    """It was due on October 2; its date moved on October 1, and it was completed on that day if there is one."""
    with database.write() as session:
        item_id = items.find(session, plan_id, "1.1.1").id
        items.record(session, item_id, DueMoved(OCTOBER.on, date(2026, 10, 2), "set"), OCTOBER)
        items.record(session, item_id, DueMoved(OCTOBER.on, due, "later"), OCTOBER)
        if completed_on is not None:
            items.record(session, item_id, Completed(NOVEMBER.on, completed_on), NOVEMBER)


@pytest.mark.parametrize(
    ("due", "completed_on", "expected"),
    [
        (date(2026, 11, 4), date(2026, 11, 3), [Change.BACK_ON_TRACK]),
        (date(2026, 11, 4), date(2026, 11, 5), []),
        (date(2026, 11, 4), None, [Change.BEHIND_AGAIN]),
        (date(2026, 11, 5), None, []),
        (date(2026, 10, 20), None, []),
    ],
)
def test_minutes_tell_what_became_of_the_dates_that_earlier_ones_moved(
    database: Database, plan_id: int, due: date, completed_on: date | None, expected: list[Change]
) -> None:
    moved_item(database, plan_id, due=due, completed_on=completed_on)
    with database.read() as session:
        changes = plan_month.all_changes(session, plan_id, date(2026, 10, 27), NOVEMBER.on)

    assert [change.change for change in changes] == expected


def test_the_cause_given_with_another_move_stands_beside_it(database: Database, plan_id: int) -> None:
    with database.write() as session:
        item_id = items.find(session, plan_id, "1.1.1").id
        for due in (date(2026, 11, 20), date(2026, 12, 4)):
            again = DueMoved(NOVEMBER.on, due, "no planning time", cause="no substitutes", is_ours=False)
            items.record(session, item_id, again, NOVEMBER)
        newest = plan_month.all_changes(session, plan_id, NOVEMBER.on, NOVEMBER.on)[-1]

    assert (newest.reason, newest.cause, newest.is_ours) == ("no planning time", "no substitutes", False)


def test_a_part_that_was_taken_back_is_in_the_plan_again_if_a_file_has_it(database: Database) -> None:
    new = Strategy(code="2.1", title="Visits", milestones=(Milestone(code="2.1.1", title="Every team has visited"),))
    plan_id = bring_in(database, BEFORE, "1", OCTOBER)
    with database.write() as session:
        written = NewPart(plan_id=plan_id, kind=PartKind.STRATEGY, values={"title": "Visits"}, stamp=OCTOBER)
        strategy = written_parts.save(session, written)
        assert strategy is not None
        milestone = {"title": "Every team has visited"}
        below = NewPart(
            plan_id=plan_id, kind=PartKind.MILESTONE, values=milestone, parent=strategy.place, stamp=OCTOBER
        )
        written_parts.save(session, below)
    with database.write() as session:
        for key in ("milestone:2.1.1", "strategy:2.1"):
            place = places.find(session, plan_id, key)
            assert place is not None
            taking_back.take_back(session, place, Footprint(), NOVEMBER, WHY)
            assert places.find(session, plan_id, key) is None
    with database.read() as session:
        assert [each.code for each in whole_plan.load(session, plan_id).strategies()] == ["1"]

    bring_in(database, with_strategy(BEFORE, new), "3", NOVEMBER)
    with database.read() as session:
        again = whole_plan.load(session, plan_id)
        assert [each.code for each in again.strategies()] == ["1", "2.1"]
        assert "2.1.1" in [each.code for each in again.milestones()]


def test_practices_of_milestones_and_action_items_are_kept_and_their_changes_too(database: Database) -> None:
    [milestone] = strategy_of(BEFORE).milestones
    first, second = milestone.action_items
    coded = replace(milestone, practice="3a", action_items=(replace(first, practice="2b, 3a"), second))
    plan_id = bring_in(database, with_strategy(BEFORE, practice="1a, 3b", milestones=(coded,)), "1", OCTOBER)
    recoded = replace(milestone, action_items=(replace(first, practice="2b"), second))
    bring_in(database, with_strategy(BEFORE, practice="3b", milestones=(recoded,)), "2", NOVEMBER, why=WHY)

    assert set(stored_changes(database)[1:]) == {
        ("changed", "strategy", "1", "practice", "1a, 3b", "3b", WHY),
        ("changed", "milestone", milestone.code, "practice", "3a", "", WHY),
        ("changed", "action_item", first.code, "practice", "2b, 3a", "2b", WHY),
    }
    with database.read() as session:
        plan = whole_plan.load(session, plan_id)
        summary = plans.summary(session, plan_id)
        before = past_plan.load(session, summary, OCTOBER.on)
    assert [item.practice for item in plan.action_items()] == ["2b", None]
    assert [item.practice for item in before.action_items()] == ["2b, 3a", None]
    assert [(each.practice, each.milestones[0].practice) for each in before.strategies()] == [("1a, 3b", "3a")]
